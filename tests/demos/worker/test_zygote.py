"""Standard input reaches the program whole, also where the host's pipes have no room for it."""

from __future__ import annotations

import os

import pytest

from demos.worker import zygote
from tests.demos.engine import Engine

LARGE = "x" * 500_000


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
