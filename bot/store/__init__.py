"""What must survive a restart: SQLAlchemy 2 on SQLite, or on what DATABASE_URL says.

Each method is one transaction, committed when it returns, and not interrupted when its caller is cancelled.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import asyncpg
import platformdirs
from alembic.util import CommandError
from sqlalchemy import AsyncAdaptedQueuePool, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
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

log = logging.getLogger(__name__)

T = TypeVar("T")

MEMORY = "sqlite://"
"""A database that is gone when the store is closed."""

AWAY = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What a database raises that fails; SQLAlchemy does not wrap what happens while asyncpg connects."""

PATIENCE_SECONDS = 2
"""How long a transaction waits for one of the connections to a server."""

RETRY_SECONDS = (0.05, 0.2, 0.5)
"""How long is waited before a transaction is done again: a click has to be answered within 3 s."""

BUSY_SECONDS = 2
"""How long a transaction waits for another process that holds the lock of a SQLite file."""


class StoreError(Exception):
    """The database cannot be reached, or cannot write. Nothing was half done."""


def default_url() -> str:
    """A SQLite file in the user's data folder, which is made when it is missing."""
    return (
        f"sqlite:///{platformdirs.user_data_path('forklore', appauthor=False, ensure_exists=True) / 'forklore.db'}"
    )


class _Again(Exception):
    """A transaction that has failed and left nothing may succeed when it is done again."""


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

    async def language_of(self, user_id: int) -> str | None:
        """The code of the language that the user chose, None if they chose none."""

        async def find(session: AsyncSession) -> str | None:
            user = await session.get(User, user_id)
            return user.language if user else None

        return await self._transact(find)

    async def set_language(self, user_id: int, code: str | None) -> None:
        """Keep the user's choice; None takes it back."""
        await self._transact(lambda session: session.merge(User(id=user_id, language=code)))

    async def command_tree(self, application_id: int) -> str | None:
        """The digest of the slash commands that Discord knows of this application, None if it never got any."""

        async def find(session: AsyncSession) -> str | None:
            tree = await session.get(CommandTree, application_id)
            return tree.digest if tree else None

        return await self._transact(find)

    async def set_command_tree(self, application_id: int, digest: str) -> None:
        """Keep the digest of the slash commands that Discord was just told about."""
        await self._transact(
            lambda session: session.merge(CommandTree(application_id=application_id, digest=digest))
        )

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

    async def _transact(self, work: Callable[[AsyncSession], Awaitable[T]], /) -> T:
        """Do some work in a transaction, and let it come to its end even when nobody waits for it any more.

        Raises:
            StoreError: nothing was kept; or, where a connection broke in the very commit, nobody can say.
        """
        task = asyncio.ensure_future(self._persist(work))
        self._transactions.add(task)
        task.add_done_callback(self._transactions.discard)
        return await asyncio.shield(task)

    async def _persist(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Do it again after a moment where that may help: somebody was faster, or the server was away."""
        for pause in RETRY_SECONDS:
            try:
                return await self._attempt(work)
            except _Again as again:
                log.info("a transaction is done once more: %s", again)
            await asyncio.sleep(pause)
        try:
            return await self._attempt(work)
        except _Again as again:
            raise StoreError(str(again)) from again

    async def _attempt(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        connected = committing = False
        try:
            async with self._sessions() as session:
                await session.connection()
                connected = True
                result = await work(session)
                await session.flush()
                committing = True
                await session.commit()
                return result
        except AWAY as error:
            if connected and isinstance(error, OSError):  # of the work itself
                raise
            # What may have been committed is not done twice.
            if not committing and _passes(error):
                raise _Again(_reason(error)) from error
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
    except (*AWAY, CommandError, ImportError, sqlite3.Error) as error:
        raise StoreError(_reason(error)) from error
    store = Store(engine)
    try:
        await store.prune()
        await store.servers.load()
        yield store
    finally:
        await store.finish()
        await engine.dispose()


def _passes(error: Exception) -> bool:
    """Whether an error may pass: somebody has added the same row at once, or a connection is lost."""
    if isinstance(error, DBAPIError):
        return isinstance(error, IntegrityError) or error.connection_invalidated
    return not isinstance(error, SQLAlchemyError)


def _reason(error: Exception) -> str:
    """What the database itself said, without the statement and SQLAlchemy's advice."""
    return str(getattr(error, "orig", None) or error)


def _engine(url: URL) -> AsyncEngine:
    if url.drivername == "sqlite":  # whoever writes sqlite:///file need not know the asynchronous driver
        url = url.set(drivername="sqlite+aiosqlite")
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+asyncpg")
    if url.get_backend_name() != "sqlite":
        # A server that was away has cut the connections in the pool: each is tried before it is used.
        return create_async_engine(
            url, pool_pre_ping=True, pool_timeout=PATIENCE_SECONDS, connect_args={"timeout": PATIENCE_SECONDS}
        )
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
