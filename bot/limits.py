"""Discord's limits, and how text is made to fit them.

Discord counts some of them in UTF-16 code units and some in code points, and does not say which. Here every length
is in UTF-16 code units, which is never less.

Source: the Discord developer documentation: messages, embed limits, components, application commands.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterable

import discord

from bot.message import Reply

CONTENT = 2000
EMBEDS = 10
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FIELDS = 25
EMBED_FIELD_NAME = 256
EMBED_FIELD_VALUE = 1024
EMBED_FOOTER = 2048
EMBED_AUTHOR = 256
EMBEDS_TOTAL = 6000
"""Characters over all embeds of one message."""

FILES = 10
FILE_BYTES = 10 * 1024 * 1024
"""Bytes over all files of one message, in a server without boosts."""

BUTTON_LABEL = 80
CUSTOM_ID = 100
SELECT_OPTIONS = 25
SELECT_PLACEHOLDER = 150
OPTION_LABEL = 100
OPTION_DESCRIPTION = 100
FORM_LABEL = 45
"""Of a form's title, and of each of its fields."""

INPUT = 4000
INPUT_PLACEHOLDER = 100
CHOICES = 25
CHOICE_NAME = 100

ELLIPSIS = "…"


def length(text: str) -> int:
    """The length as Discord may count it: UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def clip(text: str, limit: int, ellipsis: str = ELLIPSIS) -> str:
    """The text, or its beginning with `ellipsis` at the end when it is longer than `limit`."""
    if length(text) <= limit:
        return text
    room = limit - length(ellipsis)
    kept = 0
    for character in text:
        room -= length(character)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ellipsis


def clip_lines(lines: Iterable[str], limit: int, ellipsis: str = ELLIPSIS) -> str:
    """As many whole lines as fit into `limit`, and `ellipsis` as a line of its own when some were left out.

    A first line that is too long alone is clipped.
    """
    lines = list(lines)
    text = "\n".join(lines)
    if length(text) <= limit:
        return text
    room = limit - length(ellipsis)
    kept: list[str] = []
    for line in lines:
        room -= length(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join([*kept, ellipsis]) if kept else clip(text, limit, ellipsis)


def size(embed: discord.Embed) -> int:
    """How much of `EMBEDS_TOTAL` the embed takes."""
    texts = [embed.title, embed.description, embed.footer.text, embed.author.name]
    texts += [text for field in embed.fields for text in (field.name, field.value)]
    return sum(length(text) for text in texts if text)


def fit(reply: Reply) -> Reply:
    """The reply with everything cut off that Discord would refuse: the last safety net, not a layout.

    Embeds are copied, never changed. Over all embeds, later text is cut first.
    """
    room = EMBEDS_TOTAL
    embeds = []
    for embed in reply.embeds[:EMBEDS]:
        fitted, room = _fit_embed(embed, room)
        embeds.append(fitted)
    return dataclasses.replace(
        reply, content=clip(reply.content, CONTENT), embeds=tuple(embeds), files=reply.files[:FILES]
    )


def _fit_embed(embed: discord.Embed, room: int) -> tuple[discord.Embed, int]:
    """A copy of the embed that uses at most `room` characters, and how many are left."""

    def take(text: str | None, limit: int) -> str | None:
        nonlocal room
        if not text:
            return text
        text = clip(text, min(limit, room)) if room > 0 else ""
        room -= length(text)
        return text

    fitted = discord.Embed.from_dict(copy.deepcopy(embed.to_dict()))  # its own copy shares the list of fields
    fitted.title = take(embed.title, EMBED_TITLE)
    if embed.author.name:
        fitted.set_author(
            name=take(embed.author.name, EMBED_AUTHOR), url=embed.author.url, icon_url=embed.author.icon_url
        )
    # The footer says what was left out, and the like: it is short, and goes before the long texts.
    if embed.footer.text:
        fitted.set_footer(text=take(embed.footer.text, EMBED_FOOTER), icon_url=embed.footer.icon_url)
    fitted.description = take(embed.description, EMBED_DESCRIPTION)
    fitted.clear_fields()
    for field in embed.fields[:EMBED_FIELDS]:
        name, value = take(field.name, EMBED_FIELD_NAME), take(field.value, EMBED_FIELD_VALUE)
        if name and value:
            fitted.add_field(name=name, value=value, inline=field.inline)
    return fitted, room
