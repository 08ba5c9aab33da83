"""The timeline and the process tree, as text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from wcwidth import width

from bot.language import Languages
from bot.render import timeline, tree
from demos.narration import Narrator
from demos.recording import Process, Recording, Reparent, Snapshot, Zombie
from tests import samples

LANGUAGES = Languages()


def test_the_timeline_has_one_line_for_each_event_with_its_time_and_process() -> None:
    recording = samples.orphan()
    lines = timeline.rows(recording.events, Narrator("en"))
    assert len(lines) == len(recording.events)
    for line, event in zip(lines, recording.events, strict=True):
        assert line.split()[:2] == [f"{event.t:.3f}", str(event.pid)]
    assert [line.split(maxsplit=2)[2] for line in lines[10:14]] == [
        "exits with 1",
        "adopted by 1 (was 2)",
        "is a zombie of 1",
        "reaps 2: exit code 1",
    ]


@pytest.mark.parametrize("sample", samples.SAMPLES.values(), ids=list(samples.SAMPLES))
@pytest.mark.parametrize("code", ["en", "zh-CN"])
def test_the_words_of_the_timeline_begin_at_the_same_cell(sample: Callable[..., Recording], code: str) -> None:
    narrator = Narrator(code)
    recording = sample()
    lines = timeline.rows(recording.events, narrator)
    words = [narrator.line(event) for event in recording.events]
    assert len({width(line[: len(line) - len(word)]) for line, word in zip(lines, words, strict=True)}) == 1


def test_the_tree_while_the_orphan_lives() -> None:
    recording = samples.orphan()
    moment = next(index for index, event in enumerate(recording.events) if isinstance(event, Reparent))
    assert tree.rows(recording.snapshot_at(moment), LANGUAGES.default, Narrator("en")) == [
        "PID PPID state    doing",
        "1   0    sleeping waits for any",
        "  2 1    running",
        "  3 1    sleeping sleeps 2 s",
    ]


def test_the_tree_with_a_zombie_in_chinese() -> None:
    recording = samples.zombie()
    chinese = LANGUAGES.find("zh-CN")
    assert chinese is not None
    moment = next(index for index, event in enumerate(recording.events) if isinstance(event, Zombie))
    assert tree.rows(recording.snapshot_at(moment), chinese, Narrator("zh-CN")) == [
        "PID   PPID 状态 在做什么",
        "1     0    睡眠 等任意子进程",
        "  2   1    睡眠 睡 1 秒",
        "    3 2    僵尸",
    ]


def test_a_long_chain_and_a_lost_parent_stay_readable() -> None:
    chain = [Process(pid=pid, ppid=pid - 1, name="p", state="running") for pid in range(2, 60)]
    lost = Process(pid=99, ppid=77, name="p", state="stopped")
    lines = tree.rows(Snapshot(event=0, processes=(*chain, lost)), LANGUAGES.default, Narrator("en"))
    assert len(lines) == 60
    assert max(map(width, lines)) <= 42
    assert lines[-1].split() == ["99", "77", "stopped"]
