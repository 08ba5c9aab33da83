"""Which moment of a recording to look at, when nobody has chosen one."""

from __future__ import annotations

from demos.recording import Recording


def busiest_moment(recording: Recording) -> int:
    """The index of the event after which most processes were there, zombies too; the last such, when it changed.

    For a demo, `Demo.moment` knows better.
    """
    best = max(recording.snapshots, key=lambda snapshot: (len(snapshot.processes), snapshot.event))
    return best.event
