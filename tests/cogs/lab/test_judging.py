"""Predictions as people type them, how right they are, and what those who are wrong believe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.lab import wishes
from cogs.lab.answers import NotUnderstood, lines, read
from cogs.lab.data import Answer, Ask, Result, Seen, Subject, pack, unpack
from cogs.lab.judging import judge, same, truth
from cogs.lab.misconceptions import believed, expected, processes
from cogs.lab.wishes import Wishes
from demos.recording import Ending, Job, Program
from demos.runner import Runner

pytestmark = pytest.mark.core

EXITED = Ending(kind="exited", code=0)


def seen(stdout: str, ending: Ending = EXITED) -> Seen:
    return Seen(stdout, "", ending)


def subject(*asks: Ask) -> Subject:
    return Subject(kind="code", name="main.py", asks=asks)


RESULT = Result(
    seen=seen("A\nB\nC\n"),
    processes=3,
    outcomes=(seen("A\nB\nC\n"), seen("A\nC\nB\n"), seen("A\n", Ending(kind="signaled", signal=9))),
    total=3,
    complete=True,
)


@pytest.mark.parametrize(
    ("typed", "score", "matched"),
    [
        ("A\nB\nC", "right", {0, 1, 2}),
        ("  a \n\nＢ\nc\n\n", "right", {0, 1, 2}),
        ("A\nC\nB", "possible", {0, 2}),
        ("A\nB", "partly", {0, 1}),
        ("x\nB\nC\ny", "partly", {1, 2}),
        ("C\nB\nA", "partly", {2}),
        ("nothing of it", "wrong", set()),
        ("", "wrong", set()),
    ],
)
def test_an_output_is_held_against_what_was_printed(typed: str, score: str, matched: set[int]) -> None:
    verdict = judge(subject("output"), RESULT, Answer(output=typed))
    assert verdict.score == score
    assert verdict.matched == matched
    assert verdict.total == max(3, len(lines(typed)))


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        (Answer(exit="exit 0", processes=3, outcomes=3), "right"),
        (Answer(exit="signal 9", processes=3, outcomes=3), "possible"),
        (Answer(exit="exit 1", processes=3, outcomes=3), "partly"),
        (Answer(exit="exit 1", processes=2, outcomes=1), "wrong"),
        (Answer(), "wrong"),
    ],
)
def test_numbers_and_endings(answer: Answer, score: str) -> None:
    assert judge(subject("exit", "processes", "outcomes"), RESULT, answer).score == score


def test_a_flood_of_lines_is_judged_at_once() -> None:
    flood = Result(seen=seen("a\n" * 30_000), processes=1, total=1)
    verdict = judge(subject("output"), flood, Answer(output="a\n" * 2000))
    assert (verdict.score, len(verdict.matched), verdict.total) == ("partly", 100, 30_000)


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_judged_and_kept(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    answer = Answer(output=text)
    verdict = judge(subject("output"), RESULT, answer)
    assert verdict.matched <= set(range(len(lines(text))))
    assert (verdict.score == "right") == (same("output", answer) == truth("output", subject("output"), RESULT))
    assert unpack(pack(answer), Answer) == answer


@pytest.mark.parametrize(
    ("typed", "ending"),
    [
        ("0", "exit 0"),
        (" exit 3 ", "exit 3"),
        ("exit code 3", "exit 3"),
        ("退出码 ３", "exit 3"),
        ("-9", "signal 9"),
        ("SIGKILL", "signal 9"),
        ("signal 15", "signal 15"),
        ("信号 9", "signal 9"),
        ("死锁", "deadlock"),
        ("never ends", "deadlock"),
    ],
)
def test_an_ending_in_many_words(typed: str, ending: str) -> None:
    assert read({"exit": typed}).exit == ending


@pytest.mark.parametrize(
    "entered", [{"exit": "maybe"}, {"exit": "SIGFOO"}, {"processes": "two"}, {"outcomes": "-1"}]
)
def test_what_is_no_answer(entered: dict[str, str]) -> None:
    with pytest.raises(NotUnderstood):
        read(entered)


# --- misconceptions ---------------------------------------------------------------------------------------------

ORPHANED = """
import os, time
print("before", flush=True)
if os.fork() == 0:
    time.sleep(1)
    print("child", flush=True)
print("after", flush=True)
"""
KILLED = """
import os, signal
if os.fork() == 0:
    os._exit(7)
os.wait()
for _ in range(2):
    os.fork()
os.kill(os.getpid(), signal.SIGKILL)
"""


async def test_what_follows_from_each_misconception(runner: Runner) -> None:
    orphaned = await runner.run(Job(Program("main.py", ORPHANED)))
    assert orphaned.stdout == "before\nafter\nchild\nafter\n"
    found = expected(orphaned)
    assert found["children-die"].output == "before\nafter"
    assert found["child-stops"].output == "before\nafter\nchild"
    assert lines(found["child-from-the-top"].output or "").count("before") == 2
    assert found["first-not-counted"].processes == 1
    assert "as-in-the-shell" not in found

    killed = await runner.run(Job(Program("main.py", KILLED)))
    assert processes(killed) == 5
    found = expected(killed)
    assert found["childs-code"].exit == "exit 7"
    assert found["as-in-the-shell"].exit == "exit 137"
    assert found["one-more"].processes == 3
    assert found["first-not-counted"].processes == 4


def test_the_belief_behind_an_answer() -> None:
    beliefs = {"children-die": Answer(output="A\nB"), "one-more": Answer(processes=2)}
    result = Result(seen=RESULT.seen, processes=3, total=1, beliefs=beliefs)
    both = subject("output", "processes")
    assert believed(both, result, Answer(output="a\nb", processes=3)) == "children-die"
    assert believed(both, result, Answer(output="A\nB\nC", processes=2)) == "one-more"
    assert believed(both, result, Answer(output="A\nB\nC", processes=3)) is None
    assert believed(both, result, Answer(output="?", processes=9)) is None


# --- wishes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("", Wishes()),
        ("orphan", Wishes(rest="orphan")),
        ("wait children=2 ask=output,processes", Wishes(rest="wait children=2", asks=("output", "processes"))),
        ("outcomes wait countdown=90", Wishes("outcomes", "wait", countdown=90)),
        ("结果 wait 倒计时=5分钟", Wishes("outcomes", "wait", countdown=300)),
        ("测验 wait 2", Wishes("quiz", "wait 2")),
        ("代码 预测=退出码，进程数", Wishes("code", "", ("exit", "processes"))),
        ("code seed=3 countdown: 2m", Wishes("code", "seed=3", countdown=120)),
        ("demo orphan countdown=1h", Wishes("demo", "orphan", countdown=3600)),
    ],
)
def test_wishes_in_words(text: str, wished: Wishes) -> None:
    assert wishes.read(text) == wished


@pytest.mark.parametrize("text", ["orphan ask=weather", "orphan countdown=soon", "orphan countdown=25h"])
def test_wishes_that_cannot_be(text: str) -> None:
    with pytest.raises(wishes.NotUnderstood):
        wishes.read(text)
