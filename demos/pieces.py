"""The parts of a recording as coloured text for a terminal (rich): output, process tree, ending.

What comes from a program is made printable first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table
from rich.text import Text

from demos.language import Texts
from demos.narration import Narrator
from demos.output import GOES_ON, STDERR, Line
from demos.printable import on_one_line, printable
from demos.recording import INIT, Process, Recording

PID_COLOURS = ("cyan", "green", "magenta", "yellow", "bright_blue")
STATE_COLOURS = {
    "running": "green",
    "sleeping": "bright_blue",
    "disk-sleep": "bright_blue",
    "stopped": "yellow",
    "exiting": "red",
    "zombie": "red",
}
_TABS = 8


def pid_colour(pid: int) -> str:
    """The colour of everything that a process does."""
    return "bright_black" if pid == INIT else PID_COLOURS[pid % len(PID_COLOURS)]


class Pieces:
    """Makes the parts, in one language. `texts` are those of ``cli.ftl``."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._narrator = Narrator(texts.language)

    def output(self, written: Sequence[Line]) -> Iterator[Table | Text]:
        """Who wrote which line, and what the marks mean that occur."""
        if not written:
            yield Text(self._texts.text("run-no-output"), "dim")
            return
        table = Table.grid()
        table.add_column(justify="right")
        for line in written:
            mark = (STDERR if line.stream == "stderr" else " ") + ("│ " if line.begins else f"{GOES_ON} ")
            text = Text(printable(line.text).expandtabs(_TABS), "red" if line.stream == "stderr" else "")
            if line.missing:
                text += Text(" " + self._texts.text("run-missing", bytes=line.missing), "dim")
            table.add_row(Text(f"PID {line.pid}", pid_colour(line.pid)), Text(mark, "dim"), text)
        yield table
        if any(line.stream == "stderr" for line in written):
            yield Text(self._texts.text("run-stderr", mark=STDERR), "dim")
        if not all(line.begins for line in written):
            yield Text(self._texts.text("run-goes-on", mark=GOES_ON), "dim")

    def tree(self, processes: Iterable[Process]) -> list[Text]:
        """A line for each process, each below its parent."""
        processes = list(processes)
        present = {process.pid for process in processes}
        children: dict[int, list[Process]] = defaultdict(list)
        for process in processes:
            children[process.ppid if process.ppid in present else 0].append(process)

        rows: list[Text] = []

        def grow(parent: int, indent: str, branches: tuple[str, str]) -> None:
            family = children.pop(parent, [])
            for process in family:
                last = process is family[-1]
                branch, below = (
                    branches if not last else (branches[0].replace("├", "└"), branches[1].replace("│", " "))
                )
                rows.append(Text(indent + branch) + self._process(process))
                grow(process.pid, indent + below, ("├── ", "│   "))

        grow(0, "", ("", ""))
        return rows

    def ending(self, recording: Recording) -> Iterator[Text]:
        """How the run ended, and who waits for whom in a deadlock."""
        deadlocked = bool(recording.deadlock)
        yield Text(self._narrator.ending(recording.ending, recording.bound, deadlocked=deadlocked), "bold")
        yield from map(Text, self._narrator.deadlock(recording.deadlock))
        if recording.omitted_bytes:
            yield Text(self._texts.text("run-omitted", bytes=recording.omitted_bytes), "yellow")
        if recording.omitted_events:
            yield Text(self._texts.text("run-omitted-events", count=recording.omitted_events), "yellow")

    def _process(self, process: Process) -> Text:
        name = Text(f"PID {process.pid}", f"bold {pid_colour(process.pid)}")
        state = Text(self._narrator.state(process.state), STATE_COLOURS.get(process.state, "dim"))
        parts = [name, Text(f"PPID {process.ppid}", "dim"), Text(on_one_line(process.name, 40), "dim"), state]
        if process.doing and process.state == "sleeping":
            parts.append(Text(self._narrator.doing(process.doing)))
        return Text("  ").join(parts)
