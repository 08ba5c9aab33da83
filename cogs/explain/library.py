"""All reference cards, and how one is found."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from cogs.explain.card import BASE, SECTIONS, Card, CardText
from cogs.explain.reading import CardError, Facts, Header, Names, line_of, read_text

CARDS = Path(__file__).with_name("cards")

SUGGESTIONS = 5
"""How many near cards `Library.find` names at most."""

_NEAR = 60.0
"""The likeness (0 to 100) from which a name counts as meant."""


class UnknownCard(LookupError):
    """No card has that id."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the library: its cards in the order in which they are best read."""

    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a query found: the `card` itself, or else `suggestions`, the likeliest first (maybe none)."""

    query: str
    card: Card | None
    suggestions: tuple[Card, ...] = ()


def keys(name: str) -> tuple[str, str, str]:
    """A name as it is compared, from strict to lenient.

    As typed; without punctuation and without the arguments of a call or the section of a man page
    (``os.waitpid(-1, 0)`` is ``oswaitpid``); without underscores too (``_exit`` is ``exit``).
    """
    typed = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    plain = re.sub(r"\W", "", re.sub(r"\s*\([^()]*\)$", "", typed)) or re.sub(r"\W", "", typed)
    return typed, plain, plain.replace("_", "")


def likeness(typed: str, name: str) -> float:
    """How likely somebody who typed this meant that name, 0 to 100.

    A typing error (a wrong, missing, additional letter, or two swapped) costs one letter; a part of a name, or a
    name within a longer question, counts somewhat less than the whole.
    """
    whole = 100 * DamerauLevenshtein.normalized_similarity(typed, name)
    shorter = min(typed, name, key=len)
    # A Chinese word has two characters; two Latin letters are in every other name.
    telling = len(shorter) >= (3 if shorter.isascii() else 2)
    return max(whole, 0.8 * fuzz.partial_ratio(typed, name, score_cutoff=85) if telling else 0.0)


class Library:
    """The cards of all chapters. Iterates over the cards in their order."""

    def __init__(self, cards: Mapping[str, Card], names: Mapping[str, Names]) -> None:
        """`names` has each language's chapters and headings; the order of the English chapters is the order."""
        self._names = names
        chapters = list(names[BASE].chapters)
        self._cards = dict(
            sorted(cards.items(), key=lambda item: (chapters.index(item[1].chapter), item[1].order, item[0]))
        )
        self._index: tuple[dict[str, set[str]], ...] = (defaultdict(set), defaultdict(set), defaultdict(set))
        self._called: dict[str, list[tuple[str, str]]] = {}  # by card: each language and lenient name
        for card in self:
            called = [(BASE, card.id)]
            called += [
                (text.language, name) for text in card.texts.values() for name in (text.title, *text.aliases)
            ]
            for _, name in called:
                for index, key in zip(self._index, keys(name), strict=True):
                    index[key].add(card.id)
            lenient = [(language, keys(name)[-1]) for language, name in called]
            self._called[card.id] = [(language, name) for language, name in lenient if name]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have cards, English first."""
        return tuple(self._names)

    def __iter__(self) -> Iterator[Card]:
        return iter(self._cards.values())

    def __len__(self) -> int:
        return len(self._cards)

    def get(self, card_id: str) -> Card:
        """The card with that id.

        Raises:
            UnknownCard: there is none.
        """
        try:
            return self._cards[card_id]
        except KeyError:
            raise UnknownCard(card_id) from None

    def heading(self, section: str, language: str) -> str:
        """The title of a section (`cogs.explain.card.SECTIONS`) in that language."""
        return self._in(language).sections[section]

    def chapters(self, language: str) -> tuple[Chapter, ...]:
        """All chapters that have cards, in order."""
        titles = self._in(language).chapters
        grouped: dict[str, list[Card]] = defaultdict(list)
        for card in self:
            grouped[card.chapter].append(card)
        return tuple(Chapter(chapter, titles[chapter], tuple(cards)) for chapter, cards in grouped.items())

    def find(self, query: str, language: str = BASE) -> Match:
        """The card that is called `query` in any language, or those that are nearest to it.

        Case, punctuation, a call's arguments and a man page's section do not matter. Among equally near cards
        those that are near in `language` come first.
        """
        for index, key in zip(self._index, keys(query), strict=True):
            found = index.get(key, set()) if key else set()
            if len(found) == 1:
                return Match(query, self._cards[next(iter(found))])
            if found:
                return Match(query, None, tuple(card for card in self if card.id in found))
        return Match(query, None, self._near(query, language))

    def complete(self, typed: str, language: str, limit: int = 25) -> tuple[Card, ...]:
        """What somebody who has typed this may mean, for autocompletion: at most `limit` cards (Discord shows 25).

        Cards that have a name beginning with it come first, then those with it inside a name, then near ones.
        """
        wanted = keys(typed)[-1]
        starts, contains = [], []
        for card in self:
            names = [name for _, name in self._called[card.id]]
            if any(name.startswith(wanted) for name in names):
                starts.append(card)
            elif any(wanted in name for name in names):
                contains.append(card)
        near = self._near(typed, language)
        found = {card.id: card for card in (*starts, *contains, *near)}
        return tuple(found.values())[:limit]

    def _near(self, query: str, language: str) -> tuple[Card, ...]:
        wanted = keys(query)[-1]
        ranked = []
        for card in self:
            best = max((likeness(wanted, name), spoken == language) for spoken, name in self._called[card.id])
            if best[0] >= _NEAR:
                ranked.append((best, card))
        ranked.sort(key=lambda entry: entry[0], reverse=True)
        return tuple(card for _, card in ranked[:SUGGESTIONS])

    def _in(self, language: str) -> Names:
        return self._names.get(language) or self._names[BASE]


def load(root: Path = CARDS) -> Library:
    """The library in that folder.

    Raises:
        CardError: the first mistake in its files.
    """
    cards, names, errors = read(root)
    if errors:
        raise errors[0]
    return Library(cards, names)


def read(root: Path) -> tuple[dict[str, Card], dict[str, Names], list[CardError]]:
    """All cards that can be read, each language's names (English first), and what is wrong with the others."""
    errors: list[CardError] = []
    names: dict[str, Names] = {}
    for folder in sorted(root.iterdir(), key=lambda path: (path.name != BASE, path.name)):
        if folder.is_dir():
            try:
                names[folder.name] = _read_names(folder / "names.toml", names.get(BASE))
            except CardError as error:
                errors.append(error)
    if BASE not in names:
        return {}, {}, errors

    facts: dict[str, Facts] = {}
    texts: dict[str, dict[str, CardText]] = {}
    for language in names:
        for path in sorted((root / language).glob("*.md")):
            try:
                if language == BASE:
                    facts[path.stem], text = read_text(path, language, names[language], Facts)
                    if (chapter := facts[path.stem].chapter) not in names[BASE].chapters:
                        del facts[path.stem]
                        raise CardError(path, line_of(path, "chapter"), f"chapter {chapter!r} is not in names.toml")
                elif path.stem in facts:
                    sources = facts[path.stem].sources
                    _, text = read_text(path, language, names[language], Header, sources)
                elif (root / BASE / path.name).exists():
                    continue
                else:
                    raise CardError(path, 1, f"there is no English card {path.stem!r}")
            except CardError as error:
                errors.append(error)
            else:
                texts.setdefault(path.stem, {})[language] = text
    cards = {
        card_id: Card(
            id=card_id,
            chapter=fact.chapter,
            order=fact.order,
            signature=fact.signature.strip(),
            see_also=fact.see_also,
            demo=fact.demo,
            texts=texts[card_id],
            unproven=fact.unproven,
        )
        for card_id, fact in facts.items()
        if card_id in texts
    }
    return cards, names, errors


def _read_names(path: Path, base: Names | None) -> Names:
    try:
        raw = path.read_text(encoding="utf-8")
        names = msgspec.convert(tomllib.loads(raw), Names)
    except FileNotFoundError as error:
        raise CardError(path, 1, "a language needs names.toml: its headings and chapters") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CardError(path, int(line[1]) if line else len(raw.splitlines()), str(error)) from error
    except msgspec.ValidationError as error:
        raise CardError(path, 1, str(error)) from error
    for what, found, wanted in (
        ("sections", names.sections, SECTIONS),
        ("chapters", names.chapters, (base or names).chapters),
    ):
        if different := set(found).symmetric_difference(wanted):
            raise CardError(path, 1, f"{what} are missing or unknown: {', '.join(sorted(different))}")
    return names
