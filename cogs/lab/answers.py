"""Reading predictions as people type them, on a phone, in two languages."""

from __future__ import annotations

import functools
import re
import signal
import unicodedata
from collections.abc import Mapping

from cogs.lab.data import Answer, Ask

MOST_OUTPUT = 4000
MOST_NUMBER = 1_000_000

_CODE = re.compile(r"(?:exit|code|status|退出码| )*(?P<number>[+-]?\d{1,7})", re.ASCII)
_SIGNAL = re.compile(r"(?:signal|信号|killed by)?\s*(?P<name>sig[a-z0-9]+|\d{1,2})")
_DEADLOCK = frozenset({"deadlock", "hang", "hangs", "never", "never ends", "死锁", "卡住", "不结束", "不会结束"})


class NotUnderstood(Exception):
    """What was entered for `ask` is no answer to it."""

    def __init__(self, ask: Ask, text: str) -> None:
        super().__init__(ask, text)
        self.ask = ask
        self.text = text


def read(entered: Mapping[str, str]) -> Answer:
    """The prediction in a form, by what was asked.

    Raises:
        NotUnderstood: something is no answer.
    """
    values: dict[str, str | int] = {}
    for ask, text in entered.items():
        match ask:
            case "output":
                values[ask] = text[:MOST_OUTPUT]
            case "exit":
                values[ask] = _ending(text)
            case "processes" | "outcomes":
                values[ask] = _count(ask, text)
    return Answer(**values)  # type: ignore[arg-type]


@functools.lru_cache(maxsize=1024)
def lines(output: str) -> tuple[str, ...]:
    """The lines of an output, as they are compared: whoever types on a phone is not asked for capitals, nor for the
    right kind of quotation marks, nor for every space."""
    text = unicodedata.normalize("NFKC", output).translate(_PLAIN).casefold()
    return tuple(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "。": ".", "、": ","})


def _ending(text: str) -> str:
    word = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if word in _DEADLOCK:
        return "deadlock"
    code = _CODE.fullmatch(word)
    if code is not None:
        number = int(code["number"])
        # A negative one is how Python tells of a signal (os.waitstatus_to_exitcode).
        return f"signal {-number}" if number < 0 else f"exit {number}"
    found = _SIGNAL.fullmatch(word)
    if found is not None:
        number = _signal_number(found["name"])
        if number:
            return f"signal {number}"
    raise NotUnderstood("exit", text)


def _signal_number(name: str) -> int:
    if name.isdecimal():
        return int(name)
    found = getattr(signal, name.upper(), 0)
    return int(found) if isinstance(found, signal.Signals) else 0


def _count(ask: Ask, text: str) -> int:
    word = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"\d{1,7}", word, re.ASCII) or int(word) > MOST_NUMBER:
        raise NotUnderstood(ask, text)
    return int(word)
