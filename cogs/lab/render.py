"""An experiment as the one message that shows it, phase by phase. Pure: no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import discord

from bot import limits
from bot.language import Language
from bot.message import Attachment, Reply
from bot.render import quiz as quiz_render
from bot.render.safe import code, fenced, plain
from bot.store.lab_data import Standing
from bot.store.lab_privacy import NOBODY
from cogs.lab.data import ASKS, Answer, Ask, Change, Subject, Task
from cogs.lab.model import Lab, Trial
from cogs.lab.rules import DISCUSS, PHASES, PREDICT, REVEAL, RUN
from demos.catalogue import Catalogue, Demo, UnknownDemo
from demos.narration import signal_name
from demos.quiz import Wording

COLOUR = discord.Colour(0x2E86C1)
SOLVED = discord.Colour(0x2E7D5B)
OVER = discord.Colour(0x6B7280)

SOURCE_ROOM = 2600
"""Characters of a program that the message shows."""

MOST_HOSTS = 5


class Words:
    """What is said about experiments, in one language. It knows the demos' titles."""

    def __init__(self, language: Language, catalogue: Catalogue) -> None:
        self.language = language
        self.say = language.text
        self.wording = Wording(language.code, code)
        self._catalogue = catalogue

    def demo(self, subject: Subject) -> Demo | None:
        """The demo that the experiment is about, if there is one still."""
        if subject.kind not in ("demo", "outcomes") or not subject.topic:
            return None
        try:
            return self._catalogue.get(subject.name)
        except UnknownDemo:
            return None

    def title(self, subject: Subject) -> str:
        """What the experiment is about."""
        demo = self.demo(subject)
        if demo is not None:
            return demo.text(self.language.code).title
        return self.wording.title(subject.quiz) if subject.quiz else plain(subject.name)

    def hosts(self, lab: Lab) -> str:
        """Those who lead, as mentions."""
        return self.leaders(lab.standing, MOST_HOSTS)

    def leaders(self, standing: Standing, most: int) -> str:
        """Hosts and co-hosts, so many of them by name; everybody, if they all wanted to be forgotten."""
        users = [user for user in (standing.host, *sorted(standing.cohosts)) if user != NOBODY]
        return self.users(users, most) if users else self.say("lab-everybody")

    def users(self, users: Sequence[int], most: int) -> str:
        """So many of the users by name, and how many more there are."""
        names = [f"<@{user}>" for user in users[:most]]
        if len(users) > most:
            names.append(self.say("lab-more-names", count=len(users) - most))
        return self.listed(names)

    def listed(self, names: Iterable[str]) -> str:
        return self.say("list-separator").join(names)

    def change(self, change: Change) -> str:
        """What a variation has changed, in a few words."""
        if change.what == "seed":
            return self.say("lab-change-order", seed=change.after)
        if change.line is None:
            return self.say("lab-change-constant", name=code(change.what), before=change.before, after=change.after)
        after = change.after.strip()
        if after in ("", "pass"):
            return self.say("lab-change-gone", line=change.line, before=code(change.before.strip()))
        return self.say("lab-change-line", line=change.line, after=code(after))

    def changes(self, task: Task) -> str:
        """All that makes a trial another one than the first; empty for the first."""
        return self.listed(map(self.change, task.changes))

    def values(self, answer: Answer) -> list[str]:
        """What a prediction says, as far as that can be told without what it is about: no options of a quiz."""
        asks = [ask for ask in ASKS if getattr(answer, ask) is not None]
        return [self.value(ask, answer, None) for ask in asks]

    def value(self, ask: Ask, answer: Answer, subject: Subject | None) -> str:
        """What a prediction says about one thing."""
        value = getattr(answer, ask)
        if ask == "output":
            return fenced(limits.clip(value, 900)) if value and value.strip() else self.say("lab-nothing-printed")
        if ask == "exit":
            return self.ending(value or "")
        if ask == "choice" and subject is not None and subject.quiz is not None:
            options = subject.quiz.options
            chosen = [
                quiz_render.label(subject.quiz, options[index], self.wording)
                for index in value or ()
                if index < len(options)
            ]
            return self.listed(chosen)
        return str(value)

    def short(self, ask: Ask, answer: Answer, subject: Subject) -> str:
        """The same in a few words: of an output its first line, of options the numbers; empty if nothing."""
        value = getattr(answer, ask)
        if value is None:
            return ""
        if ask == "choice":
            return " + ".join(str(index + 1) for index in value)
        rows = [row.strip() for row in value.splitlines() if row.strip()] if ask == "output" else []
        if rows:
            return code(f"{rows[0]} …" if len(rows) > 1 else rows[0], 40)
        return self.value(ask, answer, subject)

    def ending(self, name: str) -> str:
        """An ending in short (`cogs.lab.data.ending_name`), in words."""
        kind, _, number = name.partition(" ")
        if kind == "exit":
            return self.say("lab-value-exit", code=number)
        if kind == "signal":
            return self.say("lab-value-signal", signal=signal_name(int(number)))
        return self.say("lab-value-deadlock") if kind == "deadlock" else self.say("lab-value-other", kind=kind)

    def phase(self, phase: str, *, closed: bool = False) -> str:
        return self.say("lab-phase-closed" if closed else f"lab-phase-{phase}")


def waiting(lab: Lab, words: Words) -> Reply:
    """The experiment before the reveal: the program, what is asked, and how it stands."""
    source = lab.current.task.job.program.source.rstrip("\n")
    tag = {"python": "py"}.get(lab.current.task.job.program.language, lab.current.task.job.program.language)
    shown = limits.clip_lines(source.splitlines(), SOURCE_ROOM)
    parts = [strip(lab, words), fenced(shown, tag)]
    files: tuple[Attachment, ...] = ()
    if shown != source:
        parts.append(words.say("lab-cut"))
        files = (Attachment(lab.current.task.job.program.name, source.encode()),)
    changes = words.changes(lab.current.task)
    if changes:
        parts.append(words.say("lab-changed", changes=changes))
    parts += [*_asked(lab, words), "", *_standing(lab, words)]
    return Reply(embeds=(embed(lab, parts, OVER if lab.standing.closed else COLOUR, words),), files=files)


def embed(lab: Lab, parts: Iterable[str], colour: discord.Colour, words: Words) -> discord.Embed:
    """The first embed of the message."""
    made = discord.Embed(title=f"🧪 {words.title(lab.subject)}", description="\n".join(parts), colour=colour)
    return made.set_footer(text=words.say("lab-footer", id=lab.id, trial=lab.standing.trial))


def strip(lab: Lab, words: Words) -> str:
    """The phases: what is done, what is on, what comes."""
    now = PHASES.index(lab.standing.phase)
    marks = []
    for index, phase in enumerate(PHASES):
        word = words.phase(phase)
        marks.append(f"✅ {word}" if index < now else f"▶ **{word}**" if index == now else word)
    return " → ".join(marks) + (f" · 🔒 {words.phase('', closed=True)}" if lab.standing.closed else "")


def _asked(lab: Lab, words: Words) -> Iterator[str]:
    quiz = lab.subject.quiz
    if quiz is not None:
        yield f"**{words.wording.question(quiz)}**"
        for number, option in enumerate(quiz.options, 1):
            yield f"**{number}** {quiz_render.label(quiz, option, words.wording)}"
        return
    for ask in lab.subject.asks:
        yield f"**{words.say(f'lab-asked-{ask}')}**"


def _standing(lab: Lab, words: Words) -> Iterator[str]:
    """How many have predicted, and what comes next."""
    standing, hosts = lab.standing, words.hosts(lab)
    count = words.say("lab-predicted", count=lab.current.predictions)
    if standing.closed:
        yield count
        yield words.say("lab-closed-now")
    elif standing.phase == PREDICT:
        yield f"📝 {count}"
        if standing.deadline is not None:
            yield f"⏱️ {words.say('lab-deadline', when=f'<t:{standing.deadline}:R>')}"
        else:
            yield words.say("lab-lead-run", hosts=hosts)
    elif standing.phase == RUN:
        yield count
        yield words.say("lab-running")
    elif standing.phase == REVEAL:
        yield count
        yield words.say("lab-ran")
        yield words.say("lab-lead-reveal", hosts=hosts)
    if lab.thread is not None and standing.phase != DISCUSS:
        yield words.say("lab-talk", thread=f"<#{lab.thread}>")


def hidden(trial: Trial, lab: Lab) -> bool:
    """Whether what came out of a trial is not to be told yet."""
    return not trial.revealed and not (lab.standing.phase == DISCUSS and trial.number == lab.standing.trial)
