"""A run's result as it is sent: words and picture."""

from __future__ import annotations

import asyncio
import logging

from bot.message import Reply
from bot.render.result import Story, result
from demos.picture import png, timeline_svg

log = logging.getLogger(__name__)


async def illustrated(story: Story, name: str) -> Reply:
    """The message that tells the story, with its picture. `name` is that of the text file, ``<name>.txt``."""
    # In a thread: a long recording takes tens of milliseconds to draw and to put into words.
    return await asyncio.to_thread(_illustrated, story, name)


def _illustrated(story: Story, name: str) -> Reply:
    try:
        picture = png(timeline_svg(story.recording, story.language.code))
    except Exception:  # the words are worth showing without it
        log.exception("no picture of %s", name)
        picture = None
    return result(story, name, picture)
