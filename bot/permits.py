"""What a server's own settings (`bot.store.servers`) let its members do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.errors import UserError

if TYPE_CHECKING:
    from bot.client import Forklore


def check_run(bot: Forklore) -> None:
    """Whether the host, and the server where something is being answered, let people run programs of their own.

    Raises:
        UserError: they do not.
    """
    if not bot.settings.allow_run:
        raise UserError("run-off", prefix=bot.prefix)
    if bot.store.servers.of(bot.here).runs == 0:
        raise UserError("run-off-here", prefix=bot.prefix)


def check_host(bot: Forklore, user: discord.abc.User) -> None:
    """Whether the server lets the user begin experiments: those with certain roles, and who manages it.

    Raises:
        UserError: it does not.
    """
    if not isinstance(user, discord.Member):
        return
    roles = bot.store.servers.of(user.guild.id).hosts
    if not roles or user.guild_permissions.manage_guild or not roles.isdisjoint(role.id for role in user.roles):
        return
    raise UserError("lab-roles-only", roles=" ".join(f"<@&{role}>" for role in sorted(roles)))


def check_channel(bot: Forklore, channel: object) -> None:
    """Whether the server lets anything be begun in that channel, by command or by click.

    Raises:
        UserError: it does not, and says where.
    """
    places = elsewhere(bot, channel)
    if places:
        raise UserError("error-elsewhere", channels=" ".join(f"<#{place}>" for place in places))


def elsewhere(bot: Forklore, channel: object) -> list[int]:
    """The channels where this server wants commands to be answered, when this is none of them; else nothing."""
    settings = bot.store.servers.of(bot.here)
    ids = getattr(channel, "id", None), getattr(channel, "parent_id", None)
    return [] if settings.answers_in(*ids) else sorted(settings.channels)
