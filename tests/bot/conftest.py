"""The bot with one more cog, which misbehaves."""

from __future__ import annotations

from typing import cast

import pytest

from bot.client import COGS
from bot.language import Languages
from tests.bot.mischief import Mischief, locales
from tests.chat import Chat


@pytest.fixture(scope="session")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Languages:
    return Languages(locales(tmp_path_factory.mktemp("locales")))


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return (*COGS, "tests.bot.mischief")


@pytest.fixture
def mischief(chat: Chat) -> Mischief:
    return cast(Mischief, chat.bot.get_cog("Mischief"))
