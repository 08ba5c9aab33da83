"""Reads the catalogue: one folder for each demo, with its program, ``demo.toml`` and a Markdown file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, get_args

import frontmatter
import msgspec
import yaml
from rapidfuzz import fuzz, process

from demos.catalogue.demo import Demo, DemoText, Moment, Parameter
from demos.language import DEFAULT, Texts
from demos.recording import Event, Limits, Program

FOLDER = Path(__file__).parent
CLOSE = 60
"""How alike (of 100) a name must be to be suggested."""

T = TypeVar("T")


class CatalogueError(Exception):
    """A file of the catalogue is wrong; the message names it."""

    def __init__(self, path: Path, problem: object) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path


class UnknownDemo(Exception):
    """There is no demo `name`; `suggestions` are the names of those that are spelt alike, the nearest first."""

    def __init__(self, name: str, suggestions: tuple[str, ...]) -> None:
        super().__init__(f"no demo {name!r}")
        self.name = name
        self.suggestions = suggestions


class _Bounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    minimum: int | float
    maximum: int | float


class _Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``demo.toml``: what is the same in every language. `limits` holds the fields of `Limits` that differ."""

    topic: str
    order: int
    card: str
    moment: Moment
    limits: dict[str, int | float] = {}
    parameters: dict[str, _Bounds] = {}


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Front matter of a language's file; its body is the notice. `names` are further names to find the demo by."""

    title: str
    summary: str
    misconception: str
    names: tuple[str, ...] = ()
    parameters: dict[str, str] = {}


@dataclass(frozen=True)
class Topic:
    """A heading in the list of demos, and the demos under it."""

    name: str
    demos: tuple[Demo, ...]

    def title(self, language: str) -> str:
        """The heading in that language, else in English."""
        return Texts("topics", language).text(f"topic-{self.name}")


@dataclass(frozen=True)
class Catalogue:
    """All demos, by topic; iterating gives them in the order of the list."""

    topics: tuple[Topic, ...]

    def __iter__(self) -> Iterator[Demo]:
        return (demo for topic in self.topics for demo in topic.demos)

    def __len__(self) -> int:
        return sum(len(topic.demos) for topic in self.topics)

    def get(self, name: str) -> Demo:
        """The demo of that name, in any language and capitals: ``orphan``, ``Double_Fork``, ``孤儿进程``.

        Raises:
            UnknownDemo: there is none; it carries those that are spelt alike.
        """
        key = _key(name)
        if key in self._by_name:
            return self._by_name[key]
        # With a limit: rapidfuzz takes time in proportion to both lengths, and the name comes from a stranger.
        close = process.extract(key[:40], list(self._by_name), scorer=fuzz.WRatio, limit=8, score_cutoff=CLOSE)
        suggestions = dict.fromkeys(self._by_name[found].name for found, _, _ in close)
        raise UnknownDemo(name, tuple(suggestions)[:3])

    @cached_property
    def _by_name(self) -> Mapping[str, Demo]:
        """Each demo under every name it has; its own name wins over a further name of another."""
        further = {_key(name): demo for demo in self for name in demo.names}
        return further | {_key(demo.name): demo for demo in self}


def _key(name: str) -> str:
    return "-".join(name.strip().casefold().replace("_", " ").replace("-", " ").split())


def load(folder: Path = FOLDER) -> Catalogue:
    """The catalogue in a folder: ``topics.toml`` and one folder for each demo.

    Raises:
        CatalogueError: a file is missing or wrong.
    """
    topics = folder / "topics.toml"
    order = _convert(topics, _toml(topics), dict[str, tuple[str, ...]]).get("order", ())
    demos = [read(path.parent) for path in sorted(folder.glob("*/demo.toml"))]
    for demo in demos:
        _check(folder / demo.name / "demo.toml", f"topics of {topics.name}", {demo.topic}, order)
    return Catalogue(
        tuple(
            Topic(name, tuple(sorted((d for d in demos if d.topic == name), key=lambda demo: demo.order)))
            for name in order
        )
    )


def read(folder: Path) -> Demo:
    """The demo in a folder, which has its name.

    Raises:
        CatalogueError: a file is missing or wrong.
    """
    path = folder / "demo.toml"
    facts = _convert(path, _toml(path), _Facts)
    kinds = {kind.__struct_config__.tag: kind.__struct_fields__ for kind in get_args(Event)}
    _check(path, "kinds of event", {facts.moment.event}, kinds)
    _check(path, f"fields of {facts.moment.event}", facts.moment.where, kinds[facts.moment.event])
    _check(path, "limits", facts.limits, Limits.__struct_fields__)
    program = _program(folder)
    try:
        parameters = tuple(
            Parameter.of(program.source, name, bounds.minimum, bounds.maximum)
            for name, bounds in facts.parameters.items()
        )
    except ValueError as error:
        raise CatalogueError(path, error) from None
    files = {file.stem: _words(file) for file in sorted(folder.glob("*.md"))}
    if DEFAULT not in files:
        raise CatalogueError(folder / f"{DEFAULT}.md", "is missing; other languages fall back to it")
    for language, (words, _) in files.items():
        _check(folder / f"{language}.md", "parameters", words.parameters, facts.parameters)
        _check(path, f"parameters of {language}.md", facts.parameters, words.parameters)
    return Demo(
        name=folder.name,
        topic=facts.topic,
        order=facts.order,
        card=facts.card,
        program=program,
        parameters=parameters,
        limits=_convert(path, facts.limits, Limits),
        shows=facts.moment,
        texts={language: _text(words, notice) for language, (words, notice) in files.items()},
        names=tuple(name for words, _ in files.values() for name in words.names),
    )


def _program(folder: Path) -> Program:
    """The one Python file of the folder. Its name is free: ``multiprocessing.py`` would hide what it imports."""
    files = list(folder.glob("*.py"))
    if len(files) != 1:
        raise CatalogueError(folder, f"needs one program (*.py), has {len(files)}")
    return Program(name=files[0].name, source=files[0].read_text(encoding="utf-8"))


def _words(path: Path) -> tuple[_Words, str]:
    """The front matter and the body of a language's file, whose line breaks are not the reader's."""
    try:
        post = frontmatter.loads(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CatalogueError(path, error) from None
    notice = _joined(post.content)
    if not notice:
        raise CatalogueError(path, "says nothing: below the front matter comes what to notice")
    return _convert(path, post.metadata, _Words), notice


def _text(words: _Words, notice: str) -> DemoText:
    return DemoText(
        title=words.title,
        summary=words.summary,
        notice=notice,
        misconception=words.misconception,
        parameters=words.parameters,
    )


def _joined(text: str) -> str:
    """The lines as one. Between two characters of Chinese a line break is no space."""
    lines = text.split("\n")
    joined = lines[0].strip()
    for line in lines[1:]:
        line = line.strip()
        wide = joined[-1:] > "\u2e7f" and line[:1] > "\u2e7f"
        joined += line if wide else f" {line}"
    return joined.strip()


def _check(path: Path, what: str, names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise CatalogueError(path, f"{name!r} is not among the {what} ({', '.join(sorted(known)) or 'none'})")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(path, error) from None


def _convert(path: Path, data: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise CatalogueError(path, error) from None
