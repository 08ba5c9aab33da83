"""Lines of a small program, as a block: a string is a line, a list is a block that is indented below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

Block: TypeAlias = list["str | Block"]

END = "os._exit(0)"
FORK = "if os.fork() == 0:"

_NAME = re.compile(r'(?<=")[A-J](?=["\\])')
_MODULES = ("os", "signal", "sys")


class Names:
    """What is printed: ``A``, ``B``, ``C``. `source` gives them the order in which they stand in the program."""

    def __init__(self) -> None:
        self._names = iter("ABCDEFGHIJ")

    def say(self) -> str:
        """A line that prints the next one at once."""
        return f'print("{next(self._names)}", flush=True)'

    def put(self) -> str:
        """A line that prints the next one into the buffer."""
        return f'print("{next(self._names)}")'

    def write(self) -> str:
        """A line that writes the next one without a buffer, which a signal handler may do at any time."""
        return f'os.write(1, b"{next(self._names)}\\n")'


def source(block: Block) -> str:
    """The program."""
    body = "\n".join(_lines(block, 0))
    letters = dict(zip(dict.fromkeys(_NAME.findall(body)), "ABCDEFGHIJ", strict=False))
    body = _NAME.sub(lambda found: letters[found[0]], body)
    modules = [name for name in _MODULES if f"{name}." in body]
    return f"import {', '.join(modules)}\n\n{body}\n"


def _lines(block: Block, depth: int) -> Iterator[str]:
    for item in block:
        if isinstance(item, str):
            yield " " * 4 * depth + item
        else:
            yield from _lines(item, depth + 1)
