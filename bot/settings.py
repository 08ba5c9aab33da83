"""Settings: from the environment, then from ``.env``. ``.env.example`` documents each."""

from __future__ import annotations

import os
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.language import Language

PREFIX = r"[^\s/](.{0,14}\S)?"
"""What a text command may begin with, as a regular expression."""

SECRET = ("discord_token", "discord_proxy", "database_url")
"""The token, and URLs that may hold a password."""


def _like(pattern: str) -> BeforeValidator:
    """The value without spaces around it, if it then matches."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value.strip()):
            raise ValueError("cannot be used")
        return value.strip() if isinstance(value, str) else value

    return BeforeValidator(check)


class Settings(BaseSettings):
    """What a host may set. Made in ``bot/__main__.py`` and handed down.

    Raises:
        ValidationError: a value cannot be used; `complaints` has the words for it.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: Annotated[SecretStr, _like(r"[!-~]+")] | None = None
    discord_proxy: Annotated[SecretStr, _like(r"https?://[^/\s]+\S*")] | None = None
    discord_api_url: Annotated[str, _like(r"https?://[^/\s]+\S*")] | None = None
    discord_gateway_url: Annotated[str, _like(r"wss?://[^/\s]+\S*")] | None = None
    command_prefix: Annotated[str, _like(PREFIX)] = "!"
    database_url: SecretStr | None = None
    workers: Annotated[int, Field(ge=1, le=256)] | None = None
    allow_run: bool = True
    user_runs_per_minute: Annotated[int, Field(ge=1, le=1000)] = 10
    server_runs_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 60
    practice_port: Annotated[int, Field(ge=0, le=65535)] = 0
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] | None = None

    def secrets(self) -> tuple[str, ...]:
        """What must appear in no log."""
        values = (self.discord_token, self.discord_proxy, self.database_url)
        return tuple(value.get_secret_value() for value in values if value is not None)


def forget_environment() -> None:
    """Take the secrets out of this process's environment, so that no process started from here inherits them."""
    for name in list(os.environ):
        if name.lower() in SECRET:
            del os.environ[name]


def complaints(error: ValidationError, language: Language) -> list[str]:
    """What is wrong with the settings, a sentence for each: its name and how to write it, never its value."""
    names = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
    return [language.text(f"setting-{name.replace('_', '-')}", name=name.upper()) for name in names]
