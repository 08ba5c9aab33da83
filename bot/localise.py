"""Names and descriptions of commands in every language, from the same Fluent files as all other text.

A command ``demo`` with a parameter ``name`` has one message, and Discord shows a command only in lower case::

    command-demo = demo
        .description = Run a small program and see what its processes do
        .name = name
        .name-description = Which program

A subcommand ``lab start`` is ``command-lab-start``. A decorator in a cog needs no description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location
from discord.ext import commands

from bot.language import Language, Languages

if TYPE_CHECKING:
    from bot.client import Forklore


def key(command: Any) -> str:
    """The Fluent message of a command: ``command-lab-start`` for ``lab start``."""
    return "command-" + str(command.qualified_name).replace(" ", "-")


def localise(bot: Forklore) -> None:
    """Give every command its English descriptions, and every text command its name in each language as an alias.

    Raises:
        KeyError: a command or parameter has no description.
    """
    english = bot.languages.default
    for command in bot.tree.walk_commands():
        command.description = english.text(f"{key(command)}.description")
        if isinstance(command, app_commands.Command):
            for name, parameter in command._params.items():  # discord.py has no public way to set it later
                parameter.description = app_commands.locale_str(english.text(f"{key(command)}.{name}-description"))
    for text_command in set(bot.walk_commands()):
        parent: commands.GroupMixin[Any] = text_command.parent or bot
        for language in bot.languages:
            alias = language.text(key(text_command))
            if alias not in parent.all_commands:
                parent.all_commands[alias] = text_command
                text_command.aliases = [*text_command.aliases, alias]


class FluentTranslator(app_commands.Translator):
    """Gives Discord the name and description of a command in each of its languages that Forklore speaks."""

    def __init__(self, languages: Languages) -> None:
        self._spoken = {locale: languages.find(locale.value) for locale in discord.Locale}

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        language = self._spoken[locale]
        if language is None:
            return None
        data: Any = context.data
        match context.location:
            case Location.command_name | Location.group_name:
                wanted = key(data)
            case Location.command_description | Location.group_description:
                wanted = f"{key(data)}.description"
            case Location.parameter_name:
                wanted = f"{key(data.command)}.{data.name}"
            case Location.parameter_description:
                wanted = f"{key(data.command)}.{data.name}-description"
            case _:
                return None
        return language.text(wanted) if language.has(wanted) else None


def usage(command: commands.Command[Any, ..., Any], language: Language) -> str:
    """How a command is written, without its prefix: ``demo [name] [parameters]``, the parameters in the language.

    ``[...]`` may be left out, ``<...>`` may not. The command's English name is the one that everybody can type.
    """
    words = [command.qualified_name]
    for name, parameter in command.clean_params.items():
        label = language.text(f"{key(command)}.{name}")
        words.append(f"<{label}>" if parameter.required else f"[{label}]")
    return " ".join(words)
