"""Keys as they are pressed in a terminal, without Enter."""

from __future__ import annotations

import contextlib
import os
import re
import select
import termios
import tty
from collections.abc import Callable, Iterator

NEXT, BACK, FIRST, LAST, QUIT = "next", "back", "first", "last", "quit"

KEYS = {
    NEXT: (b"\x1b[C", b"\x1bOC", b"\x1b[B", b"\x1bOB", b"n", b" ", b"\r", b"\n"),
    BACK: (b"\x1b[D", b"\x1bOD", b"\x1b[A", b"\x1bOA", b"p", b"\x7f", b"\b"),
    FIRST: (b"g", b"\x1b[H", b"\x1bOH", b"\x1b[1~"),
    LAST: (b"G", b"\x1b[F", b"\x1bOF", b"\x1b[4~"),
    QUIT: (b"q", b"Q", b"\x1b", b"\x03", b"\x04"),
}
"""What each means: arrows and letters, Home and End, Escape and Ctrl-D."""

_MEANINGS = {key: meaning for meaning, keys in KEYS.items() for key in keys}
_KEY = re.compile(rb"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])?|.", re.DOTALL)
_SEQUENCE_SECONDS = 0.05


def meanings(data: bytes) -> list[str]:
    """What the keys mean whose bytes a terminal sent; a held key sends several, and others mean nothing."""
    return [_MEANINGS[key] for key in _KEY.findall(data) if key in _MEANINGS]


@contextlib.contextmanager
def keyboard() -> Iterator[Callable[[], list[str]]]:
    """The keyboard of the terminal, read key by key; gives a function that waits for the next ones.

    Raises:
        OSError: there is no terminal.
    """
    terminal = os.open("/dev/tty", os.O_RDWR)
    try:
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal)
            yield lambda: _pressed(terminal)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    finally:
        os.close(terminal)


def _pressed(terminal: int) -> list[str]:
    data = os.read(terminal, 256)
    if not data:
        return [QUIT]  # The terminal is gone.
    # An arrow begins as Escape does: the rest follows at once.
    while data.endswith((b"\x1b", b"\x1b[", b"\x1bO")) and select.select([terminal], [], [], _SEQUENCE_SECONDS)[0]:
        more = os.read(terminal, 256)
        if not more:
            break
        data += more
    return meanings(data)
