"""Every demo is complete, in every language; and what a user sets is what runs."""

from __future__ import annotations

import ast
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos import catalogue as c
from demos.language import languages
from demos.recording import Job, Limits
from tests import samples
from tests.repository import ROOT

DEMOS = tuple(c.load())
PARAMETERS = [(demo, parameter) for demo in DEMOS for parameter in demo.parameters]
ENDLESS = {"zombie", "forever"}
"""Demos whose program ends only when somebody ends it."""
DEADLOCKED = {"deadlock"}
"""Demos whose program goes no further, and does not end: Forklore notices, a shell does not."""

each_demo = pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.name)


def test_the_demos_of_a_course_on_processes_are_there() -> None:
    assert {demo.name for demo in DEMOS} >= {
        "getpid", "fork", "private-memory", "fork-loop", "fork-expressions", "first", "buffer", "copy-on-write",
        "fork-threads", "fork-fails", "exit", "atexit", "systemexit", "exit-string", "status-8-bits", "forever",
        "wait", "wait-status", "waitpid", "waitpid-0", "wnohang", "echild", "pidfd", "zombie", "kill-zombie",
        "orphan", "orphaned-subtree", "subreaper", "double-fork", "pid-1", "pdeathsig", "sigchld-ignored",
        "sigchld-coalesced", "reap-loop", "stop-continue", "kill-race", "handler-race", "signal-mask",
        "pipe-eof", "sigpipe", "shared-offset", "deadlock", "exec", "cloexec", "killpg", "daemonise",
        "multiprocessing", "daemon-process", "start-methods", "queue", "pool",
    }  # fmt: skip


@each_demo
def test_it_speaks_every_language_in_sizes_that_fit_a_phone(demo: c.Demo) -> None:
    assert set(demo.texts) == set(languages())
    for text in demo.texts.values():
        assert 0 < len(text.title) <= 45
        assert 0 < len(text.summary) <= 80
        assert 0 < len(text.misconception) <= 80
        assert 60 < len(text.notice) <= 330
        assert text.notice.count("`") % 2 == 0
        assert all(0 < len(description) <= 60 for description in text.parameters.values())
    english, chinese = demo.texts["en"], demo.texts["zh-CN"]
    assert not re.search(r"[\u4e00-\u9fff]", english.title + english.summary + english.notice)
    assert all(
        re.search(r"[\u4e00-\u9fff]", text) for text in (chinese.summary, chinese.notice, chinese.misconception)
    )


@each_demo
def test_its_card_is_there(demo: c.Demo) -> None:
    assert (ROOT / "cogs/explain/cards/en" / f"{demo.card}.md").is_file()


@each_demo
def test_its_program_is_short_and_says_what_it_is(demo: c.Demo) -> None:
    tree = ast.parse(demo.source)
    assert len(demo.source.splitlines()) <= 40
    assert ast.get_docstring(tree)
    assert "#" in demo.source
    assert max(len(line) for line in demo.source.splitlines()) <= 94


@each_demo
def test_its_program_hides_no_module(demo: c.Demo) -> None:
    """`python3 wait.py` puts its folder first on the path, so a name of the standard library would be taken."""
    assert Path(demo.program.name).stem not in sys.stdlib_module_names


@each_demo
def test_a_job_is_the_program_with_its_limits(demo: c.Demo) -> None:
    assert demo.job() == Job(program=demo.program, limits=demo.limits)
    assert demo.job(seed=7, clock="virtual").seed == 7
    assert demo.job(limits=Limits(processes=3)).limits == Limits(processes=3)


def test_a_run_that_does_not_end_does_not_keep_people_waiting() -> None:
    assert {demo.name for demo in DEMOS if demo.limits.cpu_seconds < Limits().cpu_seconds} == ENDLESS


@each_demo
def test_it_runs_by_itself(demo: c.Demo, tmp_path: Path) -> None:
    """As a learner starts it: ``python3 FILE``."""
    shortest = {parameter.name: parameter.minimum for parameter in demo.parameters}
    file = tmp_path / demo.program.name
    file.write_text(demo.job(shortest).program.source, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.Popen(
        [sys.executable, file],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        if demo.name in ENDLESS | DEADLOCKED:
            assert {process.stdout.readline().split()[0] for _ in range(2)} == {"parent", "child"}
        else:
            assert process.stdout.read()
            assert process.wait() == 0
    finally:
        if demo.name in ENDLESS | DEADLOCKED:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


# --- parameters ---------------------------------------------------------------------------------------------


def constant(source: str, name: str) -> Any:
    values = [
        ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name.upper()
    ]
    assert len(values) == 1
    return values[0]


@pytest.mark.parametrize(("demo", "parameter"), PARAMETERS, ids=lambda value: value.name)
@given(data=st.data())
def test_setting_a_parameter_rewrites_its_line_and_nothing_else(
    demo: c.Demo, parameter: c.Parameter, data: st.DataObject
) -> None:
    strategy: Any = st.integers if isinstance(parameter.default, int) else st.floats
    value = data.draw(strategy(min_value=parameter.minimum, max_value=parameter.maximum))
    given_as = data.draw(st.sampled_from([value, str(value)]))
    source = demo.job(
        {data.draw(st.sampled_from([parameter.name, parameter.name.upper()])): given_as}
    ).program.source

    assert constant(source, parameter.name) == value
    changed = [(a, b) for a, b in zip(demo.source.splitlines(), source.splitlines(), strict=True) if a != b]
    assert len(changed) == (value != parameter.default)
    for before, after in changed:
        assert before.partition("#")[2] == after.partition("#")[2]


@pytest.mark.parametrize(("demo", "parameter"), PARAMETERS, ids=lambda value: value.name)
@given(value=st.text() | st.floats() | st.integers())
def test_a_value_is_taken_or_refused_with_the_range(
    demo: c.Demo, parameter: c.Parameter, value: str | int | float
) -> None:
    refused = None
    source = demo.source
    try:
        source = demo.job({parameter.name: value}).program.source
    except c.ParameterError as error:
        refused = error
    assert refused is None or (refused.minimum, refused.maximum) == (parameter.minimum, parameter.maximum)
    number = constant(source, parameter.name)
    assert type(number) is type(parameter.default)
    assert parameter.minimum <= number <= parameter.maximum


@pytest.mark.parametrize("value", ["0", "99", "2.5", "many", "", "nan", "__import__('os')", "1" * 5000, 2.5, 0])
def test_the_zombie_demo_refuses(value: str | float) -> None:
    with pytest.raises(c.ParameterError) as caught:
        c.load().get("zombie").job({"children": value})
    assert (caught.value.minimum, caught.value.maximum) == (1, 8)


def test_an_unknown_parameter_says_which_there_are() -> None:
    with pytest.raises(c.UnknownParameter) as caught:
        c.load().get("zombie").job({"kids": 3})
    assert (caught.value.name, caught.value.known) == ("kids", ("children",))


# --- finding a demo -----------------------------------------------------------------------------------------


def test_the_topics_hold_every_demo_once_and_have_headings() -> None:
    catalogue = c.load()
    assert len(catalogue) == len(DEMOS) == len({demo.name for demo in catalogue})
    assert all(topic.demos for topic in catalogue.topics)
    for language in languages():
        headings = [topic.title(language) for topic in catalogue.topics]
        assert len(set(headings)) == len(headings)
        assert not any(heading.startswith("topic-") for heading in headings)
    for topic in catalogue.topics:
        assert [demo.order for demo in topic.demos] == sorted({demo.order for demo in topic.demos})


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("orphan", "orphan"),
        (" Orphan ", "orphan"),
        ("Double_Fork", "double-fork"),
        ("double fork", "double-fork"),
        ("孤儿进程", "orphan"),
        ("僵尸", "zombie"),
        ("os._exit", "exit"),
        ("_exit", "exit"),
        ("SystemExit", "systemexit"),
        ("WNOHANG", "wnohang"),
        ("multiprocessing.Process", "multiprocessing"),
    ],
)
def test_a_demo_is_found_by_any_of_its_names(typed: str, name: str) -> None:
    assert c.load().get(typed).name == name


def test_no_two_demos_claim_the_same_name() -> None:
    claimed = [name.casefold() for demo in DEMOS for name in {demo.name, *demo.names}]
    assert sorted(claimed) == sorted(set(claimed))


def test_a_close_miss_is_answered_with_the_nearest() -> None:
    with pytest.raises(c.UnknownDemo) as caught:
        c.load().get("orfan")
    assert caught.value.suggestions[0] == "orphan"
    with pytest.raises(c.UnknownDemo) as caught:
        c.load().get("zzzzzz" * 1000)
    assert caught.value.suggestions == ()


# --- the moment ---------------------------------------------------------------------------------------------


def test_the_moment_of_the_orphan_is_its_adoption() -> None:
    recording = samples.orphan()
    moment = c.load().get("orphan").moment(recording)
    assert recording.events[moment].pid == 3
    tree = {process.pid: process.ppid for process in recording.snapshot_at(moment).processes}
    assert tree[3] == 1


def test_the_moment_of_the_zombie_shows_it() -> None:
    recording = samples.zombie()
    moment = c.load().get("zombie").moment(recording)
    states = {process.pid: process.state for process in recording.snapshot_at(moment).processes}
    assert states[3] == "zombie"


@each_demo
def test_there_is_a_moment_even_when_the_run_was_cut_short(demo: c.Demo) -> None:
    for recording in (samples.orphan(), samples.zombie(), samples.fork_and_wait()):
        assert recording.snapshot_at(demo.moment(recording)).processes


# --- files that are wrong -----------------------------------------------------------------------------------

FACTS = 'topic = "t"\norder = 1\ncard = "wait"\n[moment]\nevent = "fork"\n'
WORDS = "---\ntitle: T\nsummary: S\nmisconception: M\n---\nNotice.\n"


def make(folder: Path, **changes: str | None) -> Path:
    """A catalogue of one demo, its files as given instead of right; None leaves one out."""
    files: dict[str, str | None] = {"topics.toml": 'order = ["t"]', "d/demo.toml": FACTS, "d/en.md": WORDS}
    files |= {"d/zh-CN.md": WORDS, "d/d.py": "N = 3\n"} | changes
    for name, text in files.items():
        if text is not None:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_files_that_are_right_are_read(tmp_path: Path) -> None:
    extra = "[limits]\nwall_seconds = 2\n[parameters.n]\nminimum = 1\nmaximum = 5\n"
    described = WORDS.replace("title", "parameters: {n: how many}\ntitle")
    (demo,) = c.load(
        make(tmp_path, **{"d/demo.toml": FACTS + extra, "d/en.md": described, "d/zh-CN.md": described})
    )
    assert demo.limits == Limits(wall_seconds=2)
    assert demo.parameters == (c.Parameter(name="n", default=3, minimum=1, maximum=5),)
    assert demo.text("fr").notice == "Notice."


def test_a_third_language_needs_files_only(tmp_path: Path) -> None:
    (demo,) = c.load(make(tmp_path, **{"d/fr.md": WORDS.replace("Notice.", "Une ligne\net une autre.")}))
    assert demo.text("fr").notice == "Une ligne et une autre."


def test_a_line_break_in_chinese_is_no_space(tmp_path: Path) -> None:
    (demo,) = c.load(make(tmp_path, **{"d/zh-CN.md": WORDS.replace("Notice.", "回收\n子进程，用\n`wait`。")}))
    assert demo.text("zh-CN").notice == "回收子进程，用 `wait`。"


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("topics.toml", None, "No such file"),
        ("topics.toml", "order = [", ""),
        ("d/demo.toml", "order = 1", "topic"),
        ("d/demo.toml", FACTS.replace("order = 1", 'order = "1"'), "$.order"),
        ("d/demo.toml", FACTS.replace('"t"', '"other"'), "'other'"),
        ("d/demo.toml", FACTS.replace("fork", "spoon"), "'spoon'"),
        ("d/demo.toml", FACTS + 'where = { call = "x", chid = 3 }', "'chid'"),
        ("d/demo.toml", FACTS + "[limits]\ncpu = 1", "'cpu'"),
        ("d/demo.toml", FACTS + "[parameters.m]\nminimum = 1\nmaximum = 5", "M = NUMBER"),
        ("d/demo.toml", FACTS + "[parameters.n]\nminimum = 4\nmaximum = 5", "n is 3"),
        ("d/demo.toml", FACTS + "[parameters.n]\nminimum = 1.0\nmaximum = 5.0", "n is 3"),
        ("d/demo.toml", FACTS + "colour = 1", "colour"),
        ("d/en.md", None, "missing"),
        ("d/en.md", "no front matter", "title"),
        ("d/en.md", "---\ntitle: [\n---\nNotice.", ""),
        ("d/en.md", WORDS.replace("Notice.", ""), "says nothing"),
        ("d/zh-CN.md", WORDS.replace("title", "parameters: {x: how many}\ntitle"), "'x'"),
        ("d/d.py", None, "one program"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, file: str, text: str | None, problem: str) -> None:
    with pytest.raises(c.CatalogueError) as caught:
        c.load(make(tmp_path, **{file: text}))
    assert str(tmp_path / file.removesuffix("/d.py")) in str(caught.value)
    assert problem in str(caught.value)
