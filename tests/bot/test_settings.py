"""Settings come from the environment, then from .env; what cannot be used is said in words."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.language import Languages
from bot.settings import SECRET, Settings, complaints, forget_environment
from tests.repository import ROOT

pytestmark = pytest.mark.core


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without a .env, and none of the settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_nothing_needs_to_be_set() -> None:
    settings = Settings()

    assert settings.discord_token is None
    assert settings.command_prefix == "!"
    assert settings.secrets() == ()


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("COMMAND_PREFIX=?\nWORKERS=2\nUNKNOWN=1\n")
    monkeypatch.setenv("COMMAND_PREFIX", "$")

    settings = Settings()

    assert (settings.command_prefix, settings.workers) == ("$", 2)


def test_the_example_sets_nothing_and_documents_everything() -> None:
    example = (ROOT / ".env.example").read_text()
    Path(".env").write_text(example)

    assert Settings() == Settings(_env_file=None)
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == {
        name.upper() for name in Settings.model_fields
    }


@pytest.mark.parametrize(
    ("name", "value", "used"),
    [
        ("discord_token", " MTIz.a_b-c.d \n", "MTIz.a_b-c.d"),
        ("discord_proxy", "http://user:password@host:8080", "http://user:password@host:8080"),
        ("discord_api_url", "http://127.0.0.1:8000/api/v10/", "http://127.0.0.1:8000/api/v10/"),
        ("discord_gateway_url", "ws://[::1]:8000/", "ws://[::1]:8000/"),
        ("command_prefix", " fork ", "fork"),
        ("command_prefix", "hey bot,", "hey bot,"),
        ("workers", "4", 4),
        ("allow_run", "no", False),
        ("user_runs_per_minute", "5", 5),
        ("server_runs_per_minute", "300", 300),
        ("log_level", "DEBUG", "DEBUG"),
    ],
)
def test_what_can_be_used(monkeypatch: pytest.MonkeyPatch, name: str, value: str, used: Any) -> None:
    monkeypatch.setenv(name.upper(), value)
    found = getattr(Settings(), name)

    assert (found.get_secret_value() if name in SECRET else found) == used


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_TOKEN", "your token here"),
        ("DISCORD_TOKEN", "令牌"),
        ("DISCORD_PROXY", "socks5://user:pass-word@host:1080"),
        ("DISCORD_PROXY", "host:8080"),
        ("DISCORD_API_URL", "discord.com/api"),
        ("DISCORD_GATEWAY_URL", "https://gateway.discord.gg"),
        ("COMMAND_PREFIX", "/"),
        ("COMMAND_PREFIX", "x" * 17),
        ("WORKERS", "many"),
        ("WORKERS", "0"),
        ("ALLOW_RUN", "perhaps"),
        ("USER_RUNS_PER_MINUTE", "0"),
        ("SERVER_RUNS_PER_MINUTE", "unlimited"),
        ("PRACTICE_PORT", "70000"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_what_cannot_be_used_is_named_but_not_shown(
    monkeypatch: pytest.MonkeyPatch, languages: Languages, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        Settings()

    for language in languages:
        (sentence,) = complaints(caught.value, language)
        assert sentence.startswith(name)
        assert len(value) < 5 or value not in sentence


def test_secrets_are_in_no_text_and_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "MTIz.hush")
    monkeypatch.setenv("discord_proxy", "http://user:hush@host")
    settings = Settings()
    forget_environment()

    assert "hush" not in repr(settings)
    assert settings.secrets() == ("MTIz.hush", "http://user:hush@host")
    assert not any("hush" in value for value in os.environ.values())
