"""What those who manage a server have set there, who has changed what, and servers that the bot was removed from.

The settings are few and needed for every message: they are also held in memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.lab_privacy import forget_server
from bot.store.lab_tables import LabExperiment
from bot.store.recordings import Transact
from bot.store.schema import Server, ServerChange

LEFT_DAYS = 30
"""How long a server's data is kept after the bot was removed from it."""

CHANGE_DAYS = 365
"""How long it is kept who has changed a setting."""

_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class ServerSettings:
    """The settings of a server; as they are here, nothing is set. Channels and roles are Discord ids.

    `channels`: where text and slash commands are answered, empty for everywhere. `hosts`: the roles that may begin
    experiments, empty for everybody. `runs`: how many programs a member may start in a minute, 0 for none of
    their own, None for what the bot's host allows.
    """

    prefix: str | None = None
    language: str | None = None
    channels: frozenset[int] = frozenset()
    hosts: frozenset[int] = frozenset()
    runs: int | None = None

    def answers_in(self, *channels: int | None) -> bool:
        """Whether commands are answered in a place that is one of these: a channel, or a thread and its channel."""
        return not self.channels or not self.channels.isdisjoint(channels)


@dataclass(frozen=True)
class Change:
    """Somebody has changed a setting, a field of `ServerSettings`. `changed_at`: seconds since 1970."""

    user: int
    changed_at: int
    setting: str
    before: str
    after: str


class Servers:
    """The settings in a store. `now` tells the seconds since 1970."""

    def __init__(self, transact: Transact, now: Callable[[], float] = time.time) -> None:
        self._transact = transact
        self._now = now
        self._settings: dict[int, ServerSettings] = {}

    def of(self, server: int | None) -> ServerSettings:
        """The settings of a server; None stands for direct messages, where nothing is set."""
        return self._settings.get(server or 0, ServerSettings())

    async def load(self) -> None:
        """Read the settings of all servers.

        Raises:
            StoreError: the database cannot be read; the same holds for all methods here.
        """

        async def find(session: AsyncSession) -> dict[int, ServerSettings]:
            return {row.id: _settings(row) for row in await session.scalars(select(Server))}

        self._settings = await self._transact(find)

    async def set(self, server: int, user: int, settings: ServerSettings) -> None:
        """Keep the settings of a server, and what the user has changed by that."""
        now = int(self._now())

        async def change(session: AsyncSession) -> None:
            row = await session.get(Server, server, with_for_update=True)
            if row is None:
                row = Server(id=server)
                session.add(row)
            before, after = _texts(_settings(row)), _texts(settings)
            for name, text in after.items():
                if before[name] != text:
                    changed = ServerChange(server=server, user=user, changed_at=now, setting=name)
                    changed.before, changed.after = before[name], text
                    session.add(changed)
            row.prefix, row.language, row.runs = settings.prefix, settings.language, settings.runs
            row.channels, row.hosts = after["channels"], after["hosts"]

        await self._transact(change)
        self._settings[server] = settings

    async def changes(self, server: int, most: int) -> list[Change]:
        """What was changed on a server, the latest first."""
        query = select(ServerChange).where(ServerChange.server == server)
        query = query.order_by(ServerChange.changed_at.desc(), ServerChange.id.desc()).limit(most)

        async def find(session: AsyncSession) -> list[Change]:
            return [
                Change(row.user, row.changed_at, row.setting, row.before, row.after)
                for row in await session.scalars(query)
            ]

        return await self._transact(find)

    # --- servers that the bot was removed from ----------------------------------------------------------------

    async def left(self, server: int) -> None:
        """The bot was removed from a server: its data is deleted after `LEFT_DAYS`."""
        now = int(self._now())

        async def note(session: AsyncSession) -> None:
            row = await session.get(Server, server)
            if row is None:
                session.add(Server(id=server, left_at=now))
            elif row.left_at is None:
                row.left_at = now

        await self._transact(note)

    async def here(self, servers: Iterable[int]) -> None:
        """The bot is on exactly these servers: others that are kept were left meanwhile, and these were not."""
        present, now = list(servers), int(self._now())

        async def note(session: AsyncSession) -> None:
            known = {row.id: row for row in await session.scalars(select(Server))}
            for identity, row in known.items():
                if identity in present:
                    row.left_at = None
                elif row.left_at is None:
                    row.left_at = now
            labs = await session.scalars(select(LabExperiment.server).distinct())
            gone = {server for server in labs if server is not None} - set(present) - known.keys()
            session.add_all(Server(id=server, left_at=now) for server in gone)

        await self._transact(note)

    async def returned(self, server: int) -> None:
        """The bot is on a server again."""
        again = update(Server).where(Server.id == server).values(left_at=None)

        async def note(session: AsyncSession) -> None:
            await session.execute(again)

        await self._transact(note)

    async def prune(self) -> None:
        """Delete the data of servers that were left long ago, and old changes."""
        now = int(self._now())
        left_long_ago = select(Server.id).where(Server.left_at < now - LEFT_DAYS * _DAY)

        async def forget(session: AsyncSession) -> list[int]:
            servers = list(await session.scalars(left_long_ago))
            for server in servers:
                await forget_server(session, server)
            old = ServerChange.changed_at < now - CHANGE_DAYS * _DAY
            await session.execute(delete(ServerChange).where(old | ServerChange.server.in_(servers)))
            await session.execute(delete(Server).where(Server.id.in_(servers)))
            return servers

        for server in await self._transact(forget):
            self._settings.pop(server, None)


def _settings(row: Server) -> ServerSettings:
    return ServerSettings(row.prefix, row.language, _ids(row.channels), _ids(row.hosts), row.runs)


def _ids(text: str | None) -> frozenset[int]:
    return frozenset(map(int, text.split(","))) if text else frozenset()


def _texts(settings: ServerSettings) -> dict[str, str]:
    """Each setting as it is written down in a change; empty where nothing is set."""

    def text(value: object) -> str:
        if isinstance(value, frozenset):
            return ",".join(map(str, sorted(value)))
        return "" if value is None else str(value)

    return {field.name: text(getattr(settings, field.name)) for field in fields(settings)}
