"""A program that somebody wants to run, where it came from, and what belongs to its result."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.language import Language
from bot.message import Attachment
from bot.programs.options import Options
from bot.programs.origin import HERE, attached
from bot.render import run as render
from bot.render.result import Story
from cogs.run import views
from demos.moment import busiest_moment
from demos.recording import Job, Recording


@dataclass(frozen=True)
class Asked:
    """One request.

    `origin` is the id of the message that holds the program, or `HERE` when that is the answer itself. `link`
    leads to the origin where the answer does not reply to it. `author` is the user whom it answers.
    """

    job: Job
    options: Options
    origin: str
    author: int
    language: Language
    link: str = ""

    @property
    def files(self) -> tuple[Attachment, ...]:
        """What keeps the program with the answer, to be read when it is run again; empty when it is elsewhere."""
        return attached(self.job) if self.origin == HERE else ()

    @property
    def view(self) -> discord.ui.View:
        return views.result(self.origin, self.options, self.author, self.language)

    def story(self, recording: Recording) -> Story:
        """The result in words."""
        return Story(
            recording,
            self.language,
            render.title(self.job, self.language),
            moment=busiest_moment(recording),
            notice=render.notice(recording, self.language),
            note=render.note(self.link, self.language),
        )
