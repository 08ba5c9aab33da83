"""Runs migrations: on the connection that `bot.store.migrate` hands over, or from the ``alembic`` command."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from bot.store import default_url
from bot.store.schema import Table


def run(connection: Connection) -> None:
    # SQLite cannot change a column: a batch copies the table.
    context.configure(connection, target_metadata=Table.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.config.get_main_option("sqlalchemy.url") or default_url()).connect() as own:
        run(own)
