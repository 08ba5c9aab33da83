"""Habits that the repository keeps about itself."""

from __future__ import annotations

import os
import re
import tomllib

import pytest

from bot.settings import Settings
from tests.repository import ROOT, files

# Written in pieces, so that this file does not break its own rule.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "deb.debian" + ".org", "crates" + ".io")
MACHINE_PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/tmp/" + "brief", "/home" + "/")
LINES = 450
LINES_OF_TESTS = 550  # Some are tables of programs.
BYTES = 1_000_000


def texts() -> list[tuple[str, str]]:
    """The name and text of each file that is text."""
    found = []
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data:
            found.append((str(path.relative_to(ROOT)), data.decode()))
    return found


@pytest.mark.parametrize("word", [*REGISTRIES, *MACHINE_PATHS])
def test_nothing_is_bound_to_one_machine_or_registry(word: str) -> None:
    assert [name for name, text in texts() if word in text] == []


def test_python_files_can_be_read_in_one_go() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files("*.py")}
    allowed = {name: LINES_OF_TESTS if name.startswith("tests/") else LINES for name in lengths}

    assert {name: length for name, length in lengths.items() if length > allowed[name]} == {}


def test_no_file_is_huge_or_a_built_package() -> None:
    paths = files()

    assert [path.name for path in paths if path.stat().st_size > BYTES] == []
    assert [path.name for path in paths if path.suffix in {".whl", ".gz", ".zip", ".so", ".pyc"}] == []


def test_the_readme_gives_a_reason_for_each_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    requirements = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    readme = (ROOT / "README.md").read_text()
    names = [re.split(r"[\[<>=~! ]", requirement)[0] for requirement in requirements]
    reasons = dict(re.findall(r"^\* \*\*\[?([\w.-]+)\]?(?:\([^)]*\))?\*\*[:,] (\S.*)$", readme, re.MULTILINE))

    assert sorted(set(names) - set(reasons)) == []
    assert sorted(set(reasons) - set(names)) == [], "named in the README, but not needed"


@pytest.mark.parametrize("script", [".ci/run", ".ci/packages"])
def test_scripts_stop_at_the_first_error(script: str) -> None:
    path = ROOT / script

    assert os.access(path, os.X_OK)
    assert "set -euo pipefail" in path.read_text()


def test_every_setting_is_documented_and_none_is_given() -> None:
    settings = {name.upper() for name in Settings.model_fields}
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert set(example) == settings
    assert set(table) == settings
    assert example["DISCORD_TOKEN"] == ""
    assert ".env" in (ROOT / ".gitignore").read_text().splitlines()


def test_newer_pythons_are_tried_with_every_test_of_the_packages(request: pytest.FixtureRequest) -> None:
    packages = [ROOT / "tests" / name for name in ("bot", "cogs", "demos")]
    inside = [
        item for item in request.session.items if any(item.path.is_relative_to(folder) for folder in packages)
    ]

    assert [item.nodeid for item in inside if item.get_closest_marker("core") is None] == []
