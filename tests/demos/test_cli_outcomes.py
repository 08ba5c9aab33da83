"""`python -m demos outcomes`, as people and scripts call it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
from pathlib import Path

import msgspec
import psutil
import pytest
from rich.console import Console

from demos.findings import Findings
from demos.language import languages
from demos.outcomes import Outcome, Outcomes
from demos.outcomes import replay as replayed
from demos.outcomes_cli import Printer
from demos.recording import Ending, Job, Program
from demos.runner import Runner
from demos.telling import Teller
from tests.demos.test_cli import command, demos, environment, program
from tests.repository import ROOT

RACE = """
import os
if os.fork() == 0:
    os.write(1, b"child\\n")
    os._exit(0)
os.write(1, b"parent\\n")
os.wait()
"""
FOUR = """
import os
for number in range(4):
    if os.fork() == 0:
        print("child", number)
        raise SystemExit
for number in range(4):
    os.wait()
"""
LONG = """
import os
for number in range(8):
    if os.fork() == 0:
        os.write(1, b"%d\\n" % number)
        os._exit(0)
for number in range(8):
    os.wait()
"""
HOSTILE = """
import os
if os.fork() == 0:
    os.write(1, "[red]\\x1b[31m\\u202e`".encode())
    os._exit(0)
os.write(1, b"b")
os.wait()
"""


def test_json_is_what_scripts_were_promised(tmp_path: Path) -> None:
    done = demos("outcomes", program(tmp_path, RACE), "--json")
    found = json.loads(done.stdout)

    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert list(found) == ["complete", "reason", "runs", "states", "seconds", "outcomes"]
    assert (found["complete"], found["reason"]) == (True, None)
    assert found["runs"] >= 2
    assert found["states"] >= found["runs"]
    assert found["seconds"] > 0
    assert [outcome["stdout"] for outcome in found["outcomes"]] == ["child\nparent\n", "parent\nchild\n"]
    for outcome in found["outcomes"]:
        assert list(outcome) == ["stdout", "stderr", "ending", "schedule", "seed_replay"]
        assert outcome["ending"] == {"kind": "exited", "code": 0, "signal": None}
        assert outcome["stderr"] == ""
        assert outcome["seed_replay"] is None
        assert {2, 3} == set(outcome["schedule"])


async def test_a_schedule_from_the_json_gives_its_outcome_again(tmp_path: Path, runner: Runner) -> None:
    done = demos("outcomes", program(tmp_path, RACE), "--json")

    for data in json.loads(done.stdout)["outcomes"]:
        outcome = msgspec.convert(data, Outcome)
        recording = await runner.run(replayed(Job(Program("mine.py", RACE)), outcome, "ignored"))
        assert recording.stdout == outcome.stdout


def test_for_people_the_sleeps_are_told(tmp_path: Path) -> None:
    done = demos("outcomes", "wait")
    lines = [line.rstrip() for line in done.stdout.splitlines()]

    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "6 outcomes are possible, and no others."
    assert "  A  parent: reaped PID 3, exit code 1" in lines
    assert "  6  *+  C B A D" in lines
    assert any(line.startswith("exit status 0 · the same 4 lines in 6 orders") for line in lines)
    assert "A sleep synchronises nothing." in lines
    assert "only one outcome" in done.stdout
    assert "\x1b" not in done.stdout


def test_in_chinese() -> None:
    done = demos("outcomes", "wait", language="zh_CN.UTF-8")

    assert "一共有 6 种可能的结果，没有别的。" in done.stdout
    assert "退出码 0 · 同样的 4 行，6 种顺序" in done.stdout
    assert "sleep 不能用来同步。" in done.stdout


def test_sleeps_taken_at_their_word() -> None:
    done = demos("outcomes", "orphan", "--sleep", "trusted")
    assert "One outcome is possible if every sleep takes exactly the time it says." in done.stdout
    assert "A sleep synchronises nothing" not in done.stdout

    trusted = json.loads(demos("outcomes", "orphan", "--sleep", "trusted", "--json").stdout)
    ignored = json.loads(demos("outcomes", "orphan", "--sleep", "ignored", "--json").stdout)
    assert len(trusted["outcomes"]) == 1
    outputs = [outcome["stdout"] for outcome in ignored["outcomes"]]
    assert trusted["outcomes"][0]["stdout"] in outputs
    assert outputs == sorted(outputs)
    assert len(outputs) > 1


def test_parameters_stdin_and_limits_reach_the_program(tmp_path: Path) -> None:
    done = demos("outcomes", "wait", "--set", "children=2", "--json")
    assert len(json.loads(done.stdout)["outcomes"]) == 2

    echo = program(tmp_path, "print(input())")
    done = demos("outcomes", echo, "--stdin", "-", "--json", stdin="from here\n")
    assert [outcome["stdout"] for outcome in json.loads(done.stdout)["outcomes"]] == ["from here\n"]

    spin = program(tmp_path, "while True: pass")
    done = demos("outcomes", spin, "--limit", "cpu_seconds=0.2")
    assert "does not end (stopped at its time limit)" in done.stdout


def test_bounds_are_named(tmp_path: Path) -> None:
    file = program(tmp_path, FOUR)
    found = json.loads(demos("outcomes", file, "--max-runs", "2", "--json").stdout)
    assert (found["complete"], found["reason"], found["runs"]) == (False, "runs", 2)

    done = demos("outcomes", file, "--max-seconds", "0.000001")
    assert done.returncode == 0
    assert "No outcome was found yet." in done.stdout
    assert "seconds were not enough" in done.stdout


def test_what_cannot_be_explored_is_sampled(tmp_path: Path) -> None:
    dice = program(tmp_path, "import random; print(random.randint(1, 6))")
    done = demos("outcomes", dice, "--max-seconds", "3")

    assert done.returncode == 0
    assert "random order of its own. There may be others." in done.stdout
    assert "random numbers" in done.stdout
    assert "(seen in " in done.stdout


def test_hostile_output_stays_output(tmp_path: Path) -> None:
    done = demos("outcomes", program(tmp_path, HOSTILE))

    assert "[red]\\x1b[31m\\u202e`b" in done.stdout
    assert not {"\x1b", "\u202e"} & set(done.stdout)


def test_many_outcomes_are_shortened(capsys: pytest.CaptureFixture[str]) -> None:
    ending = Ending(kind="exited", code=0)
    found = Outcomes(
        complete=True,
        reason=None,
        runs=900,
        states=9000,
        seconds=1,
        sleeps="ignored",
        outcomes=tuple(
            Outcome(stdout=f"{number}\n" * 4, stderr="", ending=ending, schedule=()) for number in range(500)
        ),
    )
    Printer(Console(width=100), Teller("en"), Findings(found)).print()
    said = capsys.readouterr().out

    assert "500 outcomes are possible, and no others." in said
    assert "… and 440 more; --json has everything" in said
    assert "59⏎59⏎59⏎59" in said
    assert len(said.splitlines()) < 70


@pytest.mark.parametrize("language", languages())
def test_help_is_in_the_users_language(language: str) -> None:
    done = demos("outcomes", "--help", "--lang", language)

    assert done.returncode == 0
    assert "--max-seconds" in done.stdout
    assert "help-" not in done.stdout
    assert ("调度" in done.stdout) == (language == "zh-CN")


@pytest.mark.parametrize(
    "arguments",
    [
        ["orphn"],
        ["missing.py"],
        ["wait", "--set", "children=1000"],
        ["wait", "--max-runs", "0"],
        ["wait", "--max-runs", "1.5"],
        ["wait", "--max-seconds", "nan"],
        ["wait", "--sleep", "deep"],
    ],
    ids=" ".join,
)
def test_bad_input_is_refused(arguments: list[str]) -> None:
    done = demos("outcomes", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_a_near_name_is_suggested() -> None:
    assert "orphan" in demos("outcomes", "orphn").stderr


@pytest.mark.parametrize("json_wanted", [False, True])
def test_ctrl_c_shows_what_was_found_and_leaves_no_process(tmp_path: Path, json_wanted: bool) -> None:
    """In a terminal, where the progress says when something is found."""
    primary, secondary = pty.openpty()
    arguments = ["outcomes", program(tmp_path, LONG), *(["--json"] if json_wanted else [])]
    with subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        env={**environment("C.UTF-8"), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=secondary,
        text=True,
    ) as process:
        os.close(secondary)
        said = ""
        while "outcomes so far" not in said:
            said += os.read(primary, 4096).decode(errors="replace")
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        try:
            while os.read(primary, 4096):
                pass
        except OSError:
            pass  # The terminal is closed when the command has ended.
        assert process.stdout is not None
        shown = process.stdout.read()
        assert process.wait() == 130
    os.close(primary)

    assert "Traceback" not in said + shown
    if json_wanted:
        found = json.loads(shown)
        assert (found["complete"], found["reason"]) == (False, "cancelled")
        assert found["outcomes"]
    else:
        assert "It was cancelled before" in shown
        assert "exit status 0" in shown
    assert psutil.wait_procs(children, timeout=10)[1] == []
