"""``python -m demos quiz``: asks a question in the terminal and reveals the solution, or prints both as JSON."""

from __future__ import annotations

import argparse
import asyncio
import re
import secrets
import sys
from typing import Any

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.syntax import Syntax
from rich.text import Text

from demos.language import Texts
from demos.quiz.maker import MOST_SEED, drawn, make, seed_for
from demos.quiz.programs import LEVELS, TOPICS
from demos.quiz.quiz import Option, Quiz
from demos.quiz.wording import Wording, misconception
from demos.runner import Runner


def add_options(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """The options of this command."""
    parser.add_argument("--seed", type=int, metavar="N", help=texts.text("help-quiz-seed"))
    parser.add_argument("--topic", choices=TOPICS, help=texts.text("help-quiz-topic"))
    parser.add_argument("--level", type=int, choices=LEVELS, help=texts.text("help-quiz-level"))
    parser.add_argument("--json", action="store_true", help=texts.text("help-quiz-json"))


def carry_out(options: argparse.Namespace, language: str, console: Console) -> None:
    """Make the quiz that was asked for, and print it as JSON, or ask it.

    Raises:
        RunError: the engine failed, or is too slow.
    """
    seed = options.seed
    if seed is None:
        seed = seed_for(secrets.randbelow(MOST_SEED), options.topic, options.level)
    quiz = asyncio.run(_made(seed, options.topic, options.level))
    if options.json:
        sys.stdout.buffer.write(msgspec.json.encode(as_json(quiz, Wording(language))) + b"\n")
        sys.stdout.flush()
    else:
        Asking(console, quiz, Wording(language)).run()


async def _made(seed: int, topic: str | None, level: int | None) -> Quiz:
    async with Runner(workers=1) as runner:
        return await make(seed, runner, topic, level)


def as_json(quiz: Quiz, wording: Wording) -> dict[str, Any]:
    """The quiz and its answer key, with all that is shown to people (`docs/quiz.md`)."""
    return {
        "version": quiz.version,
        "seed": quiz.seed,
        "topic": quiz.topic,
        "level": quiz.level,
        "language": wording.texts.language,
        "program": quiz.program,
        "kind": quiz.kind,
        "several": quiz.several,
        "question": wording.question(quiz),
        "options": [_option(quiz, option, wording) for option in quiz.options],
        "outcomes": quiz.outcomes,
    }


def _option(quiz: Quiz, option: Option, wording: Wording) -> dict[str, Any]:
    believed = misconception(option.misconception) if option.misconception else None
    return {
        "text": wording.value(quiz, option),
        "value": option.value,
        "hangs": option.hangs,
        "right": option.right,
        "possible": option.possible,
        "why": wording.why(option.why) if option.why else None,
        "misconception": {
            "id": believed.id,
            "belief": wording.belief(believed.id),
            "truth": wording.truth(believed.id),
            "card": believed.card,
        }
        if believed
        else None,
    }


class Asking:
    """Asks a quiz on a console and standard input."""

    def __init__(self, console: Console, quiz: Quiz, wording: Wording) -> None:
        self._console = console
        self._quiz = quiz
        self._wording = wording
        self._say = wording.texts.text

    def run(self) -> None:
        """Ask, wait for the answer, reveal."""
        self._ask()
        answer = self._answer()
        self._reveal(answer)

    def _ask(self) -> None:
        quiz, console = self._quiz, self._console
        console.print(Rule(Text(self._wording.title(quiz), "bold cyan"), align="left", style="cyan"))
        source = Syntax(quiz.program.source.rstrip("\n"), "python", theme="ansi_dark", line_numbers=True)
        console.print(Padding(source, (1, 0)))
        console.print(Text(self._wording.question(quiz), "bold"))
        for number, option in enumerate(quiz.options, 1):
            console.print(Text(f"  {self._say('cli-number', number=number)} {self._wording.value(quiz, option)}"))

    def _answer(self) -> frozenset[int] | None:
        """The indexes that were chosen; None when nothing was."""
        count = len(self._quiz.options)
        while True:
            self._console.print()
            self._console.print(
                Text(self._say("cli-answers" if self._quiz.several else "cli-answer")), end=" ", soft_wrap=True
            )
            line = sys.stdin.readline()
            if not line.strip():
                return None
            words = re.split(r"[\s,，、]+", line.strip())
            chosen = {int(word) - 1 for word in words if word.isdecimal()}
            if (
                len(chosen) == len(words)
                and chosen <= set(range(count))
                and (self._quiz.several or len(chosen) == 1)
            ):
                return frozenset(chosen)
            several = 2 if self._quiz.several else 1
            self._console.print(Text(self._say("cli-not-understood", last=count, count=several), "yellow"))

    def _reveal(self, answer: frozenset[int] | None) -> None:
        quiz, console = self._quiz, self._console
        console.print()
        if answer is not None:
            right = answer == quiz.right
            console.print(
                Text(self._say("cli-right" if right else "cli-wrong"), "bold green" if right else "bold red")
            )
        console.print(Rule(Text(self._say("cli-solution"), "bold"), align="left", style="dim"))
        for index, option in enumerate(quiz.options):
            self._solution(index, option, answer)
        console.print()
        console.print(Text(self._say("cli-outcomes", count=len(quiz.outcomes)), "dim"))
        rest = "" if (quiz.topic, quiz.level) == drawn(quiz.seed) else f" --topic {quiz.topic} --level {quiz.level}"
        console.print(Text(self._say("cli-again", seed=str(quiz.seed), rest=rest), "dim"), soft_wrap=True)

    def _solution(self, index: int, option: Option, answer: frozenset[int] | None) -> None:
        mistaken = answer is not None and (index in answer) != option.right
        mark = Text("✓ " if option.right else "✗ ", "green" if option.right else "red")
        number = self._say("cli-number", number=index + 1)
        self._console.print(mark + Text(f"{number} {self._wording.value(self._quiz, option)}", "bold"))
        notes = [_prose(self._wording.why(option.why))] if option.why is not None else []
        believed = misconception(option.misconception) if option.misconception else None
        if believed is not None and (mistaken or not option.right):
            notes.append(_prose(self._say("cli-believed", belief=self._wording.belief(believed.id)), "italic"))
            notes.append(_prose(self._wording.truth(believed.id)))
        for note in notes:
            self._console.print(Padding(note, (0, 0, 0, 4)))


def _prose(text: str, style: str = "") -> Text:
    """Text whose code stands in backticks."""
    pieces = re.split(r"`([^`]*)`", text)
    return Text.assemble(*((piece, "cyan" if index % 2 else style) for index, piece in enumerate(pieces)))
