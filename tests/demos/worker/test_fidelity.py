"""A program cannot tell the engine from ``python3 FILE``: it prints the same and ends the same."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from demos.recording import Ending
from demos.worker.sandbox import HOME
from tests.demos.engine import Engine
from tests.demos.worker.endings import ENDINGS
from tests.demos.worker.habits import HABITS, INPUTS

PYTHON = getattr(sys, "_base_executable", sys.executable)
NAME = "program.py"


Outcome = tuple[str, str, int]
"""Standard output, standard error and exit status (-n for a signal)."""


def both(engine: Engine, source: str, folder: Path, stdin: str = "") -> tuple[Outcome, Outcome]:
    """The outcome of a program with the engine, and with Python itself; they run at the same time."""
    source = textwrap.dedent(source)
    (folder / NAME).write_text(source, encoding="utf-8", newline="")
    with subprocess.Popen(
        [PYTHON, NAME],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=0,
    ) as bare:
        with_engine = traced(engine, source, stdin)
        streams = bare.communicate(stdin.encode(), timeout=30)
    out, err = (
        without_addresses(stream.decode(errors="backslashreplace")).replace(str(folder), HOME) for stream in streams
    )
    return with_engine, (out, err, bare.returncode)


def traced(engine: Engine, source: str, stdin: str) -> Outcome:
    recording = engine.record(source, name=NAME, stdin=stdin, output_bytes=1024 * 1024)
    ending = recording.ending
    assert ending in (Ending(kind="exited", code=ending.code), Ending(kind="signaled", signal=ending.signal))
    status = -ending.signal if ending.code is None else ending.code
    return without_addresses(recording.stdout), without_addresses(recording.stderr), status


def without_addresses(text: str) -> str:
    return re.sub(r"0x[0-9a-f]{8,}", "0x...", text)


@pytest.mark.parametrize("name", ENDINGS)
def test_it_ends_as_python_ends_it(name: str, engine: Engine, tmp_path: Path) -> None:
    with_engine, bare = both(engine, ENDINGS[name], tmp_path)

    assert with_engine == bare


@pytest.mark.parametrize("name", HABITS)
def test_it_runs_as_in_python(name: str, engine: Engine, tmp_path: Path) -> None:
    with_engine, bare = both(engine, HABITS[name], tmp_path, INPUTS.get(name, ""))

    assert with_engine == bare
