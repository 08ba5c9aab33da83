"""The buttons and the form of people's own programs. The arguments of their actions are those of `cogs.run`."""

from __future__ import annotations

from typing import Any

import discord

from bot.client import Forklore
from bot.language import Language
from bot.programs import form
from bot.programs.options import Options
from bot.ui import forms
from bot.ui.actions import Press, button, view


def result(origin: str, options: Options, author: int, language: Language) -> discord.ui.View:
    """Below a result: run again, another order, all outcomes, delete. `origin`: see `bot.programs.origin`."""
    say = language.text

    def again(how: Options, **looks: Any) -> Press:
        return button("run-again", origin, str(how), str(author), language.code, **looks)

    items = [again(options, label=say("run-again"), emoji="🔁", style=discord.ButtonStyle.primary)]
    reordered = options.another_order()
    if reordered is not None:
        items.append(again(reordered, label=say("run-another-order"), emoji="🎲"))
    items.append(button("outcomes-of", origin, str(options), label=say("outcomes-all"), emoji="🔀"))
    items.append(button("delete", str(author), label=say("ui-delete"), emoji="🗑️"))
    return view(items)


def invitation(language: Language) -> discord.ui.View:
    """Below the answer to a message without a program: a button that opens the form."""
    label = language.text("run-form-open")
    return view([button("run-form", label=label, emoji="✏️", style=discord.ButtonStyle.primary)])


async def show_form(interaction: discord.Interaction[Forklore], options: Options, language: Language) -> None:
    """Answer with a form for a program. Sending it is the action ``run``, with the fields that are named here."""
    say = language.text
    mode = options.schedule if options.schedule == "natural" else options.clock
    modes = [(name, say(f"run-form-mode-{name}")) for name in ("virtual", "real", "natural")]
    fields = [
        *form.fields(language, options.language),
        forms.choice("mode", say("run-form-mode"), modes, mode),
    ]
    await forms.show(interaction, "run", str(options), title=say("run-form-title"), fields=fields)
