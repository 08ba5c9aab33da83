"""``python -m demos run --step``: the state after each event, one key a step; without a terminal, all of them."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from demos import keys
from demos.language import Texts
from demos.narration import Narrator
from demos.pieces import Pieces, pid_colour
from demos.printable import printable
from demos.recording import Recording
from demos.stepping import Step, ranges, step, window

HEIGHT = 30
"""Lines of a step when the output is no terminal."""

FEWEST = 3
"""Lines that each part gets at least."""


class Stepper:
    """Shows the steps of one recording on a console."""

    def __init__(self, console: Console, texts: Texts, recording: Recording) -> None:
        self._console = console
        self._texts = texts
        self._recording = recording
        self._narrator = Narrator(texts.language)
        self._pieces = Pieces(texts)
        self._count = len(recording.events)
        program = recording.program
        source = printable(program.source.expandtabs(4)).rstrip("\n")
        # "ansi_dark" keeps the terminal's own colours, so that it can be read on any background.
        self._source = Syntax(source, program.language, theme="ansi_dark").highlight(source).split("\n")

    def run(self) -> None:
        """Step through it, by keys where there is a terminal."""
        if not self._count:
            return
        if self._console.is_terminal:
            try:
                with keys.keyboard() as pressed:
                    self._interact(pressed)
                return
            except OSError:  # Nobody is there to press a key.
                pass
        for index in range(self._count):
            self._console.print(self.screen(index, HEIGHT))
            self._console.print()

    def _interact(self, pressed: Callable[[], list[str]]) -> None:
        index = 0
        with Live(console=self._console, screen=True, auto_refresh=False, vertical_overflow="crop") as live:

            def draw(*_: Any) -> None:
                hint = Text(self._texts.text("step-keys"), "dim")
                live.update(Group(self.screen(index, self._console.height - 1), hint), refresh=True)

            before = signal.signal(signal.SIGWINCH, draw)
            try:
                draw()
                while True:
                    for key in pressed():
                        if key == keys.QUIT:
                            return
                        index = self._moved(index, key)
                    draw()
            finally:
                signal.signal(signal.SIGWINCH, before)

    def _moved(self, index: int, key: str) -> int:
        last = self._count - 1
        moved = {keys.FIRST: 0, keys.LAST: last, keys.NEXT: index + 1, keys.BACK: index - 1}[key]
        return min(max(moved, 0), last)

    def screen(self, index: int, height: int) -> Group:
        """The state after the event `index`, in about `height` lines."""
        state, say = step(self._recording, index), self._texts.text
        event = state.event
        title = say("step-title", number=index + 1, count=self._count, t=f"{event.t:.3f}")
        end = list(self._pieces.ending(self._recording)) if index == self._count - 1 else []
        room = max(3 * FEWEST, height - 6 - len(end))
        family = self._pieces.tree(state.processes)
        acting = [n for n, row in enumerate(family, 1) if f"PID {event.pid} " in f"{row.plain.partition('  ')[0]} "]
        tree = self._excerpt(family, acting, max(FEWEST, room // 3))
        written = state.written[-max(FEWEST, room // 3) :]
        left = room - len(tree) - len(written)
        parts: list[RenderableType] = [
            Rule(Text(title, "bold"), align="left", style="dim"),
            Text(self._narrator.sentence(event), f"bold {pid_colour(event.pid)}"),
            self._program(state, max(FEWEST, left)),
            Rule(style="dim"),
            *tree,
            Rule(style="dim"),
        ]
        if len(written) < len(state.written):
            parts.append(Text(say("step-left-out", count=len(state.written) - len(written)), "dim"))
        return Group(*parts, *self._pieces.output(written), *end)

    def _program(self, state: Step, height: int) -> Table:
        """The lines around those that processes are on, and who is on them."""
        wanted = [line for line in dict.fromkeys([state.focus, *state.places.values()]) if line is not None]
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(no_wrap=True, overflow="ellipsis")
        before = 0
        for number in window(len(self._source), wanted, height):
            if before and number != before + 1:
                table.add_row("", Text("…", "dim"), "")
            before = number
            pids = [pid for pid, line in state.places.items() if line == number]
            colour = pid_colour(state.event.pid if state.event.pid in pids else pids[0]) if pids else "dim"
            mark = Text(f"{ranges(pids)} ▶" if pids else "", f"bold {colour}")
            table.add_row(mark, Text(str(number), colour), self._source[number - 1])
        return table

    def _excerpt(self, rows: list[Text], wanted: list[int], most: int) -> list[Text]:
        """About that many rows, around those that are wanted; what is left out is said."""
        shown: list[Text] = []
        before = 0
        for number in [*window(len(rows), wanted, most), len(rows) + 1]:
            if number != before + 1:
                shown.append(Text(self._texts.text("step-left-out", count=number - before - 1), "dim"))
            before = number
            shown += rows[number - 1 : number]
        return shown
