"""Random small programs: the reduced exploration finds what the plain one does; no natural run leaves its set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from hypothesis import strategies as st

from demos.outcomes import Explorer, Outcomes
from demos.recording import Ending, Job, Limits, Program, Recording
from demos.runner import Runner

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


names = st.sampled_from(sorted(OPERATIONS))
leaves = st.builds(Body, st.lists(names, min_size=1, max_size=3).map(tuple), st.integers(0, 2))
families = st.recursive(
    leaves,
    lambda inner: st.builds(Body, st.lists(names | inner, min_size=2, max_size=5).map(tuple), st.just(0)),
    max_leaves=3,
).filter(lambda body: 2 <= body.operations() <= 7 and any(isinstance(step, Body) for step in body.steps))


def keys(outcomes: Outcomes) -> set[tuple[str, str, Ending]]:
    return {(outcome.stdout, outcome.stderr, outcome.ending) for outcome in outcomes.outcomes}


async def compare(runner: Runner, program: Program, most_runs: int, natural: int) -> bool:
    """Hold explorations of a program, and natural runs, against each other; False if the plain one was too long."""
    job = Job(program, limits=Limits(wall_seconds=2, cpu_seconds=1))
    reduced = await Explorer(runner, job, max_runs=4 * most_runs).explore()
    if not reduced.complete:
        return False
    plain = await Explorer(runner, job, max_runs=most_runs, reduced=False).explore()
    if plain.complete:
        assert keys(reduced) == keys(plain)
    elif plain.reason == "runs":
        assert keys(reduced) >= keys(plain)
    watched = msgspec.structs.replace(job, clock="real", schedule="natural")
    for _ in range(natural):
        recording: Recording = await runner.run(watched)
        if recording.bound is None:
            assert (recording.stdout, recording.stderr, recording.ending) in keys(reduced)
    return plain.complete
