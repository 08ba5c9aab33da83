"""The orders in which the engine can run a program's processes; a test that asks for `order` is run in each."""

from __future__ import annotations

from typing import Any

import pytest

ORDERS: dict[str, dict[str, Any]] = {
    "usual": {},
    "random": {"seed": 7},
    "natural": {"schedule": "natural", "clock": "real"},
}
"""By name, the fields of a Job that ask for it."""


@pytest.fixture(params=ORDERS)
def order(request: pytest.FixtureRequest) -> dict[str, Any]:
    return ORDERS[request.param]
