"""What is found out about real programs, and what is said of it in both languages."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from demos.findings import Findings, Search
from demos.language import languages
from demos.outcomes import REASONS, Outcome, Outcomes, Progress
from demos.outcomes import replay as replayed
from demos.recording import Ending, Job, Limits, Program
from demos.runner import Runner
from demos.telling import Teller
from demos.worker.recorder import EVENTS

RACE = """
import os
if os.fork() == 0:
    os.write(1, b"child\\n")
    os._exit(0)
os.write(1, b"parent\\n")
os.wait()
"""
SLEEPY = """
import os, time
if os.fork() == 0:
    time.sleep(1)
    os.write(1, b"child\\n")
    os._exit(0)
os.write(1, b"parent\\n")
os.wait()
"""
CLOCK = """
import time
began = time.time()
time.sleep(2)
print(round(time.time() - began))
"""
DEADLOCK = """
import os
r, w = os.pipe()
os.write(1, b"before\\n")
os.read(r, 1)
"""
THREADS = """
import threading
thread = threading.Thread(target=print, args=("thread",))
thread.start()
thread.join()
"""
ENDLESS = """
import os
if os.fork() == 0:
    os._exit(0)
while os.waitpid(-1, os.WNOHANG) == (0, 0):
    os.write(1, b".")
"""

LONG = f"""
import os
for _ in range({EVENTS}):
    os.write(1, b".")
"""


async def find(runner: Runner, source: str, runs: int | None = None, **arguments: Any) -> Findings:
    """What is found; it is stopped after so many runs, if told."""
    job = Job(Program("main.py", source), limits=Limits(cpu_seconds=1))
    search: Search

    def stop(progress: Progress) -> None:
        if progress.runs == runs:
            search.stop()

    search = Search(runner, job, await runner.run(job), progress=stop, **arguments)
    return await search.findings()


def outputs(findings: Findings) -> list[str]:
    return [outcome.stdout for outcome in findings.outcomes.outcomes]


async def test_a_race_has_two_outcomes_and_a_run_shows_one(runner: Runner) -> None:
    findings = await find(runner, RACE)

    assert outputs(findings) == ["child\nparent\n", "parent\nchild\n"]
    assert findings.reasons == []
    assert findings.usual == 1
    assert findings.trusted is None, "nothing sleeps"
    assert findings.lesson is None
    assert findings.sampled == 0


async def test_a_sleep_synchronises_nothing(runner: Runner) -> None:
    findings = await find(runner, SLEEPY)

    assert outputs(findings) == ["child\nparent\n", "parent\nchild\n"]
    assert findings.lesson == "sleeps"
    assert findings.at_their_word == {1}
    assert findings.usual == 1


@pytest.mark.parametrize(("sleeps", "count"), [("ignored", 2), ("trusted", 1)])
async def test_one_way_to_take_sleeps_alone(runner: Runner, sleeps: str, count: int) -> None:
    findings = await find(runner, SLEEPY, sleeps=sleeps)

    assert len(outputs(findings)) == count
    assert findings.trusted is None
    assert findings.outcomes.sleeps == sleeps


async def test_a_program_that_looks_at_the_clock(runner: Runner) -> None:
    findings = await find(runner, CLOCK)

    assert findings.lesson == "clock"
    assert findings.at_their_word == frozenset()


async def test_a_program_that_never_goes_on(runner: Runner) -> None:
    findings = await find(runner, DEADLOCK)

    assert findings.outcomes.complete
    assert [outcome.ending.kind for outcome in findings.outcomes.outcomes] == ["deadlock"]


async def test_what_cannot_be_explored_is_sampled(runner: Runner) -> None:
    findings = await find(runner, THREADS, runs=5)

    assert "threads" in findings.reasons
    assert findings.sampled == sum(outcome.runs for outcome in findings.outcomes.outcomes) > 0
    assert not findings.outcomes.complete


async def test_a_program_with_more_events_than_a_recording_holds(runner: Runner) -> None:
    findings = await find(runner, LONG, runs=2)

    assert findings.reasons == ["length"]
    assert findings.outcomes.outcomes


async def test_it_stops_with_what_it_has(runner: Runner) -> None:
    findings = await find(runner, RACE, runs=1)

    assert findings.reasons == ["cancelled"]
    assert len(outputs(findings)) == 1


@pytest.mark.parametrize("bound", [{"max_runs": 1}, {"max_seconds": 0.0}])
async def test_a_bound_is_named(runner: Runner, bound: dict[str, float]) -> None:
    findings = await find(runner, RACE, **bound)

    assert findings.reasons == ["runs" if "max_runs" in bound else "seconds"]
    assert len(outputs(findings)) == (1 if "max_runs" in bound else 0)


async def test_giving_up_leaves_no_run_behind(runner: Runner) -> None:
    searching = asyncio.create_task(find(runner, ENDLESS))
    await asyncio.sleep(0)
    searching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await searching

    assert outputs(await find(runner, RACE)) == ["child\nparent\n", "parent\nchild\n"]


async def test_each_outcome_can_be_had_again(runner: Runner) -> None:
    for source in (RACE, SLEEPY, DEADLOCK, THREADS):
        job = Job(Program("main.py", source))
        found = (await find(runner, source, runs=10)).outcomes
        for outcome in found.outcomes[:3]:
            recording = await runner.run(replayed(job, outcome, found.sleeps))
            assert (recording.stdout, recording.ending) == (outcome.stdout, outcome.ending)


# --- in words -----------------------------------------------------------------------------------------------

ENDINGS = [
    Ending(kind="exited", code=0),
    Ending(kind="signaled", signal=9),
    *(
        Ending(kind=kind)
        for kind in ("deadlock", "wall-time", "cpu-time", "memory", "processes", "output", "killed")
    ),
]


def findings(count: int = 2, reason: str | None = None, seed: int | None = None) -> Findings:
    found = tuple(
        Outcome(stdout=f"{n}\n", stderr="", ending=ENDINGS[0], schedule=(), seed_replay=seed) for n in range(count)
    )
    return Findings(
        Outcomes(
            complete=reason is None,
            reason=reason,
            runs=1234,
            states=5,
            seconds=1.25,
            sleeps="ignored",
            outcomes=found,
        )
    )


@pytest.mark.parametrize("language", languages())
def test_every_reason_and_ending_has_words(language: str) -> None:
    teller = Teller(language)
    said = {reason: teller.reasons(findings(reason=reason)) for reason in REASONS}

    assert all(len(sentences) == 1 for sentences in said.values())
    assert len({*map(tuple, said.values())}) == len(REASONS)
    assert not any("reason-" in sentence for sentences in said.values() for sentence in sentences)
    assert len(teller.reasons(findings(reason="randomness, threads"))) == 2
    endings = [teller.ending(ending) for ending in ENDINGS]
    assert not any("ending-" in words for words in endings)
    assert len({*endings}) == len(ENDINGS) - 1, "whichever time limit it was"


def test_no_more_is_said_than_is_known() -> None:
    teller = Teller("en")

    assert teller.headline(findings(1)) == "One outcome is possible, whatever the scheduling."
    assert teller.headline(findings(6)) == "6 outcomes are possible, and no others."
    assert "if every sleep" in teller.headline(
        Findings(msgspec.structs.replace(findings(6).outcomes, sleeps="trusted"))
    )
    assert "There may be others." in teller.headline(findings(6, "runs"))
    assert "There may be others." in teller.headline(findings(1, "seconds"))
    assert teller.headline(findings(0, "cancelled")) == "No outcome was found yet."
    sampled = teller.headline(findings(3, "threads", seed=1))
    assert sampled == "3 outcomes were seen in 3 runs, each in a random order of its own. There may be others."


@pytest.mark.parametrize("language", languages())
def test_the_lesson_counts(language: str) -> None:
    teller = Teller(language)
    some = findings(6)
    one = msgspec.structs.replace(some.outcomes, sleeps="trusted", outcomes=some.outcomes.outcomes[:1])
    told = teller.lesson(replace(some, trusted=one))
    assert told is not None
    assert "6" in told[1]
    partly = replace(findings(6, "seconds"), trusted=one)
    told = teller.lesson(partly)
    assert told is not None
    assert ("at least 6" if language == "en" else "至少有 6") in told[1]
    assert teller.lesson(replace(some, trusted=some.outcomes)) is None
    assert teller.lesson(replace(some, trusted=msgspec.structs.replace(one, complete=False))) is None
