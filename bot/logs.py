"""Logging, configured in this one place: to standard error, without secrets."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence


class _Formatter(logging.Formatter):
    """Writes ``***`` where a secret would stand, in a message or in a traceback."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def _shorten_reconnects(record: logging.LogRecord) -> bool:
    """discord.py logs each lost connection with a traceback, which tells a host nothing: the reason is enough."""
    if str(record.msg).startswith("Attempting a reconnect") and record.exc_info and record.exc_info[1]:
        reason = record.exc_info[1]
        record.msg = f"No connection to Discord's gateway ({type(reason).__name__}: {reason}). {record.msg}"
        record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
    return True


def configure(level: str, secrets: Sequence[str] = ()) -> None:
    """Log everything from `level` upwards to standard error; no `secrets` are in it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter([secret for secret in secrets if secret]))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("discord.client").addFilter(_shorten_reconnects)
    # Each statement and each frame of the gateway: of use only to those who work on these libraries.
    logging.getLogger("discord.gateway").setLevel(max(logging.INFO, logging.getLevelName(level)))
    for name in ("aiosqlite", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
