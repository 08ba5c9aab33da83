"""The buttons and menus of the messages about demos. The arguments of their actions are those of `cogs.demo`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord

from bot.language import Language
from bot.render import demo as render
from bot.ui.actions import Press, button, menus, view
from demos.catalogue import Catalogue, Demo


def result(demo: Demo, pairs: str, another: str | None, author: int, language: Language) -> discord.ui.View:
    """Below a result: run again, another order, source, card, all outcomes, delete.

    `pairs`: what the demo was run with; `another`: what gives it another order, where that is possible.
    """
    say = language.text

    def again(how: str, **looks: Any) -> Press:
        return button("again", demo.name, how, str(author), language.code, **looks)

    return view(
        [
            again(pairs, label=say("demo-again"), emoji="🔁", style=discord.ButtonStyle.primary),
            *([] if another is None else [again(another, label=say("run-another-order"), emoji="🎲")]),
            button("source", demo.name, pairs, label=say("demo-show-source"), emoji="📄"),
            button("card", "", demo.card, label=say("demo-explain"), emoji="📖"),
            button("outcomes-demo", demo.name, pairs, label=say("outcomes-all"), emoji="🔀"),
            button("delete", str(author), label=say("ui-delete"), emoji="🗑️"),
        ]
    )


def suggestions(demos: Iterable[Demo], author: int, language: Language) -> discord.ui.View:
    """Below the answer to an unknown name: each near demo, and the list."""
    near = [
        button(
            *("again", demo.name, "", str(author), language.code),
            label=demo.name,
            style=discord.ButtonStyle.primary,
        )
        for demo in demos
    ]
    return view([*near, button("demos", label=language.text("demo-all"))])


def listing(catalogue: Catalogue, author: int, language: Language) -> discord.ui.View:
    """Below the list of demos: menus with all of them."""
    groups = [
        (topic.title(language.code), [render.option(demo, language) for demo in topic.demos])
        for topic in catalogue.topics
    ]
    delete = button("delete", str(author), label=language.text("ui-delete"), emoji="🗑️")
    return view([*menus("demo", prompt=language.text("demo-pick"), groups=groups), delete])
