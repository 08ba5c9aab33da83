"""What the READMEs tell people to type works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

COMMAND = re.compile(r"^    \.venv/bin/python (-m .+?)(?: +#.*)?$", re.MULTILINE)
READMES = ("README.md", "README.zh-CN.md")
OWN_PROGRAM = "import os\nprint(os.fork() == 0)\n"


def commands() -> list[str]:
    return [line for name in READMES for line in COMMAND.findall((ROOT / name).read_text())]


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_a_command_works(command: str, tmp_path: Path) -> None:
    (tmp_path / "my_program.py").write_text(OWN_PROGRAM)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}

    done = subprocess.run(
        [sys.executable, *shlex.split(command)], cwd=tmp_path, env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert done.stderr == ""


def shape(page: str) -> list[str]:
    """What its lines are: headings, rows of a table, points of a list, with the numbers and commands in them."""
    kinds = re.findall(r"^(#+ |\| |\* ).*$", page, re.MULTILINE)
    numbers = re.findall(r"\b(?<!-)\d+(?= )", page)
    return [*kinds, *sorted(numbers), *sorted(set(re.findall(r"`[!/][a-z ]+`|`[a-z_/]+\.py`", page)))]


def test_privacy_says_the_same_in_both_languages() -> None:
    english, chinese = ((ROOT / name).read_text() for name in ("PRIVACY.md", "PRIVACY.zh-CN.md"))

    assert len(shape(english)) > 30
    assert shape(english) == shape(chinese)
    for readme, page in (("README.md", "PRIVACY.md"), ("README.zh-CN.md", "PRIVACY.zh-CN.md")):
        assert f"({page})" in (ROOT / readme).read_text()


def test_every_make_target_that_is_named_exists() -> None:
    pages = "".join((ROOT / name).read_text() for name in (*READMES, "CONTRIBUTING.md"))
    named = set(re.findall(r"(?:^ {4}|`|&& |sudo )make ([a-z]+)", pages, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert {"run", "test"} <= named <= targets
