"""``python -m bot`` in a process of its own: what it says, its exit code, and what it leaves behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.__main__ import parse, terminal_locale
from bot.language import Languages
from tests.bot.discord_server import TOKEN, discord_server
from tests.practice import practice
from tests.repository import ROOT

pytestmark = pytest.mark.core


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """The environment of a host who set nothing but this, and whose home is `folder`."""
    base = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "BROWSER": "true"}
    return {**base, **variables}


def run_bot(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(folder, **variables),
        capture_output=True,
        text=True,
        timeout=60,
    )


async def run_online(folder: Path, **variables: str) -> tuple[int, str, str]:
    """The same, while a server of this process answers; returns the exit code, output and error output."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=folder,
        env=environment(folder, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    output, errors = await process.communicate()
    return process.returncode or 0, output.decode(), errors.decode()


async def test_a_wrong_token_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    async with discord_server() as server:
        code, output, errors = await run_online(
            tmp_path,
            DISCORD_TOKEN="wrong.but.secret",  # noqa: S106
            DISCORD_API_URL=server.api,
        )

    assert (code, output) == (1, "")
    assert errors.splitlines()[-1].startswith("Discord does not accept this token: copy it again")
    assert "Traceback" not in errors
    assert "wrong.but.secret" not in errors


async def test_an_intent_that_is_not_ticked_in_chinese(tmp_path: Path) -> None:
    async with discord_server(allowed_intents=~(1 << 15)) as server:
        code, _, errors = await run_online(
            tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=server.api, LANG="zh_CN.UTF-8"
        )

    assert code == 1
    assert errors.splitlines()[-1].startswith("机器人还不能读取消息：")
    assert "Traceback" not in errors


def test_no_network_is_one_sentence(tmp_path: Path) -> None:
    done = run_bot(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL="http://127.0.0.1:9/api/v10")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("127.0.0.1:9 cannot be reached (")
    assert "Traceback" not in done.stderr


def test_settings_that_cannot_be_used_are_named_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_PROXY=socks5://me:secret@proxy\nWORKERS=0\n")
    done = run_bot(tmp_path)

    assert done.returncode == 1
    assert "DISCORD_PROXY cannot be used: write it like http://host:port" in done.stderr
    assert "WORKERS cannot be used" in done.stderr
    assert "secret" not in done.stderr


def test_a_database_that_cannot_be_opened(tmp_path: Path) -> None:
    done = run_bot(tmp_path, DISCORD_TOKEN=TOKEN, DATABASE_URL="sqlite:////nowhere/at/all/forklore.db")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("The database cannot be opened")
    assert "Traceback" not in done.stderr


async def test_online_the_token_is_in_no_process_and_no_log_and_sigterm_ends_it(tmp_path: Path) -> None:
    async with discord_server() as server:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-u", "-m", "bot"),
            cwd=tmp_path,
            env=environment(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=server.api, LOG_LEVEL="DEBUG"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout
        assert process.stderr
        errors = asyncio.create_task(process.stderr.read())
        said = await process.stdout.readline()
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        environments = [child.environ() for child in children]
        process.send_signal(signal.SIGTERM)
        code = await process.wait()
        log = (await errors).decode()

    assert said.decode().startswith("Forklore is online.")
    assert all(TOKEN not in " ".join(variables.values()) for variables in environments)
    assert code == 0
    assert "discord" in log
    assert TOKEN not in log
    assert "SELECT" not in log
    assert "Traceback" not in log
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
    assert (tmp_path / ".local/share/forklore/forklore.db").exists()


@pytest.mark.parametrize("how", ["interrupt", "terminate"])
def test_the_practice_server_ends_cleanly(tmp_path: Path, how: str) -> None:
    with practice(tmp_path) as server:
        if how == "interrupt":
            left = server.interrupt()
        else:
            started = psutil.Process(server.process.pid).children(recursive=True)
            server.process.send_signal(signal.SIGTERM)
            server.process.wait()
            left = [process.pid for process in psutil.wait_procs(started, timeout=5)[1]]
        assert server.process.stdout
        rest = server.process.stdout.read()

    assert left == []
    assert server.process.returncode == 0
    assert "Traceback" not in rest
    assert not (tmp_path / "forklore").exists(), "practice leaves nothing on the disk"


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with practice(tmp_path) as server:
        port = server.address.split(":")[2].partition("/")[0]
        done = run_bot(tmp_path, PRACTICE_PORT=port)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"Port {port} is taken")


def test_say_prints_the_reply(tmp_path: Path) -> None:
    done = run_bot(tmp_path, "--say", "!help", "--as", "bo")

    assert done.returncode == 0, done.stderr
    assert "What Forklore can do" in done.stdout
    assert done.stderr == ""


def test_say_in_chinese_with_an_error(tmp_path: Path) -> None:
    done = run_bot(tmp_path, "--say", "!hepl", "--lang", "zh-CN")
    assert done.returncode == 1
    assert "你想输入的是 `!help` 吗？" in done.stdout


def test_say_a_slash_command_that_does_not_exist(tmp_path: Path) -> None:
    done = run_bot(tmp_path, "--say", "/hepl")

    assert done.returncode == 1
    assert done.stderr == "/hepl could not be sent: no such slash command.\n"


def test_a_language_that_does_not_exist(tmp_path: Path) -> None:
    done = run_bot(tmp_path, "--say", "!help", "--lang", "tlh")

    assert done.returncode == 2
    assert "en, zh-CN" in done.stderr


@pytest.mark.parametrize(
    ("variables", "locale"),
    [
        ({}, ""),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN@latin"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "C", "LC_ALL": ""}, "C"),
    ],
)
def test_the_terminals_language(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], locale: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert terminal_locale() == locale


def test_the_command_line(languages: Languages, tmp_path: Path) -> None:
    options = parse(["--say", "!help", "--as", "bo", "--lang", "zh-CN", "--out", str(tmp_path)], languages)

    assert (options.say, options.name, options.language.code, options.out) == ("!help", "bo", "zh-CN", tmp_path)
