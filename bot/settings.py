"""Settings: from the environment, then from ``.env``. ``.env.example`` documents each."""

from __future__ import annotations

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a host may set. Made in ``bot/__main__.py`` and handed down."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    discord_token: SecretStr | None = None
    discord_proxy: SecretStr | None = None
    discord_api_url: str | None = None
    discord_gateway_url: str | None = None
    command_prefix: str = "!"
    database_url: str | None = None
    workers: int | None = None
    log_level: str = "INFO"
