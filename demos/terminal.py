"""A recording, the catalogue and the state of the sandbox as coloured text for a terminal (rich)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from demos.catalogue import Catalogue, Demo, Parameter
from demos.doctor import Protection
from demos.language import Texts
from demos.narration import Narrator
from demos.output import lines
from demos.pieces import Pieces, pid_colour
from demos.printable import on_one_line, printable
from demos.recording import Program, Recording

LONGEST_SOURCE = 60
"""Lines of a program that are shown; a longer one is not."""


class Terminal:
    """Prints to a console, in one language. What comes from a program is made printable first."""

    def __init__(self, console: Console, texts: Texts) -> None:
        self._console = console
        self._texts = texts
        self._narrator = Narrator(texts.language)
        self._pieces = Pieces(texts)

    def catalogue(self, catalogue: Catalogue) -> None:
        """The list of demos by topic, with their parameters."""
        for topic in catalogue.topics:
            self._console.print(Text(topic.title(self._texts.language), "bold"))
            table = Table.grid(padding=(0, 2))
            for demo in topic.demos:
                text = demo.text(self._texts.language)
                about = Text(text.title) + Text("\n") + _prose(text.summary, "dim")
                for parameter in demo.parameters:
                    about += Text("\n") + _prose(self._parameter(demo, parameter), "dim")
                table.add_row(Text(demo.name, "cyan"), about)
            self._console.print(Padding(table, (0, 0, 1, 2)))
        self._console.print(_prose(self._texts.text("list-hint")))

    def recording(self, recording: Recording, moment: int, demo: Demo | None = None) -> None:
        """A run: what to notice, the program, the timeline, the output, the tree after event `moment`, the end."""
        if demo is not None:
            self._introduction(demo)
        self._source(recording.program)
        if recording.diagnostics:
            self._heading("run-diagnostics")
            self._console.print(Text(printable(recording.diagnostics).rstrip(), "yellow"))
        self._timeline(recording)
        self._output(recording)
        self._tree(recording, moment)
        self._ending(recording)
        virtual = recording.clock == "virtual"
        times = self._texts.text(
            "run-times-virtual" if virtual else "run-times",
            seconds=f"{recording.seconds:.3f}",
            milliseconds=math.ceil(recording.wall_seconds * 1000),
        )
        self._console.print(times, style="dim")

    def protections(self, protections: Sequence[Protection]) -> None:
        """Each protection of the sandbox, whether it works here, and the remedy where it does not."""
        table = Table.grid(padding=(0, 2))
        for protection in protections:
            verdict = "doctor-active" if protection.active else "doctor-missing"
            about = Text(protection.detail)
            if not protection.active:
                about += Text(f"\n→ {protection.remedy}", "yellow")
            colour = "green" if protection.active else "red"
            table.add_row(Text(self._texts.text(verdict), colour), Text(protection.name, "bold"), about)
        self._console.print(table)

    def _heading(self, key: str, **values: str) -> None:
        self._console.print()
        self._console.print(Rule(Text(self._texts.text(key, **values), "bold"), align="left", style="dim"))

    def _parameter(self, demo: Demo, parameter: Parameter) -> str:
        return self._texts.text(
            "list-parameter",
            name=parameter.name,
            default=f"{parameter.default:g}",
            minimum=f"{parameter.minimum:g}",
            maximum=f"{parameter.maximum:g}",
            description=demo.text(self._texts.language).parameters[parameter.name],
        )

    def _introduction(self, demo: Demo) -> None:
        text = demo.text(self._texts.language)
        self._console.print(Rule(Text(text.title, "bold cyan"), align="left", style="cyan"))
        self._console.print(_prose(text.notice))
        self._console.print(_prose(self._texts.text("run-misconception", belief=text.misconception), "italic dim"))

    def _source(self, program: Program) -> None:
        if len(program.source.splitlines()) > LONGEST_SOURCE:
            return
        self._heading("run-program", name=on_one_line(program.name, 80))
        # "ansi_dark" keeps the terminal's own colours, so that it can be read on any background.
        source = printable(program.source).rstrip("\n")
        self._console.print(Syntax(source, program.language, theme="ansi_dark", line_numbers=True, word_wrap=True))

    def _timeline(self, recording: Recording) -> None:
        self._heading("run-timeline")
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right")
        table.add_column(justify="right")
        for event in recording.events:
            line = "" if event.line is None else self._texts.text("run-line", line=str(event.line))
            sentence = Text(self._narrator.sentence(event), pid_colour(event.pid))
            table.add_row(Text(f"{event.t:.3f}", "dim"), Text(line, "dim"), sentence)
        self._console.print(table)

    def _output(self, recording: Recording) -> None:
        self._heading("run-output")
        for piece in self._pieces.output(lines(recording.events)):
            self._console.print(piece)

    def _tree(self, recording: Recording, moment: int) -> None:
        event = recording.events[moment]
        self._heading("run-tree", t=f"{event.t:.3f}")
        self._console.print(Text(self._narrator.sentence(event), "dim"))
        for row in self._pieces.tree(recording.snapshot_at(moment).processes):
            self._console.print(row)

    def _ending(self, recording: Recording) -> None:
        self._heading("run-ending")
        for line in self._pieces.ending(recording):
            self._console.print(line)


def _prose(text: str, style: str = "") -> Text:
    """Text whose ``code`` stands in backticks, as in the catalogue."""
    pieces = re.split(r"`([^`]*)`", text)
    return Text.assemble(
        *((piece, "cyan" if index % 2 else style) for index, piece in enumerate(pieces)), style=style
    )
