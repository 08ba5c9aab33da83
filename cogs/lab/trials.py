"""The trials of an experiment, side by side. Pure: no I/O."""

from __future__ import annotations

import discord

from bot import limits
from bot.render.layout import NARROW, cut, ends
from bot.render.safe import fenced
from cogs.lab.data import ending_name
from cogs.lab.model import Lab, Trial
from cogs.lab.render import COLOUR, Words, hidden
from demos.printable import printable

LINES = 8
MOST_TRIALS = 9
"""Of more, the latest: Discord shows three in a row."""


def compared(lab: Lab, words: Words) -> discord.Embed:
    """Each trial as a column: what was changed, what came out, how many were right."""
    embed = discord.Embed(title=f"{words.say('lab-trials-title')} · {words.title(lab.subject)}", colour=COLOUR)
    for trial in lab.trials[-MOST_TRIALS:]:
        name = words.say("lab-trial", trial=trial.number)
        changes = words.changes(trial.task) or words.say("lab-trial-first")
        parts = [changes, *_came_out(lab, trial, words)]
        embed.add_field(name=name, value=limits.clip("\n".join(parts), limits.EMBED_FIELD_VALUE), inline=True)
    return embed


def _came_out(lab: Lab, trial: Trial, words: Words) -> list[str]:
    result = trial.result
    if result is None:
        return [words.say("lab-trial-running")]
    if hidden(trial, lab):
        return [words.say("lab-trial-hidden")]
    head, gap, tail = ends(printable(result.seen.stdout.rstrip("\n")).split("\n"), LINES)
    rows = [*head, *([words.say("recording-gap", count=gap)] if gap else []), *tail]
    parts = [fenced(limits.clip("\n".join(cut(row, NARROW) for row in rows), 600))]
    parts.append(words.ending(ending_name(result.seen.ending)))
    if result.complete:
        parts.append(words.say("lab-trial-outcomes", count=result.total))
    if trial.predictions:
        parts.append(words.say("lab-trial-right", right=trial.right, all=trial.predictions))
    return parts
