"""The buttons and the menu of a list of outcomes. The arguments of their actions are those of `cogs.outcomes`."""

from __future__ import annotations

import discord

from bot.client import Forklore
from bot.language import Language
from bot.programs import form
from bot.render import outcomes as render
from bot.ui import forms
from bot.ui.actions import button, menus, view
from demos.outcomes import Outcome


def exploring(ticket: str, author: int, language: Language) -> discord.ui.View:
    """While it goes on: cancel."""
    return view([button("outcomes-cancel", ticket, str(author), label=language.text("outcomes-cancel"), emoji="✖️")])


def result(outcomes: tuple[Outcome, ...], author: int, language: Language) -> discord.ui.View:
    """Below the list: each outcome, as many as a menu holds; delete."""
    groups = [("", render.options(outcomes, language))]
    pick = menus(
        "witness",
        str(author),
        language.code,
        prompt=language.text("outcomes-pick"),
        groups=groups if outcomes else [],
    )
    return view([*pick, button("delete", str(author), label=language.text("ui-delete"), emoji="🗑️")])


def invitation(language: Language) -> discord.ui.View:
    """Below the answer to a message without a program: a button that opens the form."""
    label = language.text("run-form-open")
    return view([button("outcomes-form", label=label, emoji="✏️", style=discord.ButtonStyle.primary)])


async def show_form(interaction: discord.Interaction[Forklore], language: Language) -> None:
    """Answer with a form for a program. Sending it is the action ``outcomes`` (`bot.programs.form`)."""
    title = language.text("command-List-all-outcomes")
    await forms.show(interaction, "outcomes", title=title, fields=form.fields(language))
