"""Recordings that buttons still refer to, so that a step costs no run: each distinct one once, for a while."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import itertools
import logging
import time
import zlib
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.lab_tables import LabTrial
from bot.store.schema import StoredRecording
from demos.recording import Recording, from_json, to_json

T = TypeVar("T")

log = logging.getLogger(__name__)

KEEP_DAYS = 30
"""How long a recording is kept after its last run. One of an experiment is kept as long as that is."""

OWN_DAYS = 1
"""How long one of somebody's own program is kept: it holds the program's source."""

KEEP_BYTES = 256 * 1024 * 1024
"""How much of them is kept, compressed. The oldest go first."""

PRUNE_EVERY = 100
"""How many are added between two looks at what is to go."""

INSERT: dict[str, Callable[..., sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""The statement that can also update, by the name of the database."""

UNNEEDED = StoredRecording.id.not_in(select(LabTrial.recording).where(LabTrial.recording.is_not(None)))
"""An experiment keeps its recordings for as long as it is kept itself."""

_DAY = 24 * 60 * 60
_ID_BYTES = (
    9  # 12 characters in a custom id. Who makes two runs with the same one sees one in the place of the other.
)


class Transact(Protocol):
    """Does some work in a transaction, and commits it."""

    def __call__(self, work: Callable[[AsyncSession], Awaitable[T]], /) -> Awaitable[T]: ...


class Recordings:
    """The recordings in a store. `now` tells the seconds since 1970."""

    def __init__(self, transact: Transact, now: Callable[[], float] = time.time) -> None:
        self._transact = transact
        self._now = now
        self._added = itertools.count(1)

    async def put(self, recording: Recording, owner: int | None = None) -> str:
        """Keep a recording. Returns its id, of letters, digits, ``-`` and ``_``; the same for the same run.

        `owner` is the id of the user whose own program it is of, None for a program of the bot.

        Raises:
            StoreError: it could not be kept.
        """
        identity, data = await asyncio.to_thread(_pack, recording)

        async def add(session: AsyncSession) -> None:
            insert = INSERT[session.get_bind().dialect.name](StoredRecording)
            added = insert.values(id=identity, stored_at=int(self._now()), data=data, owner=owner)
            whose = func.coalesce(added.excluded.owner, StoredRecording.owner)
            again = {"stored_at": added.excluded.stored_at, "owner": whose}
            await session.execute(added.on_conflict_do_update(index_elements=["id"], set_=again))

        await self._transact(add)
        if next(self._added) % PRUNE_EVERY == 0:
            await self.prune()
        return identity

    async def get(self, identity: str) -> Recording | None:
        """The recording with that id; None when it is no longer kept.

        Raises:
            StoreError: the database cannot be read.
        """
        with_id = select(StoredRecording.data).where(StoredRecording.id == identity)
        data = await self._transact(lambda session: session.scalar(with_id))
        return None if data is None else await asyncio.to_thread(_unpack, data)

    async def prune(self) -> None:
        """Forget what is too old, and the oldest of what is too much.

        Raises:
            StoreError: the database cannot be written.
        """
        size = func.sum(func.length(StoredRecording.data))
        newest_first = size.over(order_by=(StoredRecording.stored_at.desc(), StoredRecording.id))
        sizes = select(StoredRecording.id, newest_first.label("total")).subquery()
        too_much = select(sizes.c.id).where(sizes.c.total > KEEP_BYTES)
        now = int(self._now())
        own = StoredRecording.owner.is_not(None) & (StoredRecording.stored_at < now - OWN_DAYS * _DAY)
        unneeded = delete(StoredRecording).where(UNNEEDED)

        async def forget(session: AsyncSession) -> None:
            await session.execute(unneeded.where(own | (StoredRecording.stored_at < now - KEEP_DAYS * _DAY)))
            await session.execute(unneeded.where(StoredRecording.id.in_(too_much)))

        await self._transact(forget)


def _pack(recording: Recording) -> tuple[str, bytes]:
    """The id and the compressed JSON. How long the host took makes no other run of it."""
    same = to_json(msgspec.structs.replace(recording, wall_seconds=0))
    identity = base64.urlsafe_b64encode(hashlib.sha256(same).digest()[:_ID_BYTES]).decode()
    return identity, zlib.compress(to_json(recording))


def _unpack(data: bytes) -> Recording | None:
    try:
        return from_json(zlib.decompress(data))
    except (ValueError, zlib.error) as error:  # of another version
        log.warning("a stored recording cannot be read: %s", error)
        return None
