"""Every sentence exists in every language, says the right thing, and is safe to show."""

from __future__ import annotations

import unicodedata
from typing import get_args, get_type_hints

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from hypothesis import given
from hypothesis import strategies as st

from demos import recording as r
from demos.language import LOCALES, best_language, languages
from demos.narration import Narrator, signal_name
from demos.printable import on_one_line, printable

HOSTILE = "\x1b[31m@everyone\r\u202e`x`\x00\u2028"

ONE_OF_EACH: list[r.Event] = [
    r.Start(t=0, pid=2, name="orphan.py"),
    r.Fork(t=0, pid=2, child=3, call="fork"),
    r.Fork(t=0, pid=2, child=3, call="clone"),
    r.Exec(t=0, pid=3, path="/bin/true", argv=("true",)),
    r.Call(t=0, pid=3, call="getpid", result=3),
    r.Call(t=0, pid=3, call="getppid", result=2),
    r.Call(t=0, pid=2, call="wait4", result=0),
    r.Call(t=0, pid=2, call="setsid", result=2),
    r.Write(t=0, pid=2, stream="stdout", text="hello\n", size=6),
    r.Write(t=0, pid=2, stream="stderr", text="", size=0),
    *(
        r.Wait(t=0, pid=2, call=call, target=target, options=options)
        for call in ("wait4", "waitid")
        for target in (-1, 0, 3, -5, None)
        for options in ((), ("WNOHANG",), ("WUNTRACED",))
    ),
    r.Wait(t=0, pid=2, call="read", target=4),
    r.Wait(t=0, pid=2, call="write", target=4),
    r.Wait(t=0, pid=2, call="futex"),
    r.Sleep(t=0, pid=2, call="clock_nanosleep", seconds=1.5),
    r.Sleep(t=0, pid=2, call="pause", seconds=None),
    r.Wake(t=0, pid=2, call="clock_nanosleep"),
    r.Wake(t=0, pid=2, call="read"),
    r.Exit(t=0, pid=3, code=7),
    r.Exit(t=0, pid=3, signal=9),
    r.Zombie(t=0, pid=3, parent=2),
    r.Reap(t=0, pid=2, child=3, code=7),
    r.Reap(t=0, pid=2, child=3, signal=9),
    r.Reap(t=0, pid=2, child=3, code=0, auto=True),
    r.Reparent(t=0, pid=3, old=2, new=1),
    *(
        r.Signal(t=0, pid=2, signal=17, sender=sender, action=action)
        for sender in (0, 3)
        for action in get_args(get_type_hints(r.Signal)["action"])
    ),
    r.Stop(t=0, pid=2, signal=19),
    r.Continue(t=0, pid=2),
    *(r.Kill(t=0, pid=2, target=target, signal=signal) for target in (3, 0, -1, -5) for signal in (0, 15)),
    *(r.Error(t=0, pid=2, call="wait4", errno=errno) for errno in ("ECHILD", "EINTR", "EPERM", "ESRCH", "EBADF")),
    r.Error(t=0, pid=2, call="clone", errno="EAGAIN"),
    r.Error(t=0, pid=2, call="read", errno="EAGAIN"),
]


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent's name
        self.names.add(node.id.name)


def messages(language: str, module: str) -> dict[str, set[str]]:
    """The variables that each message of a Fluent file uses."""
    resource = FluentParser().parse((LOCALES / language / module).read_text(encoding="utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ast.Junk)]
    found: dict[str, set[str]] = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{entry.id.name} is there twice"
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
    return found


@pytest.mark.parametrize("module", sorted(file.name for file in (LOCALES / "en").glob("*.ftl")))
@pytest.mark.parametrize("language", languages())
def test_each_language_says_the_same_with_the_same_values(language: str, module: str) -> None:
    assert messages(language, module) == messages("en", module)


def test_every_kind_of_event_is_covered_here() -> None:
    assert {type(event) for event in ONE_OF_EACH} == set(get_args(r.Event))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("event", ONE_OF_EACH, ids=repr)
def test_a_sentence_names_the_process_and_is_complete(language: str, event: r.Event) -> None:
    sentence = Narrator(language).sentence(event)
    assert f"PID {event.pid}" in sentence or f"PID 是 {event.pid}" in sentence
    assert "event-" not in sentence
    assert "{" not in sentence
    assert sentence[-1] in ".”。"
    for child in (getattr(event, "child", None), getattr(event, "new", None)):
        assert child is None or f"PID {child}" in sentence


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("event", ONE_OF_EACH, ids=repr)
def test_a_line_of_a_timeline_is_short_and_complete(language: str, event: r.Event) -> None:
    line = Narrator(language).line(event)
    assert "line-" not in line
    assert "{" not in line
    assert len(line) <= 36
    for pid in (getattr(event, "child", None), getattr(event, "new", None)):
        assert pid is None or str(pid) in line


@pytest.mark.parametrize("language", languages())
def test_what_is_said_of_an_event_and_of_a_process_also_exists_short(language: str) -> None:
    long = [key for key in messages(language, "events.ftl") if key.startswith(("event-", "doing-"))]
    assert {key.replace("event-", "line-") for key in long} == messages(language, "lines.ftl").keys()


@pytest.mark.parametrize("language", languages())
def test_every_message_of_an_event_is_used(language: str) -> None:
    """What no event can say would be dead text."""
    said = [Narrator(language).sentence(event) for event in ONE_OF_EACH]
    assert len(set(said)) >= sum(key.startswith("event-") for key in messages(language, "events.ftl"))


def test_sentences_in_english() -> None:
    say = Narrator("en").sentence
    assert say(r.Exit(t=0, pid=3, code=7)) == "PID 3 exits with 7."
    assert say(r.Exit(t=0, pid=3, signal=9)) == "PID 3 is ended by SIGKILL."
    assert say(r.Zombie(t=0, pid=3, parent=2)) == "PID 3 is a zombie: dead, but listed until PID 2 reaps it."
    assert say(r.Reparent(t=0, pid=3, old=2, new=1)) == "PID 2 has ended and leaves PID 3 behind. PID 1 adopts it."
    assert say(r.Write(t=0, pid=2, stream="stdout", text="a\nb\n", size=4)) == "PID 2 writes to stdout: “a⏎b”"
    for asked, said in ((2.0, "2"), (0.99981, "1"), (1.25, "1.25"), (0.3, "0.3"), (0.0213, "0.021"), (0.0, "0")):
        assert say(r.Sleep(t=0, pid=2, call="clock_nanosleep", seconds=asked)) == f"PID 2 sleeps for {said} s."


def test_a_shortened_write_says_so() -> None:
    sentence = Narrator("en").sentence(r.Write(t=0, pid=2, stream="stdout", text="aaa", size=70000))
    assert sentence == "PID 2 writes to stdout: “aaa…”"


@pytest.mark.parametrize("language", languages())
def test_states_and_endings_in_words(language: str) -> None:
    narrator = Narrator(language)
    states = [narrator.state(state) for state in get_args(r.State)]
    assert len(set(states)) == len(states)
    assert not any(state.startswith("state-") for state in states)
    endings = [
        narrator.ending(r.Ending(kind="exited", code=3)),
        narrator.ending(r.Ending(kind="signaled", signal=9)),
        narrator.ending(r.Ending(kind="killed")),
        narrator.ending(r.Ending(kind="deadlock"), deadlocked=True),
        narrator.ending(r.Ending(kind="exited", code=3), deadlocked=True),
        *(narrator.ending(r.Ending(kind=bound), bound) for bound in get_args(r.Bound)),
        *(narrator.not_compiled(bound) for bound in (None, *get_args(r.CompilerBound))),
    ]
    assert len(set(endings)) == len(endings)
    assert "3" in endings[0]
    assert "SIGKILL" in endings[1]
    assert not any("ending-" in ending or "bound-" in ending for ending in endings)


def test_a_bound_is_named_even_when_the_first_process_had_ended() -> None:
    sentence = Narrator("en").ending(r.Ending(kind="exited", code=0), "wall-time")
    assert sentence == "The program exited with 0. The run was ended here: it had reached its time limit."


BLOCKED = {
    r.Blocked(pid=2, doing="wait4(-1)", waits_for=(3, 4)): "PID 2 waits for the end of PID 3, PID 4.",
    r.Blocked(pid=3, doing="read(3)", waits_for=(2, 3)): (
        "PID 3 waits to read from descriptor 3. Nobody writes, and there is no end of file: "
        "the other end is still open in PID 2, PID 3 itself."
    ),
    r.Blocked(pid=3, doing="read(3)"): (
        "PID 3 waits to read from descriptor 3, where nothing will ever come."
    ),
    r.Blocked(pid=3, doing="write(4)", waits_for=(2,)): (
        "PID 3 waits for room to write to descriptor 4. Nobody reads: the other end is open in PID 2."
    ),
    r.Blocked(pid=3, doing="write(4)"): (
        "PID 3 waits for room to write to descriptor 4, and nobody reads there."
    ),
    r.Blocked(pid=3, doing="pause()"): "PID 3 waits for a signal that nobody will send.",
    r.Blocked(pid=3, doing="futex()"): "PID 3 waits in futex, and nobody will ever wake it.",
    r.Blocked(pid=3, doing=HOSTILE): (
        "PID 3 waits in \\x1b[31m@everyone\\r\\u202e`x`\\x00\\u2028, and nobody will ever wake it."
    ),
    r.Blocked(pid=3, doing=""): "PID 3 can never go on.",
}  # fmt: skip


def test_a_deadlock_says_who_waits_for_whom() -> None:
    assert Narrator("en").deadlock(list(BLOCKED), len(BLOCKED)) == list(BLOCKED.values())


def test_a_large_deadlock_is_told_in_part_and_threads_that_wait_alike_once() -> None:
    threads = [r.Blocked(pid=2, doing="futex()")] * 3
    many = [r.Blocked(pid=pid, doing="pause()") for pid in range(3, 40)]
    said = Narrator("en").deadlock([*threads, *many], 2)
    assert said[0] == "PID 2 waits in futex, and nobody will ever wake it."
    assert said[1:] == ["PID 3 waits for a signal that nobody will send.", "… and 36 more wait in vain."]


@pytest.mark.parametrize("language", languages())
def test_each_reason_of_a_deadlock_has_a_sentence_of_its_own(language: str) -> None:
    said = Narrator(language).deadlock(list(BLOCKED), len(BLOCKED))
    assert len(set(said)) == len(BLOCKED)
    assert not any("blocked" in sentence or "pid-" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("doing", "words"),
    [
        ("", ""),
        ("wait4(-1)", "waiting for any child"),
        ("waitid(3)", "waiting for PID 3"),
        ("wait4(0)", "waiting for a child in its group"),
        ("wait4(-7)", "waiting for a child in group 7"),
        ("sleep(2)", "sleeping for 2 s"),
        ("clock_nanosleep(0.9993)", "sleeping for 1 s"),
        ("sleep(0.0213)", "sleeping for 0.021 s"),
        ("sleep(soon)", "sleep(soon)"),
        ("pause()", "sleeping until a signal"),
        ("read(0)", "reading descriptor 0"),
        ("futex(0x1)", "futex(0x1)"),
        ("futex", "futex"),
        ("\x1b[2J", "\\x1b[2J"),
    ],
)
def test_what_a_process_is_doing(doing: str, words: str) -> None:
    assert Narrator("en").doing(doing) == words
    assert len(Narrator("en").doing(doing, short=True)) <= len(words)


def test_signals_go_by_name() -> None:
    assert [signal_name(n) for n in (9, 17, 34, 36, 64, 99)] == [
        "SIGKILL", "SIGCHLD", "SIGRTMIN", "SIGRTMIN+2", "SIGRTMAX", "signal 99",
    ]  # fmt: skip


def test_a_locale_or_a_relative_finds_its_language() -> None:
    assert best_language("zh_CN.UTF-8") == "zh-CN"
    assert best_language("zh") == "zh-CN"
    assert best_language("zh-TW") == "zh-CN"
    assert best_language("en_GB.UTF-8@euro") == "en"
    assert best_language("C") == best_language("") == best_language("xx-YY") == "en"


@given(st.text())
def test_a_program_cannot_speak_to_the_display_through_a_sentence(text: str) -> None:
    for event in (
        r.Write(t=0, pid=2, stream="stdout", text=text, size=len(text)),
        r.Exec(t=0, pid=2, path=text, argv=(text,)),
        r.Start(t=0, pid=2, name=text),
    ):
        sentence = Narrator("en").sentence(event)
        assert not {unicodedata.category(char) for char in sentence} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text(), st.integers(1, 40))
def test_one_line_is_one_line_of_at_most_its_width(text: str, width: int) -> None:
    line = on_one_line(text, width)
    assert len(line) <= width
    assert len(line.splitlines()) <= 1


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_hostile_text_is_written_out() -> None:
    assert printable(HOSTILE) == "\\x1b[31m@everyone\\r\\u202e`x`\\x00\\u2028"
    assert printable("a\tb\nc\u3000d") == "a\tb\nc\u3000d"
    assert printable("\udc80") == "\\udc80"
