"""Who was right: a prediction is held against what came out, and against what else could have come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cogs.lab.answers import lines
from cogs.lab.data import ASKS, Answer, Ask, Result, Seen, Subject, ending_name

Score: TypeAlias = Literal["right", "possible", "partly", "wrong"]
"""``possible``: right for another outcome than the one that came about. ``partly``: some lines, or some of what was
asked."""

MOST_LINES = 100
"""Of longer outputs, only so many lines count as partly right: it takes a time that grows with the square."""


@dataclass(frozen=True)
class Verdict:
    """How a prediction was judged, altogether and by what was asked.

    `matched` are the indexes of the predicted lines that were printed, in this order; `total` is how many lines
    there are in the longer of the two outputs.
    """

    score: Score
    scores: dict[Ask, Score]
    matched: frozenset[int] = frozenset()
    total: int = 0


def judge(subject: Subject, result: Result, answer: Answer) -> Verdict:
    """How right the prediction was."""
    scores: dict[Ask, Score] = {}
    matched: frozenset[int] = frozenset()
    total = 0
    for ask in subject.asks:
        if ask == "choice":
            scores[ask] = _choice(subject, answer)
        elif ask == "output":
            scores[ask], matched, total = _output(result, answer.output or "")
        else:
            value = getattr(answer, ask)
            true = _value(ask, result, result.seen)
            possible = {_value(ask, result, seen) for seen in result.others} if ask == "exit" else set()
            scores[ask] = "right" if value == true else "possible" if value in possible else "wrong"
    return Verdict(_altogether(scores.values()), scores, matched, total)


def same(ask: Ask, answer: Answer) -> str:
    """What is the same in all predictions that say the same; to count them by."""
    value = getattr(answer, ask)
    if ask == "output":
        return "\n".join(lines(value or ""))
    return ",".join(map(str, value)) if ask == "choice" and value is not None else str(value)


def truth(ask: Ask, subject: Subject, result: Result) -> str:
    """What `same` gives for the right prediction."""
    if ask == "choice":
        return ",".join(map(str, sorted(subject.quiz.right))) if subject.quiz else ""
    value = _value(ask, result, result.seen)
    return "\n".join(lines(value)) if isinstance(value, str) and ask == "output" else str(value)


def possible(ask: Ask, result: Result) -> set[str]:
    """What `same` gives for predictions that are right for another outcome."""
    if ask not in ("output", "exit"):
        return set()
    return {
        "\n".join(lines(seen.stdout)) if ask == "output" else ending_name(seen.ending) for seen in result.others
    }


def judged(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """What is asked, in the usual order."""
    wanted = set(asks)
    return tuple(ask for ask in (*ASKS, "choice") if ask in wanted)


def _value(ask: Ask, result: Result, seen: Seen) -> str | int:
    match ask:
        case "output":
            return seen.stdout
        case "exit":
            return ending_name(seen.ending)
        case "processes":
            return result.processes
        case _:
            return result.total


def _output(result: Result, predicted: str) -> tuple[Score, frozenset[int], int]:
    guess, printed = lines(predicted), lines(result.seen.stdout)
    total = max(len(guess), len(printed))
    if guess == printed:
        return "right", frozenset(range(total)), total
    matched = _common(guess[:MOST_LINES], printed[:MOST_LINES])
    if any(lines(seen.stdout) == guess for seen in result.others):
        return "possible", matched, total
    return ("partly" if matched else "wrong"), matched, total


def _common(guess: Sequence[str], printed: Sequence[str]) -> frozenset[int]:
    """The indexes of the guessed lines in a longest common subsequence."""
    rest = [[0] * (len(printed) + 1) for _ in range(len(guess) + 1)]
    for g in reversed(range(len(guess))):
        for p in reversed(range(len(printed))):
            same_line = guess[g] == printed[p]
            rest[g][p] = rest[g + 1][p + 1] + 1 if same_line else max(rest[g + 1][p], rest[g][p + 1])
    found, g, p = set(), 0, 0
    while g < len(guess) and p < len(printed):
        if guess[g] == printed[p]:
            found.add(g)
            g, p = g + 1, p + 1
        elif rest[g + 1][p] >= rest[g][p + 1]:
            g += 1
        else:
            p += 1
    return frozenset(found)


def _choice(subject: Subject, answer: Answer) -> Score:
    right = subject.quiz.right if subject.quiz else frozenset()
    chosen = frozenset(answer.choice or ())
    if chosen == right:
        return "right"
    # Of several right answers some, and none that is wrong.
    return "partly" if chosen and chosen < right else "wrong"


def _altogether(scores: Iterable[Score]) -> Score:
    counts = Counter(scores)
    whole = sum(counts.values())
    if counts["right"] == whole:
        return "right"
    if counts["right"] + counts["possible"] == whole:
        return "possible"
    return "wrong" if counts["wrong"] == whole else "partly"
