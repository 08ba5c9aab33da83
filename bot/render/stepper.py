"""One step of a recording as an embed: what just happened, the source and who is where in it, tree and output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import discord

from bot import limits
from bot.language import Language
from bot.render import output, tree
from bot.render.layout import NARROW, cut
from bot.render.result import ENDED_BADLY, ENDED_WELL, STEP_ROOM
from bot.render.safe import fenced, plain
from demos.narration import Narrator
from demos.printable import printable
from demos.recording import Recording, Snapshot
from demos.stepping import Step, landmarks, ranges, step, window

COLOUR = discord.Colour(0x2E86C1)

SOURCE_LINES = 9
TREE_LINES = 10
OUTPUT_LINES = 5
SHARES = (1.0, 0.7, 0.4, 0.2)
"""How much of these numbers of lines is tried, until the room is enough."""

LINE_CELLS = 100
"""How wide a line is at most on which a process is, and one that was written. Other lines are cut for a phone."""

MARK_CELLS = 3
"""Room for the PIDs beside a line, so that the text seldom moves sideways from one step to the next."""

MOST_MARK_CELLS = 9
"""How much of the PIDs that are on the same line fits beside it."""

MARK = ">"
GAP = "…"


def embed(recording: Recording, index: int, language: Language, room: int = STEP_ROOM) -> discord.Embed:
    """The state right after the event `index`, in at most `room` characters.

    Raises:
        IndexError: there is no such event.
    """
    state = step(recording, index)
    for share in SHARES:
        drawn = _Drawing(recording, state, language, share).embed
        if limits.size(drawn) <= room and limits.length(str(drawn.description)) <= limits.EMBED_DESCRIPTION:
            break
    return drawn


def options(recording: Recording, language: Language) -> list[discord.SelectOption]:
    """The events that one may want to jump to; the value is the event's index."""
    narrator = Narrator(language.code)
    found = []
    for index in landmarks(recording, limits.SELECT_OPTIONS):
        event = recording.events[index]
        when = language.text("stepper-when", number=index + 1, t=f"{event.t:.3f}")
        label = f"PID {event.pid}: {narrator.line(event)}"
        found.append(
            discord.SelectOption(label=limits.clip(label, limits.OPTION_LABEL), value=str(index), description=when)
        )
    return found


@dataclass(frozen=True)
class _Drawing:
    """A step with a share of the usual number of lines."""

    recording: Recording
    state: Step
    language: Language
    share: float

    @cached_property
    def narrator(self) -> Narrator:
        return Narrator(self.language.code)

    @property
    def embed(self) -> discord.Embed:
        say, count = self.language.text, len(self.recording.events)
        number = self.state.index + 1
        parts = [f"**{plain(self.narrator.sentence(self.state.event))}**", self._source(), self._tree()]
        parts += self._output()
        colour = COLOUR
        if number == count:
            parts += self._end()
            ended_well = self.recording.ending.code == 0 and self.recording.bound is None
            colour = ENDED_WELL if ended_well else ENDED_BADLY
        title = say("stepper-title", number=number, count=count, t=f"{self.state.event.t:.3f}")
        return discord.Embed(title=title, description="\n".join(filter(None, parts)), colour=colour)

    def _source(self) -> str:
        if all(event.line is None for event in self.recording.events):
            return ""  # It was not told where anybody is.
        program, state = self.recording.program, self.state
        text = program.source.rstrip("\n").split("\n")
        wanted = [line for line in dict.fromkeys([state.focus, *state.places.values()]) if line is not None]
        shown = window(len(text), wanted, self._lines(SOURCE_LINES))
        marks = [self._mark(number) for number in shown]
        margin = max(MARK_CELLS, *map(len, marks))
        rows: list[str] = []
        for number, mark, before in zip(shown, marks, [shown[0] - 1, *shown], strict=False):
            if number != before + 1:
                rows.append(GAP.rjust(margin + len(str(shown[-1]))))
            line = printable(text[number - 1].expandtabs(4), keep="")
            row = f"{mark:>{margin}}{number:>{len(str(shown[-1]))}} {line}".rstrip()
            rows.append(cut(row, LINE_CELLS if mark else NARROW))
        return fenced("\n".join(rows), program.language)

    def _mark(self, number: int) -> str:
        """Who is on that line."""
        pids = [pid for pid, line in self.state.places.items() if line == number]
        return cut(ranges(pids), MOST_MARK_CELLS) + MARK if pids else ""

    def _tree(self) -> str:
        snapshot = Snapshot(event=self.state.index, processes=self.state.processes)
        heading, *rows = tree.rows(snapshot, self.language, self.narrator)
        acting = [
            number for number, row in enumerate(rows, 1) if row.split(maxsplit=1)[0] == str(self.state.event.pid)
        ]
        return fenced("\n".join([heading, *self._excerpt(rows, acting, self._lines(TREE_LINES))]))

    def _output(self) -> list[str]:
        say, written = self.language.text, self.state.written
        if not written:
            return [say("stepper-no-output")]
        latest = written[-self._lines(OUTPUT_LINES) :]
        left_out = len(written) - len(latest)
        rows = [say("recording-gap", count=left_out)] if left_out else []
        rows += [cut(row, LINE_CELLS) for row in output.rows(latest, self.language)]
        return [say("stepper-output"), fenced("\n".join(rows)), output.legend(latest, self.language)]

    def _end(self) -> list[str]:
        """How it ended, after the last step."""
        recording, say = self.recording, self.language.text
        deadlocked = bool(recording.deadlock)
        lost = recording.omitted_events
        return [
            say("recording-events-lost", count=lost) if lost else "",
            f"**{self.narrator.ending(recording.ending, recording.bound, deadlocked=deadlocked)}**",
            *map(plain, self.narrator.deadlock(recording.deadlock)),
        ]

    def _lines(self, most: int) -> int:
        return max(2, int(most * self.share))

    def _excerpt(self, rows: Sequence[str], wanted: Sequence[int], most: int) -> list[str]:
        """At most about that many rows, around those that are wanted (from 1); what is left out is said."""
        shown: list[str] = []
        before = 0
        for number in [*window(len(rows), wanted, most), len(rows) + 1]:
            if number != before + 1:
                shown.append(self.language.text("recording-gap", count=number - before - 1))
            before = number
            shown += rows[number - 1 : number]
        return shown
