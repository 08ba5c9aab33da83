"""What an ``expect`` block can say, and that a recording which does not show it is refused."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from cogs.explain.expect import ExpectError, read_expect
from cogs.explain.verdict import moment, problems
from demos import recording as r


def process(pid: int, ppid: int, state: r.State, doing: str = "") -> r.Process:
    return r.Process(pid=pid, ppid=ppid, name="python3", state=state, doing=doing)


RECORDING = r.Recording(
    program=r.Program("program.py", ""),
    ending=r.Ending(kind="exited", code=0),
    stdout="child\nparent of 3\n",
    stderr="",
    events=(
        r.Start(t=0, pid=2, name="python3"),
        r.Fork(t=0, pid=2, child=3, call="fork"),
        r.Wait(t=0, pid=2, call="wait4", target=-1, options=("WNOHANG", "WUNTRACED")),
        r.Write(t=0, pid=3, stream="stdout", text="child\n", size=6),
        r.Exit(t=0, pid=3, signal=9),
        r.Zombie(t=0, pid=3, parent=2),
        r.Reap(t=0, pid=2, child=3, signal=9),
        r.Write(t=0, pid=2, stream="stdout", text="parent of 3\n", size=12),
        r.Exit(t=0, pid=2, code=0),
    ),
    snapshots=(
        r.Snapshot(event=1, processes=(process(2, 1, "running"), process(3, 2, "running"))),
        r.Snapshot(event=2, processes=(process(2, 1, "sleeping", "wait4(-1)"), process(3, 2, "running"))),
        r.Snapshot(event=5, processes=(process(2, 1, "sleeping", "wait4(-1)"), process(3, 2, "zombie"))),
        r.Snapshot(event=6, processes=(process(2, 1, "running"),)),
    ),
    seconds=0,
    wall_seconds=0,
)


def found(text: str, **changed: Any) -> list[str]:
    return problems(read_expect(text), msgspec.structs.replace(RECORDING, **changed))


HOLD = [
    'stdout: "child\\nparent of 3\\n"',
    'stdout: "child\\nparent of ...\\n"',
    "stdout-has: [child, parent of]",
    "stdout-has: [p...t of]",
    "stdout-lacks: [grandchild]",
    "exit: 0",
    "events: [fork, {write: {pid: 3}}, {exit: {pid: 3, signal: SIGKILL}}, {reap: {child: [3, 4], signal: 9}}]",
    "events: [{write: {text: parent...}}]",
    "events: [{wait: {options: [WNOHANG, WUNTRACED]}}]",
    "events: [{exit: {pid: 3, code: null}}]",
    "never: [{reap: {pid: 2, child: 4}}]",
    "never: [{write: {pid: 2}, before: {exit: {pid: 3}}}]",
    "never: [{write: {pid: 3}, after: {exit: {pid: 3}}}]",
    "times: [{write: {}, times: 2}]",
    "times: [{write: {}, before: zombie, times: 1}]",
    "at: [{after: fork, are: {2: running, 3: {state: running, ppid: 2}}}]",
    "at: [{after: wait, are: {2: {doing: wait4(...)}}}]",
    "at: [{after: zombie, are: {3: zombie}}, {are: {3: gone}}]",
]

FAIL = [
    ('stdout: "child\\n"', "stdout is"),
    ('stdout: "...parent of 3\\n"', "stdout is"),
    ("stdout-has: [child, grandchild]", "stdout has no 'grandchild'"),
    ("stdout-lacks: [parent of]", "stdout has 'parent of'"),
    ("stderr-has: [Traceback]", "stderr has no"),
    ("exit: 1", "ends with"),
    ("signal: SIGKILL", "ends with"),
    ("bound: memory", "ends by the bound None, not memory"),
    ("deadlock: {2: [3]}", "those who can never go on are []"),
    ("events: [{exit: {pid: 3}}, fork]", "no fork after event 4, only event 1"),
    ("events: [{write: {pid: 3}}, {write: {pid: 3}}]", "no write {pid: 3} after event 3"),
    ("events: [{exit: {pid: 3, code: 0}}]", "no exit"),
    ("events: [{wait: {options: [WNOHANG]}}]", "no wait"),
    ("never: [{reap: {pid: 2}}]", "never reap"),
    ("never: [{write: {}, before: {exit: {pid: 3}}}]", "never write before exit"),
    ("never: [{write: {}, before: stop}]", "does not happen at all"),
    ("times: [{write: {}, times: 3}]", "write happens 2 times, not 3"),
    ("times: [{write: {}, after: stop, times: 0}]", "does not happen at all"),
    ("at: [{after: zombie, are: {3: running}}]", "3 has state 'zombie', not 'running'"),
    ("at: [{after: zombie, are: {3: gone}}]", "3 is Process"),
    ("at: [{are: {3: zombie}}]", "at the end, 3 is gone, not zombie"),
    ("at: [{after: stop, are: {2: running}}]", "at: no stop"),
    ("at: [{after: wait, are: {2: {ppid: 3}}}]", "2 has ppid 1, not 3"),
]


@pytest.mark.parametrize("text", HOLD)
def test_what_was_recorded_is_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "says"), FAIL)
def test_what_was_not_recorded_is_refused(text: str, says: str) -> None:
    (problem,) = found(text)

    assert says in problem


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"ending": r.Ending(kind="exited", code=1)}, "the first process ends with"),
        ({"ending": r.Ending(kind="signaled", signal=9)}, "the first process ends with"),
        ({"bound": "memory"}, "ends by the bound memory, not None"),
        ({"stderr": "Traceback"}, "stderr is 'Traceback', not ''"),
        ({"deadlock": (r.Blocked(pid=3, doing="read(0)"),)}, "those who can never go on are [3], not []"),
        ({"omitted_events": 1}, "longer than what is recorded"),
    ],
)
def test_a_program_that_goes_wrong_proves_nothing(changed: dict[str, Any], says: str) -> None:
    (problem,) = found("stdout-has: [child]", **changed)

    assert says in problem


def test_what_is_to_go_wrong_is_said() -> None:
    blocked = (r.Blocked(pid=2, doing="wait4(3)", waits_for=(3,)), r.Blocked(pid=3, doing="read(0)"))
    stuck = {"deadlock": blocked, "ending": r.Ending(kind="deadlock")}

    assert found("deadlock: {2: [3], 3: read(...)}", **stuck) == []
    assert "2 is blocked in wait4(3), waits for [3], not [4]" in found("deadlock: {2: [4], 3: read(0)}", **stuck)[0]
    assert "3 is blocked in read(0)" in found("deadlock: {2: [3], 3: wait4(0)}", **stuck)[0]
    assert found("signal: SIGTERM", ending=r.Ending(kind="signaled", signal=15)) == []
    assert found("bound: memory", bound="memory", ending=r.Ending(kind="memory")) == []
    assert found("stderr-has: [b...d]", stderr="a\nbad\n") == []
    assert found("stderr: bad\nexit: 1", stderr="bad", ending=r.Ending(kind="exited", code=1)) == []


def test_the_moment_to_look_at_is_that_of_the_first_at() -> None:
    assert moment(read_expect("at: [{after: zombie, are: {3: zombie}}, {are: {3: gone}}]"), RECORDING) == 5
    assert moment(read_expect("at: [{are: {3: gone}}]"), RECORDING) == 8
    assert moment(read_expect("exit: 0"), RECORDING) is None


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("stdout: a: b", 0, "mapping values are not allowed"),
        ("exit: 0\nstdin: x", 0, "unknown field `stdin`"),
        ("exit: 0\nseeds: many", 1, "Expected `int`"),
        ("events:\n- fork\n- spoon", 2, "'spoon' is no kind of event"),
        ("events:\n- fork: {}\n  exit: {}", 1, "kind: {field: value}"),
        ("events:\n- exit: {pid: 3, code: x}", 1, "code of exit: Expected"),
        ("events:\n- exit: 3", 1, "what is expected of it reads"),
        ("events:\n- exit: {colour: red}", 1, "exit has no 'colour'; it has t, pid"),
        ("events:\n- kill: {signal: SIGSPOON}", 1, "there is no signal 'SIGSPOON'"),
        ("events:\n- exit: {pid: [3, x]}", 1, "Expected `int`"),
        ("exit: 0\nat:\n- after: spoon\n  are: {}", 2, "'spoon'"),
        ("exit: 0\nat:\n- are: {3: undead}", 2, "Invalid enum value 'undead'"),
        ("times:\n- fork", 0, "times: NUMBER"),
        ("never:\n- fork: {}\n  times: 2", 0, "never: times"),
        ("signal: SIGSPOON", 0, "there is no signal"),
        ("since: '4'\nexit: 0", 0, "matching regex"),
        ("every-schedule: true", 0, "it expects nothing"),
        ("", 0, "Expected `object`"),
        ("exit: 0\nseeds: 3\nrun: {seed: 3}", 0, "a seed is one order"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(ExpectError) as caught:
        read_expect(text)

    assert says in str(caught.value)
    assert caught.value.line == line
