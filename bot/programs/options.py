"""How a program is to be run: ``c seed=3 clock=real``, as text and as data."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from bot.errors import UserError
from bot.render.safe import code
from demos.recording import Clock, Job, Program, Schedule

Tongue: TypeAlias = Literal["python", "c"]
"""A language that programs are written in."""

TONGUES: dict[str, Tongue] = {"python": "python", "python3": "python", "py": "python", "py3": "python", "c": "c"}
"""The languages by each of their names."""

SEED_MAXIMUM = 999_999_999
"""As large as a button's custom id has room for."""

CHOICES = {
    "language": ("python", "c"),
    "clock": ("virtual", "real"),
    "schedule": ("controlled", "natural"),
}

ORDERING = ("seed", "clock", "schedule")
"""The options that are of time and order, not of the program."""

_SEPARATOR = re.compile(r"[\s,;]+")
_EQUALS = re.compile(r"\s*=\s*")


@dataclass(frozen=True)
class Options:
    """How to run a program. `language` is None where the program itself tells."""

    language: Tongue | None = None
    seed: int = 0
    clock: Clock = "virtual"
    schedule: Schedule = "controlled"

    def __str__(self) -> str:
        """What differs from the usual, as `read` takes it."""
        words = [
            self.language or "",
            f"seed={self.seed}" if self.seed else "",
            self.clock if self.clock != "virtual" else "",
            self.schedule if self.schedule != "controlled" else "",
        ]
        return ",".join(filter(None, words))

    def job(self, program: Program, stdin: str = "") -> Job:
        """The job of running that program so."""
        return Job(program, stdin, seed=self.seed, clock=self.clock, schedule=self.schedule)

    def another_order(self) -> Options | None:
        """The same with the next seed; None where the kernel chooses the order."""
        if self.schedule != "controlled":
            return None
        return dataclasses.replace(self, seed=self.seed % SEED_MAXIMUM + 1)


def read(text: str) -> Options:
    """The options that are written in a text: names with values, or values alone where they tell their name.

    Raises:
        UserError: there is something else in it, or a value that cannot be.
    """
    text = _EQUALS.sub("=", unicodedata.normalize("NFKC", text)).strip()
    options = Options()
    for word in filter(None, _SEPARATOR.split(text)):
        options = dataclasses.replace(options, **_read(word))
    return options


def orders(word: str) -> bool:
    """Whether a word, ``seed=3`` or ``natural``, is an option of time and order: these every demo takes too."""
    name, equals, _ = word.lower().partition("=")
    return (name if equals else _named(name)) in ORDERING


def _read(word: str) -> dict[str, Any]:
    """The one option in a word, as a field of `Options`."""
    name, equals, value = word.lower().partition("=")
    if not equals:
        name, value = _named(word.lower()), word.lower()
    if name == "seed":
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
            raise UserError("run-option-seed", value=code(value), maximum=SEED_MAXIMUM)
        return {"seed": int(value)}
    if name not in CHOICES:
        raise UserError("run-option-unknown", name=code(word))
    chosen = TONGUES.get(value, value) if name == "language" else value
    if chosen not in CHOICES[name]:
        choices = " · ".join(f"`{choice}`" for choice in CHOICES[name])
        raise UserError("run-option-value", name=code(name), value=code(value), choices=choices)
    return {name: chosen}


def _named(value: str) -> str:
    """The name of the option that takes this value; empty when none does."""
    value = TONGUES.get(value, value)
    return next((name for name, choices in CHOICES.items() if value in choices), "")
