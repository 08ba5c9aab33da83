"""Online on Discord, or on a server that is compatible with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import discord.webhook.async_
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import Forklore
from bot.settings import Settings


class StartError(Exception):
    """The bot cannot start, or go on. `key` names the text that says what to do, `values` fill it in."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""What the bot asks for when it is invited to a server."""


async def serve(bot: Forklore, token: str, online: Callable[[str, str], None]) -> None:
    """Log in and answer, until cancelled. `online` is told the bot's name and the link that invites it to a server.

    Raises:
        StartError: Discord refuses the bot, or cannot be reached.
    """
    host = _use_endpoints(bot.settings)
    try:
        async with bot:
            await _run(bot, token, online)
    except discord.LoginFailure:
        raise StartError("start-token") from None
    except discord.PrivilegedIntentsRequired:
        raise StartError("start-intent") from None
    except (discord.HTTPException, discord.ConnectionClosed, discord.GatewayNotFound) as error:
        raise StartError("start-discord", host=host, reason=str(error)) from error
    except (aiohttp.ClientError, OSError) as error:  # a TimeoutError is an OSError
        raise StartError("start-network", host=host, reason=str(error) or type(error).__name__) from error


async def _run(bot: Forklore, token: str, online: Callable[[str, str], None]) -> None:
    try:
        await bot.login(token)
    except (LookupError, TypeError, ValueError) as error:
        if bot.application is not None:  # the answer was Discord's: the fault is ours
            raise
        raise StartError("start-not-discord", host=yarl.URL(Route.BASE).authority) from error
    settings = bot.settings
    if settings.discord_api_url and not settings.discord_gateway_url:
        answer = await bot.http.request(Route("GET", "/gateway"))
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(answer["url"])
    if settings.discord_gateway_url:
        # To resume, Discord names a gateway of its own, which may be out of reach from here.
        async def stay() -> None:
            bot.ws.gateway = DiscordWebSocket.DEFAULT_GATEWAY

        bot.add_listener(stay, "on_connect")

    async def greet() -> None:
        bot.remove_listener(greet, "on_ready")  # Discord says it again after a long break
        scopes = ("bot", "applications.commands")
        invitation = discord.utils.oauth_url(bot.application_id or 0, permissions=PERMISSIONS, scopes=scopes)
        online(str(bot.user), invitation)

    bot.add_listener(greet, "on_ready")
    await bot.connect()


def _use_endpoints(settings: Settings) -> str:
    """Point discord.py at the API and the gateway of the settings. Returns the API's host.

    discord.py keeps both in class attributes, so a process has one API.
    """
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url.rstrip("/")
        # discord.py reads JSON only where the type is exactly that of Discord, without "; charset=utf-8".
        discord.http.json_or_text = _json_or_text
        setattr(discord.webhook.async_, "json_or_text", _json_or_text)  # noqa: B010 (mypy: an import, not exported)
    if settings.discord_gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
    return yarl.URL(Route.BASE).authority


async def _json_or_text(response: aiohttp.ClientResponse) -> Any:
    text = await response.text(encoding="utf-8")
    return json.loads(text) if response.content_type == "application/json" else text
