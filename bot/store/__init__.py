"""What must survive a restart: SQLAlchemy 2 on SQLite, or on what DATABASE_URL says.

Each method is one transaction, committed when it returns, and not interrupted when its caller is cancelled.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

import platformdirs
from alembic.util import CommandError
from sqlalchemy import AsyncAdaptedQueuePool, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.store.labs import Labs
from bot.store.migrate import migrate
from bot.store.paths import Paths
from bot.store.privacy import Forgotten, forget_old_labs, forget_user
from bot.store.progress import Progress
from bot.store.quizzes import Quizzes
from bot.store.recordings import Recordings
from bot.store.schema import CommandTree, User
from bot.store.servers import Servers

P = ParamSpec("P")
T = TypeVar("T")

MEMORY = "sqlite://"
"""A database that is gone when the store is closed."""

BUSY_SECONDS = 5
"""How long a transaction waits for another process that holds the lock of a SQLite file."""


class StoreError(Exception):
    """The database cannot be reached, or cannot write. Nothing was half done."""


def default_url() -> str:
    """A SQLite file in the user's data folder, which is made when it is missing."""
    return (
        f"sqlite:///{platformdirs.user_data_path('forklore', appauthor=False, ensure_exists=True) / 'forklore.db'}"
    )


def _uninterrupted(
    method: Callable[Concatenate[Store, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[Store, P], Coroutine[Any, Any, T]]:
    """Let a transaction come to its end even when nobody waits for it any more."""

    @functools.wraps(method)
    async def run(self: Store, /, *arguments: P.args, **options: P.kwargs) -> T:
        task = asyncio.ensure_future(method(self, *arguments, **options))
        self._transactions.add(task)
        task.add_done_callback(self._transactions.discard)
        return await asyncio.shield(task)

    return run


class Store:
    """The open database. Made by `open_store`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._transactions: set[asyncio.Future[Any]] = set()
        self.recordings = Recordings(self._transact)
        self.quizzes = Quizzes(self._transact)
        self.labs = Labs(self._transact)
        self.progress = Progress(self._transact)
        self.paths = Paths(self._transact)
        self.servers = Servers(self._transact)

    @_uninterrupted
    async def language_of(self, user_id: int) -> str | None:
        """The code of the language that the user chose, None if they chose none."""
        async with self._transaction() as session:
            user = await session.get(User, user_id)
            return user.language if user else None

    @_uninterrupted
    async def set_language(self, user_id: int, code: str | None) -> None:
        """Keep the user's choice; None takes it back."""
        async with self._transaction() as session:
            await session.merge(User(id=user_id, language=code))

    @_uninterrupted
    async def command_tree(self, application_id: int) -> str | None:
        """The digest of the slash commands that Discord knows of this application, None if it never got any."""
        async with self._transaction() as session:
            tree = await session.get(CommandTree, application_id)
            return tree.digest if tree else None

    @_uninterrupted
    async def set_command_tree(self, application_id: int, digest: str) -> None:
        """Keep the digest of the slash commands that Discord was just told about."""
        async with self._transaction() as session:
            await session.merge(CommandTree(application_id=application_id, digest=digest))

    @_uninterrupted
    async def _transact(self, work: Callable[[AsyncSession], Awaitable[T]], /) -> T:
        async with self._transaction() as session:
            return await work(session)

    async def forget(self, user_id: int) -> Forgotten:
        """Delete everything that is kept about a user. Returns how much that was.

        Raises:
            StoreError: nothing was deleted.
        """
        return await self._transact(lambda session: forget_user(session, user_id))

    async def prune(self) -> None:
        """Delete what was kept for long enough.

        Raises:
            StoreError: the database cannot be written.
        """
        await self._transact(forget_old_labs)
        await self.servers.prune()
        await self.quizzes.prune()
        await self.recordings.prune()

    async def finish(self) -> None:
        """Wait for the transactions that still go on."""
        if self._transactions:
            await asyncio.wait(self._transactions)

    @contextlib.asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncSession]:
        try:
            async with self._sessions.begin() as session:
                yield session
        except SQLAlchemyError as error:
            raise StoreError(_reason(error)) from error


@contextlib.asynccontextmanager
async def open_store(url: str) -> AsyncIterator[Store]:
    """The store at a database URL (``sqlite:///file``, `MEMORY`), brought to the newest schema.

    Raises:
        StoreError: it cannot be opened or migrated.
    """
    try:
        engine = _engine(make_url(url))
        if engine.dialect.name == "sqlite":
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        try:
            async with engine.begin() as connection:
                await connection.run_sync(migrate)
        except BaseException:
            await engine.dispose()
            raise
    except (SQLAlchemyError, CommandError, ImportError, sqlite3.Error) as error:
        raise StoreError(_reason(error)) from error
    store = Store(engine)
    try:
        await store.prune()
        await store.servers.load()
        yield store
    finally:
        await store.finish()
        await engine.dispose()


def _reason(error: Exception) -> str:
    """What the database itself said, without the statement and SQLAlchemy's advice."""
    return str(getattr(error, "orig", None) or error)


def _engine(url: URL) -> AsyncEngine:
    if url.drivername == "sqlite":  # whoever writes sqlite:///file need not know the asynchronous driver
        url = url.set(drivername="sqlite+aiosqlite")
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url)
    if url.database and not url.database.startswith("file:"):
        # Where it cannot be opened, aiosqlite's thread would outlive the event loop and complain about that.
        sqlite3.connect(url.database).close()
    # One connection, that transactions take in turn. SQLite has one writer, and of many who compete for its lock
    # some would wait for too long; and a database in memory is its connection.
    return create_async_engine(url, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # Readers do not wait for a writer, and a crash in the middle of a commit loses nothing (sqlite.org/wal.html).
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.close()
