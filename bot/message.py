"""What a renderer returns and a Context sends: one message, as plain values."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

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

    def sending(self) -> dict[str, Any]:
        """The keyword arguments that send it: of `Context.send`, `InteractionResponse.send_message` and others."""
        arguments: dict[str, Any] = {"files": [attachment.to_file() for attachment in self.files]}
        if self.content:
            arguments["content"] = self.content
        if self.embeds:
            arguments["embeds"] = list(self.embeds)
        if self.view is not None:
            arguments["view"] = self.view
        return arguments

    def editing(self) -> dict[str, Any]:
        """The keyword arguments of `Message.edit` and others that leave nothing of what the message was before."""
        return {
            "content": self.content or None,
            "embeds": list(self.embeds),
            "attachments": [attachment.to_file() for attachment in self.files],
            "view": self.view,
        }
