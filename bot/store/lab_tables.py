"""The tables of the experiments (`bot.store.labs`).

Users, servers and messages are Discord ids, times seconds since 1970. What a `bytes` holds is compressed JSON that
`cogs.lab` writes and reads.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.schema import Table


class LabExperiment(Table):
    """An experiment, with the phase of its latest trial."""

    __tablename__ = "lab_experiments"

    id: Mapped[int] = mapped_column(primary_key=True)
    server: Mapped[int | None] = mapped_column(BigInteger, index=True)
    channel: Mapped[int | None] = mapped_column(BigInteger, index=True)
    message: Mapped[int | None] = mapped_column(BigInteger, index=True)
    thread: Mapped[int | None] = mapped_column(BigInteger)
    host: Mapped[int] = mapped_column(BigInteger, index=True)
    cohosts: Mapped[str] = mapped_column(default="")
    """Who may lead it besides the host: ``,1,2,``, empty for nobody."""

    language: Mapped[str]
    concept: Mapped[str]
    """What it is about: the reference card's id."""

    subject: Mapped[bytes]
    opened_at: Mapped[int] = mapped_column(BigInteger, index=True)
    trial: Mapped[int] = mapped_column(default=1)
    phase: Mapped[str]
    deadline: Mapped[int | None] = mapped_column(BigInteger)
    touched_at: Mapped[int] = mapped_column(BigInteger)
    """When a host was last seen to do something here."""

    closed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)
    """Grows with every change."""

    shown: Mapped[int] = mapped_column(default=-1)
    """The version that the message shows."""


class LabTrial(Table):
    """One run of an experiment's program, or of a variation of it."""

    __tablename__ = "lab_trials"

    experiment: Mapped[int] = mapped_column(ForeignKey("lab_experiments.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    job: Mapped[bytes]
    """What is run, and what was changed for it."""

    recording: Mapped[str | None] = mapped_column(index=True)
    """The id of the recording (`bot.store.recordings`), which is kept as long as this refers to it."""

    result: Mapped[bytes | None]
    samples: Mapped[bytes | None]
    revealed_at: Mapped[int | None] = mapped_column(BigInteger)


class LabPrediction(Table):
    """What somebody has predicted last for a trial, and how it was judged once it was revealed."""

    __tablename__ = "lab_predictions"

    experiment: Mapped[int] = mapped_column(ForeignKey("lab_experiments.id"), primary_key=True)
    trial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)
    answer: Mapped[str]
    predicted_at: Mapped[int] = mapped_column(BigInteger)
    verdict: Mapped[str | None]


class BoardMember(Table):
    """Somebody who wants to be on a server's board."""

    __tablename__ = "board_members"

    server: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
