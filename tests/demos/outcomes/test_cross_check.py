"""Random small programs: the reduced exploration finds what the plain one does; no natural run leaves its set."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demos.outcomes import Outcomes
from demos.recording import Ending, Job, Program
from tests.demos.outcomes.conftest import Explorations
from tests.demos.outcomes.expected import Case, cases, told

PRELUDE = """\
import os, signal
def attempt(call, *arguments):
    try:
        return call(*arguments)
    except OSError as error:
        return type(error).__name__
def out(text):
    os.write(1, text.encode())
def handler(number, frame):
    out(f"h{number}")
ends = os.pipe()
file = os.open("file", os.O_RDWR | os.O_CREAT)
children, seen = [], []
"""

OPERATIONS = {
    "write": "out('{letter}')",
    "wait": "attempt(os.wait)",
    "wait and look": "seen.append(attempt(os.wait))",
    "wait for one": "seen.append(attempt(os.waitpid, children[-1], 0)) if children else None",
    "poll": "seen.append(attempt(os.waitpid, -1, os.WNOHANG))",
    "poll one": "seen.append(attempt(os.waitpid, children[0], os.WNOHANG)) if children else None",
    "peek": "seen.append(attempt(os.waitid, os.P_ALL, 0, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None)",
    "parent": "seen.append(os.getppid())",
    "send": "attempt(os.write, ends[1], b'{letter}')",
    "receive": "seen.append(attempt(os.read, ends[0], 1))",
    "hang up": "attempt(os.close, ends[1])",
    "be deaf": "attempt(os.close, ends[0])",
    "append": "os.write(file, b'{letter}')",
    "read file": "seen.append(os.pread(file, 9, 0))",
    "read on": "seen.append(os.read(file, 1))",
    "create": "seen.append(attempt(os.close, attempt(os.open, 'new', os.O_CREAT | os.O_EXCL)) if True else 0)",
    "exists": "seen.append(os.path.exists('new'))",
    "unlink": "seen.append(attempt(os.unlink, 'new'))",
    "is alive": "seen.append(attempt(os.kill, children[-1], 0)) if children else None",
    "group": "attempt(os.setpgid, 0, 0)",
    "move child": "seen.append(attempt(os.setpgid, children[-1], 0)) if children else None",
    "group of child": "seen.append(attempt(os.getpgid, children[-1])) if children else None",
    "terminate": "attempt(os.kill, children[-1], signal.SIGTERM) if children else None",
    "kill": "attempt(os.kill, children[-1], signal.SIGKILL) if children else None",
    "stop": "attempt(os.kill, children[-1], signal.SIGSTOP) if children else None",
    "continue": "attempt(os.kill, children[-1], signal.SIGCONT) if children else None",
    "wait or stop": "seen.append(attempt(os.waitpid, -1, os.WUNTRACED))",
    "tell parent": "attempt(os.kill, os.getppid(), signal.SIGUSR1) if os.getpid() != 2 else None",
    "tell child": "attempt(os.kill, children[-1], signal.SIGUSR1) if children else None",
    "handle": "signal.signal(signal.SIGUSR1, handler)",
    "ignore": "signal.signal(signal.SIGUSR1, signal.SIG_IGN)",
    "handle child": "signal.signal(signal.SIGCHLD, handler)",
    "ignore child": "signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
    "block": "signal.pthread_sigmask(signal.SIG_BLOCK, {{signal.SIGUSR1, signal.SIGCHLD}})",
    "unblock": "signal.pthread_sigmask(signal.SIG_UNBLOCK, {{signal.SIGUSR1, signal.SIGCHLD}})",
    "pending": "seen.append(sorted(signal.sigpending()))",
}


@dataclass(frozen=True)
class Body:
    """What a process does: operations by name, and children's bodies where it forks; then its exit status."""

    steps: tuple[str | Body, ...]
    status: int

    def lines(self, letters: Iterator[str], indent: str = "") -> Iterator[str]:
        for step in self.steps:
            if isinstance(step, Body):
                yield f"{indent}children.append(os.fork())"
                yield f"{indent}if children[-1] == 0:"
                yield f"{indent}    children, seen = [], []"
                yield from step.lines(letters, f"{indent}    ")
            else:
                yield indent + OPERATIONS[step].format(letter=next(letters))
        yield f"{indent}out(f'{{seen}}') if seen else None"
        yield f"{indent}os._exit({self.status})"

    def operations(self) -> int:
        return sum(step.operations() if isinstance(step, Body) else 1 for step in self.steps)

    def __str__(self) -> str:
        return PRELUDE + "\n".join(self.lines(iter("abcdefghijklmnopqrstuvwxyz")))


EXAMPLES = int(os.environ.get("CROSS_CHECKS", "6"))
"""How many programs are made up; set it, and let it search for an hour."""

MOST_RUNS = 150
"""Of one exploration: the plain one would often take for ever, and is held against as far as it came."""

NATURAL_RUNS = 7
"""Of each program whose outcomes were derived by hand: more than a thousand together."""

WALL_SECONDS = 0.5
"""For a run in the kernel's order: some leave behind who never ends."""

names = st.sampled_from(sorted(OPERATIONS))
leaves = st.builds(Body, st.lists(names, min_size=1, max_size=3).map(tuple), st.integers(0, 2))
families = st.recursive(
    leaves,
    lambda inner: st.builds(Body, st.lists(names | inner, min_size=2, max_size=5).map(tuple), st.just(0)),
    max_leaves=3,
).filter(lambda body: 2 <= body.operations() <= 7 and any(isinstance(step, Body) for step in body.steps))


def is_over_by_itself(case: Case) -> bool:
    """Whether all that it can do ends, in the kernel's own order and time, and is known."""
    endings = {ending for _, _, ending in case.outcomes}
    waits = re.search(r"sleep|alarm|timer|timeout", case.program.source)
    return case.sleeps == "ignored" and not waits and not endings & {"deadlock", "never ends"}


def keys(outcomes: Outcomes) -> set[tuple[str, str, Ending]]:
    return {(outcome.stdout, outcome.stderr, outcome.ending) for outcome in outcomes.outcomes}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(family=families)
def test_the_reduction_loses_nothing(explorations: Explorations, family: Body) -> None:
    job = Job(Program("program.py", str(family)))

    reduced = explorations.explore(job, max_runs=MOST_RUNS)
    plain = explorations.explore(job, max_runs=MOST_RUNS, reduced=False)

    if reduced.complete:
        assert keys(reduced) >= keys(plain)
    if plain.complete:
        assert keys(plain) >= keys(reduced)


@pytest.mark.parametrize("case", [case for case in cases() if is_over_by_itself(case)], ids=lambda case: case.name)
def test_the_kernel_never_leaves_the_set(case: Case, explorations: Explorations) -> None:
    limits = msgspec.structs.replace(case.job.limits, wall_seconds=WALL_SECONDS)
    watched = msgspec.structs.replace(case.job, clock="real", schedule="natural", limits=limits)

    recordings = [explorations.run(watched) for _ in range(NATURAL_RUNS)]

    assert {told(recording) for recording in recordings if recording.bound is None} <= case.outcomes
