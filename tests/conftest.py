"""What holds for the whole suite, and the bot on a simulated Discord, which tests of `bot` and `cogs` start from.

`chat` is one channel with one member. Real services are behind the bot: the engine runs programs, the store is a
database in memory.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
import simcord
from sqlalchemy import Connection, create_engine

from bot.client import COGS, Forklore
from bot.language import Languages
from bot.settings import Settings
from bot.store import MEMORY, Store, open_store
from bot.store.migrate import migrate
from cogs.explain import library, proof, prover
from demos.catalogue import Catalogue, load
from demos.runner import Runner
from tests.chat import Chat
from tests.shared_runner import SharedRunner

CORE = {"bot", "cogs", "demos"}

# A slow machine is no error. CI tries the same examples each time, so that what it says can be looked into.
hypothesis.settings.register_profile("forklore", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("forklore")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of the three packages are the core; CI runs it on every newer Python too."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in CORE:
            item.add_marker(pytest.mark.core)


@pytest.fixture(autouse=True)
def modules() -> Iterator[None]:
    """Keep what the tests have imported: a bot that is closed makes Python forget the modules of its extensions."""
    known = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "cogs"}
    yield
    sys.modules.update(known)


@pytest.fixture(scope="session")
def languages() -> Languages:
    return Languages()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of a host who set none, whatever this machine's environment and .env say."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return Settings(_env_file=None)


@pytest.fixture(scope="session")
def schema() -> list[str]:
    """The statements that make of an empty SQLite database what all the migrations, in turn, would."""
    with create_engine(MEMORY).begin() as connection:
        migrate(connection)
        driver: Any = connection.connection.driver_connection
        return [statement for statement in driver.iterdump() if statement not in ("BEGIN TRANSACTION;", "COMMIT;")]


@pytest.fixture
async def store(schema: list[str]) -> AsyncIterator[Store]:
    def make(connection: Connection) -> None:
        for statement in schema:
            connection.exec_driver_sql(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.store.migrate", make)  # Which would take longer than most tests.
        async with open_store(MEMORY) as opened:
            yield opened


@pytest.fixture(scope="session")
def shared_runner() -> Iterator[SharedRunner]:
    with SharedRunner() as started:
        yield started


@pytest.fixture
def runner(shared_runner: SharedRunner) -> Runner:
    """The real engine, with one worker."""
    return cast(Runner, shared_runner)


@pytest.fixture(scope="session", autouse=True)
def _the_bot_is_looked_at_often() -> Iterator[None]:
    """SimCord looks every 50 ms whether the bot has come to rest, which would be most of what a test takes."""
    defaults = cast(dict[str, Any], simcord.Env._settle_internal.__kwdefaults__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(defaults, "idle", 0.005)
        yield


@pytest.fixture(scope="session", autouse=True)
def _cards_are_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "load", functools.cache(library.load))
        yield


@pytest.fixture(scope="session", autouse=True)
def _claims_are_proven_once() -> Iterator[None]:
    """A bot proves the claims of each card that it shows; here many bots do, on the same engine."""
    known: dict[tuple[proof.Proof, Runner], prover.Verdict] = {}
    prove = prover.prove

    async def prove_once(shown: proof.Proof, runner: Runner, owner: Hashable = None) -> prover.Verdict:
        key = shown, runner
        if key not in known:
            known[key] = await prove(shown, runner, owner)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proof, "load_proofs", functools.cache(proof.load_proofs))
        patch.setattr(prover, "prove", prove_once)
        yield


@pytest.fixture
def cogs() -> tuple[str, ...]:
    """The packages of commands that the bot loads."""
    return COGS


@pytest.fixture
def simcord_bot(
    settings: Settings,
    runner: Runner,
    catalogue: Catalogue,
    languages: Languages,
    store: Store,
    cogs: tuple[str, ...],
) -> Forklore:
    return _unhurried(
        Forklore(settings=settings, runner=runner, catalogue=catalogue, languages=languages, store=store, cogs=cogs)
    )


def _unhurried(bot: Forklore) -> Forklore:
    """Let edits of messages follow one another without a pause, which a test would have to wait for."""
    bot.edits.pause = 0
    return bot


@pytest.fixture
def make(
    settings: Settings,
    runner: Runner,
    catalogue: Catalogue,
    languages: Languages,
    store: Store,
    cogs: tuple[str, ...],
) -> Callable[..., Forklore]:
    """Makes a bot with other settings, or other cogs: each time a new one, on the same services."""
    loaded = cogs

    def make(cogs: tuple[str, ...] = loaded, **changed: Any) -> Forklore:
        return _unhurried(
            Forklore(
                settings=settings.model_copy(update=changed),
                runner=runner,
                catalogue=catalogue,
                languages=languages,
                store=store,
                cogs=cogs,
            )
        )

    return make


@pytest.fixture
def chat(simcord_env: simcord.Env) -> Chat:
    return Chat(simcord_env)
