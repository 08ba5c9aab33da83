"""A step as an embed: all of it is there, narrow where it can be, and Discord takes it whatever was printed."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.language import Languages
from bot.render import stepper
from bot.render.result import STEP_ROOM
from demos import recording as r
from tests import samples
from tests.demos.recordings import recordings

pytestmark = pytest.mark.core

ENGLISH = Languages().default


def index_of(recording: r.Recording, kind: type[r.Event]) -> int:
    return next(index for index, event in enumerate(recording.events) if isinstance(event, kind))


def test_a_step_in_full() -> None:
    recording = samples.orphan()
    embed = stepper.embed(recording, index_of(recording, r.Reparent), ENGLISH)
    assert embed.title == "Step 12 of 20 · 1.002 s"
    assert embed.description == FULL


FULL = """\
**PID 2 has ended and leaves PID 3 behind. PID 1 adopts it.**
```python
    3
    4 pid = os.fork()
    5 if pid == 0:
    6     os.write(1, f"child: my…
 3> 7     sleep(2)
    8     os.write(1, f"child: my…
    9 else:
   10     sleep(1)
   11     os.write(1, f"parent: I…
```
```
PID PPID state    doing
1   0    sleeping waits for any
  2 1    running
  3 1    sleeping sleeps 2 s
```
**Output so far:** PID, what it wrote
```
3 │ child: my parent is 2
2 │ parent: I am 2
2!│ parent: bye
```
`!` means stderr"""


def test_several_processes_on_lines_far_apart() -> None:
    source = "\n".join(f"line_{number}()" for number in range(1, 101))
    recording = msgspec.structs.replace(
        samples.orphan(),
        program=r.Program("far.py", source),
        events=(
            r.Start(t=0, pid=2, name="far.py"),
            r.Fork(t=0, pid=2, line=10, child=3, call="fork"),
            r.Call(t=0, pid=3, line=90, call="getpid", result=3),
        ),
        snapshots=(r.Snapshot(event=1, processes=samples.orphan().snapshot_at(3).processes),),
    )
    lines = str(stepper.embed(recording, 2, ENGLISH).description).split("```")[1].splitlines()[1:]
    assert lines == [
        "    8 line_8()",
        "    9 line_9()",
        " 2>10 line_10()",
        "   11 line_11()",
        "    …",
        "   88 line_88()",
        "   89 line_89()",
        " 3>90 line_90()",
        "   91 line_91()",
        "   92 line_92()",
    ]


def test_many_processes_are_cut_around_the_one_that_acts() -> None:
    recording = samples.many_children(40)
    embed = stepper.embed(recording, index_of(recording, r.Exit), ENGLISH)
    tree = str(embed.description).split("```")[3].splitlines()
    assert len(tree) <= 14
    acting = recording.events[index_of(recording, r.Exit)].pid
    assert any(row.split()[0] == str(acting) for row in tree[2:] if not row.startswith("…"))
    assert sum("lines left out" in row for row in tree) >= 1


def test_a_recording_without_lines_shows_no_source() -> None:
    recording = samples.orphan()
    for event in recording.events:
        msgspec.structs.force_setattr(event, "line", None)
    description = str(stepper.embed(recording, 3, ENGLISH).description)
    assert "import os" not in description
    assert "PPID state" in description


@pytest.mark.parametrize("language", list(Languages()), ids=lambda language: language.code)
def test_the_last_step_says_how_it_ended(language) -> None:  # type: ignore[no-untyped-def]
    blocked = (
        r.Blocked(pid=2, doing="wait4(3)", waits_for=(3,)),
        r.Blocked(pid=3, doing="read(3)", waits_for=(2, 3)),
    )
    recording = msgspec.structs.replace(
        samples.fork_and_wait(), ending=r.Ending(kind="deadlock"), deadlock=blocked, omitted_events=7
    )
    last = stepper.embed(recording, len(recording.events) - 1, language)
    before = stepper.embed(recording, len(recording.events) - 2, language)
    said = {
        "en": ["Deadlock", "PID 2 waits for the end of PID 3", "7 more"],
        "zh-CN": ["死锁", "等待 PID 3 结束", "7"],
    }
    for piece in said[language.code]:
        assert piece in str(last.description)
    assert said[language.code][0] not in str(before.description)
    assert last.colour != before.colour


@given(recordings(), st.data())
def test_discord_takes_any_step(recording: r.Recording, data: st.DataObject) -> None:
    if not recording.events:
        return
    program = r.Program("p.py", data.draw(st.text(max_size=300) | st.just("`@everyone\u202e\U0001f600" * 400)))
    first = msgspec.structs.replace(recording.events[0], line=data.draw(st.none() | st.integers(1, 3)))
    recording = msgspec.structs.replace(recording, program=program, events=(first, *recording.events[1:]))
    index = data.draw(st.integers(0, len(recording.events) - 1))
    embed = stepper.embed(recording, index, ENGLISH)
    assert limits.length(str(embed.title)) <= limits.EMBED_TITLE
    assert limits.size(embed) <= STEP_ROOM
    description = str(embed.description)
    assert description.count("```") % 2 == 0
    assert "@everyone" not in description
    for option in stepper.options(recording, ENGLISH):
        assert 0 < limits.length(option.label) <= limits.OPTION_LABEL
        assert option.description is not None
        assert limits.length(option.description) <= limits.OPTION_DESCRIPTION
    assert len(stepper.options(recording, ENGLISH)) <= limits.SELECT_OPTIONS
