"""Random fork programs keep the rules, in every order; those without signals do all that they say."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demos import recording as r
from tests.demos.engine import Engine, of

PRELUDE = """\
import ctypes, os, signal, sys, threading, time, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # Of a fork with threads, since Python 3.12.
children = []
def attempt(call, *arguments):
    try:
        return call(*arguments)
    except (ChildProcessError, PermissionError, ProcessLookupError):
        return None
"""

PEACEFUL = {
    "write": "os.write(1, b'w')",
    "print": "print('p', end='')",
    "complain": "os.write(2, b'e')",
    "write much": "os.write(1, b'm' * 3000)",
    "wait": "attempt(os.wait)",
    "wait for one": "children and attempt(os.waitpid, children[-1], 0)",
    "poll": "attempt(os.waitpid, -1, os.WNOHANG)",
    "peek": "attempt(os.waitid, os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)",
    "take": "attempt(os.waitid, os.P_ALL, 0, os.WEXITED)",
    "ask": "os.getpid(); os.getppid()",
    "sleep": "time.sleep(0.002)",
    "discard": "signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
    "keep": "signal.signal(signal.SIGCHLD, signal.SIG_DFL)",
    "listen": "signal.signal(signal.SIGCHLD, lambda *_: None)",
    "group": "attempt(os.setpgid, 0, 0)",
    "session": "attempt(os.setsid)",
    "adopt": "ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)",
    "thread": "thread = threading.Thread(target=os.getppid); thread.start(); thread.join()",
    "block": "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})",
    "pipe": "ends = os.pipe(); os.write(ends[1], b'x'); os.read(ends[0], 1); os.close(ends[0]); os.close(ends[1])",
}
VIOLENT = {
    "terminate": "children and attempt(os.kill, children[-1], signal.SIGTERM)",
    "kill": "children and attempt(os.kill, children[0], signal.SIGKILL)",
    "stop": "[attempt(os.kill, child, n) for child in children[-1:] for n in (signal.SIGSTOP, signal.SIGCONT)]",
    "alert": "attempt(os.kill, os.getppid(), signal.SIGCHLD)",
    "ring": "signal.signal(signal.SIGALRM, lambda *_: None); signal.setitimer(signal.ITIMER_REAL, 0.001)",
    "abort": "os.kill(os.getpid(), signal.SIGABRT)",
}
SAYS = {"write": "w", "print": "p", "write much": "m" * 3000}


@dataclass(frozen=True)
class Body:
    """What a process does: operations by name, and children's bodies where it forks; then its exit status."""

    steps: tuple[str | Body, ...]
    status: int

    def lines(self, operations: dict[str, str], indent: str = "") -> Iterator[str]:
        for step in self.steps:
            if isinstance(step, Body):
                yield f"{indent}children.append(os.fork())"
                yield f"{indent}if children[-1] == 0:"
                yield f"{indent}    children = []"
                yield from step.lines(operations, f"{indent}    ")
            else:
                yield f"{indent}{operations[step]}"
        yield f"{indent}sys.stdout.flush()"
        yield f"{indent}os._exit({self.status})"

    def says(self, buffered: str = "") -> str:
        """All that it and its descendants write to stdout; a child copies what its parent has not flushed."""
        said = ""
        for step in self.steps:
            if isinstance(step, Body):
                said += step.says(buffered)
            elif step == "print":
                buffered += "p"
            else:
                said += SAYS.get(step, "")
        return said + buffered

    def processes(self) -> int:
        return 1 + sum(step.processes() for step in self.steps if isinstance(step, Body))


def bodies(operations: dict[str, str]) -> st.SearchStrategy[Body]:
    names = st.sampled_from(sorted(operations))
    leaf = st.builds(Body, st.lists(names, max_size=5).map(tuple), st.integers(0, 255))
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            Body, st.lists(names | inner, min_size=1, max_size=6).map(tuple), st.integers(0, 255)
        ),
        max_leaves=8,
    ).filter(lambda body: body.processes() <= 24)


thorough = functools.partial(
    settings, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@thorough(max_examples=40)
@given(body=bodies(PEACEFUL))
def test_a_peaceful_program_does_all_that_it_says(order: dict[str, Any], engine: Engine, body: Body) -> None:
    program = PRELUDE + "\n".join(body.lines(PEACEFUL))

    recording = engine.record(program, **order)

    assert recording.stderr.strip("e") == ""
    assert recording.ending == r.Ending(kind="exited", code=body.status)
    assert sorted(recording.stdout) == sorted(body.says())
    assert len(of(recording, r.Fork)) == body.processes() - 1 == len(of(recording, r.Exit)) - 1


@thorough(max_examples=40)
@given(body=bodies(PEACEFUL | VIOLENT))
def test_any_program_keeps_the_rules(order: dict[str, Any], engine: Engine, body: Body) -> None:
    program = PRELUDE + "\n".join(body.lines(PEACEFUL | VIOLENT))

    recording = engine.record(program, **order)

    assert recording.bound is None
    assert recording.stderr.strip("e") == ""


@thorough(max_examples=30)
@given(body=bodies(PEACEFUL | VIOLENT), seed=st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_recording(engine: Engine, body: Body, seed: int) -> None:
    program = PRELUDE + "\n".join(body.lines(PEACEFUL | VIOLENT))

    first, second = (engine.record(program, seed=seed) for _ in range(2))

    for one, other in zip(first.events, second.events, strict=False):
        assert one == other
    for before, after in zip(first.snapshots, second.snapshots, strict=False):
        assert before == after, first.events[before.event]
    assert msgspec.structs.replace(first, wall_seconds=0) == msgspec.structs.replace(second, wall_seconds=0)
