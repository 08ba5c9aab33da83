"""``run --step``: every step where the output is no terminal, and by keys where it is one."""

from __future__ import annotations

import os
import pty
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from demos import keys
from demos.__main__ import main
from demos.language import Texts
from demos.recording import Recording
from demos.stepper import Stepper
from tests import samples
from tests.demos.recordings import recordings
from tests.repository import ROOT

HOSTILE = r"""
import os
os.write(1, b"\x1b[2J\x1b]0;title\x07 \xe2\x80\xae rtl \r overwritten \x9b31m \xff\n")
os.write(2, b"[bold red]markup[/]\n")  # [bold]
"""


@pytest.mark.parametrize(("language", "title"), [("en", "Step 1 of 10 · "), ("zh-CN", "第 1 步，共 10 步 · ")])
def test_without_a_terminal_every_step_is_printed(
    capsys: pytest.CaptureFixture[str], language: str, title: str
) -> None:
    assert main(["run", "zombie", "--step", "--lang", language]) == 0
    said = capsys.readouterr()
    lines = [line.rstrip("─ \n") for line in said.out.splitlines()]
    headings = [line for line in lines if re.match(r"Step \d|第 \d+ 步", line)]
    assert len(headings) == int(re.findall(r"\d+", headings[0])[1])
    assert headings[0].startswith(re.match(r"\D*", title)[0])  # type: ignore[index]
    assert re.search(r"^ *2 ▶ +\d+ ", said.out, re.MULTILINE)
    assert re.search(r"^└── PID 2  PPID 1 ", said.out, re.MULTILINE)
    assert "\x1b" not in said.out
    assert "step-" not in said.out


def test_a_program_cannot_speak_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "hostile.py"
    file.write_text(HOSTILE)
    assert main(["run", str(file), "--step"]) == 0
    said = capsys.readouterr().out
    assert all(char == "\n" or char.isprintable() for char in said)
    assert "\\x1b[2J" in said
    assert "[bold red]markup[/]" in said


def test_step_and_json_are_not_given_together(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["run", "fork", "--step", "--json"])
    assert left.value.code == 2
    assert "--json" in capsys.readouterr().err


@given(recordings(), st.integers(1, 60))
def test_any_recording_has_screens(recording: Recording, height: int) -> None:
    console = Console(width=80, record=True, file=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    with console.file:
        stepper = Stepper(console, Texts("cli"), recording)
        for index in range(len(recording.events)):
            console.print(stepper.screen(index, height))


def test_many_processes_and_much_output_stay_within_a_screen() -> None:
    recording = samples.many_children(40)
    console = Console(width=120, height=30)
    stepper = Stepper(console, Texts("cli"), recording)
    for index in range(len(recording.events)):
        with console.capture() as shown:
            console.print(stepper.screen(index, 30))
        assert len(shown.get().splitlines()) <= 36
        assert f"PID {recording.events[index].pid}" in shown.get()


# --- keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "meant"),
    [
        (b"\x1b[C\x1b[Cn ", [keys.NEXT] * 4),
        (b"\x1b[D\x1bODp", [keys.BACK] * 3),
        (b"gG\x1b[H\x1b[F\x1b[1~\x1b[4~", [keys.FIRST, keys.LAST] * 3),
        (b"q", [keys.QUIT]),
        (b"\x1b", [keys.QUIT]),
        (b"\x1b[15~xyz\xff\x1b[1;5C", []),
        (b"", []),
    ],
)
def test_what_keys_mean(data: bytes, meant: list[str]) -> None:
    assert keys.meanings(data) == meant


class Screen:
    """``run --step`` in a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            environment = {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8", "LINES": "30", "COLUMNS": "100"}
            os.execve(sys.executable, [sys.executable, "-m", "demos", "run", *arguments], environment)  # noqa: S606

    def see(self, pattern: str) -> re.Match[str]:
        """Wait until that is on the screen, from the last look on."""
        seen = b""
        while True:
            seen += os.read(self._terminal, 4096)
            found = re.search(pattern, seen.decode(errors="replace"))
            if found:
                return found

    def press(self, data: bytes) -> None:
        os.write(self._terminal, data)

    def end(self) -> int:
        """The exit code."""
        while True:
            try:
                if not os.read(self._terminal, 4096):
                    break
            except OSError:  # Linux says so of a terminal that is no longer open.
                break
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_keys_step_through_it_in_a_terminal() -> None:
    screen = Screen("fork", "--step")
    count = screen.see(r"Step 1 of (\d+)[\s\S]*q quit")[1]
    for data, number in (
        (b"\x1b[C", "2"),
        (b"n", "3"),
        (b"p", "2"),
        (b"G", count),
        (b"n", count),
        (b"\x1b[D", str(int(count) - 1)),
        (b"g", "1"),
        (b"nnn", "4"),
    ):
        screen.press(data)
        screen.see(rf"Step {number} of {count}[\s\S]*q quit")
    screen.press(b"q")
    assert screen.end() == 0
