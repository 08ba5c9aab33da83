"""Brings a database to the newest schema, when the store is opened."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    """Run the migrations that the database lacks, in the connection's transaction.

    Raises:
        alembic.util.CommandError: the database is from a newer Forklore.
    """
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
