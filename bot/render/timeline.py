"""The exact order of events, one short line each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render.layout import NARROW, columns, cut
from demos.narration import Narrator
from demos.recording import Event, Exec, Start, Write

_BEFORE = len("0.000 2 ")


def rows(events: Sequence[Event], narrator: Narrator, *, narrow: bool = False) -> list[str]:
    """A line for each event: when (seconds), who (PID), what. `narrow` shortens what it quotes, for a phone."""
    table = []
    for event in events:
        line = narrator.line(event)
        if narrow and isinstance(event, Write | Exec | Start):
            line = cut(line, NARROW - _BEFORE)
        table.append([f"{event.t:.3f}", str(event.pid), line])
    return columns(table, right=frozenset({0, 1})) if table else []
