"""What /proc says of a process and its children."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from demos.worker import proc


@pytest.fixture
def family() -> Iterator[tuple[int, int]]:
    """The PIDs of a process and of its only child, which has none."""
    with subprocess.Popen(["sh", "-c", "sleep 60 & echo $!; wait"], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        yield parent.pid, child
        os.kill(child, signal.SIGKILL)


def test_the_only_child(family: tuple[int, int]) -> None:
    parent, child = family

    assert proc.only_child(parent) == child
    with pytest.raises(ProcessLookupError):
        proc.only_child(child)


def test_the_only_child_where_the_kernel_does_not_list_them(
    family: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: str, **_: Any) -> None:
        raise FileNotFoundError(path)

    monkeypatch.setattr(proc, "open", fail, raising=False)

    assert proc.only_child(family[0]) == family[1]
