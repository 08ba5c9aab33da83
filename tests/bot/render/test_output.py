"""Which process wrote which line, in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.language import Languages
from bot.render import output
from demos.output import lines
from demos.recording import Stream, Write
from tests import samples

ENGLISH = Languages().default


def write(pid: int, text: str, stream: Stream = "stdout", size: int | None = None) -> Write:
    return Write(t=0, pid=pid, stream=stream, text=text, size=len(text.encode()) if size is None else size)


def shown(*events: Write) -> list[str]:
    return output.rows(lines(events), ENGLISH)


def test_each_line_is_labelled_with_its_process_and_stream() -> None:
    recording = samples.orphan()
    written = lines(recording.events)
    assert output.rows(written, ENGLISH) == [
        "3 │ child: my parent is 2",
        "2 │ parent: I am 2",
        "2!│ parent: bye",
        "3 │ child: my parent is now 1",
    ]
    assert output.legend(written, ENGLISH) == "`!` means stderr"


def test_a_line_of_several_processes_is_not_shown_as_several_lines() -> None:
    events = [write(2, "one "), write(3, "two "), write(2, "three\n"), write(2, "new\n")]
    assert shown(*events) == ["2 │ one", "3 ⋯ two", "2 ⋯ three", "2 │ new"]
    assert "⋯" in output.legend(lines(events), ENGLISH)


def test_the_writes_of_one_line_are_put_together() -> None:
    assert shown(write(2, "a"), write(2, "b"), write(2, "c\nd"), write(2, "\n")) == ["2 │ abc", "2 │ d"]


def test_the_two_streams_have_lines_of_their_own() -> None:
    assert shown(write(2, "out"), write(2, "err\n", "stderr"), write(2, "put\n")) == [
        "2 │ out",
        "2!│ err",
        "2 ⋯ put",
    ]


def test_empty_lines_stay_and_empty_writes_do_not() -> None:
    assert shown(write(2, "a\n\nb\n"), write(2, "")) == ["2 │ a", "2 │", "2 │ b"]
    assert shown() == []


def test_what_the_recording_leaves_out_is_said() -> None:
    assert shown(write(2, "aaa", size=70_003), write(3, "b\n")) == ["2 │ aaa … and 70000 more bytes", "3 │ b"]


@given(st.lists(st.tuples(st.integers(2, 4), st.text("ab\n", max_size=6), st.sampled_from(["stdout", "stderr"]))))
def test_nothing_is_lost_or_put_in_another_place(writes: list[tuple[int, str, Stream]]) -> None:
    found = lines([write(pid, text, stream) for pid, text, stream in writes])
    for stream in ("stdout", "stderr"):
        whole = "".join(text for _, text, its in writes if its == stream)
        parts = [line for line in found if line.stream == stream]
        joined = "".join(("\n" if line.begins and index else "") + line.text for index, line in enumerate(parts))
        assert joined == whole.removesuffix("\n")
        for pid in (2, 3, 4):
            own = "".join(text for by, text, its in writes if its == stream and by == pid)
            assert "".join(line.text for line in parts if line.pid == pid) == own.replace("\n", "")
