"""What is wrong with the cards: ``python -m cogs.explain check`` prints it with file and line."""

from __future__ import annotations

import ast
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from cogs.explain.card import BASE, SECTIONS, Card, CardText
from cogs.explain.coverage import uncovered
from cogs.explain.library import CARDS, keys, read
from cogs.explain.proof import read_proofs
from cogs.explain.reading import CardError, Names, line_of

# A card is shown as one embed: 1024 characters a field, 6000 in all, with room for titles and links.
SUMMARY = 350
SECTION = 1000
WHOLE = 5500
TITLE = 60
COLUMNS = 64
"""Width of a program: what a phone shows without wrapping every line. A Chinese character takes two columns."""


def check(root: Path = CARDS, demos: Collection[str] | None = None, proofs: Path | None = None) -> list[CardError]:
    """All mistakes in the library in that folder, by file and line.

    `demos` are the demos that exist; without them, a card's demo is not looked up. `proofs` is the folder with the
    proofs; without it, claims are not held against them.
    """
    cards, names, errors = read(root)
    for card in cards.values():
        errors += _facts(card, cards, demos)
        errors += _parity(card, names)
        errors += _reasons(card)
        for text in card.texts.values():
            errors += _text(text, function=bool(card.signature))
    errors += _places(cards)
    errors += _called(cards)
    if proofs is not None:
        proven, mistakes = read_proofs(proofs)
        errors += mistakes
        errors += uncovered(cards, proven)
        for proof in proven:
            errors += _program(proof.path, proof.program_line, proof.source, python=proof.language == "python")
    return sorted(errors, key=lambda error: (str(error.path), error.line, error.message))


def width(line: str) -> int:
    """The columns that a line takes in a monospaced font."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def sections(text: CardText) -> dict[str, str]:
    """Each section of a card as it is shown, by its key; about as long as a renderer makes it."""
    listed = {
        "parameters": [f"`{item.name}`: {item.text}" for item in text.parameters],
        "errors": [f"`{item.name}`: {item.text}" for item in text.errors],
        "pitfalls": [f"- {pitfall}" for pitfall in text.pitfalls],
        "misconceptions": [f"✗ **{wrong.belief}**\n✓ {wrong.truth}" for wrong in text.misconceptions],
        "example": [f"```py\n{text.example.code}```", *(f"```\n{output}```" for output in text.example.outputs)],
    }
    return {
        key: "\n".join(listed[key]) if key in listed else getattr(text, key)
        for key in ("summary", *SECTIONS)
        if key in text.lines
    }


def _facts(card: Card, cards: Mapping[str, Card], demos: Collection[str] | None) -> Iterator[CardError]:
    path = card.texts[BASE].path
    for other in card.see_also:
        if other not in cards or other == card.id:
            yield CardError(path, line_of(path, "see_also"), f"see_also: there is no other card {other!r}")
    if not card.see_also:
        yield CardError(path, 1, "see_also: name at least one card that leads on from here")
    if not card.texts[BASE].sources:
        yield CardError(path, 1, "sources: name the man page or the part of the Python docs that says so")
    if demos is not None and card.demo is not None and card.demo not in demos:
        yield CardError(path, line_of(path, "demo"), f"there is no demo {card.demo!r}")


def _text(text: CardText, *, function: bool) -> Iterator[CardError]:
    path = text.path
    shown = sections(text)
    for key in ("portability", "misconceptions", *(("returns",) if function else ())):
        if key not in shown:
            yield CardError(path, 1, f"the section {key} is missing")
    for key, content in shown.items():
        limit = SUMMARY if key == "summary" else SECTION
        if len(content) > limit:
            yield CardError(path, text.lines[key], f"{key} has {len(content)} characters; {limit} fit")
    if (whole := sum(map(len, shown.values()))) > WHOLE:
        yield CardError(path, 1, f"the card has {whole} characters; {WHOLE} fit")
    if len(text.title) > TITLE:
        yield CardError(path, line_of(path, "title"), f"the title has {len(text.title)} characters; {TITLE} fit")

    yield from _program(path, text.lines["example"] + 3, text.example.code)


def _program(path: Path, first: int, source: str, *, python: bool = True) -> Iterator[CardError]:
    """What is wrong with a program that begins on that line of the file."""
    try:
        ast.parse(source if python else "")
    except SyntaxError as error:
        yield CardError(path, first + (error.lineno or 1) - 1, f"the program is no Python: {error.msg}")
    for number, line in enumerate(source.splitlines(), first):
        if width(line) > COLUMNS:
            yield CardError(path, number, f"the program is {width(line)} columns wide; {COLUMNS} fit on a phone")


def _parity(card: Card, names: Mapping[str, Names]) -> Iterator[CardError]:
    base = card.texts[BASE]
    for language in names:
        if language not in card.texts:
            yield CardError(base.path, 1, f"there is no card in {language}")
            continue
        text = card.texts[language]
        for what, found, wanted in (
            ("sections", list(text.lines), list(base.lines)),
            ("parameters", [item.name for item in text.parameters], [item.name for item in base.parameters]),
            ("errors", [item.name for item in text.errors], [item.name for item in base.errors]),
            ("misconceptions", [m.id for m in text.misconceptions], [m.id for m in base.misconceptions]),
        ):
            if found != wanted:
                line = text.lines.get(what, 1)
                yield CardError(text.path, line, f"{what}: here {', '.join(found)}; in English {', '.join(wanted)}")
        found_claims = {claim.id: claim for claim in text.claims}
        for claim in base.claims:
            here = found_claims.pop(claim.id, None)
            if here is None:
                line = text.lines.get(claim.section, 1)
                yield CardError(text.path, line, f"no {{#{claim.id}}} in {claim.section}, as there is in English")
            elif here.section != claim.section:
                yield CardError(text.path, here.line, f"{{#{here.id}}} is in {claim.section} in English")
        for here in found_claims.values():
            yield CardError(text.path, here.line, f"{{#{here.id}}} is not marked in English")


def _reasons(card: Card) -> Iterator[CardError]:
    base = card.texts[BASE]
    for claim in card.unproven.keys() - {claim.id for claim in base.claims}:
        yield CardError(base.path, line_of(base.path, "unproven"), f"unproven: there is no claim {{#{claim}}}")


def _places(cards: Mapping[str, Card]) -> Iterator[CardError]:
    taken: dict[tuple[str, int], Card] = {}
    for card in cards.values():
        other = taken.setdefault((card.chapter, card.order), card)
        if other is not card:
            path = card.texts[BASE].path
            yield CardError(path, line_of(path, "order"), f"{other.id!r} has the same place in {card.chapter}")


def _called(cards: Mapping[str, Card]) -> Iterator[CardError]:
    owners: dict[str, set[str]] = defaultdict(set)
    for card in cards.values():
        for text in card.texts.values():
            for name in (card.id, text.title, *text.aliases):
                typed, plain, _ = keys(name)
                owners[plain or typed].add(card.id)
    for card in cards.values():
        for text in card.texts.values():
            for name in (text.title, *text.aliases):
                typed, plain, _ = keys(name)
                if others := owners[plain or typed] - {card.id}:
                    line = line_of(text.path, "title" if name == text.title else "aliases")
                    yield CardError(text.path, line, f"{name!r} is also what {', '.join(sorted(others))} is called")
