"""A reference card, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cogs.explain.claims import Claim, Reason

BASE = "en"
"""The language whose files carry the facts, and that stands in where a translation is missing."""

SECTIONS = (
    "details",
    "parameters",
    "returns",
    "errors",
    "portability",
    "pitfalls",
    "misconceptions",
    "example",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One parameter, or one error (`name` is then its errno name or its exception)."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Misconception:
    """What people believe, and what is true. `id` is the same in every language."""

    id: str
    belief: str
    truth: str


@dataclass(frozen=True, slots=True)
class Example:
    """A program that runs with the plain interpreter.

    `outputs` are the possible outputs (stdout and stderr), one if it has no choice; ``...`` stands for any text on
    one line (PIDs). Empty when nothing can be said about it.
    """

    code: str
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts come from: `label` is short enough to be shown as a link to `url`."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class CardText:
    """A card in one language. The texts are Discord Markdown; a section that a card does not have is empty."""

    language: str
    title: str
    aliases: tuple[str, ...]
    summary: str
    example: Example
    details: str = ""
    parameters: tuple[Item, ...] = ()
    returns: str = ""
    errors: tuple[Item, ...] = ()
    portability: str = ""
    pitfalls: tuple[str, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    path: Path = field(default=Path(), compare=False, repr=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """The first line of each section in `path`, for messages to its author; ``summary`` is one of them."""
    entries: tuple[tuple[str, int], ...] = field(default=(), compare=False, repr=False)
    """The section and the line in `path` of each entry of a list."""


@dataclass(frozen=True, slots=True)
class Card:
    """One topic, in every language that it is written in."""

    id: str
    chapter: str
    order: int
    signature: str
    see_also: tuple[str, ...]
    demo: str | None
    texts: Mapping[str, CardText]
    unproven: Mapping[str, Reason] = field(default_factory=dict)
    """Why some of its claims have no proof, by the claim's id."""

    def text(self, language: str) -> CardText:
        """The card in that language, or in English where it has not been translated."""
        return self.texts.get(language) or self.texts[BASE]
