"""Stepping through a recording: buttons below any message that tells of one.

The step is shown as a further embed of that message, and taken away again; a film of all steps is attached to it.
What else the message has, embeds, files and buttons, stays as it is. The buttons hold the recording's id, the step
and the language, and nothing is kept in memory: they work for everyone, and after a restart.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, cast

import discord

from bot import limits
from bot.language import Language
from bot.message import Attachment
from bot.render import stepper as render
from bot.store import Store, StoreError
from bot.ui.actions import Pick, Press, action_of, button, menus, view
from demos.recording import Recording

log = logging.getLogger(__name__)

STEP, JUMP, CLOSE, FILM = "step", "jump", "step-close", "film"
"""The actions of the stepper's own buttons and menu: `cogs.stepper` handles them."""

FILM_FILE = "film.webp"

FIRST, LAST = "first", "last"
"""Steps by name. Those before and after the one that is shown go by number: no two buttons may be the same."""

_OWN = (STEP, JUMP, CLOSE, FILM)
_MENU_ROW, _ROW, _OTHERS_ROW = 0, 1, 2
_ROW_BUTTONS = 5


async def offer(
    below: discord.ui.View, store: Store, recording: Recording, language: Language, owner: int | None = None
) -> discord.ui.View:
    """A result's buttons with those above them that step through its recording, which is kept for that.

    `owner`: the user whose own program it is of.
    """
    if not recording.events:
        return below
    try:
        identity = await store.recordings.put(recording, owner)
    except StoreError as error:  # a result that cannot be stepped through is worth showing
        log.error("a recording could not be kept: %s", error)
        return below
    items = [
        *_buttons(identity, None, len(recording.events), language),
        _film_button(identity, language),
        *below.children,
    ]
    for number, item in enumerate(below.children):
        item.row = _OTHERS_ROW + number // _ROW_BUTTONS
    return view(items)


def shown(
    message: discord.Message | None, identity: str, recording: Recording, index: int, language: Language
) -> dict[str, Any]:
    """The message with the state after the event `index`, as arguments to edit it; without one, to send one."""
    embeds = _others(message)
    room = limits.EMBEDS_TOTAL - sum(map(limits.size, embeds))
    items: list[discord.ui.Item[Any]] = [
        *_menu(identity, recording, index, language),
        *_buttons(identity, index, len(recording.events), language),
        *_kept(message),
    ]
    return {"embeds": [*embeds, render.embed(recording, index, language, room)], "view": view(items)}


def closed(
    message: discord.Message, identity: str, recording: Recording | None, language: Language
) -> dict[str, Any]:
    """The message without a step, as arguments to edit it; without the buttons too when the recording is gone."""
    return {"embeds": _others(message), "view": view([*_offered(message, identity, recording, language)])}


def filmed(
    message: discord.Message, identity: str, recording: Recording, film: bytes, language: Language
) -> dict[str, Any]:
    """The message with a film attached, instead of the button for it, as arguments to edit it."""
    kept = [file for file in message.attachments if file.filename != FILM_FILE]
    items = [*_buttons(identity, None, len(recording.events), language), *_kept(message)]
    return {"attachments": [*kept, Attachment(FILM_FILE, film).to_file()], "view": view(items)}


def _menu(identity: str, recording: Recording, index: int, language: Language) -> list[Pick]:
    found = render.options(recording, language)
    for option in found:
        option.default = option.value == str(index)
    if not found:
        return []
    return menus(JUMP, identity, language.code, prompt=language.text("stepper-jump"), groups=[("", found)])


def _buttons(identity: str, index: int | None, count: int, language: Language) -> list[Press]:
    """To the first step, back, on, to the last; before the first step (None) only on and to the last."""
    before = -1 if index is None else index
    targets = {
        "⏮": (FIRST, before > 0),
        "◀": (str(before - 1), before > 0),
        "▶": (str(before + 1), before < count - 1),
        "⏭": (LAST, before < count - 1),
    }
    made = []
    for label, (target, enabled) in targets.items():
        style = discord.ButtonStyle.primary if label == "▶" else discord.ButtonStyle.secondary
        pressed = button(STEP, identity, target, language.code, label=label, style=style, row=_ROW)
        pressed.item.disabled = not enabled
        made.append(pressed)
    if index is not None:
        made.append(button(CLOSE, identity, language.code, label=language.text("stepper-close"), row=_ROW))
    return made


def _film_button(identity: str, language: Language) -> Press:
    return button(FILM, identity, language.code, label=language.text("stepper-film"), emoji="🎞️", row=_ROW)


def _offered(
    message: discord.Message, identity: str, recording: Recording | None, language: Language
) -> Iterator[discord.ui.Item[Any]]:
    """The buttons of the message while it shows no step."""
    if recording is not None:
        yield from _buttons(identity, None, len(recording.events), language)
        if all(file.filename != FILM_FILE for file in message.attachments):
            yield _film_button(identity, language)
    yield from _kept(message)


def _others(message: discord.Message | None) -> list[discord.Embed]:
    """The embeds of the message that are no step, as they were sent."""
    if message is None:
        return []
    stepping = any(_action(item) == CLOSE for item in _components(message))
    embeds = message.embeds[:-1] if stepping else message.embeds
    return [_as_sent(embed, message) for embed in embeds]


def _as_sent(embed: discord.Embed, message: discord.Message) -> discord.Embed:
    """Discord tells where it has put an attached picture; only by its name it stays a part of the embed."""
    for file in message.attachments:
        if embed.image.url and embed.image.url.partition("?")[0].endswith(f"/{file.filename}"):
            embed.set_image(url=f"attachment://{file.filename}")
    return embed


def _kept(message: discord.Message | None) -> Iterator[discord.ui.Item[Any]]:
    """The buttons and menus of the message that are not the stepper's, row by row."""
    row = _OTHERS_ROW
    for components in message.components if message else ():
        others = [item for item in getattr(components, "children", ()) if _action(item) not in _OWN]
        for item in others:
            if isinstance(item, discord.SelectMenu):
                yield Pick(cast("discord.ui.Select[Any]", discord.ui.Select.from_component(item)), row=row)
            elif isinstance(item, discord.Button):
                made = discord.ui.Button[Any].from_component(item)
                made.row = row
                yield Press(made, row=row) if item.custom_id else made
        row += bool(others)


def _components(message: discord.Message) -> Iterator[discord.Component]:
    for row in message.components:
        yield from getattr(row, "children", ())


def _action(item: discord.Component) -> str | None:
    identity = getattr(item, "custom_id", None)
    return action_of(identity) if identity else None
