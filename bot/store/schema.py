"""The tables.

A change here needs a migration::

    alembic -c bot/store/alembic.ini revision --autogenerate --rev-id 0002 -m "Why"
"""

from __future__ import annotations

from sqlalchemy import BigInteger, String
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
