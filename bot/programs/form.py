"""The fields of a form into which a program is typed: ``source``, ``stdin`` and ``written``, its language."""

from __future__ import annotations

from typing import Any

import discord

from bot.language import Language
from bot.programs.options import Tongue
from bot.ui import forms

LANGUAGES: dict[Tongue, str] = {"python": "Python", "c": "C"}


def fields(language: Language, written: Tongue | None = None) -> list[discord.ui.Label[Any]]:
    """The fields, with that language of programs chosen."""
    say = language.text
    return [
        forms.text("source", say("run-form-source"), placeholder=say("run-form-source-hint"), paragraph=True),
        forms.text(
            "stdin",
            say("run-form-stdin"),
            placeholder=say("run-form-stdin-hint"),
            paragraph=True,
            required=False,
        ),
        forms.choice("written", say("run-form-language"), LANGUAGES.items(), written or "python"),
    ]
