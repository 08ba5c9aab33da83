"""A program cannot tell the engine from ``python3 FILE``: it prints the same and ends the same."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from demos.recording import Ending
from demos.worker.sandbox import HOME
from tests.demos.engine import Engine
from tests.demos.worker.conftest import ORDERS
from tests.demos.worker.endings import ENDINGS
from tests.demos.worker.families import FAMILIES
from tests.demos.worker.habits import HABITS, INPUTS

PYTHON = getattr(sys, "_base_executable", sys.executable)
NAME = "program.py"


Outcome = tuple[str, str, int]
"""Standard output, standard error and exit status (-n for a signal)."""


@contextmanager
def bare(source: str, folder: Path, stdin: str) -> Iterator[Callable[[], Outcome]]:
    """Start a program as a shell would; ask for its outcome when it is needed."""
    (folder / NAME).write_text(source, encoding="utf-8", newline="")
    with subprocess.Popen(
        [PYTHON, NAME],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=0,
    ) as process:

        def outcome() -> Outcome:
            streams = process.communicate(stdin.encode(), timeout=30)
            out, err = (stream.decode(errors="backslashreplace").replace(str(folder), HOME) for stream in streams)
            return comparable(out), comparable(err), process.returncode

        yield outcome


def traced(engine: Engine, source: str, stdin: str, order: dict[str, Any]) -> Outcome:
    recording = engine.record(source, name=NAME, stdin=stdin, output_bytes=1024 * 1024, **order)
    ending = recording.ending
    assert ending in (Ending(kind="exited", code=ending.code), Ending(kind="signaled", signal=ending.signal))
    status = -ending.signal if ending.code is None else ending.code
    return comparable(recording.stdout), comparable(recording.stderr), status


def comparable(text: str) -> str:
    """What is the same in every run: no addresses, no PID in the warning of a fork with threads."""
    return re.sub(r"0x[0-9a-f]{8,}|(?<=pid=)\d+", "...", text)


LEFT_OVER = {"exit a huge number", "exit a huge negative number", "exit what cannot be printed"}
"""Since Python 3.12 the interpreter trips, after it has the exit status, over an exception that it left over."""


@pytest.mark.parametrize("name", ENDINGS)
def test_it_ends_as_python_ends_it(name: str, engine: Engine, tmp_path: Path) -> None:
    source = textwrap.dedent(ENDINGS[name])

    with bare(source, tmp_path, "") as outcome:
        seen, expected = traced(engine, source, "", ORDERS["usual"]), outcome()
    if sys.version_info >= (3, 12) and name in LEFT_OVER:
        assert (seen[0], seen[2]) == (expected[0], expected[2])
    else:
        assert seen == expected


@pytest.mark.parametrize("name", HABITS)
def test_it_runs_as_in_python(name: str, engine: Engine, tmp_path: Path) -> None:
    source, stdin = textwrap.dedent(HABITS[name]), INPUTS.get(name, "")

    with bare(source, tmp_path, stdin) as outcome:
        assert traced(engine, source, stdin, ORDERS["usual"]) == outcome()


@pytest.mark.parametrize("name", FAMILIES)
def test_its_processes_are_as_in_python(name: str, engine: Engine, tmp_path: Path) -> None:
    source = textwrap.dedent(FAMILIES[name])

    with bare(source, tmp_path, "") as outcome:
        traces = {order: traced(engine, source, "", fields) for order, fields in ORDERS.items()}
        expected = outcome()
        assert traces == dict.fromkeys(ORDERS, expected)
