"""Buttons and select menus that work for ever, also after a restart of the bot.

A click names an *action* and its arguments, both in the component's custom id. A cog handles the actions that it
marks with `action`::

    class Demo(commands.Cog):
        @action("source")
        async def source(self, interaction, demo: str) -> None: ...

    view(button("source", "orphan", label="Source"))

A cog can thus offer what another one does, without importing it. Errors of handlers go to the bot's one handler.

Old messages stay where a server no longer wants the bot to answer. Reading on there is no harm, nor is it to bring
to its end what has begun. An action that begins something new, a run above all, says so, and is refused there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

import discord

from bot import limits
from bot.errors import UserError
from bot.permits import check_channel

if TYPE_CHECKING:
    from bot.client import Forklore

Handler = Callable[..., Awaitable[None]]
H = TypeVar("H", bound=Handler)

MENUS = 4
"""How many menus a message has room for, besides a row of buttons."""

_SEPARATOR = ":"
_MARK = "__forklore_action__"


@dataclass(frozen=True)
class _Marked:
    name: str
    begins: bool


def action(name: str, *, begins: bool = False) -> Callable[[H], H]:
    """Mark a cog's method as the handler of an action; `begins`: it begins something new.

    It is called with the interaction, the arguments (strings) and, for a select menu, the chosen value; for a form
    (`bot.ui.forms`), what was entered by the name of each field. It has to answer the interaction within 3 s.
    """

    def mark(method: H) -> H:
        setattr(method, _MARK, _Marked(name, begins))
        return method

    return mark


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"press(?::[^:]*)+"):
    """A button that stands for an action."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await perform(interaction, self.custom_id)


class Pick(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"pick\d(?::[^:]*)+"):
    """A select menu that stands for an action, of which one option is picked."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await perform(interaction, self.custom_id, *self.item.values)


ITEMS = (Press, Pick)
"""What the bot has to be told of (`discord.Client.add_dynamic_items`) to answer clicks on messages of before."""


def button(
    name: str,
    *arguments: str,
    label: str,
    emoji: str | None = None,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    row: int | None = None,
) -> Press:
    """A button for the action.

    Raises:
        ValueError: the arguments do not fit into a custom id.
    """
    made = custom_id("press", name, arguments)
    label = limits.clip(label, limits.BUTTON_LABEL)
    return Press(discord.ui.Button(custom_id=made, label=label, emoji=emoji, style=style), row=row)


def menus(
    name: str, *arguments: str, prompt: str, groups: Sequence[tuple[str, Sequence[discord.SelectOption]]]
) -> list[Pick]:
    """Select menus for the action, as few as hold all options; each stands in a row of its own.

    A group is a title and its options, and stays together as long as a message has room for it. A menu shows
    `prompt`, or which groups it has when it is not the only one.

    Raises:
        ValueError: the arguments do not fit into a custom id.
    """
    packed = _packed(groups)
    if len(packed) > MENUS:
        packed = _packed([(option.label, [option]) for _, options in groups for option in options])
    made = []
    for number, (titles, options) in enumerate(packed):
        text = " · ".join(titles) if len(packed) > 1 else prompt
        select: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=custom_id(f"pick{number}", name, arguments),
            placeholder=limits.clip(text, limits.SELECT_PLACEHOLDER),
            options=options,
        )
        made.append(Pick(select))
    return made


def _packed(
    groups: Iterable[tuple[str, Sequence[discord.SelectOption]]],
) -> list[tuple[list[str], list[discord.SelectOption]]]:
    """The groups' titles and options, put together to as few menus as their order allows."""
    packed: list[tuple[list[str], list[discord.SelectOption]]] = []
    for title, options in groups:
        if not packed or len(packed[-1][1]) + len(options) > limits.SELECT_OPTIONS:
            packed.append(([], []))
        packed[-1][0].append(title)
        packed[-1][1].extend(options)
    return packed


def view(items: Iterable[discord.ui.Item[Any]]) -> discord.ui.View:
    """A view of these, that never times out."""
    made = discord.ui.View(timeout=None)
    for item in items:
        made.add_item(item)
    return made


def custom_id(kind: str, name: str, arguments: Sequence[str]) -> str:
    """The custom id that stands for an action and its arguments; `kind` is what it is clicked on.

    Raises:
        ValueError: the arguments do not fit into a custom id.
    """
    if any(_SEPARATOR in argument for argument in arguments):
        raise ValueError(f"{_SEPARATOR!r} in an argument of {name}: {arguments}")
    made = _SEPARATOR.join([kind, name, *arguments])
    if len(made) > limits.CUSTOM_ID:
        raise ValueError(f"too long for a custom id: {made}")
    return made


def action_of(custom_id: str) -> str:
    """The name of the action that a custom id stands for."""
    return custom_id.split(_SEPARATOR)[1]


@action("delete")
async def delete(interaction: discord.Interaction[Forklore], author: str) -> None:
    """Delete the message, for the one whom it answers (`author`, a user id) and for those who manage messages."""
    if str(interaction.user.id) != author and not interaction.permissions.manage_messages:
        raise UserError("ui-delete-denied")
    await interaction.response.defer()
    await interaction.delete_original_response()


def handlers(bot: Forklore) -> dict[str, Handler]:
    """The function that handles each action."""
    found: dict[str, Handler] = {"delete": delete}
    for cog in bot.cogs.values():
        for name, attribute in _marked(type(cog)).items():
            found[name] = getattr(cog, attribute)
    return found


@functools.cache
def _marked(kind: type) -> dict[str, str]:
    """The methods of a class that handle actions, by the action's name. It takes a millisecond to find them."""
    marks = {attribute: getattr(getattr(kind, attribute), _MARK, None) for attribute in dir(kind)}
    return {mark.name: attribute for attribute, mark in marks.items() if mark is not None}


async def perform(interaction: discord.Interaction[Forklore], custom_id: str, *chosen: str, **entered: str) -> None:
    """Do what a custom id stands for, with what was chosen or entered; answer an error."""
    _, name, *arguments = custom_id.split(_SEPARATOR)
    interaction.client.enter(interaction.guild_id)
    try:
        handler = handlers(interaction.client).get(name)
        if handler is None:  # of an older version of the bot, or its cog is not loaded
            raise UserError("ui-outdated")
        if getattr(handler, _MARK).begins:
            check_channel(interaction.client, interaction.channel)
        await handler(interaction, *arguments, *chosen, **entered)
    except Exception as error:
        await interaction.client.errors.interaction(interaction, error)
