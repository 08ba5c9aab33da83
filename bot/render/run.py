"""What is said about people's own programs around their results."""

from __future__ import annotations

import discord

from bot.language import Language
from bot.message import Reply
from bot.render.safe import plain
from demos.recording import Job, Recording

COLOUR = discord.Colour(0x2E86C1)

MISTYPED = ("SyntaxError: invalid character", "SyntaxError: invalid non-printable character")
"""What Python says of a character that only looks like one of its own."""


def title(job: Job, language: Language) -> str:
    """The program's name, and how it is run where that is not as usual."""
    controlled = job.schedule == "controlled"
    words = [
        language.text("run-words-seed", seed=job.seed) if job.seed and controlled else "",
        language.text("run-words-real") if job.clock == "real" and controlled else "",
        language.text("run-words-natural") if not controlled else "",
    ]
    return " · ".join([plain(job.program.name), *filter(None, words)])


def waiting(job: Job, place: int, language: Language) -> Reply:
    """What is shown until the result is there: the place in the queue, or that it runs (`place` is 0)."""
    return Reply(embeds=(discord.Embed(title=title(job, language), description=state(job, place, language)),))


def state(job: Job, place: int, language: Language) -> str:
    """The same in a sentence."""
    if place:
        return language.text("run-waiting", place=place)
    return language.text("run-running", seconds=job.limits.wall_seconds)


def not_run(job: Job, language: Language) -> Reply:
    """What is left of a run that failed: a message that keeps the program."""
    text = language.text("run-not-run")
    return Reply(embeds=(discord.Embed(title=title(job, language), description=text, colour=COLOUR),))


def notice(recording: Recording, language: Language) -> str:
    """What to look at first: how to mend a character that was mistyped; empty where there is none."""
    mistyped = any(error in recording.stderr for error in MISTYPED)
    return language.text("run-hint-characters") if mistyped else ""


def note(link: str, language: Language) -> str:
    """Where the program is, if a link leads to it."""
    return language.text("run-origin", url=link) if link else ""
