"""The result of a run as one message: what to notice, output, picture, process tree, timeline.

The first embed holds what matters most and the picture, the second the details. Where something had to be left out,
a text file with all of it comes along.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from functools import cached_property

import discord

from bot import limits
from bot.language import Language
from bot.message import Attachment, Reply
from bot.render import compiler, output, timeline, tree
from bot.render.layout import cut, ends
from bot.render.safe import fenced, plain
from demos.narration import Narrator
from demos.output import Line, lines
from demos.printable import printable
from demos.recording import Recording

PICTURE = "timeline.png"

STEP_ROOM = 1800
"""Characters that the result leaves free for a step (`bot.render.stepper`), which is shown in the same message."""

ENDED_WELL = discord.Colour(0x2E7D5B)
ENDED_BADLY = discord.Colour(0xB5651D)
"""An exit code that is not 0, a signal, or a bound. The ending is also said in words."""

DIAGNOSTICS_LINES = 10
OUTPUT_LINES = 20
TREE_LINES = 14
TIMELINE_LINES = 32
SHARES = (1.0, 0.75, 0.5, 0.25, 0.1)
"""How much of these numbers of lines is tried, until the message holds Discord's limit."""

TABLE_CELLS = 50
OUTPUT_CELLS = 200
"""How wide a line is at most. Output may be wide, for it is what the program is about."""


@dataclasses.dataclass(frozen=True)
class Story:
    """A recording and the words around it.

    `moment` is the index of the event after which the tree is shown. `belief` is what the recording refutes,
    `notice` what to look at in it, `note` what else can be tried.
    """

    recording: Recording
    language: Language
    title: str
    moment: int
    belief: str = ""
    notice: str = ""
    note: str = ""

    @cached_property
    def narrator(self) -> Narrator:
        return Narrator(self.language.code)

    @cached_property
    def written(self) -> list[Line]:
        return lines(self.recording.events)

    @cached_property
    def output(self) -> list[str]:
        return output.rows(self.written, self.language)

    @cached_property
    def tree(self) -> list[str]:
        return tree.rows(self.recording.snapshot_at(self.moment), self.language, self.narrator)

    @property
    def lost(self) -> list[str]:
        """That the recording itself does not hold all events, as a line, if it does not."""
        count = self.recording.omitted_events
        return [self.language.text("recording-events-lost", count=count)] if count else []

    @property
    def ending(self) -> str:
        recording = self.recording
        return self.narrator.ending(recording.ending, recording.bound, deadlocked=bool(recording.deadlock))

    @property
    def deadlock(self) -> list[str]:
        """Who waits for whom, where nobody could go on."""
        return self.narrator.deadlock(self.recording.deadlock)

    @property
    def times(self) -> str:
        """How long it took, in the program's time and, where that was simulated, in real time."""
        seconds, real = self.recording.seconds, self.recording.wall_seconds
        key = "recording-took-virtual" if self.recording.clock == "virtual" else "recording-took"
        return self.language.text(key, seconds=f"{seconds:.3f}", milliseconds=math.ceil(real * 1000))

    def moment_words(self, escape: Callable[[str], str]) -> dict[str, str]:
        """When the tree is shown (`t`, seconds) and what had just happened (`sentence`, which may quote output)."""
        event = self.recording.events[self.moment]
        return {"t": f"{event.t:.3f}", "sentence": escape(self.narrator.sentence(event))}


def result(story: Story, name: str, picture: bytes | None = None) -> Reply:
    """The message. `name` is that of the text file, ``<name>.txt``; `picture` is a PNG."""
    for share in SHARES:
        draft = _Draft(story, f"{name}.txt", share)
        if draft.fits:
            break
    summary, details = draft.summary, draft.details
    files = []
    if picture is not None:
        files.append(Attachment(PICTURE, picture))
        summary.set_image(url=f"attachment://{PICTURE}")
    if draft.shortened:
        files.append(Attachment(draft.file, report(story).encode()))
    return Reply(embeds=(summary, details), files=tuple(files))


class _Draft:
    """The two embeds with a share of the usual number of lines."""

    def __init__(self, story: Story, file: str, share: float) -> None:
        self.story = story
        self.file = file
        self.share = share
        self.shortened = False
        say = story.language.text
        ended_well = story.recording.ending.code == 0 and story.recording.bound is None
        colour = ENDED_WELL if ended_well else ENDED_BADLY

        parts = [f"❌ *{story.belief}*\n" if story.belief else "", f"{story.notice}\n" if story.notice else ""]
        parts += [*self._diagnostics(), *self._output(), f"**{story.ending}**", *map(plain, story.deadlock)]
        self.summary = discord.Embed(title=story.title, colour=colour, description="\n".join(filter(None, parts)))

        parts = [
            say("recording-tree", **story.moment_words(plain)),
            self._block(story.tree, TREE_LINES, TABLE_CELLS),
            say("recording-timeline"),
            self._timeline(),
        ]
        parts.append(say("recording-shortened", file=file) if self.shortened else "")
        parts.append(story.note)
        self.details = discord.Embed(colour=colour, description="\n".join(filter(None, parts)))
        self.details.set_footer(text=f"{story.times}\n{say('recording-step')}")

    @property
    def fits(self) -> bool:
        """Whether Discord takes it, each description and all text, and takes a step of the recording as well."""
        descriptions = [limits.length(str(embed.description)) for embed in (self.summary, self.details)]
        others = limits.length(f"{self.summary.title}{self.details.footer.text}")
        room = limits.EMBEDS_TOTAL - STEP_ROOM
        return max(descriptions) <= limits.EMBED_DESCRIPTION and sum(descriptions) + others <= room

    def _diagnostics(self) -> list[str]:
        rows = compiler.rows(self.story.recording.diagnostics)
        if not rows:
            return []
        self.shortened |= any(cut(row, compiler.CELLS) != row for row in rows)
        block = self._block(rows, DIAGNOSTICS_LINES, compiler.CELLS)
        return [self.story.language.text("recording-diagnostics"), block]

    def _output(self) -> list[str]:
        say, rows = self.story.language.text, self.story.output
        if not rows:
            return [say("recording-no-output")]
        self.shortened |= any(cut(row, OUTPUT_CELLS) != row for row in rows)
        block = self._block(rows, OUTPUT_LINES, OUTPUT_CELLS)
        return [say("recording-output"), block, output.legend(self.story.written, self.story.language)]

    def _timeline(self) -> str:
        # Thousands of events may be left out, so these are not put into words.
        head, left_out, tail = ends(self.story.recording.events, self._most(TIMELINE_LINES))
        rows = timeline.rows([*head, *tail], self.story.narrator, narrow=True)
        end = [*rows[len(head) :], *self.story.lost]
        return self._fenced(rows[: len(head)], left_out, end, TABLE_CELLS)

    def _block(self, rows: Sequence[str], most: int, cells: int) -> str:
        """The rows as a code block of about that many lines, each at most so wide."""
        return self._fenced(*ends(rows, self._most(most)), cells)

    def _most(self, lines: int) -> int:
        return max(2, int(lines * self.share))

    def _fenced(self, head: Sequence[str], left_out: int, tail: Sequence[str], cells: int) -> str:
        gap = [self.story.language.text("recording-gap", count=left_out)] if left_out else []
        self.shortened |= bool(left_out)
        return fenced("\n".join(cut(row, cells) for row in [*head, *gap, *tail]))


def report(story: Story) -> str:
    """Everything as plain text, nothing left out."""
    say, program, blocked = story.language.text, story.recording.program, story.recording.deadlock
    diagnostics = compiler.rows(story.recording.diagnostics)
    sections = [
        [story.title],
        [say("recording-file-diagnostics"), *map(printable, diagnostics)] if diagnostics else [""],
        [say("recording-file-output"), *(story.output or ["-"])],
        [output.legend(story.written, story.language)],
        [story.ending, *story.narrator.deadlock(blocked, len(blocked))],
        [say("recording-file-tree", **story.moment_words(printable)), *story.tree],
        [say("recording-file-timeline"), *timeline.rows(story.recording.events, story.narrator), *story.lost],
        [say("recording-file-program", name=printable(program.name)), printable(program.source)],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines[-1]) + "\n"
