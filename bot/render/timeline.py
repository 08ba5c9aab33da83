"""The exact order of events, one short line each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render.layout import columns
from demos.narration import Narrator
from demos.recording import Event


def rows(events: Sequence[Event], narrator: Narrator) -> list[str]:
    """A line for each event: when (seconds), who (PID), what."""
    table = [[f"{event.t:.3f}", str(event.pid), narrator.line(event)] for event in events]
    return columns(table, right=frozenset({0, 1})) if table else []
