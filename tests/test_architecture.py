"""The rules that keep the parts apart: who may import whom, one name a command, one text for each language."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.localise import key
from tests.chat import Chat
from tests.repository import ROOT, files

IMPURE = {
    *("aiohttp", "aiosqlite", "http", "requests", "socket", "sqlalchemy", "sqlite3", "urllib"),
    *("asyncio", "subprocess", "threading"),
    *("logging", "os", "pathlib", "random", "shutil", "tempfile", "time"),
}
"""What reads or changes the world, and so has no place in a renderer."""


def imports(path: Path) -> set[str]:
    """The full names of the modules that a file imports, at any level of indentation."""
    found: set[str] = set()
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
    return found


def offenders(folder: str, forbidden: set[str]) -> dict[str, set[str]]:
    """The files under a folder that import something forbidden (or from inside it), and what."""
    found = {}
    for path in files(f"{folder}/**.py"):
        wrong = {name for name in imports(path) if any(name == f or name.startswith(f"{f}.") for f in forbidden)}
        if wrong:
            found[str(path.relative_to(ROOT))] = wrong
    return found


def test_the_engine_knows_no_chat() -> None:
    assert offenders("demos", {"discord", "bot", "cogs", "simcord"}) == {}


def test_the_bot_imports_no_cog() -> None:
    assert offenders("bot", {"cogs"}) == {}


def test_renderers_do_no_io() -> None:
    assert offenders("bot/render", IMPURE) == {}
    calls = {
        f"{path.name}:{node.lineno}"
        for path in files("bot/render/**.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.AsyncFunctionDef)
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"open", "print", "input"}
        )
    }
    assert calls == set()


def test_rules_know_no_discord() -> None:
    """The rules of an experiment, a quiz or a library are plain classes, in modules with these names."""
    plain = {"card.py", "check.py", "library.py", "rules.py"}
    plain |= {"claims.py", "coverage.py", "expect.py", "proof.py", "prover.py", "verdict.py"}
    found = offenders("cogs", {"discord", "simcord"})

    assert {name for name in found if Path(name).name in plain} == set()


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[\[<>=]", requirement)[0].lower() for requirement in project["dependencies"]}
    sources = packages_distributions()
    used = {
        distribution.lower().replace("_", "-")
        for path in files("bot/*.py", "cogs/*.py", "demos/*.py")
        for name in imports(path)
        for distribution in sources.get(name.partition(".")[0], ())
    }

    assert used - {project["name"]} - declared == set()


def test_teaching_programs_need_only_the_standard_library() -> None:
    programs = files("demos/catalogue/*/*.py")

    assert programs
    for path in programs:
        assert {name.partition(".")[0] for name in imports(path)} <= sys.stdlib_module_names, path


# --- commands -----------------------------------------------------------------------------------------------


async def test_no_two_commands_share_a_name(chat: Chat) -> None:
    bot = chat.bot
    by_name: dict[str, set[str]] = {}
    for command in bot.walk_commands():
        parent = command.full_parent_name
        words = {command.name, *command.aliases, *(language.text(key(command)) for language in bot.languages)}
        for word in words:
            by_name.setdefault(f"{parent} {word}".strip().casefold(), set()).add(command.qualified_name)

    assert by_name
    assert {name: commands for name, commands in by_name.items() if len(commands) > 1} == {}
    assert {name: bot.get_command(name) for name in by_name if bot.get_command(name) is None} == {}


# --- languages ----------------------------------------------------------------------------------------------


class Placeables(Visitor):
    """Collects the variables that a message uses."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 (named by the library)
        self.names.add(node.id.name)


def messages(path: Path) -> dict[str, set[str]]:
    """Each message, term and attribute of a Fluent file, with the variables in it."""
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse(path.read_text()).body:
        assert not isinstance(entry, ftl.Junk), f"{path}: {entry.content}"
        if isinstance(entry, ftl.Message | ftl.Term):
            patterns = [(entry.id.name, entry.value)]
            patterns += [
                (f"{entry.id.name}.{attribute.id.name}", attribute.value) for attribute in entry.attributes
            ]
            for name, pattern in patterns:
                assert name not in found, f"{path}: {name} twice"
                collector = Placeables()
                collector.visit(pattern)
                found[name] = collector.names
    return found


FOLDERS = sorted({path.parent.parent.relative_to(ROOT) for path in files("*/locales/*.ftl")})
"""Each folder that holds one folder of Fluent files for each language."""

TRANSLATIONS = sorted({path.parent.relative_to(ROOT) for path in files("*/locales/*.ftl")})


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_english_and_chinese_exist(folder: Path) -> None:
    assert {"en", "zh-CN"} <= {path.name for path in TRANSLATIONS if path.parent == folder}


@pytest.mark.parametrize("folder", [path for path in TRANSLATIONS if path.name != "en"], ids=str)
def test_every_language_says_the_same_things(folder: Path) -> None:
    originals = files(f"{folder.parent}/en/*.ftl")

    assert {path.name for path in files(f"{folder}/*.ftl")} == {path.name for path in originals}
    for original in originals:
        english = messages(original)
        translated = messages(ROOT / folder / original.name)
        assert translated.keys() == english.keys(), original.name
        assert {name: names for name, names in translated.items() if names != english[name]} == {}, original.name


@pytest.mark.parametrize("folder", [path for path in TRANSLATIONS if path.is_relative_to("bot")], ids=str)
def test_a_message_is_defined_in_one_file_only(folder: Path) -> None:
    """The bot reads all files of a language into one bundle; the engine reads one file at a time."""
    seen: dict[str, str] = {}
    for path in files(f"{folder}/*.ftl"):
        for name in messages(path):
            assert name not in seen, f"{name} is in {seen[name]} and in {path.name}"
            seen[name] = path.name
