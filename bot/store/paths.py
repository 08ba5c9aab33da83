"""Where people are in the guided course."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.recordings import Transact
from bot.store.schema import PathPlace


@dataclass(frozen=True)
class Place:
    """The id of a step, and how many were before it when somebody got there."""

    step: str
    position: int


class Paths:
    """The places of people, by who they are (a Discord id)."""

    def __init__(self, transact: Transact) -> None:
        self._transact = transact

    async def place(self, user: int) -> Place | None:
        """Where somebody is, None if they have not begun.

        Raises:
            StoreError: the database cannot be read.
        """

        async def find(session: AsyncSession) -> Place | None:
            found = await session.get(PathPlace, user)
            return Place(found.step, found.position) if found else None

        return await self._transact(find)

    async def move(self, user: int, place: Place) -> None:
        """Keep where somebody is now.

        Raises:
            StoreError: it could not be kept.
        """

        async def change(session: AsyncSession) -> None:
            await session.merge(PathPlace(user=user, step=place.step, position=place.position))

        await self._transact(change)
