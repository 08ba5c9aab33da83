"""What a message needs to show its outcomes again after a restart: a file with the program and the schedules."""

from __future__ import annotations

import msgspec

from bot.errors import UserError
from bot.limits import SELECT_OPTIONS
from bot.message import Attachment
from demos.outcomes import Outcome, Outcomes, Sleeps
from demos.recording import Job

NAME = "witnesses.json"

MOST_BYTES = 4 * 1024 * 1024


class Witnesses(msgspec.Struct, frozen=True):
    """The program, and those of its outcomes that can be chosen; `own`: it is no program of the bot."""

    job: Job
    sleeps: Sleeps
    outcomes: tuple[Outcome, ...]
    own: bool = True


def attachment(job: Job, found: Outcomes, *, own: bool) -> tuple[Attachment, ...]:
    """The file; none where there is nothing to choose, or it would be very large."""
    outcomes = found.outcomes[:SELECT_OPTIONS]
    data = msgspec.json.encode(Witnesses(job, found.sleeps, outcomes, own))
    return (Attachment(NAME, data),) if outcomes and len(data) <= MOST_BYTES else ()


def read(data: bytes) -> Witnesses:
    """What `attachment` wrote.

    Raises:
        UserError: an older version of the bot wrote it.
    """
    try:
        return msgspec.json.decode(data, type=Witnesses)
    except ValueError:
        raise UserError("ui-outdated") from None
