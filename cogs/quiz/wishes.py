"""What a quiz is to be like, in the words of a text command: ``wait 2``, ``seed=1234``, ``管道 timer=120``."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.quiz.rules import MOST_SECONDS, SECONDS
from demos.language import languages
from demos.quiz import LEVELS, MOST_SEED, TOPICS, Wording

_NAMES = {
    "topic": ("topic", "主题"),
    "level": ("level", "难度"),
    "seed": ("seed", "种子"),
    "timer": ("timer", "seconds", "时限"),
}
_ALONE = frozenset({"alone", "alone=true", "自己", "独自"})
_ALIASES = {
    "exit": ("code", "codes", "status", "退出"),
    "buffers": ("buffer", "缓冲"),
    "pipes": ("pipe",),
    "orphans": ("orphan", "孤儿"),
    "signals": ("signal", "kill"),
    "wait": ("waitpid", "等待"),
}


class NotUnderstood(Exception):
    """A word that means nothing here. `what` is the wish it was meant for, empty when that is unknown."""

    def __init__(self, word: str, what: str = "") -> None:
        super().__init__(word)
        self.word = word
        self.what = what


@dataclass(frozen=True)
class Wishes:
    """A topic (`TOPICS`), a level (`LEVELS`) and a seed, None for any; how long others may answer, in seconds."""

    topic: str | None = None
    level: int | None = None
    seed: int | None = None
    seconds: int = SECONDS
    alone: bool = False


def read(text: str) -> Wishes:
    """The wishes in the words of a command.

    Raises:
        NotUnderstood: one of them means nothing, or is out of range.
    """
    topic: str | None = None
    level: int | None = None
    seed: int | None = None
    seconds, alone = SECONDS, False
    for word in text.casefold().replace("：", ":").split():
        name, value = _split(word)
        if word in _ALONE:
            alone = True
        elif name == "timer":
            seconds = number(value, "timer", 0, MOST_SECONDS)
        elif name == "seed" or (not name and value.isdecimal() and int(value) not in LEVELS):
            seed = number(value, "seed", 0, MOST_SEED)
        elif name == "level" or value.isdecimal():
            level = number(value, "level", LEVELS[0], LEVELS[-1])
        else:
            topic = topic_named(value)
    return Wishes(topic, level, seed, seconds, alone)


def topic_named(word: str) -> str:
    """The topic of that name, in any language.

    Raises:
        NotUnderstood: there is none.
    """
    wanted = word.strip().casefold()
    for topic in TOPICS:
        names = {topic, *_ALIASES.get(topic, ()), *(Wording(code).topic(topic).casefold() for code in languages())}
        if wanted in names:
            return topic
    raise NotUnderstood(word)


def number(word: str, what: str, first: int, last: int) -> int:
    """The number in that range.

    Raises:
        NotUnderstood: it is none.
    """
    if not word.isdecimal() or not first <= int(word) <= last:
        raise NotUnderstood(word, what)
    return int(word)


def _split(word: str) -> tuple[str, str]:
    """The wish that a word names, empty if it names none, and the rest: ``seed=3``, ``seed:3``."""
    for sign in "=:":
        name, found, value = word.partition(sign)
        for wish, names in _NAMES.items():
            if found and name in names:
                return wish, value
    return "", word
