"""One message to the bot on a simulated Discord, and its answers as text: for scripts and people in a terminal."""

from __future__ import annotations

import asyncio
import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import simcord
from discord import AppCommandOptionType as OptionType
from discord import app_commands

from bot.client import Forklore
from bot.language import Language
from bot.online import StartError
from bot.practice import World, simulated

TIMESTAMP = re.compile(r"<t:(\d+)(?::\w)?>")


async def say(
    bot: Forklore, text: str, language: Language, tell: Callable[[str], None], *, name: str, folder: Path | None
) -> int:
    """Send `text` as the user `name` and tell the bot's answers; files go to `folder` when there is one.

    ``/explain waitpid`` runs the slash command. Returns the exit code: 1 when an answer is an error, else 0.

    Raises:
        StartError: there is no such slash command, it does not take this, or there was no end of it.
    """
    errors: list[Exception] = []

    async def on_command_error(_context: Any, error: Exception) -> None:
        errors.append(error)

    async with simulated(bot, language) as world:
        bot.add_listener(on_command_error)
        member = world.members.get(name)
        if member is None:
            member = world.guild.add_member(world.env.create_user(name))
            await bot.store.set_language(member.id, language.code)
        try:
            if text.startswith("/"):
                await _slash(bot, world, member, text)
            else:
                await member.send(world.channel, text)
        except (simcord.SetupError, ValueError, TimeoutError) as error:
            raise StartError("say-failed", text=text, reason=str(error).partition("\n")[0]) from error
        answers = [message for message in world.channel.history(viewer=member) if message.author.id != member.id]
        for message in answers:
            tell(await transcript(message, language, folder))
    if not answers:
        tell(language.text("say-nothing"))
    return 1 if errors and answers else 0


async def _slash(bot: Forklore, world: World, member: simcord.MemberActor, text: str) -> None:
    """Run ``/command words``: each option takes a word, the last one the rest, or ``option:value`` names it."""
    word, _, rest = text.removeprefix("/").strip().partition(" ")
    known = bot.get_command(word)
    command = bot.tree.get_command(known.name if known else word)
    while isinstance(command, app_commands.Group):
        word, _, rest = rest.strip().partition(" ")
        command = command.get_command(word)
    if not isinstance(command, app_commands.Command):
        raise simcord.SetupError("no such slash command")
    options: dict[str, Any] = {}
    for parameter in command.parameters:
        rest = rest.strip().removeprefix(f"{parameter.name}:")
        if not rest:
            break
        last = len(options) == len(command.parameters) - 1
        value, _, rest = (rest, "", "") if last else rest.partition(" ")
        match parameter.type:
            case OptionType.integer:
                options[parameter.name] = int(value)
            case OptionType.number:
                options[parameter.name] = float(value)
            case OptionType.boolean:
                options[parameter.name] = value.casefold() == "true"
            case _:
                options[parameter.name] = value
    await member.slash(world.channel, command.qualified_name, **options)


async def transcript(message: discord.Message, language: Language, folder: Path | None) -> str:
    """A message as text: content, embeds, buttons, menus and files, which are saved where there is a folder."""
    lines = [f"{message.author.display_name}:"]
    if message.content:
        lines.append(message.content)
    for embed in message.embeds:
        lines += ["", *_embed(embed)]
    for row in message.components:
        lines += ["", *_components(row, language)]
    for attachment in message.attachments:
        line = f"[{language.text('say-file')}] {attachment.filename} ({attachment.size} B)"
        if folder is not None:
            place = folder / Path(attachment.filename).name
            await asyncio.to_thread(_save, place, await attachment.read())
            line += f" → {place}"
        lines += ["", line]
    return TIMESTAMP.sub(_time, "\n".join(lines) + "\n")


def _time(found: re.Match[str]) -> str:
    """A timestamp, which Discord would show in the reader's own way, in this machine's time zone."""
    return datetime.datetime.fromtimestamp(int(found[1])).astimezone().isoformat(" ")


def _save(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _embed(embed: discord.Embed) -> list[str]:
    lines = [text for text in (embed.author.name, embed.title, embed.description) if text]
    for field in embed.fields:
        lines += ["", f"{field.name}", f"{field.value}"]
    if embed.footer.text:
        lines += ["", embed.footer.text]
    return lines


def _components(row: Any, language: Language) -> list[str]:
    buttons, lines = [], []
    for item in getattr(row, "children", [row]):
        if isinstance(item, discord.Button):
            label = " ".join(str(part) for part in (item.emoji, item.label) if part)
            buttons.append(f"[{language.text('say-button')}] {label}")
        elif isinstance(item, discord.SelectMenu):
            options = ", ".join(option.label for option in item.options)
            lines.append(f"[{language.text('say-select')}] {item.placeholder or ''}: {options}")
    return ["  ".join(buttons), *lines] if buttons else lines
