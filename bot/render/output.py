"""What the processes wrote: which process wrote which line, in order."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language import Language
from bot.render.layout import columns
from demos.output import GOES_ON, STDERR, Line
from demos.printable import printable


def rows(written: Iterable[Line], language: Language) -> list[str]:
    """A line of text for each line, labelled with its PID and marked as `legend` explains."""
    table = []
    for line in written:
        label = f"{line.pid}{STDERR if line.stream == 'stderr' else ' '}{'│' if line.begins else GOES_ON}"
        text = printable(line.text).expandtabs(4)
        if line.missing:
            text += " " + language.text("recording-bytes-missing", bytes=line.missing)
        table.append([label, text])
    return columns(table, right=frozenset({0})) if table else []


def legend(written: Iterable[Line], language: Language) -> str:
    """What the marks mean that occur in these lines; empty when there are none."""
    written = list(written)
    notes = []
    if any(line.stream == "stderr" for line in written):
        notes.append(language.text("recording-mark-stderr", mark=f"`{STDERR}`"))
    if any(not line.begins for line in written):
        notes.append(language.text("recording-mark-goes-on", mark=f"`{GOES_ON}`"))
    return " · ".join(notes)
