"""What a renderer returns and a Context sends: one message, as plain values."""

from __future__ import annotations

import dataclasses
import io

import discord


@dataclasses.dataclass(frozen=True)
class Attachment:
    """A file of a message. Unlike a `discord.File`, it can be sent more than once."""

    name: str
    data: bytes

    def to_file(self) -> discord.File:
        """A fresh `discord.File` of it, for one request."""
        return discord.File(io.BytesIO(self.data), filename=self.name)


@dataclasses.dataclass(frozen=True)
class Reply:
    """Everything one message of the bot shows. An embed shows a picture of `files` as ``attachment://name``."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    files: tuple[Attachment, ...] = ()
    view: discord.ui.View | None = None
