"""Online on Discord, or on a server that is compatible with it."""

from __future__ import annotations

import aiohttp
import discord
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


async def serve(bot: Forklore, token: str) -> None:
    """Log in and answer, until cancelled.

    Raises:
        StartError: Discord refuses the bot, or cannot be reached.
    """
    host = _use_endpoints(bot.settings)
    try:
        async with bot:
            await _run(bot, token)
    except discord.LoginFailure:
        raise StartError("start-token") from None
    except discord.PrivilegedIntentsRequired:
        raise StartError("start-intent") from None
    except (discord.HTTPException, discord.ConnectionClosed, discord.GatewayNotFound) as error:
        raise StartError("start-discord", host=host, reason=str(error)) from error
    except (aiohttp.ClientError, OSError) as error:  # a TimeoutError is an OSError
        raise StartError("start-network", host=host, reason=str(error) or type(error).__name__) from error


async def _run(bot: Forklore, token: str) -> None:
    await bot.login(token)
    settings = bot.settings
    if settings.discord_api_url and not settings.discord_gateway_url:
        _, url, _ = await bot.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
    if settings.discord_gateway_url:
        # To resume, Discord names a gateway of its own, which may be out of reach from here.
        async def stay() -> None:
            bot.ws.gateway = DiscordWebSocket.DEFAULT_GATEWAY

        bot.add_listener(stay, "on_connect")
    await bot.connect()


def _use_endpoints(settings: Settings) -> str:
    """Point discord.py at the API and the gateway of the settings. Returns the API's host.

    discord.py keeps both in class attributes, so a process has one API.
    """
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url.rstrip("/")
    if settings.discord_gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
    return yarl.URL(Route.BASE).authority
