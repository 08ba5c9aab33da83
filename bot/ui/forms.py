"""Forms that work for ever, also when the bot was restarted while somebody filled one in.

Sending a form is an *action*, as a click is (`bot.ui.actions`): a cog's method that is marked with it gets the
interaction, the form's arguments, and what was entered by the name of each field. discord.py would keep the form's
object in memory, and forget it with a restart; what was typed would be lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot import limits
from bot.ui.actions import custom_id, perform

if TYPE_CHECKING:
    from bot.client import Forklore

_KIND = "form"


def text(
    name: str,
    label: str,
    *,
    placeholder: str = "",
    required: bool = True,
    paragraph: bool = False,
    value: str = "",
) -> discord.ui.Label[Any]:
    """A field for text, that holds `value` at first."""
    style = discord.TextStyle.paragraph if paragraph else discord.TextStyle.short
    field: discord.ui.TextInput[Any] = discord.ui.TextInput(
        custom_id=name,
        style=style,
        placeholder=limits.clip(placeholder, limits.INPUT_PLACEHOLDER),
        required=required,
        default=limits.clip(value, limits.INPUT) or None,
        max_length=limits.INPUT,
    )
    return discord.ui.Label(text=limits.clip(label, limits.FORM_LABEL), component=field)


def choice(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> discord.ui.Label[Any]:
    """A field for one of some values. `options` are values and what is shown for them."""
    menu: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=name,
        options=[
            discord.SelectOption(
                label=limits.clip(shown, limits.OPTION_LABEL), value=value, default=value == chosen
            )
            for value, shown in options
        ],
    )
    return discord.ui.Label(text=limits.clip(label, limits.FORM_LABEL), component=menu)


def channels(name: str, label: str, description: str, chosen: Iterable[int]) -> discord.ui.Label[Any]:
    """A field for any number of channels of the server, by their ids."""
    kinds = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]
    defaults = [discord.SelectDefaultValue.from_channel(discord.Object(channel)) for channel in chosen]
    return _several(
        discord.ui.ChannelSelect(custom_id=name, channel_types=kinds, default_values=defaults), label, description
    )


def roles(name: str, label: str, description: str, chosen: Iterable[int]) -> discord.ui.Label[Any]:
    """A field for any number of roles of the server, by their ids."""
    defaults = [discord.SelectDefaultValue.from_role(discord.Object(role)) for role in chosen]
    return _several(discord.ui.RoleSelect(custom_id=name, default_values=defaults), label, description)


def _several(
    menu: discord.ui.ChannelSelect[Any] | discord.ui.RoleSelect[Any], label: str, description: str
) -> discord.ui.Label[Any]:
    menu.min_values, menu.max_values, menu.required = 0, limits.SELECT_OPTIONS, False
    return discord.ui.Label(
        text=limits.clip(label, limits.FORM_LABEL),
        description=limits.clip(description, limits.OPTION_DESCRIPTION),
        component=menu,
    )


async def show(
    interaction: discord.Interaction[Forklore],
    name: str,
    *arguments: str,
    title: str,
    fields: Iterable[discord.ui.Label[Any]],
) -> None:
    """Answer an interaction with a form, whose sending is the action `name`.

    Raises:
        ValueError: the arguments do not fit into a custom id.
    """
    form = discord.ui.Modal(
        title=limits.clip(title, limits.FORM_LABEL), custom_id=custom_id(_KIND, name, arguments), timeout=None
    )
    for field in fields:
        form.add_item(field)
    form.stop()  # discord.py does not keep a form that is over
    await interaction.response.send_modal(form)


async def sent(interaction: discord.Interaction[Forklore]) -> None:
    """Somebody has sent a form: do what it stands for."""
    data: Mapping[str, Any] = interaction.data or {}
    if data.get("custom_id", "").startswith(f"{_KIND}:"):
        await perform(interaction, data["custom_id"], **dict(map(_entered, data["components"])))


def _entered(label: Mapping[str, Any]) -> tuple[str, str]:
    """The name and value of the field below a label; empty where nothing is chosen, ``1,2`` where several are."""
    field = label["component"]
    value = field["value"] if "value" in field else ",".join(field["values"])
    return field["custom_id"], value
