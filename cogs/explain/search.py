"""Search over the names and texts of cards and demos in every language; Chinese is also found by its pinyin."""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from cogs.explain.card import BASE, Card, CardText
from cogs.explain.library import keys, likeness
from demos.catalogue import Demo, DemoText

# Its dictionary of phrases takes 40 MB and tells how a character is read in one; here, any reading will do.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
from pypinyin import Style, lazy_pinyin, pinyin

LONGEST = 100
"""Characters of a query that are looked at."""

MOST = 10
"""How many hits are given."""

NEAR = 5
"""How many near misses are given when there is no hit."""

LIKE = 60.0
"""The likeness (0 to 100) from which a name counts as a near miss."""

WEIGHTS = "12.0, 3.0, 1.0"
"""What a word counts in the names, in the summary and in the rest."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_HANZI = re.compile(f"[{_HAN}]")
_TOKEN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+|\n+")
_MOST_WAYS = 8
_COMMON = 1 / 3


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found. `says` are its texts by language, each with the summary first; `beliefs` are wrong."""

    kind: Literal["card", "demo"]
    id: str
    titles: Mapping[str, str]
    names: tuple[str, ...]
    says: Mapping[str, tuple[str, ...]]
    beliefs: tuple[str, ...]

    def title(self, language: str) -> str:
        """What it is called in that language, else in English."""
        return self.titles.get(language) or self.titles[BASE]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, and the sentence in the asker's language that tells best why."""

    document: Document
    excerpt: str


@dataclass(frozen=True, slots=True)
class Found:
    """What has all the words, the best first; where nothing has, what comes near to it (maybe nothing either)."""

    hits: tuple[Hit, ...]
    near: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Term:
    """One word of a query, or a run of Chinese: what may stand for it, and how it is asked for."""

    needles: tuple[str, ...]
    all: str
    some: str


def of_card(card: Card) -> Document:
    """A card, as something to be found."""
    names = [card.id, card.signature]
    for text in card.texts.values():
        names += [text.title, *text.aliases]
    return Document(
        "card",
        card.id,
        {text.language: text.title for text in card.texts.values()},
        tuple(names),
        {text.language: tuple(_card_says(text)) for text in card.texts.values()},
        tuple(wrong.belief for text in card.texts.values() for wrong in text.misconceptions),
    )


def _card_says(text: CardText) -> Iterator[str]:
    yield from (text.summary, text.details)
    yield from (f"{item.name}: {item.text}" for item in (*text.parameters, *text.errors))
    yield from (text.returns, text.portability, *text.pitfalls)
    yield from (wrong.truth for wrong in text.misconceptions)


def of_demo(demo: Demo) -> Document:
    """A demo, as something to be found."""
    texts: Mapping[str, DemoText] = demo.texts
    return Document(
        "demo",
        demo.name,
        {language: text.title for language, text in texts.items()},
        (demo.name, *demo.names, *(text.title for text in texts.values())),
        {language: (text.summary, text.notice) for language, text in texts.items()},
        tuple(text.misconception for text in texts.values()),
    )


class Search:
    """The index: SQLite's full-text search, in memory. It is read-only; one thread at a time may use it.

    English words are compared by their stems, so that ``reap`` finds *reaping*. Chinese has no spaces: each
    character is a word, and a word of the query is a phrase. A word in pinyin stands for what it may be in Chinese,
    of all that occurs in the texts: no dictionary of phrases is needed, and each reading of a character counts.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = tuple(documents)
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(names, summary, rest, tokenize = 'porter unicode61')"
        )
        whole: list[str] = []
        self._named: dict[str, list[int]] = defaultdict(list)
        for number, document in enumerate(self._documents):
            summary = "\n".join(says[0] for says in document.says.values())
            rest = "\n".join([*(text for says in document.says.values() for text in says[1:]), *document.beliefs])
            columns = ("\n".join(document.names), summary, rest)
            whole += columns
            row = (number, *map(_spaced, columns))
            self._database.execute("INSERT INTO texts (rowid, names, summary, rest) VALUES (?, ?, ?, ?)", row)
            for name in document.names:
                for key in {keys(name)[0], keys(name)[-1]} - {""}:
                    self._named[key].append(number)
        self._chinese = "\n".join(re.findall(rf"[{_HAN}]+", "\n".join(whole)))
        self._read: dict[str, list[str]] = defaultdict(list)  # by syllable
        for character in sorted(set(self._chinese) - {"\n"}):
            for syllable in pinyin(character, style=Style.NORMAL, heteronym=True)[0]:
                self._read[syllable].append(character)
        for name, numbers in list(self._named.items()):
            if _HANZI.search(name):
                self._named["".join(lazy_pinyin(name))] += numbers

    def find(self, query: str, language: str = BASE) -> Found:
        """What is about the query, with excerpts in that language."""
        typed = _plain(query[:LONGEST])
        terms = [self._term(token) for token in _TOKEN.findall(typed)]
        needles = [needle for term in terms for needle in term.needles]
        wanted = " AND ".join(f"({term.all})" for term in terms)
        if together := self._spelled("".join(re.findall("[a-z]+", typed))):  # "hui shou"
            wanted = f"({wanted}) OR {_either(together)}"
            needles += together
        exact = [number for key in (keys(typed)[0], keys(typed)[-1]) for number in self._named.get(key, ())]
        found = [*exact, *self._rows(wanted)]
        if found:
            return Found(self._hits(found, needles, language, MOST))
        partly = self._rows(" OR ".join(term.some for term in terms))
        return Found((), self._hits([*self._alike(typed), *partly], needles, language, NEAR))

    def _term(self, token: str) -> _Term:
        if _HANZI.match(token):
            pairs = [token[index : index + 2] for index in range(len(token) - 1)] or [token]
            return _Term((token, *pairs), _phrase(token), _either(pairs))
        spelled = self._spelled(token)
        # Two letters begin too many words.
        asked = f'"{token}"*' if len(token) > 2 else f'"{token}"'
        asked = " OR ".join([asked, *map(_phrase, spelled)])
        return _Term((token, *spelled), asked, asked)

    def _spelled(self, letters: str) -> list[str]:
        """The words of two characters or more that are spelled so, of those that occur in the texts.

        By far the rarer ones are not words, but the end of one and the beginning of the next.
        """
        counts: dict[str, int] = defaultdict(int)
        for number, syllables in enumerate(self._syllables(letters)):
            if number == _MOST_WAYS:
                break
            if len(syllables) > 1:
                pattern = "".join(f"[{''.join(self._read[syllable])}]" for syllable in syllables)
                for match in re.findall(pattern, self._chinese):
                    counts[match] += 1
        least = max(counts.values(), default=0) * _COMMON
        return sorted(word for word, count in counts.items() if count >= least)

    def _syllables(self, letters: str) -> Iterator[list[str]]:
        """Every way to read the letters as pinyin, the longest syllables first."""
        if not letters:
            yield []
        for length in range(min(6, len(letters)), 0, -1):
            if letters[:length] in self._read:
                yield from ([letters[:length], *rest] for rest in self._syllables(letters[length:]))

    def _rows(self, wanted: str) -> list[int]:
        if not wanted:
            return []
        order = f"SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, {WEIGHTS}), rowid"  # noqa: S608
        return [row for (row,) in self._database.execute(order, (wanted,))]

    def _alike(self, typed: str) -> list[int]:
        """Those that have a name like that, the likest first."""
        wanted = keys(typed)[-1]
        best: dict[int, float] = defaultdict(float)
        for name, numbers in self._named.items() if wanted else ():
            for number in numbers:
                best[number] = max(best[number], likeness(wanted, name))
        return sorted((number for number in best if best[number] >= LIKE), key=lambda number: -best[number])

    def _hits(self, numbers: Iterable[int], needles: list[str], language: str, most: int) -> tuple[Hit, ...]:
        documents = [self._documents[number] for number in list(dict.fromkeys(numbers))[:most]]
        return tuple(Hit(document, _excerpt(document, needles, language)) for document in documents)


def _plain(text: str) -> str:
    """In lower case, without the tone marks of pinyin."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFKC", bare).casefold()


def _spaced(text: str) -> str:
    return _HANZI.sub(r" \g<0> ", text)


def _phrase(chinese: str) -> str:
    return f'"{" ".join(chinese)}"'


def _either(words: Iterable[str]) -> str:
    return "(" + " OR ".join(map(_phrase, words)) + ")"


def _excerpt(document: Document, needles: Iterable[str], language: str) -> str:
    """The first of the sentences with most of the needles, the summary's before others."""
    says = document.says.get(language) or document.says[BASE]
    patterns = [re.compile(needle if _HANZI.match(needle) else rf"\b{needle}", re.I) for needle in set(needles)]

    def told(sentence: str) -> int:
        return sum(bool(pattern.search(sentence)) for pattern in patterns)

    sentences: Iterator[str] = (sentence.strip(" -") for text in says for sentence in _SENTENCE.split(text))
    return max(filter(None, sentences), key=told)
