"""Sleeps: what a Recording says of them (`clock_nanosleep(2)`)."""

from __future__ import annotations

import pytest

from demos import recording as r
from tests.demos.engine import Engine, of


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.1, 0.2, 0.3, 2.5])
def test_a_sleep_is_told_as_it_was_asked_for(seconds: float, engine: Engine) -> None:
    """Python rounds up to a nanosecond, then says when the sleep is to end, not how long it is to last."""
    recording = engine.record(f"import time\nfor _ in range(20):\n    time.sleep({seconds})")

    assert [sleep.seconds for sleep in of(recording, r.Sleep)] == [seconds] * 20
