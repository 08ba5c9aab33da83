"""How a run is timed and ordered, on the command line: ``--clock``, ``--seed`` and ``--schedule``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, get_args

import msgspec

from demos.language import Texts
from demos.outcomes import Outcome, replay
from demos.recording import Clock, Job, Recording, Schedule, from_json

Ordering: TypeAlias = str | Recording | Outcome | tuple[int, ...]
"""What ``--schedule`` takes: the name of a schedule, or what to replay."""


class BadOrdering(ValueError):
    """The options contradict each other, or do not fit the program; the message says it in the user's language."""


def add_options(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the three options to a command."""
    parser.add_argument("--clock", choices=get_args(Clock), help=texts.text("help-clock"))
    parser.add_argument("--seed", type=_seed(texts), metavar="N", help=texts.text("help-seed"))
    names = "|".join([*get_args(Schedule)[::-1], "FILE"])
    parser.add_argument("--schedule", type=_schedule(texts), metavar=names, help=texts.text("help-schedule"))


def ordered(job: Job, options: argparse.Namespace, texts: Texts) -> Job:
    """The job as the options want it timed and ordered.

    Raises:
        BadOrdering: they contradict each other.
    """
    wanted: dict[str, Any] = {"clock": options.clock, "seed": options.seed}
    fields = {name: value for name, value in wanted.items() if value is not None}
    match options.schedule:
        case "natural":
            if options.seed is not None or options.clock == "virtual":
                raise BadOrdering(texts.text("error-natural"))
            fields |= {"schedule": "natural", "clock": "real"}
        case Recording(schedule="natural"):
            raise BadOrdering(texts.text("error-replay-natural"))
        case Recording() as recording:
            fields = {"clock": recording.clock, "seed": recording.seed, "choices": recording.choices} | fields
        case Outcome() as outcome:
            if fields:
                raise BadOrdering(texts.text("error-replay-outcome"))
            return replay(job, outcome, "ignored")
        case tuple() as choices:
            fields["choices"] = choices
    return msgspec.structs.replace(job, **fields)


def check_replayed(job: Job, recording: Recording, texts: Texts) -> None:
    """Whether the run made all the choices that it was to replay.

    Raises:
        BadOrdering: it did not come to some of them.
    """
    made = len(recording.choices)
    if made < len(job.choices):
        raise BadOrdering(texts.text("error-replay-rest", made=made, choices=len(job.choices)))


def _seed(texts: Texts) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal():
            raise argparse.ArgumentTypeError(texts.text("error-seed", value=text))
        return int(text)

    return parse


def _schedule(texts: Texts) -> Callable[[str], Ordering]:
    def parse(text: str) -> Ordering:
        if text in get_args(Schedule):
            return text
        try:
            data = Path(text).read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise argparse.ArgumentTypeError(texts.text("error-schedule", value=text, reason=reason)) from None
        found = _read(data)
        if found is None:
            raise argparse.ArgumentTypeError(texts.text("error-schedule-file", file=text))
        return found

    return parse


def _read(data: bytes) -> Ordering | None:
    """What a file holds that can be replayed: a recording, the choices of one, or an outcome; None when nothing."""
    for read in (
        from_json,
        lambda data: msgspec.json.decode(data, type=tuple[int, ...]),
        lambda data: msgspec.json.decode(data, type=Outcome),
    ):
        try:
            found: Ordering = read(data)
        except ValueError:  # of msgspec too
            continue
        return found
    return None
