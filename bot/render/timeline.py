"""The exact order of events, one short line each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render.layout import columns
from demos.narration import Narrator
from demos.recording import Event


def rows(events: Sequence[Event], narrator: Narrator) -> list[str]:
    """A line for each event: when (seconds), who (PID), what. The first line is the heading of the columns."""
    table = [[f"{event.t:.3f}", str(event.pid), narrator.line(event)] for event in events]
    return columns([["s", "PID", ""], *table], right=frozenset({0, 1}))
