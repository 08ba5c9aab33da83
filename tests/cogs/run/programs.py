"""Programs to run, and what their results show."""

from __future__ import annotations

import discord

FORK = """\
import os
if os.fork() == 0:
    print("hello from the child")
else:
    print("reaped", os.waitstatus_to_exitcode(os.wait()[1]))
"""

ECHO = """\
import sys
for line in sys.stdin:
    print("read", line.strip())
print("end")
"""


STEPS = ["⏮", "◀", "▶", "⏭"]
"""The buttons above those of a result, that step through it."""


def block(source: str, tag: str = "py") -> str:
    """The source as a code block."""
    return f"```{tag}\n{source}\n```"


def labels(message: discord.Message) -> list[str | None]:
    """What stands on the buttons of a message."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [item.label for row in rows for item in row.children if isinstance(item, discord.Button)]


async def file(message: discord.Message, name: str) -> str:
    """The text of an attached file."""
    return (await next(file for file in message.attachments if file.filename == name).read()).decode()
