"""What an experiment is to be about, in words: ``wait children=2 ask=output countdown=5m``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cogs.lab.data import Ask, Kind
from cogs.lab.rules import MOST_SECONDS

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("demo", "演示"), "demo"),
    **dict.fromkeys(("code", "run", "program", "代码", "程序", "运行"), "code"),
    **dict.fromkeys(("outcomes", "结果", "所有结果"), "outcomes"),
    **dict.fromkeys(("quiz", "测验"), "quiz"),
}
_ASKS: dict[str, Ask] = {
    **dict.fromkeys(("output", "stdout", "prints", "输出"), "output"),
    **dict.fromkeys(("exit", "ending", "code", "退出码", "结束"), "exit"),
    **dict.fromkeys(("processes", "process", "进程数", "进程"), "processes"),
    **dict.fromkeys(("outcomes", "结果数", "结果"), "outcomes"),
}
_OPTION = re.compile(r"(?P<name>ask|predict|预测|countdown|timer|倒计时)\s*[=:]\s*(?P<value>\S+)", re.IGNORECASE)
_TIME = re.compile(r"(?P<count>\d{1,5})(?P<unit>s|秒|m|min|分|分钟|h|小时)?", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "秒": 1, "m": 60, "min": 60, "分": 60, "分钟": 60, "h": 3600, "小时": 3600}


class NotUnderstood(Exception):
    """A value that cannot be. `what` is the wish that it was meant for."""

    def __init__(self, what: str, word: str) -> None:
        super().__init__(what, word)
        self.what = what
        self.word = word


@dataclass(frozen=True)
class Wishes:
    """What was asked for. `kind` is None where only the rest can tell: the name of a demo, or a program."""

    kind: Kind | None = None
    rest: str = ""
    asks: tuple[Ask, ...] = ()
    countdown: int = 0


def read(text: str) -> Wishes:
    """The wishes in the words before any code.

    Raises:
        NotUnderstood: a value cannot be.
    """
    text = unicodedata.normalize("NFKC", text)
    asks: tuple[Ask, ...] = ()
    countdown = 0
    for option in _OPTION.finditer(text):
        if option["name"].casefold() in ("ask", "predict", "预测"):
            asks = asked(option["value"])
        else:
            countdown = seconds(option["value"])
    rest = _OPTION.sub(" ", text).strip()
    first, _, others = rest.partition(" ")
    kind = _KINDS.get(first.casefold())
    return Wishes(kind, others.strip() if kind else rest, asks, countdown)


def asked(text: str) -> tuple[Ask, ...]:
    """What is to be predicted: ``output,exit``.

    Raises:
        NotUnderstood: one of them cannot be asked.
    """
    found: dict[Ask, None] = {}
    for word in filter(None, re.split(r"[,、+]", text.casefold())):
        if word not in _ASKS:
            raise NotUnderstood("ask", word)
        found[_ASKS[word]] = None
    return tuple(found)


def seconds(text: str) -> int:
    """A time: ``90``, ``5m``, ``5分钟``.

    Raises:
        NotUnderstood: it is none, or too long.
    """
    found = _TIME.fullmatch(text)
    count = int(found["count"]) * _SECONDS[(found["unit"] or "").casefold()] if found else -1
    if not 0 <= count <= MOST_SECONDS:
        raise NotUnderstood("countdown", text)
    return count
