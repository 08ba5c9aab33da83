"""Reads the files of the cards.

A card is one topic. Its English file ``cards/en/<id>.md`` carries in its front matter the facts that hold in every
language (`Facts`); the file of another language carries a title and aliases only (`Header`). The bodies have the
same sections, under the headings that ``cards/<language>/names.toml`` gives them (`Names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import frontmatter
import msgspec
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cogs.explain.card import CardText, Example, Item, Misconception, Source
from cogs.explain.claims import ID, Claim, ClaimError, Reason, extract

_ITEM = re.compile(r"`(?P<name>[^`]+)`\s?[:：]\s*(?P<text>.+)", re.DOTALL)
_BELIEF = re.compile(rf"(?P<belief>.+?)\s*\{{#(?P<id>{ID})\}}")
_MAN = re.compile(r"(?P<page>[\w.-]+)\((?P<section>\d)\)")

_FORBIDDEN = {"html_block": "HTML", "html_inline": "HTML", "image": "an image", "hr": "a rule"}

F = TypeVar("F", bound="Header")


class CardError(Exception):
    """A file of the library is wrong. `path` and `line` (from 1) say where."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Front matter of a card in any language."""

    title: str
    aliases: tuple[str, ...] = ()


class Facts(Header, frozen=True, kw_only=True):
    """Front matter of the English file: what is the same in every language.

    `order` is the place within the chapter. `signature` is one or more lines of Python (or, ending in ``;``, of C).
    `sources` are man pages (``wait(2)``), pages of the Python docs (``library/os.html#os.wait``), or web addresses.
    `unproven` says of claims why they have no proof.
    """

    chapter: str
    order: int
    sources: tuple[str, ...]
    signature: str = ""
    see_also: tuple[str, ...] = ()
    demo: str | None = None
    unproven: Mapping[str, Reason] = {}


class Names(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``names.toml`` of a language: the headings of the sections, the chapters, and where the Python docs are."""

    python_docs: str
    sections: Mapping[str, str]
    chapters: Mapping[str, str]


def source(reference: str, python_docs: str) -> Source:
    """The link behind an entry of `Facts.sources`."""
    if man := _MAN.fullmatch(reference):
        page, section = man["page"], man["section"]
        return Source(reference, f"https://man7.org/linux/man-pages/man{section}/{page}.{section}.html")
    if reference.startswith("https://"):
        return Source(reference.removeprefix("https://").split("#")[0].rstrip("/"), reference)
    page, _, anchor = reference.partition("#")
    return Source(f"Python: {anchor or Path(page).stem}", python_docs + reference)


def read_header(path: Path, kind: type[F]) -> tuple[F, str, int]:
    """The front matter, the body, and the number of lines before the body.

    Raises:
        CardError: there is none, or it is not as `kind` says.
    """
    raw = path.read_text(encoding="utf-8")
    try:
        metadata, body = frontmatter.parse(raw)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CardError(path, line, f"front matter: {error.problem}") from error
    if not metadata:
        raise CardError(path, 1, "no front matter between two lines of ---")
    try:
        header = msgspec.convert(metadata, kind)
    except msgspec.ValidationError as error:
        named = [one or other for one, other in re.findall(r"\.(\w+)|`(\w+)`", str(error))]
        key = next((name for name in named if name in metadata), "")
        raise CardError(path, line_of(path, key), f"front matter: {error}") from error
    return header, body, raw[: raw.rindex(body)].count("\n")


def line_of(path: Path, key: str) -> int:
    """The line of a key in a file's front matter; 1 if it is not there."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if key and line.startswith(f"{key}:")), 1)


class Body:
    """The Markdown below the front matter, cut into its sections."""

    def __init__(self, path: Path, text: str, offset: int, headings: Mapping[str, str]) -> None:
        """`offset` lines stand before the text; `headings` gives each section's name in this language.

        Raises:
            CardError: unknown, repeated or empty sections, or Markdown that a chat does not show.
        """
        self.path, self.offset = path, offset
        self._source = text.splitlines()
        self._tokens = MarkdownIt("commonmark").parse(text)
        self._sections: dict[str, list[Token]] = {"summary": []}
        self.lines: dict[str, int] = {"summary": offset + 1}
        self._claims: dict[str, Claim] = {}
        self.entries: list[tuple[str, int]] = []
        self._refuse()
        keys = {title: key for key, title in headings.items()}
        current = "summary"
        for token, following in zip(self._tokens, [*self._tokens[1:], None], strict=True):
            if token.level or token.nesting < 0:
                continue
            if token.type == "heading_open" and token.tag == "h2" and following is not None:
                current = keys.get(following.content, "")
                if not current:
                    raise self.error(token, f"unknown section {following.content!r}; there are {', '.join(keys)}")
                if current in self._sections:
                    raise self.error(token, f"section {following.content!r} stands here a second time")
                self._sections[current] = []
                self.lines[current] = self._line(token)
            else:
                self._sections[current].append(token)
        for key, blocks in self._sections.items():
            if not blocks:
                raise CardError(path, self.lines[key], f"the section {key} is empty")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in what was read so far, from top to bottom."""
        return tuple(sorted(self._claims.values(), key=lambda claim: claim.line))

    def text(self, section: str) -> str:
        """The section's Markdown, without the marks of its claims."""
        blocks = self._sections.get(section, [])
        return self._read(self._slice(blocks), section, blocks[0]) if blocks else ""

    def bullets(self, section: str) -> Iterator[tuple[Token, str]]:
        """Each item of the list that the section is, as it stands."""
        blocks = self._sections.get(section, [])
        for block in blocks:
            if block.type != "bullet_list_open":
                raise self.error(block, f"the section {section} is a list: each entry begins with '- '")
        spans = [block.map for block in blocks if block.map]
        for token in self._tokens:
            inside = token.map and any(start <= token.map[0] < end for start, end in spans)
            if inside and token.type == "list_item_open" and token.level == 1:
                self.entries.append((section, self._line(token)))
                yield token, self._slice([token]).removeprefix("- ").strip()

    def items(self, section: str) -> tuple[Item, ...]:
        """The entries "- `name`: text" of a section."""
        items = []
        for token, text in self.bullets(section):
            match = _ITEM.fullmatch(text)
            if not match:
                raise self.error(token, f"an entry of {section} reads: - `name`: text")
            items.append(Item(match["name"], self._read(match["text"], section, token, match["name"])))
        return tuple(items)

    def pitfalls(self) -> tuple[str, ...]:
        """The entries of the pitfalls."""
        return tuple(self._read(text, "pitfalls", token) for token, text in self.bullets("pitfalls"))

    def misconceptions(self) -> tuple[Misconception, ...]:
        """Each "### belief {#id}" with the truth below it."""
        found: list[tuple[re.Match[str], Token, list[Token]]] = []
        for block in self._sections.get("misconceptions", []):
            if block.type == "heading_open" and block.tag == "h3":
                match = _BELIEF.fullmatch(self._slice([block]).removeprefix("###").strip())
                if not match:
                    raise self.error(block, "a misconception reads: ### what people believe {#id}")
                found.append((match, block, []))
            elif not found:
                raise self.error(block, "a misconception begins with: ### what people believe {#id}")
            else:
                found[-1][2].append(block)
        misconceptions = []
        for match, heading, below in found:
            if not below:
                raise self.error(heading, f"what is true, if not {match['belief']!r}?")
            truth = self._read(self._slice(below), "misconceptions", below[0])
            claim = Claim(match["id"], "misconceptions", match["belief"], truth, self._line(heading))
            self._add(claim)
            misconceptions.append(Misconception(claim.id, claim.text, truth))
        return tuple(misconceptions)

    def example(self) -> Example:
        """The ``python`` fence and the ``output`` fences after it."""
        blocks = self._sections.get("example", [])
        if not blocks:
            raise CardError(self.path, self.offset + 1, "there is no example")
        program, *outputs = blocks
        for block, info in [(program, "python"), *((output, "output") for output in outputs)]:
            if block.type != "fence" or block.info != info:
                raise self.error(block, "an example is one ```python block, then one ```output block or several")
        return Example(program.content, tuple(output.content for output in outputs))

    def error(self, token: Token, message: str) -> CardError:
        return CardError(self.path, self._line(token), message)

    def _read(self, text: str, section: str, token: Token, name: str = "") -> str:
        """The text, which begins with that token, without its marks; the claims in it are kept."""
        first = self._line(token)
        try:
            plain, claims = extract(text, section, first, name)
        except ClaimError as error:
            raise CardError(self.path, first + error.line, str(error)) from None
        for claim in claims:
            self._add(claim)
        return plain

    def _add(self, claim: Claim) -> None:
        other = self._claims.setdefault(claim.id, claim)
        if other is not claim:
            raise CardError(self.path, claim.line, f"{{#{claim.id}}} is also in line {other.line}")

    def _line(self, token: Token) -> int:
        return self.offset + 1 + (token.map[0] if token.map else 0)

    def _slice(self, blocks: list[Token]) -> str:
        spans = [block.map for block in blocks if block.map]
        return "\n".join(self._source[spans[0][0] : spans[-1][1]]).strip() if spans else ""

    def _refuse(self) -> None:
        for token in self._tokens:
            if token.type in _FORBIDDEN:
                raise self.error(token, f"{_FORBIDDEN[token.type]}: a chat does not show it")
            # Discord shows a line break in the source as one, so a paragraph is a line.
            if token.type == "inline" and "\n" in token.content:
                raise self.error(token, "a paragraph or an entry is one line, however long")
            for child in token.children or ():
                if child.type in _FORBIDDEN:
                    raise self.error(token, f"{_FORBIDDEN[child.type]}: a chat does not show it; use `...`")


def read_text(
    path: Path, language: str, names: Names, kind: type[F], references: tuple[str, ...] = ()
) -> tuple[F, CardText]:
    """The front matter and the text of one file; `references` are the sources, where the file does not have them.

    Raises:
        CardError: the file is not a card.
    """
    header, raw, offset = read_header(path, kind)
    references = header.sources if isinstance(header, Facts) else references
    body = Body(path, raw, offset, names.sections)
    text = CardText(
        language=language,
        title=header.title,
        aliases=header.aliases,
        summary=body.text("summary"),
        details=body.text("details"),
        parameters=body.items("parameters"),
        returns=body.text("returns"),
        errors=body.items("errors"),
        portability=body.text("portability"),
        pitfalls=body.pitfalls(),
        misconceptions=body.misconceptions(),
        example=body.example(),
        sources=tuple(source(reference, names.python_docs) for reference in references),
        claims=body.claims,
        path=path,
        lines=body.lines,
        entries=tuple(body.entries),
    )
    return header, text
