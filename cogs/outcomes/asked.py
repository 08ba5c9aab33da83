"""A program whose outcomes somebody wants to know, and the message that lists them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from bot.language import Language
from bot.message import Attachment, Reply
from bot.programs.options import read
from bot.programs.origin import attached
from bot.programs.reading import Found
from bot.render import outcomes as render
from cogs.outcomes import views, witnesses
from cogs.outcomes.exploring import bounded
from demos.findings import Findings
from demos.recording import Job


@dataclass(frozen=True)
class Asked:
    """One request. `name` is what the program is called; `author` the user whom the list answers.

    `files` keep the program with the answer, where it came with no message. `own`: it is no program of the bot.
    """

    job: Job
    name: str
    author: int
    language: Language
    files: tuple[Attachment, ...] = ()
    own: bool = True

    @property
    def title(self) -> str:
        return self.language.text("outcomes-title", name=self.name)


def attaching(found: Found, options: str, author: int, language: Language) -> Asked:
    """What came with no message, so that the answer keeps it.

    Raises:
        UserError: it cannot be run.
    """
    job = found.job(read(options))
    return Asked(job, job.program.name, author, language, attached(job))


def result(asked: Asked, findings: Findings) -> Reply:
    """The list, with what belongs to it."""
    found = findings.outcomes
    reply = render.result(asked.title, findings, asked.language)
    files = (*reply.files, *asked.files, *witnesses.attachment(bounded(asked.job), found, own=asked.own))
    kept = any(file.name == witnesses.NAME for file in files)
    view = views.result(found.outcomes if kept else (), asked.author, asked.language)
    return dataclasses.replace(reply, files=files, view=view)
