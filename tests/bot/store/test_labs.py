"""Experiments are kept as they were acknowledged, across restarts; people and servers can be taken out again."""

from __future__ import annotations

import dataclasses
import time

import msgspec
import pytest

from bot.store import Store, open_store
from bot.store.lab_data import Standing
from bot.store.lab_privacy import NOBODY, Forgotten, forget_before, forget_server, forget_user
from bot.store.progress import Place
from bot.store.recordings import KEEP_DAYS, Recordings
from tests import samples

pytestmark = pytest.mark.core

ANA, BO, LIN = 1, 2, 2**63 - 1
SERVER, CHANNEL = 10, 20
STANDING = Standing(host=ANA, phase="predict", cohosts=frozenset({LIN}), touched_at=5)


async def opened(store: Store, standing: Standing = STANDING, server: int | None = SERVER) -> int:
    return await store.labs.open(
        standing, server=server, channel=CHANNEL, language="en", concept="wait", subject=b"subject", job=b"job"
    )


def same(standing: Standing) -> Standing:
    return standing


def to(phase: str) -> object:
    return lambda standing: dataclasses.replace(standing, phase=phase)


async def test_everything_survives_a_restart(database: str) -> None:
    async with open_store(database) as store:
        identity = await opened(store)
        await store.labs.place(identity, channel=CHANNEL, message=30, thread=31)
        await store.labs.predict(identity, BO, "one", same)
        await store.labs.predict(identity, BO, "two", same)
        await store.labs.ran(identity, "recording", b"result", to("reveal"))  # type: ignore[arg-type]
        await store.labs.reveal(identity, lambda *_: {BO: "right"}, to("discuss"))  # type: ignore[arg-type]
        await store.labs.sampled(identity, 1, b"samples")
    async with open_store(database) as store:
        kept = await store.labs.get(identity)
        assert kept is not None
        assert kept.standing == dataclasses.replace(STANDING, phase="discuss")
        assert (kept.channel, kept.message, kept.thread, kept.subject) == (CHANNEL, 30, 31, b"subject")
        trial = kept.current
        assert (trial.job, trial.recording, trial.result, trial.samples) == (
            b"job",
            "recording",
            b"result",
            b"samples",
        )
        assert (trial.predictions, trial.right) == (1, 1)
        assert trial.revealed_at
        (given,) = await store.labs.predictions(identity, 1)
        assert (given.user, given.answer, given.verdict) == (BO, "two", "right")


async def test_what_the_rules_refuse_changes_nothing(store: Store) -> None:
    identity = await opened(store)
    before = await store.labs.get(identity)

    def refuse(_: Standing) -> Standing:
        raise PermissionError

    with pytest.raises(PermissionError):
        await store.labs.predict(identity, BO, "never", refuse)
    assert await store.labs.get(identity) == before
    assert await store.labs.change(999, same) is None


async def test_what_is_still_to_be_done(store: Store) -> None:
    identity = await opened(store)
    assert await store.labs.unfinished() == {}, "there is no message yet to be brought up to date"
    await store.labs.place(identity, channel=CHANNEL, message=30, thread=None)
    assert list(await store.labs.unfinished()) == [identity]
    await store.labs.shown(identity, 0)
    assert await store.labs.unfinished() == {}
    await store.labs.change(identity, lambda standing: dataclasses.replace(standing, deadline=99))
    await store.labs.shown(identity, 1)
    assert list(await store.labs.unfinished()) == [identity]
    await store.labs.change(identity, lambda standing: dataclasses.replace(standing, deadline=None, phase="run"))
    await store.labs.lost(identity, 30)
    assert (await store.labs.unfinished())[identity].phase == "run"


async def test_the_list_of_a_channel_and_of_a_server(store: Store) -> None:
    first, second, elsewhere = await opened(store), await opened(store), await opened(store, server=11)
    await store.labs.change(second, lambda standing: dataclasses.replace(standing, closed=True))
    await store.labs.predict(first, BO, "x", same)
    listed = await store.labs.listed(server=SERVER, channel=CHANNEL)
    assert [(each.id, each.predictions, each.closed) for each in listed] == [
        (elsewhere, 0, False),
        (first, 1, False),
        (second, 0, True),
    ]
    everywhere = await store.labs.listed(server=SERVER, channel=999, everywhere=True)
    assert [each.id for each in everywhere] == [first, second]


async def test_the_board_has_only_who_wants_to(store: Store) -> None:
    identity, elsewhere = await opened(store), await opened(store, server=11)
    for which in (identity, elsewhere):
        for user in (ANA, BO, LIN):
            await store.labs.predict(which, user, "x", same)
        verdicts = {ANA: "wrong", BO: "right", LIN: "right"}
        await store.labs.reveal(which, lambda *_, verdicts=verdicts: verdicts, to("discuss"))  # type: ignore[arg-type]
    for user in (ANA, BO):
        await store.progress.join(SERVER, user)
        await store.progress.join(SERVER, user)
    assert await store.progress.board(SERVER) == [Place(BO, 1, 1), Place(ANA, 0, 1)]
    await store.progress.join(SERVER, BO, joins=False)
    assert await store.progress.board(SERVER) == [Place(ANA, 0, 1)]
    assert [(past.experiment, past.verdict) for past in await store.progress.past(LIN)] == [
        (identity, "right"),
        (elsewhere, "right"),
    ]


async def test_somebody_is_forgotten(store: Store) -> None:
    alone, together, of_another = await opened(store), await opened(store), await opened(store)
    await store.labs.change(
        of_another, lambda standing: dataclasses.replace(standing, host=BO, cohosts=frozenset({ANA}))
    )
    for which, user in ((alone, ANA), (together, ANA), (together, BO), (of_another, ANA)):
        await store.labs.predict(which, user, "x", same)
    await store.progress.join(SERVER, ANA)

    assert await store._transact(lambda session: forget_user(session, ANA)) == Forgotten(3, 1, 1, 1)
    assert await store.labs.get(alone) is None
    kept = await store.labs.get(together)
    assert kept is not None
    assert kept.standing.host == NOBODY
    assert [given.user for given in await store.labs.predictions(together, 1)] == [BO]
    other = await store.labs.get(of_another)
    assert other is not None
    assert other.standing.cohosts == frozenset()
    assert await store.progress.past(ANA) == []
    assert await store.progress.board(SERVER) == []
    assert await store._transact(lambda session: forget_user(session, ANA)) == Forgotten()


async def test_a_server_and_what_is_old_are_forgotten(store: Store) -> None:
    here, elsewhere = await opened(store), await opened(store, server=11)
    await store.labs.predict(here, BO, "x", same)
    await store._transact(lambda session: forget_server(session, SERVER))
    assert await store.labs.get(here) is None
    assert await store.labs.predictions(here, 1) == []
    assert await store.labs.get(elsewhere) is not None
    assert await store._transact(lambda session: forget_before(session, 2**40)) == 1
    assert await store.labs.get(elsewhere) is None


async def test_a_recording_of_an_experiment_is_kept_as_long_as_that(store: Store) -> None:
    identity = await opened(store)
    needed = await store.recordings.put(samples.orphan())
    other = await store.recordings.put(msgspec.structs.replace(samples.orphan(), seed=5))
    await store.labs.ran(identity, needed, b"result", to("reveal"))  # type: ignore[arg-type]
    await Recordings(store._transact, now=lambda: time.time() + (KEEP_DAYS + 1) * 24 * 60 * 60).prune()

    assert await store.recordings.get(needed) is not None
    assert await store.recordings.get(other) is None
