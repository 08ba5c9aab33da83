"""No order of clicks, restarts, deletions and failures loses a prediction, runs a trial twice, or leaves it stuck.

Two experiments live in one channel, on one database, and don't mix.

What a process of the bot has in its memory is which runs are on. A restart forgets that; what is kept, stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.store import MEMORY, Store, open_store
from bot.store.lab_data import Given, Standing
from cogs.lab.rules import DISCUSS, GONE_SECONDS, MOST_TRIALS, PHASES, PREDICT, REVEAL, RUN, Experiment, Refused

pytestmark = pytest.mark.core

HOST, COHOST, *OTHERS = USERS = (1, 2, 3, 4)

experiments = st.sampled_from((0, 1))
users = st.sampled_from(USERS)
trials = st.integers(0, 1)
"""How many trials ago somebody's message was from that they click on."""


class Labs(RuleBasedStateMachine):
    """Two experiments, with a model of each beside what is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.opening = open_store(MEMORY)
        self.store: Store = self.loop.run_until_complete(self.opening.__aenter__())
        self.now = 1000
        self.ids = [self.opened(), self.opened()]
        self.running: list[tuple[int, int]] = []
        """Runs that this process has begun: experiment and trial."""

        self.predicted: dict[tuple[int, int], dict[int, str]] = {}
        """What was acknowledged, by experiment and trial."""

        self.results: dict[tuple[int, int], list[bytes]] = {}
        self.revealed: dict[tuple[int, int], dict[int, str]] = {}

    def opened(self) -> int:
        standing = Standing(host=HOST, phase=PREDICT, cohosts=frozenset({COHOST}), touched_at=self.now)
        return self.loop.run_until_complete(
            self.store.labs.open(
                standing, server=1, channel=2, language="en", concept="wait", subject=b"s", job=b"job 1"
            )
        )

    def teardown(self) -> None:
        self.somebody_looks()
        self.loop.run_until_complete(self.opening.__aexit__(None, None, None))
        self.loop.close()

    # --- what the bot does ----------------------------------------------------------------------------------------

    def kept(self, which: int) -> Standing:
        found = self.loop.run_until_complete(self.store.labs.standing(self.ids[which]))
        assert found is not None
        return found

    def step(self, rule: Callable[[Experiment], Standing]) -> Callable[[Standing], Standing]:
        return lambda standing: rule(Experiment(standing, self.now))

    def change(self, which: int, rule: Callable[[Experiment], Standing]) -> bool:
        """Whether the rules allowed it; what follows is done as `Conductor.follow` does it."""
        try:
            self.loop.run_until_complete(self.store.labs.change(self.ids[which], self.step(rule)))
        except Refused:
            return False
        self.follow(which)
        return True

    def follow(self, which: int) -> None:
        standing = self.kept(which)
        if standing.phase == RUN and not any(other == which for other, _ in self.running):
            self.running.append((which, standing.trial))

    def seen(self, which: int, ago: int) -> int:
        """The trial that somebody sees who has not looked for a while."""
        return max(1, self.kept(which).trial - ago)

    # --- what people do -------------------------------------------------------------------------------------------

    @rule(which=experiments, user=users, ago=trials, text=st.sampled_from("ABC"))
    def predict(self, which: int, user: int, ago: int, text: str) -> None:
        trial, before = self.seen(which, ago), self.kept(which)
        step = self.step(lambda experiment: experiment.predict(user, trial))
        try:
            self.loop.run_until_complete(self.store.labs.predict(self.ids[which], user, text, step))
        except Refused:
            late = before.deadline is not None and before.deadline <= self.now
            assert before.closed or before.phase != PREDICT or before.trial != trial or late
            return
        assert before.phase == PREDICT
        assert not before.closed
        self.predicted.setdefault((which, trial), {})[user] = text

    @rule(which=experiments, user=users, ago=trials, manages=st.booleans(), clicks=st.integers(1, 2))
    def run(self, which: int, user: int, ago: int, manages: bool, clicks: int) -> None:
        trial = self.seen(which, ago)
        for _ in range(clicks):
            self.change(which, lambda experiment: experiment.run(user, trial, manages=manages))

    @rule(which=experiments)
    def two_hosts_run_at_once(self, which: int) -> None:
        trial = self.kept(which).trial

        async def both() -> None:
            steps = [
                self.store.labs.change(
                    self.ids[which],
                    self.step(lambda experiment, user=user: experiment.run(user, trial)),  # type: ignore[misc]
                )
                for user in (HOST, COHOST)
            ]
            await asyncio.gather(*steps, return_exceptions=True)

        self.loop.run_until_complete(both())
        self.follow(which)

    @rule(which=experiments, user=users, ago=trials, clicks=st.integers(1, 2))
    def reveal(self, which: int, user: int, ago: int, clicks: int) -> None:
        trial = self.seen(which, ago)

        def judge(result: bytes, given: object) -> dict[int, str]:
            assert result == self.results[which, trial][0]
            said = {each.user: each.answer for each in given if isinstance(each, Given)}  # type: ignore[attr-defined]
            assert (which, trial) not in self.revealed, "judged twice"
            self.revealed[which, trial] = said
            return {other: "right" if answer == "A" else "wrong" for other, answer in said.items()}

        for _ in range(clicks):
            step = self.step(lambda experiment: experiment.reveal(user, trial))
            try:
                self.loop.run_until_complete(self.store.labs.reveal(self.ids[which], judge, step))
            except Refused:
                continue

    @rule(which=experiments, user=users, ago=trials)
    def vary(self, which: int, user: int, ago: int) -> None:
        trial, before = self.seen(which, ago), self.kept(which)
        step = self.step(lambda experiment: experiment.vary(user, trial))
        try:
            self.loop.run_until_complete(self.store.labs.vary(self.ids[which], b"job of another", step))
        except Refused:
            return
        assert self.kept(which).trial == before.trial + 1

    @rule(which=experiments, user=users, seconds=st.sampled_from((0, 30, 900)))
    def count_down(self, which: int, user: int, seconds: int) -> None:
        trial = self.kept(which).trial
        self.change(which, lambda experiment: experiment.count_down(user, trial, seconds))

    @rule(which=experiments, user=users, others=st.frozensets(users))
    def appoint(self, which: int, user: int, others: frozenset[int]) -> None:
        if self.change(which, lambda experiment: experiment.appoint(user, others)):
            assert self.kept(which).cohosts == others - {HOST}

    @precondition(lambda self: all(standing.trial > 1 for standing in map(self.kept, (0, 1))))
    @rule(which=experiments, user=users)
    def close(self, which: int, user: int) -> None:
        self.change(which, lambda experiment: experiment.close(user))

    @rule(which=experiments, message=st.sampled_from((None, 7, 8)))
    def the_message_goes_or_comes(self, which: int, message: int | None) -> None:
        channel = 2 if message else None
        place = self.store.labs.place(self.ids[which], channel=channel, message=message, thread=message)
        self.loop.run_until_complete(place)

    # --- what happens ---------------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from((1, 31, GONE_SECONDS)))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds
        for which in (0, 1):
            deadline = self.kept(which).deadline
            if deadline is not None and deadline <= self.now:
                self.change(which, lambda experiment: experiment.time_up())

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def a_run_ends(self, data: st.DataObject) -> None:
        which, trial = self.running.pop(data.draw(st.integers(0, len(self.running) - 1)))
        result = f"result {which} {trial} at {self.now}".encode()
        step = self.step(lambda experiment: experiment.ran(trial))
        try:
            self.loop.run_until_complete(self.store.labs.ran(self.ids[which], "recording", result, step))
        except Refused:
            return
        self.results.setdefault((which, trial), []).append(result)

    @precondition(lambda self: self.running)
    @rule()
    def a_run_fails(self) -> None:
        which, trial = self.running.pop()
        self.change(which, lambda experiment: experiment.failed(trial))

    @rule()
    def the_bot_is_killed_and_starts_again(self) -> None:
        self.running.clear()
        unfinished = self.loop.run_until_complete(self.store.labs.unfinished())
        for which in (0, 1):
            if self.kept(which).phase == RUN:
                assert self.ids[which] in unfinished
            if self.ids[which] in unfinished:
                self.follow(which)

    @rule(which=experiments, trial=st.integers(1, 3))
    def another_process_has_the_same_run(self, which: int, trial: int) -> None:
        self.running.append((which, trial))

    # --- what always holds ----------------------------------------------------------------------------------------

    @rule()
    def somebody_looks(self) -> None:
        self.no_prediction_is_lost()
        self.each_trial_has_one_result()

    def no_prediction_is_lost(self) -> None:
        for (which, trial), said in self.predicted.items():
            given = self.loop.run_until_complete(self.store.labs.predictions(self.ids[which], trial))
            assert {each.user: each.answer for each in given} == said
            if (which, trial) in self.revealed:
                assert self.revealed[which, trial] == said, "judged what was there at the reveal, and it stays"
                assert {each.user: each.verdict for each in given} == {
                    user: "right" if text == "A" else "wrong" for user, text in said.items()
                }
            else:
                assert all(each.verdict is None for each in given)

    def each_trial_has_one_result(self) -> None:
        assert all(len(results) == 1 for results in self.results.values())
        for which in (0, 1):
            kept = self.loop.run_until_complete(self.store.labs.get(self.ids[which]))
            assert kept is not None
            assert [trial.number for trial in kept.trials] == list(range(1, kept.standing.trial + 1))
            for trial in kept.trials:
                assert [trial.result] == self.results.get((which, trial.number), [None])

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        for which in (0, 1):
            standing = self.kept(which)
            assert standing.phase in PHASES
            assert standing.host == HOST
            assert standing.phase == PREDICT or standing.deadline is None
            if standing.closed:
                continue
            later = Experiment(standing, self.now + 10 * GONE_SECONDS)
            stranger, trial = OTHERS[0], standing.trial
            match standing.phase:
                case "predict":
                    assert later.run(stranger, trial).phase == RUN
                case "run":
                    # Whoever clicks starts it again where nobody runs it.
                    assert later.run(stranger, trial).phase == RUN
                    assert later.ran(trial).phase == REVEAL
                case "reveal":
                    assert later.reveal(stranger, trial).phase == DISCUSS
                case _ if trial < MOST_TRIALS:
                    assert later.vary(stranger, trial).phase == PREDICT


Labs.TestCase.settings = settings(max_examples=12, stateful_step_count=40, deadline=None)


TestLabs = Labs.TestCase
