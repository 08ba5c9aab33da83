"""Process states as a program reads them in /proc: the tracer must not show."""

from __future__ import annotations

import pytest

from demos.recording import Schedule, Wake
from demos.worker.disguise import disguise
from tests.demos.engine import Engine, of

READS_STATES = """
import os, signal, time
def states(pid):
    with open(f"/proc/{pid}/stat") as file:
        letter = file.read().rpartition(")")[2].split()[0]
    with open(f"/proc/{pid}/status") as file:
        name = next(line for line in file if line.startswith("State:")).split()[1:]
    return letter, *name
child = os.fork()
if child == 0:
    time.sleep(60)
time.sleep(0.2)
print(*states(child))
print(*states("self"))
os.kill(child, signal.SIGSTOP)
os.waitpid(child, os.WUNTRACED)
print(*states(child))
os.kill(child, signal.SIGKILL)
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
print(*states(child))
"""


@pytest.mark.core
@pytest.mark.parametrize("schedule", ["natural", "controlled"])
def test_states_read_as_they_would_without_a_tracer(engine: Engine, schedule: Schedule) -> None:
    recording = engine.record(READS_STATES, schedule=schedule)
    assert recording.stdout.splitlines() == [
        "S S (sleeping)",
        "R R (running)",
        "T T (stopped)",
        "Z Z (zombie)",
    ]
    assert [event.call for event in of(recording, Wake)] == ["clock_nanosleep"], "no read has waited"


def test_a_command_named_to_confuse_does_not() -> None:
    assert disguise(b"7 (a) t (b) t 1 7 7", "stopped") == b"7 (a) t (b) T 1 7 7"


def test_what_is_no_stop_of_the_tracer_stays() -> None:
    assert disguise(b"7 (a) Z 1 7 7", "zombie") == b"7 (a) Z 1 7 7"
    assert disguise(b"Name:\ta\nState:\tR (running)\n", "running") == b"Name:\ta\nState:\tR (running)\n"
