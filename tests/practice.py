"""A practice server in a process of its own, as `make run` starts it, for tests and for the README's screenshot."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.repository import ROOT

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")


@dataclass
class Practice:
    """A running practice server: its process, and the address of its page."""

    process: subprocess.Popen[str]
    address: str

    def interrupt(self) -> list[int]:
        """Press Ctrl-C, as a terminal does: the whole process group hears it. Returns the PIDs that are left."""
        started = psutil.Process(self.process.pid).children(recursive=True)
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait()
        _, alive = psutil.wait_procs(started, timeout=5)
        return [process.pid for process in alive]


@contextmanager
def practice(folder: Path, locale: str = "en_US.UTF-8") -> Iterator[Practice]:
    """Start `python -m bot` without a token, with `folder` for what it keeps; end it if that was not done.

    It speaks the language of the terminal's `locale`.

    Raises:
        RuntimeError: it ended before it said an address; with what it said instead.
    """
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": locale,
        "XDG_DATA_HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "BROWSER": "true",  # true(1), so that none opens
    }
    # In `folder` there is no .env that could hold a token.
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "bot"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield Practice(process, _address(process))
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def _address(process: subprocess.Popen[str]) -> str:
    said = []
    assert process.stdout
    for line in process.stdout:
        said.append(line)
        found = ADDRESS.search(line)
        if found:
            return found.group()
    raise RuntimeError("the practice server did not start:\n" + "".join(said))
