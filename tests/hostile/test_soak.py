"""A soak in small: of many runs, some hostile, with workers killed in between, nothing is left."""

from __future__ import annotations

import subprocess
import sys

from tests.repository import ROOT


def test_a_small_soak_leaves_nothing() -> None:
    """In a process of its own: it kills whatever worker it finds."""
    command = [sys.executable, "-m", "benchmarks.soak", "--runs", "30", "--kills", "0.1", "--seed", "3"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
