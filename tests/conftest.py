"""What holds for the whole suite."""

from __future__ import annotations

from pathlib import Path

import pytest

CORE = {"bot", "cogs", "demos"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of the three packages are the core; CI runs it on every newer Python too."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in CORE:
            item.add_marker(pytest.mark.core)
