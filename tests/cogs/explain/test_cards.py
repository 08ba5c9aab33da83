"""The cards themselves: complete in both languages, linked, and in agreement with the Python that runs here."""

from __future__ import annotations

import ast
import errno
import importlib
import inspect
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from cogs.explain.card import Card
from cogs.explain.check import check
from cogs.explain.library import load
from cogs.explain.proof import PROOFS
from demos import catalogue

LIBRARY = load()
CARDS = list(LIBRARY)

MISTAKES = {
    "waitpid": "zero-non-blocking",
    "fork": "negative-on-failure",
    "sys-exit": "string-exits-zero",
    "orphan": "always-pid-one",
    "wait": "returns-exit-code",
    "zombie": "kill-removes",
}
"""What learners' notes get wrong most often, and the card that must say so."""

CURRICULUM = """
getpid, getppid, fork, vfork, clone, posix_spawn, exec family, execve, _exit, sys.exit, SystemExit, atexit,
register_at_fork, exit code, wait, waitpid, waitpid -1, wait3, wait4, waitid, WNOHANG, WUNTRACED, WCONTINUED,
WNOWAIT, WIFEXITED, WEXITSTATUS, WTERMSIG, waitstatus_to_exitcode, ECHILD, EINTR, process states, PCB, process
table, zombie, avoiding zombies, orphan, reparenting, subreaper, PID 1, PID namespaces, double fork, daemon,
pdeathsig, signals, SIGCHLD, SIG_IGN, coalescing, kill, killpg, signal handlers, signal mask, pending,
sigwait, stop and continue, SIGPIPE, SIGKILL, process group, session, setsid, controlling terminal, pidfd,
file descriptors, open file description, shared offset, pipe, PIPE_BUF, dup2, close-on-exec, stdio buffering,
copy-on-write, scheduling, race condition, process graph, RLIMIT_NPROC, fork in threads, deadlock,
multiprocessing.Process, Process.start, Process.run, Process.join, Process.is_alive, Process.exitcode,
Process.daemon, Process.terminate, Process.kill, Process.close, Process.name, Process.pid, sentinel, authkey,
start methods, main guard, Queue, Pipe, Value, Array, Lock, Event, Pool, Manager, subprocess,
concurrent.futures, ps, pstree, strace, /proc/PID/stat, /proc/PID/status,
父进程, 子进程, 孤儿进程, 僵尸进程, 回收, 收养, 写时复制, 退出码, 系统调用, 进程组,
会话, 守护进程, 信号, 管道, 重定向, 进程池
"""
"""What a course on processes asks about."""


def test_the_cards_hold_no_mistake() -> None:
    assert [str(error) for error in check(demos={demo.name for demo in catalogue.load()}, proofs=PROOFS)] == []


def test_every_demo_is_explained_by_a_card() -> None:
    for demo in catalogue.load():
        assert LIBRARY.get(demo.card).id == demo.card


def test_the_whole_curriculum_is_found() -> None:
    topics = [topic.strip() for topic in CURRICULUM.replace("\n", " ").split(",")]

    assert [topic for topic in topics if LIBRARY.find(topic).card is None] == []
    assert len(LIBRARY) >= 75


@pytest.mark.parametrize(("card", "mistake"), MISTAKES.items())
def test_common_mistakes_are_named(card: str, mistake: str) -> None:
    for text in LIBRARY.get(card).texts.values():
        assert mistake in {wrong.id for wrong in text.misconceptions}


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_chinese_cards_are_written_in_chinese(card: Card) -> None:
    text = card.text("zh-CN")
    proses = [text.summary, text.details, text.portability, *(wrong.truth for wrong in text.misconceptions)]

    for prose in filter(None, proses):
        assert re.search(r"[\u4e00-\u9fff]", prose), prose
        # A half-width mark between Chinese characters is a slip of the input method.
        assert not re.search(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]", prose), prose


def test_titles_and_beliefs_are_plain_text() -> None:
    shown = [
        (card.id, name)
        for card in CARDS
        for text in card.texts.values()
        for name in (text.title, *(wrong.belief for wrong in text.misconceptions))
    ]

    # They stand in titles, menus and buttons, where a chat shows the marks, or takes them for formatting.
    assert [entry for entry in shown if re.search(r"[`*~|\[\]]|__", entry[1])] == []


def test_english_cards_hold_no_chinese() -> None:
    for card in CARDS:
        text = card.text("en")
        assert not re.search(r"[\u4e00-\u9fff]", text.path.read_text(encoding="utf-8")), card.id


def signatures(text: str) -> Iterator[str]:
    """Each signature of a card on one line, without those in C."""
    for block in re.split(r"\n(?!\s|\))", text):
        if block and not block.endswith(";"):
            yield " ".join(block.split())


def resolve(dotted: str) -> object:
    """The object of that name: ``os.fork``, ``multiprocessing.pool.Pool.map``, ``SystemExit.code``."""
    parts = dotted.split(".")
    for depth in range(len(parts), -1, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:depth]) or "builtins")
        except ImportError:
            continue
        for part in parts[depth:]:
            found = getattr(found, part)
        return found
    raise AssertionError(dotted)


@pytest.mark.core
@pytest.mark.parametrize(
    ("card", "signature"), [(card.id, line) for card in CARDS for line in signatures(card.signature)]
)
def test_signatures_are_those_of_this_python(card: str, signature: str) -> None:
    call = re.fullmatch(r"(?P<name>[\w.]+)\((?P<arguments>.*)\)(?: -> (?P<result>.+))?", signature)
    if not call:
        name, _, annotation = signature.partition(": ")
        ast.parse(annotation, mode="eval")
        resolve(name)
        return
    function = ast.parse(f"def f({call['arguments']}) -> {call['result']}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    shown = [
        *((argument.arg, "positional") for argument in function.args.posonlyargs),
        *((argument.arg, "any") for argument in function.args.args),
        *((argument.arg, "keyword") for argument in function.args.kwonlyargs),
    ]
    try:
        actual = inspect.signature(resolve(call["name"]))  # type: ignore[arg-type]
    except ValueError:
        return  # written in C, and tells nothing about itself
    kinds = {
        inspect.Parameter.POSITIONAL_ONLY: "positional",
        inspect.Parameter.POSITIONAL_OR_KEYWORD: "any",
        inspect.Parameter.KEYWORD_ONLY: "keyword",
    }
    found = [(p.name, kinds[p.kind]) for p in actual.parameters.values() if p.kind in kinds and p.name != "self"]
    assert shown == found


@pytest.mark.parametrize("card", [card for card in CARDS if card.signature], ids=lambda card: card.id)
def test_the_parameters_described_are_those_of_the_signature(card: Card) -> None:
    for item in card.text("en").parameters:
        assert re.search(rf"\b{re.escape(item.name)}\b", card.signature), item.name


def test_errno_names_exist() -> None:
    named = {
        item.name for card in CARDS for item in card.text("en").errors if re.fullmatch(r"E[A-Z0-9]+", item.name)
    }

    assert named
    assert named - set(vars(errno)) == set()


@pytest.mark.skipif(not shutil.which("man"), reason="no manual pages here")
def test_man_pages_exist() -> None:
    pages = sorted(
        {
            match.groups()
            for card in CARDS
            for source in card.text("en").sources
            if (match := re.fullmatch(r"([\w.-]+)\((\d)\)", source.label))
        }
    )
    # One page that is surely in the package tells whether the package is there.
    if subprocess.run(["man", "-w", "2", "fork"], capture_output=True, check=False).returncode:
        pytest.skip("manpages-dev is not installed")
    tools = {"1"}  # these come with the tools themselves

    missing = [
        f"{name}({section})"
        for name, section in pages
        if section not in tools
        and subprocess.run(["man", "-w", section, name], capture_output=True, check=False).returncode
    ]

    assert missing == []
