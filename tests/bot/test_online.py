"""Logging in: to Discord or a server like it, directly or through a proxy; each failure in one sentence."""

from __future__ import annotations

import asyncio
import base64
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import discord.webhook.async_
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import online
from bot.client import COGS, Forklore
from bot.language import Languages
from bot.online import StartError
from bot.settings import Settings
from bot.store import Store
from demos.catalogue import Catalogue
from demos.runner import Runner
from tests.bot.discord_server import TOKEN, DiscordServer, discord_server

pytestmark = pytest.mark.core

MakeBot = Callable[..., Forklore]


@pytest.fixture(autouse=True)
def _restored_endpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py keeps its endpoints in classes: put back what a test changes."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    for module in (discord.http, discord.webhook.async_):
        monkeypatch.setattr(module, "json_or_text", module.json_or_text)


@pytest.fixture
def make_bot(
    settings: Settings, runner: Runner, catalogue: Catalogue, languages: Languages, store: Store
) -> MakeBot:
    def make(**changed: Any) -> Forklore:
        return Forklore(
            settings=Settings(_env_file=None, **changed),
            runner=runner,
            catalogue=catalogue,
            languages=languages,
            store=store,
            cogs=COGS,
        )

    return make


def ignore(name: str, invitation: str) -> None:
    """Nobody reads it."""


@asynccontextmanager
async def serving(bot: Forklore, server: DiscordServer) -> AsyncIterator[None]:
    """The bot logged in to the server, until the end of the block."""
    task = asyncio.create_task(online.serve(bot, TOKEN, ignore))
    ready = asyncio.create_task(server.ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        task.result()
    try:
        yield
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert bot.is_closed()


async def test_a_server_of_ones_own_with_its_gateway(make_bot: MakeBot) -> None:
    async with discord_server() as server:
        bot = make_bot(discord_api_url=server.api, discord_gateway_url=server.gateway)
        async with serving(bot, server):
            assert bot.user is not None
            assert bot.user.name == "Forklore"
            assert "GET /api/v10/gateway" not in server.requests


async def test_the_host_is_told_how_to_invite_the_bot(make_bot: MakeBot) -> None:
    said: asyncio.Future[tuple[str, str]] = asyncio.get_running_loop().create_future()
    async with discord_server() as server:
        bot = make_bot(discord_api_url=server.api)
        task = asyncio.create_task(online.serve(bot, TOKEN, lambda *words: said.set_result(words)))
        name, invitation = await said
        task.cancel()
        await asyncio.wait({task})

    assert name == "Forklore"
    assert "client_id=1&scope=bot+applications.commands&permissions=" in invitation


async def test_a_server_of_ones_own_is_asked_for_its_gateway(make_bot: MakeBot) -> None:
    async with discord_server() as server, serving(make_bot(discord_api_url=server.api + "/"), server):
        assert server.requests[-2:] == ["GET /api/v10/gateway", "GET /gateway"]


async def test_a_lost_connection_comes_back_to_the_gateway_of_the_settings(make_bot: MakeBot) -> None:
    async with discord_server() as server:
        bot = make_bot(discord_api_url=server.api, discord_gateway_url=server.gateway)
        resumed = asyncio.Event()

        async def on_resumed() -> None:
            resumed.set()

        bot.add_listener(on_resumed)
        async with serving(bot, server):
            await server.sockets[0].close(code=4000)
            await resumed.wait()


async def test_slash_commands_are_sent_once(make_bot: MakeBot) -> None:
    async def start() -> list[dict[str, Any]]:
        async with discord_server() as server, serving(make_bot(discord_api_url=server.api), server):
            return server.commands

    sent = await start()
    assert {command["name"] for command in sent} >= {"help", "about", "language", "demo", "explain"}
    assert await start() == []


async def test_a_proxy_is_used_with_its_password(make_bot: MakeBot) -> None:
    async with discord_server() as server:
        proxy = f"http://someone:password@127.0.0.1:{server.port}"
        bot = make_bot(
            discord_api_url="http://discord.invalid/api/v10",
            discord_gateway_url="ws://discord.invalid/gateway",
            discord_proxy=proxy,
        )
        async with serving(bot, server):
            expected = "Basic " + base64.b64encode(b"someone:password").decode()
            assert server.proxied
            assert set(server.proxied) == {expected}
            assert server.requests[-1] == "GET /gateway"


async def test_a_wrong_token(make_bot: MakeBot) -> None:
    async with discord_server() as server:
        bot = make_bot(discord_api_url=server.api)
        with pytest.raises(StartError) as caught:
            await online.serve(bot, "wrong", ignore)
        assert caught.value.key == "start-token"
        assert bot.is_closed()


async def test_an_intent_that_is_not_ticked(make_bot: MakeBot) -> None:
    async with discord_server(allowed_intents=~(1 << 15)) as server:
        bot = make_bot(discord_api_url=server.api)
        with pytest.raises(StartError) as caught:
            await online.serve(bot, TOKEN, ignore)
        assert caught.value.key == "start-intent"


async def test_an_error_of_discord(make_bot: MakeBot) -> None:
    async with discord_server(status=403) as server:
        bot = make_bot(discord_api_url=server.api)
        with pytest.raises(StartError) as caught:
            await online.serve(bot, TOKEN, ignore)
        assert caught.value.key == "start-discord"
        assert "403" in str(caught.value.values["reason"])


async def test_a_server_that_is_not_discord(make_bot: MakeBot) -> None:
    async with discord_server() as server:
        bot = make_bot(discord_api_url=f"http://127.0.0.1:{server.port}/home")
        with pytest.raises(StartError) as caught:
            await online.serve(bot, TOKEN, ignore)
        assert caught.value.key == "start-not-discord"


async def test_no_network(make_bot: MakeBot) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # nobody listens there
        port = unused.getsockname()[1]
        bot = make_bot(discord_api_url=f"http://127.0.0.1:{port}/api/v10")
        with pytest.raises(StartError) as caught:
            await online.serve(bot, TOKEN, ignore)
    assert caught.value.key == "start-network"
    assert caught.value.values["host"] == f"127.0.0.1:{port}"


@pytest.mark.parametrize(
    "key", ["start-token", "start-intent", "start-network", "start-discord", "start-not-discord"]
)
def test_each_failure_is_one_sentence_in_each_language(languages: Languages, key: str) -> None:
    for language in languages:
        sentence = language.text(key, host="discord.com", reason="reason")
        assert "\n" not in sentence
        assert len(sentence) > 40 if language.code == "en" else len(sentence) > 20
