"""`python -m demos`, as people and scripts call it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import psutil
import pytest

from demos import toolchain
from demos.__main__ import main
from demos.catalogue import load
from demos.language import languages
from demos.recording import Ending, from_json
from tests.repository import ROOT

needs_compiler = pytest.mark.skipif(toolchain.find() is None, reason="there is no C compiler on this host")

PNG = b"\x89PNG\r\n\x1a\n"


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "demos", *map(str, arguments)]


def environment(language: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    return {**kept, "LANG": language, "PYTHONIOENCODING": "utf-8"}


def demos(
    *arguments: str | Path, language: str = "C.UTF-8", stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """One call, from the repository's folder, in a terminal of that language."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environment(language),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def program(folder: Path, source: str, name: str = "mine.py") -> Path:
    file = folder / name
    file.write_text(source, encoding="utf-8")
    return file


# --- list ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("locale", "language"), [("C.UTF-8", "en"), ("zh_CN.UTF-8", "zh-CN"), ("fr_FR", "en")])
def test_the_list_speaks_the_language_of_the_terminal(locale: str, language: str) -> None:
    done = demos("list", language=locale)
    assert (done.returncode, done.stderr) == (0, "")
    for demo in load():
        assert demo.name in done.stdout
        assert demo.text(language).title in done.stdout
    assert "children=1" in done.stdout


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_language_that_is_asked_for_wins(place: str) -> None:
    arguments = ("--lang", "zh", "list") if place == "before" else ("list", "--lang", "zh")
    assert "孤儿进程" in demos(*arguments, language="en_GB.UTF-8").stdout


@pytest.mark.parametrize("language", languages())
def test_help_is_in_the_users_language(language: str) -> None:
    done = demos("run", "--help", "--lang", language)
    assert done.returncode == 0
    assert ("一个演示" in done.stdout) == (language == "zh-CN")
    assert "--picture" in done.stdout
    assert "help-" not in done.stdout


def test_a_reader_who_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        command("list"), cwd=ROOT, env=environment("C"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


# --- run ----------------------------------------------------------------------------------------------------


def test_a_demo_is_explained_and_shown() -> None:
    done = demos("run", "getpid")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert "PID 3 │ child:  I am 3, my parent is 2" in lines
    assert any(re.fullmatch(r"PID 1  PPID 0  init  .*", line) for line in lines)
    assert any(re.fullmatch(r"└── PID 2  PPID 1  python3  .*", line) for line in lines)
    assert any(re.fullmatch(r"    └── PID 3  PPID 2  python3  .*", line) for line in lines)
    assert any(re.fullmatch(r"0\.\d{3} .*PID 2 forks: PID 3 is its child\.", line) for line in lines)
    assert "The program exited with 0." in lines
    assert "\x1b" not in done.stdout
    text = load().get("getpid").text("en")
    assert text.misconception in done.stdout
    assert text.notice.replace("`", "") in re.sub(r"\s+", " ", done.stdout)


def test_a_demo_is_shown_in_chinese() -> None:
    done = demos("run", "getpid", language="zh_CN.UTF-8")
    assert "PID 2 调用 fork，产生了子进程 PID 3。" in done.stdout
    assert "程序退出，退出码是 0。" in done.stdout


def test_a_program_of_ones_own_may_fail_and_the_command_does_not(tmp_path: Path) -> None:
    done = demos("run", program(tmp_path, "import sys\nsys.stdout.write('half a line')\nsys.exit(5)\n"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "PID 2 │ half a line" in done.stdout
    assert "The program exited with 5." in done.stdout


def test_json_is_one_recording_and_nothing_else(tmp_path: Path) -> None:
    picture = tmp_path / "fork.svg"
    done = demos("run", "fork", "--json", "--picture", picture)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    recording = from_json(done.stdout)
    assert recording.program == load().get("fork").program
    assert recording.ending == Ending(kind="exited", code=0)
    assert ET.fromstring(picture.read_text(encoding="utf-8")).tag.endswith("svg")  # noqa: S314 - our own


def test_a_picture_is_png_too(tmp_path: Path) -> None:
    picture = tmp_path / "Fork.PNG"
    assert demos("run", "fork", "--picture", picture).returncode == 0
    assert picture.read_bytes().startswith(PNG)


def test_a_parameter_is_in_the_program_that_ran() -> None:
    recording = from_json(demos("run", "exit", "--set", "code=9", "--set", "CODE=8", "--json").stdout)
    assert "\nCODE = 8  #" in recording.program.source
    assert "exited with 8" in recording.stdout


def test_limits_can_be_set(tmp_path: Path) -> None:
    file = program(tmp_path, "while True:\n    pass\n")
    done = demos("run", file, "--limit", "cpu-seconds=0.2")
    assert done.returncode == 0
    assert "it had used up its CPU time" in done.stdout


def test_standard_input_reaches_the_program(tmp_path: Path) -> None:
    file = program(tmp_path, "print(input()[::-1])\n")
    (tmp_path / "in").write_text("abc\n")
    assert "│ cba" in demos("run", file, "--stdin", tmp_path / "in").stdout
    assert "│ fed" in demos("run", file, "--stdin", "-", stdin="def\n").stdout


HOSTILE = r"""
import os, sys
os.write(1, b"\x1b[2J\x1b]0;title\x07 \xe2\x80\xae rtl \r overwritten \x9b31m \xff\n")
os.write(2, "[bold red]markup[/] @everyone ```\n".encode())
if os.fork() == 0:
    os.execv(sys.executable, ["\x1b[31mred", "-c", ""])
os.wait()
"""


def test_a_program_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    done = demos("run", program(tmp_path, HOSTILE, "\x1b[31m\u202e.py"))
    assert (done.returncode, done.stderr) == (0, "")
    assert all(char == "\n" or char.isprintable() or char == "\u3000" for char in done.stdout)
    assert "\\x1b[2J" in done.stdout
    assert "[bold red]markup[/]" in done.stdout


def test_what_a_terminal_cannot_show_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        command("run", "fork"),
        cwd=ROOT,
        env={**environment("C"), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


# --- errors -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["run", "orfan"], "Did you mean: orphan", "你要找的是不是：orphan"),
        (["run", "qqqqqq"], "There is no demo “qqqqqq”", "没有名为“qqqqqq”的演示"),
        (["run", "./nowhere.py"], "nowhere.py: ", "nowhere.py："),
        (["run", "README.md"], "ends in .py", "以 .py 或 .c 结尾"),
        (["run", "zombie", "--set", "children=99"], "a whole number from 1 to 8", "1 到 8 之间的整数"),
        (["run", "orphan", "--set", "seconds=x"], "a number from 1.5 to 8", "1.5 到 8 之间的数"),
        (["run", "zombie", "--set", "kids=3"], "It has: children", "可用的参数：children"),
        (["run", "fork", "--set", "kids=3"], "leave out --set", "请去掉 --set"),
        (["run", "zombie", "--set", "children"], "not NAME=NUMBER", "名称=数值"),
        (["run", "tests/samples.py", "--set", "n=3"], "Only demos have parameters", "只有演示才有参数"),
        (["run", "fork", "--limit", "cpu=1"], "cpu_seconds", "cpu_seconds"),
        (["run", "fork", "--limit", "processes=-1"], "above 0", "大于 0"),
        (["run", "fork", "--limit", "cpu_seconds=nan"], "above 0", "大于 0"),
        (["run", "fork", "--picture", "fork.jpg"], ".png, .svg or .webp", ".png、.svg 或 .webp"),
        (["run", "fork", "--picture", "nowhere/fork.png"], "there is no folder", "不存在"),
        (["run", "fork", "--stdin", "nowhere"], "nowhere: ", "nowhere："),
        (["run", "fork", "--lang", "fr"], "invalid choice", "invalid choice"),
        (["run"], "required", "required"),
        ([], "required", "required"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_input_says_what_to_give_instead(
    arguments: list[str],
    english: str,
    chinese: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    for locale, message in (("en_US.UTF-8", english), ("zh_CN.UTF-8", chinese)):
        monkeypatch.setenv("LC_ALL", locale)
        try:
            code = main(arguments)
        except SystemExit as leaving:  # argparse leaves by itself
            code = leaving.code if isinstance(leaving.code, int) else 1
        said = capsys.readouterr()
        assert (code, said.out) == (2, "")
        assert message in said.err
        assert "error-" not in said.err


def test_bad_input_is_a_message_and_no_traceback() -> None:
    done = demos("run", "orfan")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("There is no demo “orfan”. Did you mean: orphan")


def test_where_nothing_can_be_isolated_nothing_runs() -> None:
    """In a user namespace that may not make another one."""
    forbid = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'
    for arguments in (["run", "fork"], ["run", "fork", "--json"]):
        done = subprocess.run(
            ["unshare", "--user", "--map-root-user", "sh", "-c", forbid, "sh", *command(*arguments)],
            cwd=ROOT,
            env=environment("C.UTF-8"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith("Nothing was run: this machine cannot isolate the program")
        assert done.stderr.rstrip().endswith("python -m demos doctor")


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    file = program(tmp_path, "import os, time\nos.fork()\ntime.sleep(60)\n")
    asked = command("run", file, "--clock", "real")
    with subprocess.Popen(asked, cwd=ROOT, env=environment("C"), stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        # Worker, supervisor, the sandbox's init, the program and its child.
        while len(started := psutil.Process(process.pid).children(recursive=True)) < 5:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
        assert process.wait() == 130
    psutil.wait_procs(started, timeout=20)
    assert not [child for child in started if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]


# --- C ------------------------------------------------------------------------------------------------------


@needs_compiler
def test_a_c_program(tmp_path: Path) -> None:
    file = program(tmp_path, '#include <stdio.h>\nint main(void) { int x; puts("你好"); return 7; }', "mine.c")
    done = demos("run", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "warning: unused variable" in done.stdout
    assert "你好" in done.stdout
    assert "exited with 7" in done.stdout


@needs_compiler
@pytest.mark.parametrize(
    ("asked", "language", "said"), [("run", "en", "does not compile"), ("outcomes", "zh-CN", "无法通过编译")]
)
def test_a_c_program_that_does_not_compile(asked: str, language: str, said: str, tmp_path: Path) -> None:
    file = program(tmp_path, "#error \x1b[31mred", "mine.c")
    done = demos(asked, file, "--lang", language)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert r"mine.c:1:2: error: #error \x1b[31mred" in done.stderr


@needs_compiler
def test_the_outcomes_of_a_c_program(tmp_path: Path) -> None:
    source = '#include <stdio.h>\n#include <unistd.h>\nint main(void) { fputs(fork() ? "p" : "c", stdout); }'
    done = demos("outcomes", program(tmp_path, source, "mine.c"), "--json")
    found = json.loads(done.stdout)
    assert found["complete"]
    assert sorted(outcome["stdout"] for outcome in found["outcomes"]) == ["cp", "pc"]


def test_a_c_program_without_a_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/no/such/folder")
    done = demos("run", program(tmp_path, "int main(void) { }", "mine.c"), "--lang", "zh-CN")
    assert done.returncode == 1
    assert "没有 C 编译器" in done.stderr


# --- doctor -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "works", "programs"), [("en", "works", "C programs"), ("zh-CN", "有效", "C 程序")]
)
def test_the_doctor_names_each_protection(language: str, works: str, programs: str) -> None:
    done = demos("doctor", "--lang", language)
    assert done.stderr == ""
    assert done.returncode in (0, 3)
    assert done.stdout.count(works) >= 5
    assert programs in done.stdout
