"""Findings in words, one language at a time: for a terminal, for chat, for quizzes.

All texts are plain, without markup and without anything that the program printed.
"""

from __future__ import annotations

from demos.findings import Findings
from demos.grouping import Section
from demos.language import DEFAULT, Texts
from demos.narration import signal_name
from demos.outcomes import Outcome, Progress
from demos.recording import Ending

_TIME_LIMITS = frozenset({"wall-time", "cpu-time"})


class Teller:
    """Tells in one language how many outcomes there are, whether these are all, and what follows."""

    def __init__(self, language_code: str = DEFAULT) -> None:
        self._texts = Texts("outcomes", language_code)

    def headline(self, findings: Findings) -> str:
        """How many there are, never more than is known: ``6 outcomes are possible, and no others.``"""
        count = len(findings.outcomes.outcomes)
        if findings.outcomes.complete:
            return self._texts.text(f"all-{findings.outcomes.sleeps}", count=count)
        if findings.sampled:
            return self._texts.text("seen", count=count, runs=findings.sampled)
        return self._texts.text("some", count=count)

    def reasons(self, findings: Findings) -> list[str]:
        """That these are all, or why they may not be: a sentence each."""
        if findings.outcomes.complete:
            return [self._texts.text("proof")]
        outcomes = findings.outcomes
        return [
            self._texts.text(
                f"reason-{reason.replace(' ', '-')}", runs=outcomes.runs, seconds=f"{outcomes.seconds:.0f}"
            )
            for reason in findings.reasons
        ]

    def lesson(self, findings: Findings) -> tuple[str, str] | None:
        """What the program's sleeps teach: in a short sentence, and why. None where there is nothing to tell."""
        lesson = findings.lesson
        if lesson is None:
            return None
        text = self._texts.text(
            f"lesson-{lesson}",
            trusted=len(findings.trusted.outcomes) if findings.trusted else 0,
            count=len(findings.outcomes.outcomes),
            complete="yes" if findings.outcomes.complete else "no",
        )
        return self._texts.text(f"lesson-{lesson}-title"), text

    def effort(self, findings: Findings) -> str:
        """What it took: ``16 runs, 142 states, 0.2 s``."""
        outcomes = findings.outcomes
        return self._texts.text(
            "effort", runs=outcomes.runs, states=outcomes.states, seconds=f"{outcomes.seconds:.1f}"
        )

    def progress(self, progress: Progress) -> str:
        """How far it has come: ``3 outcomes so far: 120 runs, 800 states``."""
        return self._texts.text("so-far", outcomes=progress.outcomes, runs=progress.runs, states=progress.states)

    def ending(self, ending: Ending) -> str:
        """How the first process ends, in a few words: ``exit status 0``."""
        kind = "time" if ending.kind in _TIME_LIMITS else ending.kind
        name = "" if ending.signal is None else signal_name(ending.signal)
        return self._texts.text(f"ending-{kind}", code=str(ending.code), signal=name)

    def endings(self, sections: tuple[Section, ...]) -> list[str]:
        """How many outcomes end in which way; empty where all end alike."""
        counts: dict[Ending, int] = {}
        for section in sections:
            counts[section.ending] = counts.get(section.ending, 0) + len(section.members)
        if len(counts) < 2:
            return []
        return [
            self._texts.text("several-endings", ending=self.ending(ending), count=count)
            for ending, count in counts.items()
        ]

    def section(self, section: Section) -> str:
        """What the outcomes of a section have in common; empty for a single one."""
        count = len(section.members)
        if count == 1:
            return ""
        if section.same_lines:
            return self._texts.text("same-lines", lines=section.same_lines, count=count)
        return self._texts.text("several", count=count)

    def no_output(self) -> str:
        """Stands where nothing was printed."""
        return self._texts.text("no-output")

    def more(self, count: int) -> str:
        """That so many lines are left out here, and what prints them all."""
        return self._texts.text("more", count=count)

    def usual(self) -> str:
        """What the mark of `Findings.usual` means."""
        return self._texts.text("mark-usual")

    def trusted(self) -> str:
        """What the mark of `Findings.at_their_word` means."""
        return self._texts.text("mark-trusted")

    def seen(self, outcome: Outcome) -> str:
        """In how many runs an outcome was seen; only samples are counted so."""
        return self._texts.text("seen-in", runs=outcome.runs)
