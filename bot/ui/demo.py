"""The buttons and menus of the messages about demos. The arguments of their actions are those of `cogs.demo`."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.language import Language
from bot.render import demo as render
from bot.ui.actions import button, menus, view
from demos.catalogue import Catalogue, Demo


def result(demo: Demo, pairs: str, author: int, language: Language) -> discord.ui.View:
    """Below a result: run again, source, card, all outcomes, delete."""
    say = language.text
    return view(
        [
            button(
                *("again", demo.name, pairs, str(author), language.code),
                label=say("demo-again"),
                emoji="🔁",
                style=discord.ButtonStyle.primary,
            ),
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
