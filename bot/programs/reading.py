"""Finds the program in a message: a code block, an attached file, or those of the message that it replies to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import discord

from bot.errors import UserError
from bot.programs.blocks import Block, blocks
from bot.programs.options import TONGUES, Options, Tongue
from bot.render.safe import code
from demos.recording import Job, Program

MOST_BYTES = 64 * 1024
"""Of a program, and of its standard input."""

STDIN = "stdin.txt"
"""The name of an attached file that is not the program but its standard input."""

PASTED = "message.txt"
"""What Discord makes of a text that is too long for a message."""

ENDINGS: dict[Tongue, str] = {"python": ".py", "c": ".c"}

_STEM = re.compile(r"\w[\w-]{0,39}")
_INCLUDE = re.compile(r"^[^\S\n]*#[^\S\n]*include[^\S\n]*[<\"]", re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """A program as it was found. `tag` is what it is said to be written in (``py``, ``c``, or something else)."""

    source: str
    stdin: str = ""
    tag: str = ""
    stem: str = "main"

    def job(self, options: Options) -> Job:
        """The job of running it with these options.

        Raises:
            UserError: it is too long, or in another language.
        """
        language = options.language or self._language()
        name = self.stem + ENDINGS[language]
        # Half of a surrogate pair, which JSON can hold but UTF-8 cannot, becomes a question mark.
        source, stdin = (text.encode(errors="replace") for text in (self.source, self.stdin))
        _check_size(name, len(source))
        _check_size(STDIN, len(stdin))
        return options.job(Program(name, source.decode(), language), stdin.decode())

    def _language(self) -> Tongue:
        if not self.tag:
            return "c" if _INCLUDE.search(self.source) else "python"
        if self.tag not in TONGUES:
            raise UserError("run-language", name=code(self.tag))
        return TONGUES[self.tag]


async def find(message: discord.Message, me: int) -> Found | None:
    """The program in a message, or in the one that it replies to. None when there is none.

    From a message of the bot itself (`me`, its user id) it goes on to the one that this answers.

    Raises:
        UserError: a file is too large, gone, or not text.
        discord.HTTPException: Discord did not give a message or a file.
    """
    found = await _program_in(message)
    current = message
    while found is None and (current is message or current.author.id == me):
        earlier = await _answered(current)
        if earlier is None:
            return None
        current, found = earlier, await _program_in(earlier)
    return found


async def in_file(file: discord.Attachment, written: Sequence[Block] = ()) -> Found | None:
    """The program in an attached file; the first code block is its standard input then. None when there is none.

    Raises:
        UserError, discord.HTTPException: see `find`.
    """
    if not _may_be_program(file):
        return None
    path = PurePath(file.filename)
    text = await _read(file)
    if file.filename.lower() == PASTED:
        return _in_blocks(blocks(text)) or (Found(text) if text.strip() else None)
    stem = path.stem if _STEM.fullmatch(path.stem) else "main"
    stdin = written[0].text if written else ""
    return Found(text, stdin, path.suffix.lower().removeprefix("."), stem)


def typed(source: str, stdin: str) -> Found:
    """The program that was typed into a form; some write backticks around it there too."""
    fenced = blocks(source) if source.lstrip().startswith("```") else []
    return Found(fenced[0].text if fenced else source, stdin)


async def _program_in(message: discord.Message) -> Found | None:
    """The program in this message alone."""
    # What was forwarded is in a snapshot, and the message itself is empty.
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    content = "\n".join(part.content for part in parts)
    files = [file for part in parts for file in part.attachments]
    written = blocks(content)
    attached = next(filter(_may_be_program, files), None)
    found = _in_blocks(written) if attached is None else await in_file(attached, written)
    stdin = next((file for file in files if file.filename.lower() == STDIN), None)
    if found is None or stdin is None:
        return found
    return dataclasses.replace(found, stdin=await _read(stdin))


def _in_blocks(written: Sequence[Block]) -> Found | None:
    """The program in the first code block, and its standard input in the second."""
    if not written or written[0].text.lower() in TONGUES:  # nothing but the name of its language
        return None
    program, *rest = written
    return Found(program.text, rest[0].text if rest else "", program.tag)


async def _read(file: discord.Attachment) -> str:
    """The text of an attached file, without a byte order mark, its lines ended as on Linux.

    Raises:
        UserError: it is too large, and was not fetched; or it is gone, or not text.
    """
    _check_size(file.filename, file.size)
    try:
        text = (await file.read()).decode("utf-8-sig")
    except discord.NotFound:
        raise UserError("run-gone") from None
    except UnicodeDecodeError:
        raise UserError("run-not-text", name=code(file.filename)) from None
    if "\0" in text:
        raise UserError("run-not-text", name=code(file.filename))
    return text.replace("\r\n", "\n")


def _may_be_program(file: discord.Attachment) -> bool:
    name = file.filename.lower()
    return PurePath(name).suffix in ENDINGS.values() or name == PASTED


async def _answered(message: discord.Message) -> discord.Message | None:
    """The message that this one replies to; None when it replies to none, or that one is gone."""
    reference = message.reference
    if reference is None or reference.message_id is None or message.message_snapshots:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    if isinstance(reference.resolved, discord.DeletedReferencedMessage):
        return None
    try:
        return await message.channel.fetch_message(reference.message_id)
    except discord.NotFound:
        return None


def _check_size(name: str, size: int) -> None:
    if size > MOST_BYTES:
        kib = -(-size // 1024)
        raise UserError("run-too-long", name=code(name), size=kib, most=MOST_BYTES // 1024)
