"""The guided course: its steps, and how one gets on. Its content is in ``course.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

COURSE = Path(__file__).with_name("course.toml")
BASE = "en"

END = "end"
"""Stands for the id of a step where there is none left."""

Kind = Literal["card", "demo", "quiz"]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A card, a demo or a quiz, by its id; a quiz has a level. `text`, by language, says what to look at."""

    text: dict[str, str]
    card: str = ""
    demo: str = ""
    quiz: str = ""
    level: int = 0

    def __post_init__(self) -> None:
        if sum(map(bool, (self.card, self.demo, self.quiz))) != 1:
            raise ValueError("a step is a card, a demo or a quiz")
        if bool(self.quiz) != bool(self.level):
            raise ValueError("a quiz has a level, and nothing else has")
        if BASE not in self.text:
            raise ValueError(f"a step has a text in {BASE}")

    @property
    def kind(self) -> Kind:
        """What it is."""
        return "card" if self.card else "demo" if self.demo else "quiz"

    @property
    def name(self) -> str:
        """The id of the card or demo, or the topic of the quiz."""
        return self.card or self.demo or self.quiz

    @property
    def id(self) -> str:
        """What it is called in buttons and in the store: ``demo-fork``, ``quiz-wait-3``."""
        return f"{self.kind}-{self.name}" + (f"-{self.level}" if self.level else "")

    def says(self, language: str) -> str:
        """What to look at, in that language, else in English."""
        return self.text.get(language) or self.text[BASE]


class Chapter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some steps that belong together."""

    title: dict[str, str]
    steps: tuple[Step, ...]

    def called(self, language: str) -> str:
        """Its title in that language, else in English."""
        return self.title.get(language) or self.title[BASE]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Course:
    """The chapters in their order. A position counts the steps before it, over all chapters."""

    chapters: tuple[Chapter, ...]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of all chapters."""
        return tuple(step for chapter in self.chapters for step in chapter.steps)

    def position(self, step: str) -> int | None:
        """Where the step of that id is, None if there is none; `END` is behind the last one."""
        ids = [*(other.id for other in self.steps), END]
        return ids.index(step) if step in ids else None

    def id_at(self, position: int) -> str:
        """The id of the step at that position, or the nearest that there is; `END` behind the last one."""
        position = max(position, 0)
        return self.steps[position].id if position < len(self.steps) else END

    def resumed(self, step: str, position: int) -> int:
        """Where somebody goes on who was at that step, when it was at that position.

        The course may have changed since: the step is looked for first, and where it is gone, its place counts.
        """
        found = self.position(step)
        return min(position, len(self.steps)) if found is None else found

    def chapter(self, position: int) -> Chapter:
        """The chapter of the step at that position."""
        for chapter in self.chapters:
            if position < len(chapter.steps):
                return chapter
            position -= len(chapter.steps)
        raise IndexError(position)


def load(path: Path = COURSE) -> Course:
    """The course in that file.

    Raises:
        ValueError: it is not what it should be.
    """
    course = Course(msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).chapters)
    ids = [step.id for step in course.steps]
    if twice := {step for step in ids if ids.count(step) > 1}:
        raise ValueError(f"{path}: twice: {', '.join(sorted(twice))}")
    return course
