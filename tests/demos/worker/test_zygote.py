"""Standard input reaches the program whole, also where the host's pipes have no room for it."""

from __future__ import annotations

import os
import subprocess

import pytest

from demos.worker import zygote
from demos.workers import import_path, interpreter
from tests.demos.engine import Engine

LARGE = "x" * 500_000

UNLOADABLE = """
import signal
from demos.recording import Limits, Program
from demos.worker import seccomp
from demos.worker.natural import NaturalTracer
from demos.worker.supervisor import Image, SandboxError, Zygote, traced

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
ready, limits = Zygote(None), Limits()
image, lines = Image("x" * 300, b"print(1)"), ready.lines(Program("x.py", ""))
try:
    with traced(image, limits, seccomp.NATURAL, ready, lines, lambda loaded: NaturalTracer(loaded, limits)):
        print("it was run")
except SandboxError as error:
    print("refused:", error)
"""


def test_a_program_that_cannot_be_loaded_is_not_said_to_have_run() -> None:
    """No file has a name of 300 letters."""
    code = f"import sys; sys.path[:0] = {import_path()!r}\n{UNLOADABLE}"
    said = subprocess.run([interpreter(), "-s", "-S", "-P", "-c", code], capture_output=True, text=True, timeout=60)

    assert (said.stdout, said.stderr) == ("refused: the program could not be put into it\n", "")


def test_large_input(engine: Engine) -> None:
    recording = engine.record("import sys; print(len(sys.stdin.read()))", stdin=LARGE)

    assert recording.stdout == "500000\n"


@pytest.mark.parametrize("size", [0, 10, 4096, 60_000, len(LARGE)])
def test_input_where_pipes_may_not_be_enlarged(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr("demos.worker.zygote.fcntl.fcntl", refuse)
    stdin = LARGE[:size].encode()

    descriptor = zygote._filled(stdin)

    with os.fdopen(descriptor, "rb") as file:
        assert file.read() == stdin
