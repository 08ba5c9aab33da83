"""Predictions as JSON and CSV: one's own, with whether one was right in quizzes, or those of an experiment.

Names are not kept, so they are asked for when a file is made: a lecturer knows people by them. Who is no longer on
the server has none there, but the id.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord
import msgspec

from bot.client import Forklore
from bot.errors import UserError
from bot.language import Language
from bot.message import Attachment, Reply
from bot.render.sheet import moment, sheet
from cogs.lab.data import Answer
from cogs.lab.model import Lab
from cogs.lab.opening import OWN
from cogs.lab.rules import Experiment
from cogs.lab.showing import read_answer, read_subject

log = logging.getLogger(__name__)

NAMES_SECONDS = 10
"""How long Discord may take to tell the names."""

NAMES_AT_ONCE = 100
"""For how many users names can be asked for at once."""

COLUMNS = (
    *("experiment", "trial", "about", "concept", "user", "name", "predicted_at", "verdict"),
    *("output", "exit", "processes", "outcomes", "choice"),
)

Row = dict[str, Any]


async def export(bot: Forklore, lab: Lab | None, user: discord.abc.User, language: Language) -> Reply:
    """The files for a user: everything of their own, or of an experiment that they host. It may take some seconds.

    Raises:
        UserError: they may not, or there is nothing.
    """
    if lab is None:
        rows = await _own(bot, user)
        text, name = language.text("lab-export-own"), "my-predictions"
    else:
        if not Experiment(lab.standing, 0).leads(user.id):
            raise UserError("lab-export-hosts-only", id=lab.id, prefix=bot.prefix)
        rows = await _all(bot, lab)
        text, name = language.text("lab-export-all", id=lab.id), f"experiment-{lab.id}"
    if not rows:
        raise UserError("lab-export-none")
    files = (Attachment(f"{name}.json", _json(rows)), Attachment(f"{name}.csv", sheet(COLUMNS, rows)))
    return Reply(content=text, files=files)


async def _own(bot: Forklore, user: discord.abc.User) -> list[Row]:
    rows = []
    for past in await bot.store.progress.past(user.id):
        subject = None if past.subject is None else read_subject(past.subject)
        known = {
            "experiment": past.experiment,
            "trial": past.trial,
            "about": subject.name if subject else "" if past.subject else "quiz",
            "concept": past.concept,
            "user": str(user.id),
            "name": user.display_name,
            "predicted_at": past.predicted_at,
            "verdict": past.verdict,
        }
        rows.append(_row(known, Answer() if past.answer is None else read_answer(past.answer)))
    return rows


async def _all(bot: Forklore, lab: Lab) -> list[Row]:
    rows = []
    for trial in lab.trials:
        if not trial.revealed:
            continue
        for given in await bot.store.labs.predictions(lab.id, trial.number):
            known = {
                "experiment": lab.id,
                "trial": trial.number,
                "about": lab.subject.name,
                "concept": lab.subject.topic or OWN,
                "user": str(given.user),
                "name": "",
                "predicted_at": given.predicted_at,
                "verdict": given.verdict,
            }
            rows.append(_row(known, read_answer(given.answer)))
    names = await _names(bot, lab, sorted({int(row["user"]) for row in rows}))
    for row in rows:
        row["name"] = names.get(int(row["user"]), "")
    return rows


async def _names(bot: Forklore, lab: Lab, users: Sequence[int]) -> dict[int, str]:
    """What those are called who are on the experiment's server, as far as Discord tells in time."""
    server = bot.get_guild(lab.server or 0)
    found: dict[int, str] = {}
    if server is None:
        return found
    try:
        async with asyncio.timeout(NAMES_SECONDS):
            for start in range(0, len(users), NAMES_AT_ONCE):
                some = list(users[start : start + NAMES_AT_ONCE])
                members = await server.query_members(user_ids=some, limit=NAMES_AT_ONCE, cache=False)
                found |= {member.id: member.display_name for member in members}
    except TimeoutError:
        log.warning("Discord did not tell all names for the export of experiment %d", lab.id)
    return found


def _row(known: Mapping[str, Any], answer: Answer) -> Row:
    return {**known, "predicted_at": moment(known["predicted_at"]), **msgspec.structs.asdict(answer)}


def _json(rows: Iterable[Row]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(list(rows)), indent=2)
