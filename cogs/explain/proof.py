"""Proofs of claims: small programs, with what their Recordings must show.

``proofs/<topic>.md`` has a section for each: ``## claim-id`` (several ids with commas between them where one
program proves several claims), a ``python`` or ``c`` block with the program, and an ``expect`` block
(`cogs.explain.expect`).
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from cogs.explain.claims import ID
from cogs.explain.expect import Expect, ExpectError, read_expect
from cogs.explain.reading import CardError
from demos.recording import Job, Limits, Program

PROOFS = Path(__file__).with_name("proofs")

_IDS = re.compile(rf"{ID}(?:, {ID})*")
_SECTION = "a proof reads: ## claim-id, then one ```python (or ```c) and one ```expect block"


@dataclass(frozen=True, eq=False, slots=True)
class Proof:
    """A program that shows that some claims of a topic are so. It stands in `path` from line `line` on."""

    topic: str
    claims: tuple[str, ...]
    source: str
    language: str
    expect: Expect
    path: Path
    line: int
    program_line: int

    @property
    def job(self) -> Job:
        """What is run."""
        run = self.expect.run
        limits = Limits(wall_seconds=run.wall_seconds, cpu_seconds=run.cpu_seconds, processes=run.processes)
        # Not the plain topic: a program called subprocess.py would import itself.
        ending = {"python": "py", "c": "c"}[self.language]
        program = Program(f"proof_{self.topic.replace('-', '_')}.{ending}", self.source, self.language)
        return Job(program, run.stdin, limits, run.clock, run.schedule, run.seed)

    def applies(self, version: tuple[int, int] = sys.version_info[:2]) -> bool:
        """Whether it is about that version of Python."""
        since, before = self.expect.since, self.expect.before
        return (since is None or _number(since) <= version) and (before is None or version < _number(before))


def _number(version: str) -> tuple[int, int]:
    major, _, minor = version.partition(".")
    return int(major), int(minor)


class Proofs:
    """All proofs. A claim may have several: one for each range of versions of Python."""

    def __init__(self, proofs: Mapping[str, tuple[Proof, ...]]) -> None:
        """By topic, each in the order of its file."""
        self._proofs = proofs

    def __iter__(self) -> Iterator[Proof]:
        return (proof for proofs in self._proofs.values() for proof in proofs)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that have any."""
        return tuple(self._proofs)

    def all(self, topic: str) -> tuple[Proof, ...]:
        """Those of a topic, whatever the version of Python."""
        return self._proofs.get(topic, ())

    def here(self, topic: str) -> Mapping[str, Proof]:
        """The proof of each claim of the topic that has one for this version of Python."""
        return {claim: proof for proof in self.all(topic) if proof.applies() for claim in proof.claims}


def load_proofs(folder: Path = PROOFS) -> Proofs:
    """The proofs in that folder.

    Raises:
        CardError: the first mistake in its files.
    """
    proofs, errors = read_proofs(folder)
    if errors:
        raise errors[0]
    return proofs


def read_proofs(folder: Path) -> tuple[Proofs, list[CardError]]:
    """All proofs that can be read, and what is wrong with the others."""
    errors: list[CardError] = []
    topics: dict[str, list[Proof]] = defaultdict(list)
    for path in sorted(folder.glob("*.md")):
        for section in _sections(path, errors):
            try:
                topics[path.stem].append(section.proof(path))
            except CardError as error:
                errors.append(error)
    return Proofs({topic: tuple(proofs) for topic, proofs in topics.items()}), errors


@dataclass(slots=True)
class _Block:
    """A heading's text, or a fenced block, and the line of the file on which its text begins."""

    info: str
    text: str
    line: int


@dataclass(slots=True)
class _Section:
    heading: _Block
    blocks: list[_Block]

    def proof(self, path: Path) -> Proof:
        """The proof that the section is.

        Raises:
            CardError: it is none.
        """
        if [block.info for block in self.blocks] not in (["python", "expect"], ["c", "expect"]):
            raise CardError(path, self.heading.line, _SECTION)
        if not _IDS.fullmatch(self.heading.text):
            raise CardError(
                path, self.heading.line, f"{self.heading.text!r} is no claim's id, nor several: a-b, c-d"
            )
        program, expect = self.blocks
        try:
            expected = read_expect(expect.text)
        except ExpectError as error:
            raise CardError(path, expect.line + error.line, str(error)) from None
        return Proof(
            topic=path.stem,
            claims=tuple(self.heading.text.split(", ")),
            source=program.text,
            language=program.info,
            expect=expected,
            path=path,
            line=self.heading.line,
            program_line=program.line,
        )


def _sections(path: Path, errors: list[CardError]) -> list[_Section]:
    sections: list[_Section] = []
    heading = False
    for token in MarkdownIt("commonmark").parse(path.read_text(encoding="utf-8")):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "fence" and sections:
            sections[-1].blocks.append(_Block(token.info, token.content, line + 1))
        elif token.type == "heading_open" and token.tag == "h2":
            heading = True
        elif token.type == "inline" and heading:
            sections.append(_Section(_Block("", token.content, line), []))
        elif token.type == "heading_close":
            heading = False
        else:
            errors.append(CardError(path, max(line, 1), _SECTION))
            break
    return sections
