"""What the exploration promises, held on a machine whose outcomes are all known."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demos.outcomes import Explorer, Outcomes, replay
from demos.recording import Job, Program
from demos.runner import Runner
from tests.demos.outcomes.machine import ROOT, Instruction, Machine

JOB = Job(Program("program", ""))

WORDS = st.builds(
    Instruction, st.sampled_from(["read", "write", "add", "put", "take", "skip", "kill"]), st.integers(0, 2)
)


@st.composite
def machines(draw: st.DrawFn) -> Machine:
    """Up to three processes beside the first one, which starts them; each may be waited for."""
    children = range(1, draw(st.integers(1, 3)) + 1)
    processes = {child: tuple(draw(st.lists(WORDS, min_size=1, max_size=4))) for child in children}
    own = draw(st.lists(WORDS, max_size=2))
    starts = [Instruction("start", child) for child in children]
    waits = [Instruction("wait", 0)] * draw(st.integers(0, len(children) + 1))
    joins = [Instruction("join", child) for child in draw(st.lists(st.sampled_from(children), unique=True))]
    look = draw(st.lists(WORDS, max_size=1))
    return Machine({ROOT: (*starts, *own, *draw(st.sampled_from([waits, joins])), *look), **processes})


async def explored(machine: Machine, *, reduced: bool = True) -> Outcomes:
    return await Explorer(cast(Runner, machine), JOB, reduced=reduced, max_runs=4000).explore()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(machine=machines())
async def test_every_outcome_is_found_and_no_other(machine: Machine) -> None:
    found = await explored(machine)

    if found.complete:
        assert {(outcome.stdout, outcome.ending) for outcome in found.outcomes} == machine.outcomes()
    else:
        assert found.reason == "runs"


@settings(max_examples=50, deadline=None, derandomize=True)
@given(machine=machines())
async def test_a_witness_replays(machine: Machine) -> None:
    for outcome in (await explored(machine)).outcomes:
        recording = await machine.run(replay(JOB, outcome, "ignored"))

        assert (recording.stdout, recording.ending) == (outcome.stdout, outcome.ending)


def writers(count: int, *, of_one: bool) -> Machine:
    """As many processes as that, which write to one variable, or each to its own."""
    children = range(1, count + 1)
    starts = tuple(Instruction("start", child) for child in children)
    return Machine({ROOT: starts, **{n: (Instruction("write", 0 if of_one else n),) * 3 for n in children}})


async def test_what_is_independent_is_run_once() -> None:
    assert (await explored(writers(4, of_one=False))).runs <= 2  # One more looks at other clocks.


@pytest.mark.parametrize("reduced", [True, False])
async def test_the_plain_exploration_finds_the_same(reduced: bool) -> None:
    machine = writers(2, of_one=True)

    found = await explored(machine, reduced=reduced)

    assert found.complete
    assert {(outcome.stdout, outcome.ending) for outcome in found.outcomes} == machine.outcomes()
