"""Every example of every card is run with the plain interpreter, in every language."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cogs.explain.card import Example
from cogs.explain.library import load

EXAMPLES = [
    pytest.param(text.example, id=f"{card.id}-{text.language}") for card in load() for text in card.texts.values()
]


def matches(output: str, shown: str) -> bool:
    """Whether a program printed what a card shows; ``...`` there stands for anything on one line."""
    pattern = "[^\n]*".join(re.escape(part) for part in shown.split("..."))
    return re.fullmatch(pattern, output) is not None


@pytest.mark.core
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_prints_what_its_card_shows(example: Example, tmp_path: Path) -> None:
    program = tmp_path / "example.py"
    program.write_text(example.code, encoding="utf-8")
    # -E: as it is at a learner's, whatever PYTHON... variables are set here.
    with subprocess.Popen(
        [sys.executable, "-E", program.name],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as run:
        try:
            output, _ = run.communicate(timeout=30)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)

    assert "Traceback" not in output
    assert not example.outputs or any(matches(output, shown) for shown in example.outputs), output


def test_an_ellipsis_stands_for_anything_on_one_line() -> None:
    assert matches("PID 12 (x)\n", "PID ... (x)\n")
    assert not matches("PID 12\n(x)\n", "PID ...(x)\n")
    assert not matches("PID 12 (x)\nmore\n", "PID ... (x)\n")
