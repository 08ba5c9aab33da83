"""Every possible outcome of a program as a message: how many there are, each of them, and whether these are all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import discord

from bot import limits
from bot.language import Language
from bot.message import Attachment, Reply
from bot.render.layout import NARROW, cut, ends
from bot.render.safe import fenced, plain
from demos.findings import Findings
from demos.grouping import Layout, Section, layout, on_a_line
from demos.outcomes import Outcome, Progress
from demos.printable import on_one_line, printable
from demos.telling import Teller

COLOUR = discord.Colour(0x2E86C1)
ALL = discord.Colour(0x2E7D5B)
PERHAPS_MORE = discord.Colour(0xB5651D)
"""There may be other outcomes. It is also said in words."""

FILE = "outcomes.txt"
MOST_FILE = 2_000_000
"""Characters of the file with all outcomes."""

USUAL, TRUSTED = "●", "○"
ROWS = 30
CELLS = 100
SHARES = (1.0, 0.6, 0.3, 0.1)
"""How much of the usual number of lines is tried, until the message holds Discord's limit."""


def running(title: str, text: str) -> Reply:
    """What is shown until the outcomes are known. `text` says what goes on."""
    return Reply(embeds=(discord.Embed(title=title, description=text, colour=COLOUR),))


def state(place: int, progress: Progress | None, language: Language) -> str:
    """What goes on: the place in the queue, or how far it has come."""
    if place:
        return language.text("outcomes-waiting", place=place)
    text = language.text("outcomes-running")
    return f"{text}\n{Teller(language.code).progress(progress)}" if progress else text


def result(title: str, findings: Findings, language: Language) -> Reply:
    """The message, without its buttons."""
    shown = layout(findings.outcomes.outcomes, NARROW) if findings.outcomes.outcomes else Layout(())
    for share in SHARES:
        draft = _Draft(title, findings, shown, language, share)
        if limits.length(str(draft.embed.description)) <= limits.EMBED_DESCRIPTION:
            break
    files = (Attachment(FILE, report(title, findings, language).encode(errors="replace")),) if draft.cut else ()
    return Reply(embeds=(draft.embed,), files=files)


def options(outcomes: Sequence[Outcome], language: Language) -> list[discord.SelectOption]:
    """The outcomes to choose from, the first ones; the value is the index."""
    teller = Teller(language.code)
    return [
        discord.SelectOption(
            label=limits.clip(f"{index + 1} · {on_a_line(outcome) or teller.no_output()}", limits.OPTION_LABEL),
            value=str(index),
            description=limits.clip(teller.ending(outcome.ending), limits.OPTION_DESCRIPTION),
        )
        for index, outcome in enumerate(outcomes[: limits.SELECT_OPTIONS])
    ]


def witness(number: int, outcome: Outcome, language: Language) -> discord.Embed:
    """What stands above the steps that lead to an outcome."""
    teller = Teller(language.code)
    text = fenced(on_one_line(outcome.stdout, 600).replace("⏎", "\n")) if outcome.stdout else teller.no_output()
    title = f"{language.text('outcomes-witness', number=number)} · {teller.ending(outcome.ending)}"
    return discord.Embed(title=title, description=text, colour=COLOUR)


def report(title: str, findings: Findings, language: Language) -> str:
    """All outcomes as plain text."""
    teller = Teller(language.code)
    parts = [title, teller.headline(findings), *teller.reasons(findings)]
    for index, outcome in enumerate(findings.outcomes.outcomes):
        heading = f"{index + 1} · {teller.ending(outcome.ending)}"
        parts += ["", heading, printable(outcome.stdout.rstrip("\n")) or teller.no_output()]
        if outcome.stderr:
            parts += ["stderr:", printable(outcome.stderr.rstrip("\n"))]
    return limits.clip("\n".join(parts), MOST_FILE) + "\n"


@dataclass
class _Draft:
    """The embed with a share of the usual number of lines; `cut` when something was left out."""

    title: str
    findings: Findings
    shown: Layout
    language: Language
    share: float
    cut: bool = False

    @cached_property
    def embed(self) -> discord.Embed:
        teller, findings = Teller(self.language.code), self.findings
        parts = [f"**{teller.headline(findings)}**", *teller.reasons(findings)]
        parts += [f"• {line}" for line in teller.endings(self.shown.sections)]
        lesson = teller.lesson(findings)
        if lesson is not None:
            parts.append(f"💤 **{lesson[0]}** {lesson[1]}")
        if self.shown.key:
            parts.append(self._block([f"{letter} {line}" for letter, line in self.shown.key]))
        most = max(1, int(ROWS * self.share))
        head, left_out, tail = ends(self.shown.sections, most)
        for section in [*head, *tail]:
            parts += self._section(section, teller)
        if left_out:
            self.cut = True
            parts.append(self.language.text("recording-gap", count=left_out))
        if findings.usual is not None and len(findings.outcomes.outcomes) > 1:
            parts.append(f"{USUAL} {teller.usual()}")
        if findings.at_their_word:
            parts.append(f"{TRUSTED} {teller.trusted()}")
        if self.cut:
            parts.append(self.language.text("recording-shortened", file=FILE))
        colour = ALL if findings.outcomes.complete else PERHAPS_MORE
        embed = discord.Embed(title=plain(self.title), description="\n".join(parts), colour=colour)
        return embed.set_footer(text=teller.effort(findings))

    def _section(self, section: Section, teller: Teller) -> list[str]:
        heading = [teller.ending(section.ending), *filter(None, [teller.section(section)])]
        if section.whole:
            heading.insert(0, f"{section.members[0] + 1}{self._marks(section.members[0], teller)}")
            return [f"**{' · '.join(heading)}**", self._block(list(section.rows) or [teller.no_output()])]
        rows = [
            f"{index + 1:>2} {cut(row or teller.no_output(), CELLS)}{self._marks(index, teller)}"
            for index, row in zip(section.members, section.rows, strict=True)
        ]
        return [f"**{' · '.join(heading)}**", self._block(rows)]

    def _marks(self, index: int, teller: Teller) -> str:
        marks = [USUAL] if index == self.findings.usual and len(self.findings.outcomes.outcomes) > 1 else []
        marks += [TRUSTED] if index in self.findings.at_their_word else []
        marks += [f"({teller.seen(self.findings.outcomes.outcomes[index])})"] if self.findings.sampled else []
        return "".join(f" {mark}" for mark in marks)

    def _block(self, rows: Sequence[str]) -> str:
        head, left_out, tail = ends(rows, max(2, int(ROWS * self.share)))
        gap = [self.language.text("recording-gap", count=left_out)] if left_out else []
        self.cut |= bool(left_out) or any(cut(row, CELLS + 20) != row for row in rows)
        return fenced("\n".join(cut(row, CELLS + 20) for row in [*head, *gap, *tail]))
