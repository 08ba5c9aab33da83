"""Recordings of any shape for property tests: well-formed, but not what a kernel would do."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from demos import recording as r

PIDS = st.integers(1, 7)
SIGNALS = st.integers(0, 70)
TEXTS = st.text(max_size=40) | st.sampled_from(["", "\n", "\u202e<&>\"'\x00\x1b[0m", "僵尸进程\n" * 5])
CALLS = st.sampled_from(["fork", "wait4", "read", "clock_nanosleep", "pause", "getppid"]) | TEXTS
SECONDS = st.floats(0, 1e6)


def _values(kind: type[Any]) -> st.SearchStrategy[Any]:
    """A field's values, by its name, for the fields whose type says too little."""
    by_name: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(("pid", "child", "parent", "old", "new"), PIDS),
        **dict.fromkeys(("call", "name", "path", "text", "errno"), CALLS),
        "t": SECONDS,
        "line": st.none(),
        "sender": st.integers(0, 7),
        "target": st.integers(-3, 7),
        "seconds": st.none() | SECONDS,
        "size": st.integers(0, 2**40),
    }
    if kind is not r.Exit and kind is not r.Reap:
        by_name["signal"] = SIGNALS
    return st.builds(kind, **{name: by_name[name] for name in kind.__struct_fields__ if name in by_name})


EVENTS = st.one_of([_values(kind) for kind in get_args(r.Event)])


@st.composite
def recordings(draw: st.DrawFn) -> r.Recording:
    """Any events, a snapshot after the first, and any ending."""
    events = draw(st.lists(EVENTS, max_size=60))
    processes = draw(st.lists(st.builds(r.Process, pid=PIDS, ppid=PIDS, name=TEXTS, doing=CALLS), max_size=8))
    return r.Recording(
        program=r.Program(draw(TEXTS), ""),
        ending=draw(st.builds(r.Ending)),
        bound=draw(st.none() | st.sampled_from(get_args(r.Bound))),
        clock=draw(st.sampled_from(get_args(r.Clock))),
        stdout="",
        stderr="",
        events=tuple(events),
        snapshots=(r.Snapshot(event=0, processes=tuple(processes)),),
        seconds=draw(SECONDS),
        wall_seconds=0.0,
    )
