"""The rules of a quiz: who may answer until when, who may reveal it, and who was right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from demos.quiz import Quiz

SECONDS = 60
"""How long the others may still answer after the first of them has, if the host says nothing else."""

MOST_SECONDS = 3600


class Refused(Exception):
    """Something the rules do not allow. `key` names the text that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Result:
    """What came out. `right` are the users who were right, in the order in which they answered.

    `chosen` tells for each option how many have chosen it, `mistaken` how many have got it wrong: have chosen it
    though it is no right answer, or left it out though it is one.
    """

    right: tuple[int, ...]
    answers: int
    chosen: tuple[int, ...]
    mistaken: tuple[int, ...]


@dataclass(frozen=True)
class Round:
    """One asking of a quiz. Users are ids, answers the indexes of the chosen options, times seconds since 1970.

    Alone, the host is the only one who answers, and the solution follows at once. In a group nobody sees an answer
    before the reveal, and each can be changed until then. The host reveals; or it happens `seconds` after the first
    answer of somebody else, so that nobody waits for a host who has left (never, if that is 0).
    """

    quiz: Quiz
    host: int
    alone: bool = False
    seconds: int = SECONDS
    deadline: int | None = None
    revealed: bool = False
    answers: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def answer(self, user: int, chosen: Collection[int]) -> frozenset[int]:
        """The answer of a user, if it may be given now.

        Raises:
            Refused: it may not.
        """
        answer = frozenset(chosen)
        if self.revealed:
            raise Refused("quiz-over")
        if self.alone and user != self.host:
            raise Refused("quiz-not-yours")
        if not answer or not answer <= set(range(len(self.quiz.options))):
            raise Refused("ui-outdated")
        if len(answer) > 1 and not self.quiz.several:
            raise Refused("quiz-one-only")
        return answer

    def deadline_after(self, user: int, now: int) -> int | None:
        """When the solution will be shown, once this user has answered; None when nothing says so."""
        if self.deadline is not None:
            return self.deadline
        return now + self.seconds if self.seconds and not self.alone and user != self.host else None

    def check_reveal(self, user: int, *, manages: bool = False) -> None:
        """Whether the user may reveal it; `manages`: they may manage messages in that channel.

        Raises:
            Refused: they may not.
        """
        if user != self.host and not manages:
            raise Refused("quiz-host-only")

    def result(self) -> Result:
        """Who was right, and what was chosen."""
        right = self.quiz.right
        options = range(len(self.quiz.options))
        given = self.answers.values()
        return Result(
            right=tuple(user for user, answer in self.answers.items() if answer == right),
            answers=len(self.answers),
            chosen=tuple(sum(option in answer for answer in given) for option in options),
            mistaken=tuple(sum((option in answer) != (option in right) for answer in given) for option in options),
        )
