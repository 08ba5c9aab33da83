"""A recording, the catalogue and the state of the sandbox as coloured text for a terminal (rich)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from demos.catalogue import Catalogue, Demo, Parameter
from demos.doctor import Protection
from demos.language import Texts
from demos.narration import Narrator
from demos.output import GOES_ON, STDERR, lines
from demos.printable import on_one_line, printable
from demos.recording import INIT, Process, Program, Recording, Snapshot

LONGEST_SOURCE = 60
"""Lines of a program that are shown; a longer one is not."""

PID_COLOURS = ("cyan", "green", "magenta", "yellow", "bright_blue")
STATE_COLOURS = {
    "running": "green",
    "sleeping": "bright_blue",
    "disk-sleep": "bright_blue",
    "stopped": "yellow",
    "zombie": "red",
}


class Terminal:
    """Prints to a console, in one language. What comes from a program is made printable first."""

    def __init__(self, console: Console, texts: Texts) -> None:
        self._console = console
        self._texts = texts
        self._narrator = Narrator(texts.language)

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
        self._timeline(recording)
        self._output(recording)
        self._tree(recording, moment)
        self._heading("run-ending")
        self._console.print(self._narrator.ending(recording.ending, recording.bound), style="bold")
        self._console.print(
            self._texts.text("run-times", seconds=f"{recording.seconds:.3f}", wall=f"{recording.wall_seconds:.3f}"),
            style="dim",
        )

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
            sentence = Text(self._narrator.sentence(event), _pid_colour(event.pid))
            table.add_row(Text(f"{event.t:.3f}", "dim"), Text(line, "dim"), sentence)
        self._console.print(table)

    def _output(self, recording: Recording) -> None:
        self._heading("run-output")
        written = lines(recording.events)
        table = Table.grid()
        table.add_column(justify="right")
        for line in written:
            mark = (STDERR if line.stream == "stderr" else " ") + ("│ " if line.begins else f"{GOES_ON} ")
            text = Text(printable(line.text).expandtabs(8), "red" if line.stream == "stderr" else "")
            if line.missing:
                text += Text(" " + self._texts.text("run-missing", bytes=line.missing), "dim")
            table.add_row(Text(f"PID {line.pid}", _pid_colour(line.pid)), Text(mark, "dim"), text)
        self._console.print(table if written else Text(self._texts.text("run-no-output"), "dim"))
        if any(line.stream == "stderr" for line in written):
            self._console.print(Text(self._texts.text("run-stderr", mark=STDERR), "dim"))
        if not all(line.begins for line in written):
            self._console.print(Text(self._texts.text("run-goes-on", mark=GOES_ON), "dim"))
        if recording.omitted_bytes:
            self._console.print(Text(self._texts.text("run-omitted", bytes=recording.omitted_bytes), "yellow"))

    def _tree(self, recording: Recording, moment: int) -> None:
        event = recording.events[moment]
        self._heading("run-tree", t=f"{event.t:.3f}")
        self._console.print(Text(self._narrator.sentence(event), "dim"))
        for tree in self._trees(recording.snapshot_at(moment)):
            self._console.print(tree)

    def _trees(self, snapshot: Snapshot) -> Iterable[Tree]:
        present = {process.pid for process in snapshot.processes}
        children: dict[int, list[Process]] = defaultdict(list)
        for process in snapshot.processes:
            children[process.ppid if process.ppid in present else 0].append(process)
        roots = [Tree(self._process(process)) for process in children[0]]
        growing = list(zip(roots, children[0], strict=True))
        while growing:
            tree, parent = growing.pop()
            growing += [(tree.add(self._process(child)), child) for child in children[parent.pid]]
        return roots

    def _process(self, process: Process) -> Text:
        name = Text(f"PID {process.pid}", f"bold {_pid_colour(process.pid)}")
        state = Text(self._narrator.state(process.state), STATE_COLOURS.get(process.state, "dim"))
        parts = [name, Text(f"PPID {process.ppid}", "dim"), Text(on_one_line(process.name, 40), "dim"), state]
        if process.doing and process.state == "sleeping":
            parts.append(Text(self._narrator.doing(process.doing)))
        return Text("  ").join(parts)


def _pid_colour(pid: int) -> str:
    return "bright_black" if pid == INIT else PID_COLOURS[pid % len(PID_COLOURS)]


def _prose(text: str, style: str = "") -> Text:
    """Text whose ``code`` stands in backticks, as in the catalogue."""
    pieces = re.split(r"`([^`]*)`", text)
    return Text.assemble(
        *((piece, "cyan" if index % 2 else style) for index, piece in enumerate(pieces)), style=style
    )
