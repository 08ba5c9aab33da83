"""``python -m bot --say``: one message, and its answers as text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.client import Forklore
from bot.language import Languages
from bot.online import StartError
from bot.say import say

pytestmark = pytest.mark.core


class Terminal:
    """Says things to a bot and keeps what is printed."""

    def __init__(self, bot: Forklore, languages: Languages) -> None:
        self.bot = bot
        self.languages = languages
        self.lines: list[str] = []

    async def say(self, text: str, language: str = "en", name: str = "ana", folder: Path | None = None) -> int:
        spoken = self.languages.find(language)
        assert spoken is not None
        return await say(self.bot, text, spoken, self.lines.append, name=name, folder=folder)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def terminal(simcord_bot: Forklore, languages: Languages) -> Terminal:
    return Terminal(simcord_bot, languages)


@pytest.mark.parametrize("text", ["!rich", "/rich"])
async def test_everything_in_a_reply_is_printed(terminal: Terminal, text: str) -> None:
    assert await terminal.say(text) == 0
    assert terminal.text == ("Forklore:\nhello\n\nA title\nA description\n\n[button] Press\n\n[file] a.txt (4 B)\n")


async def test_files_are_saved(terminal: Terminal, tmp_path: Path) -> None:
    assert await terminal.say("!rich", folder=tmp_path / "new" / "folder") == 0
    assert (tmp_path / "new" / "folder" / "a.txt").read_bytes() == b"1234"
    assert str(tmp_path / "new" / "folder" / "a.txt") in terminal.text


async def test_in_chinese(terminal: Terminal) -> None:
    assert await terminal.say("!rich", "zh-CN") == 0
    assert "[按钮] Press" in terminal.text
    assert "[文件] a.txt" in terminal.text


@pytest.mark.parametrize("text", ["!help", "/help"])
async def test_the_bot_answers_in_that_language(terminal: Terminal, text: str) -> None:
    assert await terminal.say(text, "zh-CN", name="somebody new") == 0
    assert "Forklore 能做什么" in terminal.text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("!fail user", "⚠️ I am still working"),
        ("/fail user", "⚠️ I am still working"),
        ("!fail bug", "error id"),
        ("!nosuchthing", "There is no command"),
    ],
)
async def test_an_answer_that_is_an_error(terminal: Terminal, text: str, printed: str) -> None:
    assert await terminal.say(text) == 1
    assert printed in terminal.text


@pytest.mark.parametrize("text", ["hello", "!!!"])
async def test_no_answer(terminal: Terminal, text: str) -> None:
    assert await terminal.say(text) == 0
    assert terminal.text == "(no answer)"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/add 1 2", "3"),
        ("/add first:1 second:2", "3"),
        ("/echo what:several words: here", "several words: here"),
        ("/echo", "nothing"),
        ("/回声 a b", "a b"),
    ],
)
async def test_a_slash_command_takes_its_options_by_place_or_by_name(
    terminal: Terminal, text: str, answer: str
) -> None:
    assert await terminal.say(text) == 0
    assert terminal.text == f"Forklore:\n{answer}\n"


@pytest.mark.parametrize("text", ["/nosuchthing", "/add one two", "/add 1", "/"])
async def test_a_slash_command_that_nobody_could_send(terminal: Terminal, text: str) -> None:
    with pytest.raises(StartError) as caught:
        await terminal.say(text)
    assert caught.value.key == "say-failed"


async def test_a_time_is_written_out(terminal: Terminal) -> None:
    assert await terminal.say("!echo since <t:0:R>") == 0
    assert re.search(r"since 19(69|70)-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d\n", terminal.text)


@pytest.mark.timeout(60)
async def test_a_demo_really_runs(terminal: Terminal, tmp_path: Path) -> None:
    assert await terminal.say("!demo orphan", folder=tmp_path) == 0
    assert "child" in terminal.text
    assert (tmp_path / "timeline.png").read_bytes().startswith(b"\x89PNG")
