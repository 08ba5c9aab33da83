"""The practice server: the whole bot on a simulated Discord (SimCord), on this machine, without a token."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import datetime
import os
import threading
import webbrowser
import zoneinfo
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import discord
import simcord

from bot.client import Forklore
from bot.language import Language
from bot.online import StartError

T = TypeVar("T")

MEMBERS = {"ana": "Ana", "bo": "Bo", "lin": "林"}
"""Who is there: user names and display names."""

MANAGER = "lin"
"""Who manages the server there, and so may do what only those may: ``!server``."""

MANAGES = discord.Permissions(manage_guild=True, manage_messages=True)

SETTLE_SECONDS = 120.0
"""How long the simulated Discord waits for an answer: longer than the longest run and a queue before it."""


class Env(simcord.Env):
    """SimCord is made for tests, and takes each error of a command for a failure of whoever wrote to the bot.

    Here the bot has answered it, or logged it.
    """

    awoke = False
    """Whether a sleep of the bot is over, so that it may have done something by itself."""

    def _record_error(self, error: BaseException) -> None: ...

    async def sleep(self, seconds: float, until: asyncio.Future[Any] | None = None) -> None:
        """Sleep in real time. What the bot does at a certain time keeps nobody waiting until then."""
        over = asyncio.Event()
        # In a context of its own: SimCord takes the timers that the bot sets for work that is still to be done.
        timer = contextvars.Context().run(asyncio.get_running_loop().call_later, seconds, over.set)
        if until is not None:
            until.add_done_callback(lambda _: over.set(), context=contextvars.Context())
        try:
            await self.external_wait(over.wait(), reason="a time to come")
        finally:
            timer.cancel()
            self.awoke = True

    def aside(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do something that takes long, and that nobody waits for before they go on."""
        return contextvars.Context().run(asyncio.create_task, work)


@dataclass(frozen=True)
class World:
    """A simulated Discord in which the bot is online: one server, one channel, and who can write there."""

    env: Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    members: Mapping[str, simcord.MemberActor]
    """By user name."""


@contextlib.asynccontextmanager
async def simulated(bot: Forklore, language: Language) -> AsyncIterator[World]:
    """Bring the bot online in a simulated Discord whose server and members speak `language`."""
    env = Env(bot, check_errors=False, settle_timeout=SETTLE_SECONDS)
    env.backend.bot_user.name = "Forklore"
    bot.sleep, bot.aside = env.sleep, env.aside
    _set_clock(env)
    await env.start()
    try:
        with env.time_context():
            locale = "en-US" if language.code == "en" else language.code
            guild = env.create_guild(language.text("practice-guild"), preferred_locale=locale)
            channel = guild.create_text_channel(
                language.text("practice-channel"), topic=language.text("practice-topic")
            )
            members = {}
            for name, display_name in MEMBERS.items():
                roles = [guild.create_role(name, permissions=MANAGES)] if name == MANAGER else []
                member = guild.add_member(env.create_user(name, global_name=display_name), roles=roles)
                # SimCord's users all have an English Discord, so that a slash command would be answered in English.
                await bot.store.set_language(member.id, language.code)
                members[name] = member
            yield World(env, guild, channel, members)
    finally:
        await env.shutdown()


async def serve(bot: Forklore, language: Language, tell: Callable[[str], None]) -> None:
    """Serve the practice page until cancelled, or ended by the page's own menu. `tell` shows the address.

    Raises:
        StartError: the port is taken.
    """
    port = bot.settings.practice_port
    async with simulated(bot, language) as world:
        manager = MEMBERS[MANAGER]
        greeting = language.text("practice-greeting", prefix=bot.settings.command_prefix, manager=manager)
        channel = bot.get_partial_messageable(world.channel.id)
        await channel.send(greeting)
        try:
            preview = await _enter(world, language, port)
        except simcord.SetupError:
            if not port:
                raise
            raise StartError("start-port", port=port) from None
        ticking = asyncio.create_task(_tick(world.env, preview))
        try:
            tell(preview.url)
            open_browser(preview.url)
            await preview.wait_closed()
        finally:
            ticking.cancel()
            await preview.close()


async def _enter(world: World, language: Language, port: int) -> simcord.Preview:
    preview = world.env.preview(
        world.channel,
        viewers=list(world.members.values()),
        layout="channel",
        locale="en-US" if language.code == "en" else language.code,
        timezone=_timezone(),
        port=port,
    )
    return await preview.__aenter__()


def _set_clock(env: simcord.Env) -> None:
    """SimCord's clock stands still, from the beginning of 2026: set it to the time of day."""
    env.backend.advance_clock((datetime.datetime.now(datetime.UTC) - env.now()).total_seconds())


async def _tick(env: Env, preview: simcord.Preview) -> None:
    """Let the time go on. What the bot does by itself is shown: the page looks for news after clicks only."""
    while True:
        await asyncio.sleep(1)
        _set_clock(env)
        if env.awoke:
            env.awoke = False
            try:
                await preview.refresh()
            except simcord.SetupError:  # A member is doing something just now.
                env.awoke = True


def _timezone() -> str:
    """This machine's time zone by name (``Asia/Shanghai``), else UTC."""
    candidates = [os.environ.get("TZ", ""), str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]]
    return next((name for name in candidates if name in zoneinfo.available_timezones()), "UTC")


def open_browser(url: str) -> None:
    """Open the page where there is a graphical browser, without waiting for it."""
    if not any(os.environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")):
        return  # in a bare terminal, a text browser would take it over
    # Some browsers stay in the foreground: a daemon thread does not keep this process alive for them.
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
