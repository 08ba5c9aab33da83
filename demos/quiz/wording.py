"""A quiz in words, in one language: for a terminal, for chat, for JSON. Code stands in backticks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from demos.language import DEFAULT, Texts
from demos.narration import signal_name
from demos.quiz.misconceptions import MISCONCEPTIONS, Misconception
from demos.quiz.questions import OUTPUTS
from demos.quiz.quiz import Option, Quiz, Why

_BY_ID = {misconception.id: misconception for misconception in MISCONCEPTIONS}


def misconception(identity: str) -> Misconception | None:
    """The misconception with that id; None if there is no such one any more."""
    return _BY_ID.get(identity)


class Wording:
    """Words for quizzes. `code` marks a piece of what a program prints."""

    def __init__(self, language: str = DEFAULT, code: Callable[[str], str] = "`{}`".format) -> None:
        self.texts = Texts("quiz", language)
        self._code = code

    def title(self, quiz: Quiz) -> str:
        return self.texts.text("title", topic=self.topic(quiz.topic), level=quiz.level)

    def topic(self, topic: str) -> str:
        """The name of a topic."""
        return self.texts.text(f"topic-{topic}")

    def question(self, quiz: Quiz) -> str:
        """What is asked."""
        if quiz.kind in ("impossible", "processes", "lines"):
            return self.texts.text(f"ask-{quiz.kind}")
        return self.texts.text(f"ask-{quiz.kind}-{'several' if quiz.several else 'one'}")

    def value(self, quiz: Quiz, option: Option) -> str:
        """What the option says, on one line, without marks: ``A B C``."""
        if quiz.kind in OUTPUTS:
            output = " ".join(option.value.split("\n")).strip()
            if option.hangs:
                return (
                    self.texts.text("value-hangs", output=output) if output else self._say("value-hangs-silently")
                )
            return output or self._say("value-nothing")
        if quiz.kind == "exit":
            how, _, number = option.value.partition(" ")
            name = signal_name(int(number)) if how == "signal" else ""
            return self.texts.text(f"value-{how}", code=number, signal=name)
        return option.value

    def why(self, why: Why) -> str:
        """What is against an answer, in a sentence."""
        match why.kind:
            case "count":
                return self._count(why)
            case "order":
                return self.texts.text("why-order", line=self._code(why.line), before=self._code(why.before))
            case "other":
                return self.texts.text("why-other", total=why.total)
            case plain:
                return self._say(f"why-{plain}")

    def belief(self, identity: str) -> str:
        """What is believed."""
        return self._say(f"belief-{identity}")

    def truth(self, identity: str) -> str:
        """What is true instead."""
        return self._say(f"truth-{identity}")

    def card(self, identity: str) -> str:
        """The title of a reference card."""
        return self._say(f"card-{identity}")

    def _count(self, why: Why) -> str:
        line = self._code(why.line)
        if why.counts == (0,):
            return self.texts.text("why-never", line=line)
        if not why.here:
            return self.texts.text("why-missing", line=line, counts=self._numbers(why.counts))
        return self.texts.text("why-count", line=line, counts=self._numbers(why.counts), here=why.here)

    def _numbers(self, numbers: Sequence[int]) -> int | str:
        """One number, or several: ``1, 2 or 3``."""
        if len(numbers) == 1:
            return numbers[0]
        *others, last = map(str, numbers)
        return self.texts.text("why-or", one=", ".join(others), other=last)

    def _say(self, key: str) -> str:
        return self.texts.text(key)
