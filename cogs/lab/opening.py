"""What an experiment is to be about: a demo, a program of one's own, all outcomes of one, or a quiz."""

from __future__ import annotations

import secrets

import discord

from bot.client import Forklore
from bot.errors import UserError
from bot.language import Language
from bot.permits import check_run
from bot.programs.options import read as read_options
from bot.programs.reading import Found, find, in_file
from bot.render.safe import code
from cogs.demo.parameters import read as read_parameters
from cogs.demo.parameters import split
from cogs.lab import wishes as wording
from cogs.lab.data import Ask, Kind, Subject, Task
from cogs.lab.wishes import Wishes
from cogs.quiz import wishes as quiz_wishes
from cogs.quiz.making import Making
from demos.catalogue import UnknownDemo
from demos.quiz import LEVELS, MOST_SEED, TOPICS, TooSlow, seed_for
from demos.recording import Job

OWN = "code"
"""The concept of programs of one's own."""

ASKED = ("output", "exit", "processes", "outcomes")


class Openings:
    """Finds out what an experiment is to be about."""

    def __init__(self, bot: Forklore) -> None:
        self._bot = bot
        self._making = Making(bot.runner)

    @property
    def _prefix(self) -> str:
        return self._bot.prefix

    def read(self, text: str) -> Wishes:
        """What the words of a command ask for.

        Raises:
            UserError: a value cannot be.
        """
        try:
            return wording.read(text)
        except wording.NotUnderstood as error:
            choices = ", ".join(f"`{ask}`" for ask in ASKED)
            raise UserError(f"lab-bad-{error.what}", word=code(error.word), choices=choices) from None

    async def subject(
        self,
        wishes: Wishes,
        user: int,
        language: Language,
        message: discord.Message | None = None,
        file: discord.Attachment | None = None,
    ) -> tuple[Subject, Task, str]:
        """What it is about, what its first trial runs, and its concept.

        `message` may hold a program, or reply to one; `file` is one that came with a slash command.

        Raises:
            UserError: there is no such thing.
        """
        if wishes.kind == "quiz":
            return await self._quiz(wishes.rest, user)
        found = await in_file(file) if file is not None else None
        if file is not None and found is None:
            raise UserError("run-file-kind", name=code(file.filename))
        own = wishes.kind == "code" or not wishes.rest
        if found is None and message is not None and (own or "`" in message.content or message.attachments):
            found = await find(message, self._bot.user.id if self._bot.user else 0)
        if found is not None:
            return self.program(found, wishes, wishes.rest if wishes.kind == "code" else "")
        if own:
            raise UserError("lab-nothing", prefix=self._prefix)
        return self._demo(wishes, language)

    def program(self, found: Found, wishes: Wishes, options: str = "") -> tuple[Subject, Task, str]:
        """An experiment with a program of one's own.

        Raises:
            UserError: programs of one's own are not run here, or not like this.
        """
        self.check_allowed()
        job = found.job(read_options(options))
        kind: Kind = "outcomes" if wishes.kind == "outcomes" else "code"
        subject = Subject(kind=kind, name=job.program.name, asks=_asks(wishes, kind))
        return subject, Task(job=_steered(job)), OWN

    def check_allowed(self, subject: Subject | None = None) -> None:
        """Whether people may run programs of their own here, if the subject is one.

        Raises:
            UserError: they may not.
        """
        if subject is None or subject.own:
            check_run(self._bot)

    def _demo(self, wishes: Wishes, language: Language) -> tuple[Subject, Task, str]:
        name, pairs = split(wishes.rest)
        try:
            demo = self._bot.catalogue.get(name)
        except UnknownDemo:
            raise UserError("demo-unknown", name=code(name), prefix=self._prefix) from None
        asked = read_parameters(demo, pairs, language)
        kind: Kind = "outcomes" if wishes.kind == "outcomes" else "demo"
        subject = Subject(kind=kind, name=demo.name, asks=_asks(wishes, kind), topic=demo.topic)
        return subject, Task(job=asked.job), demo.topic

    async def _quiz(self, words: str, user: int) -> tuple[Subject, Task, str]:
        try:
            wished = quiz_wishes.read(words)
        except quiz_wishes.NotUnderstood as error:
            topics = " ".join(f"`{topic}`" for topic in TOPICS)
            values = {"word": code(error.word), "prefix": self._prefix, "most": LEVELS[-1]}
            raise UserError(
                f"quiz-bad-{error.what}" if error.what else "quiz-unknown-word", **values, topics=topics
            ) from None
        seed, topic, level = wished.seed, wished.topic, wished.level
        if seed is None:
            seed, topic, level = seed_for(secrets.randbelow(MOST_SEED), topic, level), None, None
        try:
            quiz = await self._making.quiz(seed, topic, level, user)
        except TooSlow:
            raise UserError("error-busy") from None
        subject = Subject(kind="quiz", name=quiz.program.name, asks=("choice",), topic=quiz.topic, quiz=quiz)
        return subject, Task(job=Job(quiz.program)), quiz.topic


def _asks(wishes: Wishes, kind: Kind) -> tuple[Ask, ...]:
    return wishes.asks or (("outcomes",) if kind == "outcomes" else ("output",))


def _steered(job: Job) -> Job:
    """The job in simulated time: an experiment is the same whenever it is looked at."""
    return Job(job.program, job.stdin, job.limits, seed=job.seed)
