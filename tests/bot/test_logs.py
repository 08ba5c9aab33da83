"""Logs go to standard error, without secrets."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot import logs

pytestmark = pytest.mark.core


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root, client = logging.getLogger(), logging.getLogger("discord.client")
    handlers, level, filters = root.handlers[:], root.level, client.filters[:]
    yield
    root.handlers[:], client.filters[:] = handlers, filters
    root.setLevel(level)
    for name in ("aiosqlite", "alembic", "discord.gateway", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_a_secret_is_in_no_line_and_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ["MTIz.hush", ""])
    logger = logging.getLogger("test")
    try:
        raise ValueError("it was MTIz.hush")
    except ValueError:
        logger.exception("the token %s is wrong", "MTIz.hush")

    written = capsys.readouterr().err
    assert "the token *** is wrong" in written
    assert "ValueError: it was ***" in written
    assert "hush" not in written


def test_the_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("WARNING")
    logging.getLogger("test").info("quiet")
    logging.getLogger("test").warning("loud")

    assert "quiet" not in (written := capsys.readouterr().err)
    assert "WARNING test: loud" in written


def test_a_lost_connection_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    try:
        raise ConnectionError("gateway gone")
    except ConnectionError:
        logging.getLogger("discord.client").exception("Attempting a reconnect in %.2fs", 1.5)

    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("(ConnectionError: gateway gone). Attempting a reconnect in 1.50s")
    assert "WARNING" in line
