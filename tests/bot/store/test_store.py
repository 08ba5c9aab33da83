"""What must survive a restart does; the database is brought to the newest schema, or refused."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.store import MEMORY, Store, StoreError, default_url, open_store

pytestmark = pytest.mark.core


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'forklore.db'}"


async def test_a_choice_survives_a_restart(database: str) -> None:
    largest = 2**63 - 1  # an id of Discord has 64 bits, the first of which is not used for a long time
    async with open_store(database) as store:
        assert await store.language_of(largest) is None
        await store.set_language(largest, "zh-CN")
        await store.set_language(1, "en")
        await store.set_language(1, None)
    async with open_store(database) as store:
        assert await store.language_of(largest) == "zh-CN"
        assert await store.language_of(1) is None


async def test_the_commands_that_discord_knows_survive_a_restart(database: str) -> None:
    async with open_store(database) as store:
        assert await store.command_tree(1) is None
        await store.set_command_tree(1, "one")
        await store.set_command_tree(1, "two")
    async with open_store(database) as store:
        assert await store.command_tree(1) == "two"
        assert await store.command_tree(2) is None


async def test_what_was_acknowledged_is_on_the_disk(tmp_path: Path) -> None:
    async with open_store(url(tmp_path)) as store:
        await store.set_language(1, "zh-CN")
        # Another connection sees it while the first is still open: it was committed, to a write-ahead log.
        with sqlite3.connect(tmp_path / "forklore.db") as other:
            assert other.execute("SELECT language FROM users WHERE id = 1").fetchone() == ("zh-CN",)
            assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_many_at_once(store: Store) -> None:
    await asyncio.gather(*(store.set_language(user, f"language {user}") for user in range(50)))
    found = await asyncio.gather(*(store.language_of(user) for user in range(50)))

    assert found == [f"language {user}" for user in range(50)]


async def test_a_transaction_goes_on_when_its_caller_is_cancelled(database: str) -> None:
    async with open_store(database) as store:
        saving = asyncio.create_task(store.set_language(1, "zh-CN"))
        await asyncio.sleep(0)
        saving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await saving
    async with open_store(database) as store:
        assert await store.language_of(1) == "zh-CN"


async def test_databases_in_memory_are_apart() -> None:
    async with open_store(MEMORY) as one, open_store(MEMORY) as other:
        await one.set_language(1, "en")
        assert await other.language_of(1) is None


async def test_a_failing_database_is_a_named_error(tmp_path: Path) -> None:
    async with open_store(url(tmp_path)) as store:
        with sqlite3.connect(tmp_path / "forklore.db") as other:
            other.execute("DROP TABLE users")
        with pytest.raises(StoreError, match=r"no such table: users$"):
            await store.set_language(1, "en")


async def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^unable to open database file$"):
        async with open_store(url(tmp_path / "nowhere")):
            pass


@pytest.mark.parametrize(
    "wrong", ["not a url", "nosuchdatabase://host/name", "postgresql+nosuchdriver://host/name"]
)
async def test_a_url_that_names_no_database(wrong: str) -> None:
    with pytest.raises(StoreError):
        async with open_store(wrong):
            pass


async def test_a_database_from_a_newer_forklore_is_refused(tmp_path: Path) -> None:
    async with open_store(url(tmp_path)):
        pass
    with sqlite3.connect(tmp_path / "forklore.db") as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="9999"):
        async with open_store(url(tmp_path)):
            pass


def test_the_default_is_a_file_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert default_url() == f"sqlite:///{tmp_path / 'forklore' / 'forklore.db'}"
    assert (tmp_path / "forklore").is_dir()


async def test_the_fixture_is_empty(store: Store) -> None:
    assert await store.language_of(1) is None
