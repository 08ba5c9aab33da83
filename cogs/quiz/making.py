"""Makes each quiz once, for all who ask for it at the same time or soon after."""

from __future__ import annotations

import asyncio
import collections
from collections.abc import Hashable

from demos.quiz import Quiz, make
from demos.runner import Runner

KNOWN = 100
"""How many quizzes are remembered, the newest."""

_Key = tuple[int, str | None, int | None]


class Making:
    """Quizzes by seed, topic and level."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._known: collections.OrderedDict[_Key, asyncio.Task[Quiz]] = collections.OrderedDict()

    async def quiz(self, seed: int, topic: str | None, level: int | None, owner: Hashable) -> Quiz:
        """The quiz (`demos.quiz.make`).

        Raises:
            RunError: the engine failed, or is too slow.
        """
        key = (seed, topic, level)
        making = self._known.get(key)
        if making is None or (making.done() and (making.cancelled() or making.exception() is not None)):
            making = asyncio.create_task(make(seed, self._runner, topic, level, owner=owner))
            self._known[key] = making
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)
        # Shielded: the first who asked may give up, and others want it still.
        return await asyncio.shield(making)
