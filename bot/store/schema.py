"""The tables.

A change here needs a migration::

    alembic -c bot/store/alembic.ini revision --autogenerate --rev-id 0002 -m "Why"
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Table(DeclarativeBase):
    """The base of all tables."""


class User(Table):
    """What a Discord user chose for themselves."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """The user's Discord id."""

    language: Mapped[str | None]
    """The code of the language they chose, None for what Discord says."""


class CommandTree(Table):
    """The slash commands that Discord was last told about, for each application that ran on this database."""

    __tablename__ = "command_trees"

    application_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    digest: Mapped[str]


class StoredRecording(Table):
    """A recording whose steps can be asked for (`bot.store.recordings`)."""

    __tablename__ = "recordings"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    """Of its content, so that the same run is stored once."""

    stored_at: Mapped[int] = mapped_column(BigInteger, index=True)
    """When it was last run, in seconds since 1970."""

    data: Mapped[bytes]
    """Its JSON, compressed (zlib)."""

    owner: Mapped[int | None] = mapped_column(BigInteger, index=True)
    """The Discord id of whose own program it is, None for programs of the bot: demos, proofs, quizzes."""


class AskedQuiz(Table):
    """A quiz that was asked in a message (`bot.store.quizzes`)."""

    __tablename__ = "quizzes"

    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[int] = mapped_column(BigInteger)
    """The Discord id of who started it."""

    quiz: Mapped[bytes]
    """Its JSON: a later version of the bot may make another one of the same seed."""

    language: Mapped[str]
    alone: Mapped[bool]
    seconds: Mapped[int]
    asked_at: Mapped[int] = mapped_column(BigInteger, index=True)
    """In seconds since 1970, as all times."""

    channel: Mapped[int | None] = mapped_column(BigInteger)
    message: Mapped[int | None] = mapped_column(BigInteger, index=True)
    deadline: Mapped[int | None] = mapped_column(BigInteger)
    revealed: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[bool] = mapped_column(default=False)


class QuizAnswer(Table):
    """What somebody has answered last."""

    __tablename__ = "quiz_answers"

    quiz: Mapped[int] = mapped_column(ForeignKey("quizzes.id"), primary_key=True)
    user: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Their Discord id."""

    chosen: Mapped[str]
    """The indexes of the options, ``0,2``."""

    answered_at: Mapped[int] = mapped_column(BigInteger)


class QuizResult(Table):
    """Whether somebody was right in a quiz that was revealed. Neither the quiz nor the answer is with it."""

    __tablename__ = "quiz_results"

    id: Mapped[int] = mapped_column(primary_key=True)
    user: Mapped[int] = mapped_column(BigInteger, index=True)
    """Their Discord id."""

    topic: Mapped[str]
    right: Mapped[bool]
    answered_at: Mapped[int] = mapped_column(BigInteger, index=True)


class Server(Table):
    """What is set for a Discord server (`bot.store.servers`)."""

    __tablename__ = "servers"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """The server's Discord id."""

    prefix: Mapped[str | None]
    language: Mapped[str | None]
    channels: Mapped[str] = mapped_column(default="")
    """The ids of channels, ``1,2``."""

    hosts: Mapped[str] = mapped_column(default="")
    """The ids of roles, ``1,2``."""

    runs: Mapped[int | None]
    left_at: Mapped[int | None] = mapped_column(BigInteger)
    """When the bot was removed from it, None while it is there."""


class ServerChange(Table):
    """Who has changed which setting of a server, from what to what."""

    __tablename__ = "server_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    server: Mapped[int] = mapped_column(BigInteger, index=True)
    user: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[int] = mapped_column(BigInteger)
    setting: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]


class PathPlace(Table):
    """Where somebody is in the guided course (`bot.store.paths`)."""

    __tablename__ = "path_places"

    user: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Their Discord id."""

    step: Mapped[str]
    position: Mapped[int]
