"""What is true of every Recording, whatever was run: the rules of `fork(2)`, `wait(2)` and `_exit(2)`, as checks.

A process's life in events: born (Start, Fork) -> Exit -> Zombie -> Reap, or reaped at once by the kernel (auto).
"""

from __future__ import annotations

from dataclasses import dataclass

from demos import recording as r


@dataclass
class _Life:
    """What is known of a process that has been born and not been reaped."""

    parent: int
    ended: r.Exit | None = None
    zombie: bool = False
    stopped: bool = False
    orphaned: bool = False


def check(recording: r.Recording) -> None:
    """Assert every rule; an AssertionError names the event that breaks one."""
    Checker(recording).check()


class Checker:
    """Replays a recording's events into a process table, and holds each event and snapshot against it."""

    def __init__(self, recording: r.Recording) -> None:
        self.recording = recording
        self.snapshots = {snapshot.event: snapshot for snapshot in recording.snapshots}
        self.living: dict[int, _Life] = {}
        self.now = 0.0

    def check(self) -> None:
        snapshots = self.snapshots
        assert len(snapshots) == len(self.recording.snapshots)
        assert list(snapshots) == sorted(snapshots)
        assert set(snapshots) <= set(range(len(self.recording.events)))
        for number, event in enumerate(self.recording.events):
            try:
                self._event(number, event)
                if number in snapshots:
                    self._snapshot(snapshots[number])
            except AssertionError as error:
                raise AssertionError(
                    f"event {number}, {event}: {error}\nbefore: {self._context(number)}"
                ) from error
        if not self.recording.omitted_events:
            self._end()

    def _context(self, number: int) -> str:
        return "\n        ".join(map(str, self.recording.events[max(0, number - 12) : number]))

    # --- events ---------------------------------------------------------------------------------------------

    def _event(self, number: int, event: r.Event) -> None:
        assert event.t >= self.now, f"time went back from {self.now}"
        self.now = event.t
        assert isinstance(event, r.Start) == (number == 0), "the first event, and no other, is the start"
        life = self.living.get(event.pid)
        if isinstance(event, r.Start):
            assert event.pid == r.FIRST
            self.living[event.pid] = _Life(parent=r.INIT)
        elif isinstance(event, r.Reap):
            self._reap(event)
        elif event.pid == r.INIT:
            raise AssertionError("of the sandbox's init only what it reaps is told")
        else:
            assert life is not None, f"{event.pid} does not exist"
            self._of_living(number, event, life)

    def _of_living(self, number: int, event: r.Event, life: _Life) -> None:
        if isinstance(event, r.Zombie):
            assert life.ended is not None, "a zombie that has not ended"
            assert not life.zombie, "twice a zombie"
            assert event.parent == life.parent
            life.zombie = True
            return
        if isinstance(event, r.Reparent):
            assert event.old == life.parent, f"its parent was {life.parent}"
            assert event.new != event.old
            old = self.living.get(event.old)
            assert old is None or old.ended is not None, "the former parent is alive"
            life.parent, life.orphaned = event.new, True
            return
        assert life.ended is None, "it has ended already"
        if isinstance(event, r.Fork):
            assert event.child not in self.living, "the PID is in use"
            assert event.child > r.FIRST
            # CLONE_PARENT makes a sibling; the snapshot says so, and it alone.
            parent = next(row.ppid for row in self.snapshots[number].processes if row.pid == event.child)
            assert parent in (event.pid, life.parent)
            self.living[event.child] = _Life(parent)
        elif isinstance(event, r.Exit):
            assert (event.code is None) != (event.signal is None), "a code or a signal"
            assert event.code is None or 0 <= event.code <= 255
            life.ended = event
        elif isinstance(event, r.Write):
            assert event.size > 0
        elif isinstance(event, r.Stop):
            assert not life.stopped
            life.stopped = True
        elif isinstance(event, r.Continue):
            assert life.stopped
            life.stopped = False
        elif life.stopped:
            assert isinstance(event, r.Signal), "it is stopped"

    def _reap(self, event: r.Reap) -> None:
        child = self.living.get(event.child)
        assert child is not None, f"{event.child} does not exist, or was reaped already"
        assert child.ended is not None, f"{event.child} has not ended"
        assert child.zombie != event.auto or child.orphaned, "a zombie first, or discarded at once"
        assert (child.ended.code, child.ended.signal) == (event.code, event.signal), (
            "another status than at its exit"
        )
        assert child.parent == event.pid, f"its parent is {child.parent}"
        del self.living[event.child]

    # --- snapshots ------------------------------------------------------------------------------------------

    def _snapshot(self, snapshot: r.Snapshot) -> None:
        rows = {process.pid: process for process in snapshot.processes}
        assert list(rows) == sorted(rows)
        assert len(rows) == len(snapshot.processes)
        assert rows.keys() - {r.INIT} == self.living.keys(), "another set of processes"
        for pid, life in self.living.items():
            row = rows[pid]
            assert row.ppid == life.parent, f"{pid}: its parent is {row.ppid} there and {life.parent} here"
            assert (row.state == "zombie") == life.zombie, f"{pid} is {row.state}"
            assert (row.state == "exiting") == (life.ended is not None and not life.zombie), f"{pid} is {row.state}"
            assert life.zombie or life.ended or (row.state == "stopped") == life.stopped, f"{pid} is {row.state}"
            assert row.ppid == r.INIT or row.ppid in rows, f"{pid}: no parent {row.ppid}"

    # --- the end --------------------------------------------------------------------------------------------

    def _end(self) -> None:
        recording = self.recording
        for stream, text in (("stdout", recording.stdout), ("stderr", recording.stderr)):
            pieces = [e for e in recording.events if isinstance(e, r.Write) and e.stream == stream]
            if not recording.omitted_bytes and all(len(piece.text.encode()) == piece.size for piece in pieces):
                assert "".join(piece.text for piece in pieces) == text, f"{stream} is not what was written to it"
        assert recording.seconds >= self.now
        first = next((e for e in recording.events if isinstance(e, r.Exit) and e.pid == r.FIRST), None)
        assert bool(self.living) == bool(recording.bound or recording.deadlock), "left over, or ended too early"
        assert {blocked.pid for blocked in recording.deadlock} <= self.living.keys()
        ending = recording.ending
        if first is None:
            assert ending == r.Ending(kind="deadlock" if recording.deadlock else recording.bound or "killed")
        else:
            kind: r.EndingKind = "exited" if first.signal is None else "signaled"
            assert ending == r.Ending(kind=kind, code=first.code, signal=first.signal)
