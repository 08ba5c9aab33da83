"""The process tree at one moment, as a table like that of `ps(1)`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.language import Language
from bot.render.layout import columns
from demos.narration import Narrator
from demos.recording import Process, Snapshot

_DEEPEST = 6
"""Levels that are indented; in a longer chain the PPID still tells."""


def rows(snapshot: Snapshot, language: Language, narrator: Narrator) -> list[str]:
    """A line for each process: PID, PPID, state, what it is in. Children stand indented below their parent.

    The first line is the heading of the columns.
    """
    table = [
        [
            # No box-drawing characters: a Chinese font draws them as wide as two cells, a Latin one as wide as one.
            "  " * level + str(process.pid),
            str(process.ppid),
            narrator.state(process.state),
            narrator.doing(process.doing, short=True),
        ]
        for level, process in _walk(snapshot)
    ]
    return columns([["PID", "PPID", language.text("recording-state"), language.text("recording-doing")], *table])


def _walk(snapshot: Snapshot) -> Iterator[tuple[int, Process]]:
    """Each process with its level, a parent before its children."""
    present = {process.pid for process in snapshot.processes}
    children: dict[int, list[Process]] = defaultdict(list)
    for process in snapshot.processes:
        children[process.ppid if process.ppid in present else 0].append(process)

    stack = [(0, process) for process in reversed(children[0])]
    while stack:
        level, process = stack.pop()
        yield min(level, _DEEPEST), process
        stack.extend((level + 1, child) for child in reversed(children.pop(process.pid, [])))
