"""The result of a run as one message."""

from __future__ import annotations

import dataclasses
import re

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import limits
from bot.language import Language, Languages
from bot.message import Reply
from bot.render.result import PICTURE, Story, report, result
from demos import recording as r
from tests import samples

LANGUAGES = list(Languages())
PNG = b"\x89PNG"


def story(recording: r.Recording, language: Language = LANGUAGES[0], notice: str = "Look at this.") -> Story:
    return Story(recording, language, "The title", moment=len(recording.events) // 2, notice=notice)


def text(reply: Reply) -> str:
    return "\n".join(
        str(part) for embed in reply.embeds for part in (embed.title, embed.description, embed.footer.text)
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("name", samples.SAMPLES)
def test_every_part_is_there_in_every_language(name: str, language: Language) -> None:
    recording = samples.SAMPLES[name]()
    told = story(recording, language)
    reply = result(told, name, PNG)
    summary, details = reply.embeds
    assert summary.title == "The title"
    assert str(summary.description).startswith("Look at this.")
    assert told.ending in str(summary.description)
    assert summary.image.url == f"attachment://{PICTURE}"
    assert reply.files[0].data == PNG
    assert str(details.description).count("```") == 4
    for process in recording.snapshot_at(told.moment).processes[:6]:
        assert re.search(rf"^ *{process.pid} +{process.ppid} ", str(details.description), re.MULTILINE)
    for key in ("recording-timeline", "recording-state"):
        assert language.text(key) in str(details.description)


def test_the_result_of_the_orphan_reads_well() -> None:
    summary, details = result(story(samples.orphan()), "orphan").embeds
    assert summary.description == (
        "Look at this.\n\n"
        "**Output:** PID, what it wrote\n"
        "```\n"
        "3 │ child: my parent is 2\n"
        "2 │ parent: I am 2\n"
        "2!│ parent: bye\n"
        "3 │ child: my parent is now 1\n"
        "```\n"
        "`!` means stderr\n"
        "**The program exited with 1.**"
    )
    assert str(details.description).startswith(
        "**Processes at 1.001 s:** PID 2 exits with 1.\n```\nPID   PPID state"
    )
    assert "2.002 s" in str(details.footer.text)


def test_a_short_run_needs_no_file_and_a_long_one_brings_everything() -> None:
    assert result(story(samples.orphan()), "orphan").files == ()

    recording = samples.many_children(60)
    reply = result(story(recording), "many")
    (file,) = reply.files
    assert file.name == "many.txt"
    assert "`many.txt`" in text(reply)
    assert "lines left out" in text(reply)
    full = file.data.decode()
    for number in range(60):
        assert f"child {number}\n" in full
        assert f" reaps {3 + number}: exit code {number}\n" in full
    assert recording.program.source in full
    assert "left out" not in full


def test_the_bound_that_ended_a_run_is_named() -> None:
    reply = result(story(samples.zombie()), "zombie")
    assert "used up its CPU time" in str(reply.embeds[0].description)


@pytest.mark.parametrize(
    ("code", "real", "virtual"),
    [
        ("en", "Took 2.002 s.", "2.002 s of program time and 8 ms of yours"),
        ("zh-CN", "2.002 秒", "实际只用了 8 毫秒"),
    ],
)
def test_simulated_time_is_told_from_real_time(code: str, real: str, virtual: str) -> None:
    language = next(language for language in LANGUAGES if language.code == code)
    recording = samples.orphan()
    assert real in str(result(story(recording, language), "orphan").embeds[1].footer.text)
    recording = msgspec.structs.replace(recording, clock="virtual", wall_seconds=0.0075)
    assert virtual in str(result(story(recording, language), "orphan").embeds[1].footer.text)


def test_events_that_the_recording_lost_are_counted() -> None:
    recording = msgspec.structs.replace(samples.orphan(), omitted_events=12)
    told = story(recording)
    assert "1 reaps 3: exit code 0\n… 12 more events are not kept\n```" in text(result(told, "orphan"))
    assert "… 12 more events are not kept" in report(told)


def test_the_belief_comes_first_and_what_can_be_tried_last() -> None:
    told = dataclasses.replace(story(samples.orphan()), belief="Children die too.", note="Try this.")
    summary, details = result(told, "orphan").embeds
    assert str(summary.description).startswith("❌ *Children die too.*\n\nLook at this.\n\n")
    assert str(details.description).endswith("```\nTry this.")


def test_a_program_that_prints_nothing() -> None:
    recording = msgspec.structs.replace(samples.signalled(), stdout="", stderr="")
    assert "nothing was written" in str(result(story(recording), "quiet").embeds[0].description)


def hostile(text: str, lines: int) -> r.Recording:
    tape = samples.Tape("hostile.py", "pass")
    for number in range(lines):
        tape.write(2, text, stream="stderr" if number % 3 else "stdout")
        tape.exec(2, f"/{text}", (text,))
    tape.exit(2, 0)
    return tape.end(code=0)


PIECES = ["```", "`", "\n", "<@1>", "@everyone", "😀", "中", "\x1b", "*", "_", "a"]
ATTACK = st.lists(st.sampled_from(PIECES), max_size=200).map("".join)


@settings(max_examples=60, deadline=None)
@given(ATTACK, st.integers(0, 40), st.integers(1, 600))
@example("W" * 5000 + "\n", 40, 600)
@example("😀" * 5000 + "\n", 40, 600)
@example("<@1>" * 1000 + "\n", 40, 600)
def test_whatever_a_program_prints_the_message_holds_together(printed: str, lines: int, notice: int) -> None:
    reply = result(story(hostile(printed, lines), notice="x" * notice), "hostile", PNG)
    assert limits.fit(reply) == dataclasses.replace(reply)
    for embed in reply.embeds:
        assert str(embed.description).count("```") % 2 == 0
        assert not re.search(r"@everyone|<@\d", str(embed.description))
    text(reply).encode()
    report(story(hostile(printed, lines))).encode()
