"""The rules of an experiment, one by one. What holds for any order of clicks is in `test_machine`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.store.lab_data import Standing
from cogs.lab.rules import DISCUSS, GONE_SECONDS, MOST_TRIALS, PREDICT, REVEAL, RUN, Experiment, Refused

HOST, COHOST, OTHER = 1, 2, 3
NOW = 1000

OPENED = Standing(host=HOST, phase=PREDICT, cohosts=frozenset({COHOST}), touched_at=NOW)


def at(now: int = NOW, **changes: object) -> Experiment:
    return Experiment(replace(OPENED, **changes), now)  # type: ignore[arg-type]


def test_from_one_phase_to_the_next() -> None:
    standing = at().predict(OTHER, 1)
    assert standing == OPENED
    standing = Experiment(standing, NOW + 1).run(HOST, 1)
    assert (standing.phase, standing.touched_at) == (RUN, NOW + 1)
    standing = Experiment(standing, NOW + 2).ran(1)
    assert standing.phase == REVEAL
    standing = Experiment(standing, NOW + 3).reveal(COHOST, 1)
    assert standing.phase == DISCUSS
    standing = Experiment(standing, NOW + 4).vary(HOST, 1)
    assert (standing.phase, standing.trial) == (PREDICT, 2)


REFUSED: list[tuple[str, Callable[[], Standing]]] = [
    ("lab-too-late", lambda: at(phase=RUN).predict(OTHER, 1)),
    ("lab-too-late", lambda: at(trial=2).predict(OTHER, 1)),
    ("lab-too-late", lambda: at(deadline=NOW).predict(OTHER, 1)),
    ("lab-closed", lambda: at(closed=True).predict(OTHER, 1)),
    ("lab-hosts-only", lambda: at().run(OTHER, 1)),
    ("lab-has-run", lambda: at(phase=DISCUSS).run(HOST, 1)),
    ("lab-outdated", lambda: at(trial=2).run(HOST, 1)),
    ("lab-closed", lambda: at(closed=True).run(HOST, 1)),
    ("lab-has-run", lambda: at(phase=REVEAL).ran(1)),
    ("lab-has-run", lambda: at(phase=RUN, trial=2).ran(1)),
    ("lab-not-run", lambda: at().reveal(HOST, 1)),
    ("lab-not-run", lambda: at(phase=RUN).reveal(HOST, 1)),
    ("lab-hosts-only", lambda: at(phase=REVEAL).reveal(OTHER, 1)),
    ("lab-not-revealed", lambda: at(phase=REVEAL).vary(HOST, 1)),
    ("lab-too-many-trials", lambda: at(phase=DISCUSS, trial=MOST_TRIALS).vary(HOST, MOST_TRIALS)),
    ("lab-too-late", lambda: at(phase=REVEAL).count_down(HOST, 1, 60)),
    ("lab-host-alone", lambda: at().appoint(COHOST, frozenset({OTHER}))),
    ("lab-too-many-hosts", lambda: at().appoint(HOST, frozenset(range(10, 40)))),
    ("lab-closed", lambda: at(closed=True).appoint(HOST, frozenset())),
    ("lab-hosts-only", lambda: at().close(OTHER)),
]


@pytest.mark.parametrize(("key", "act"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_refused(key: str, act: Callable[[], Standing]) -> None:
    with pytest.raises(Refused, match=f"^{key}$"):
        act()


def test_a_second_click_changes_nothing() -> None:
    assert at(phase=RUN).run(HOST, 1).phase == RUN
    assert at(phase=DISCUSS).reveal(HOST, 1).phase == DISCUSS
    assert at(closed=True).close(HOST).closed


def test_everybody_may_lead_when_the_hosts_are_gone() -> None:
    later = NOW + GONE_SECONDS
    assert not at(later - 1).may_lead(OTHER)
    assert at(later).may_lead(OTHER)
    assert at(later).run(OTHER, 1).touched_at == NOW, "they are no host"
    assert not at(later, deadline=later + 1).may_lead(OTHER), "the countdown leads"
    assert at(later, deadline=later).may_lead(OTHER)
    assert at().may_lead(OTHER, manages=True)


def test_a_sign_of_a_host() -> None:
    for user, seen in ((HOST, NOW + 5), (COHOST, NOW + 5), (OTHER, NOW)):
        assert at(NOW + 5).predict(user, 1).touched_at == seen


def test_a_countdown() -> None:
    assert at().count_down(HOST, 1, 60).deadline == NOW + 60
    assert at(deadline=NOW + 60).count_down(HOST, 1, 0).deadline is None
    assert at(deadline=NOW + 1).time_up().phase == PREDICT
    up = at(deadline=NOW).time_up()
    assert (up.phase, up.deadline) == (RUN, None)
    assert at(deadline=NOW, closed=True).time_up().phase == PREDICT
    assert at(phase=REVEAL).time_up().phase == REVEAL


def test_a_run_that_failed_can_be_tried_again() -> None:
    assert at(phase=RUN).failed(1).phase == PREDICT
    assert at(phase=RUN, trial=2).failed(1).phase == RUN
    assert at(phase=DISCUSS).failed(1).phase == DISCUSS


def test_the_host_is_no_cohost() -> None:
    assert at().appoint(HOST, frozenset({HOST, OTHER})).cohosts == {OTHER}
