"""What learners believe: each misconception is a `World` with one rule wrong, and has a name and a card.

The texts, what is believed and what is true, are ``belief-<id>`` and ``truth-<id>`` in the files ``quiz.ftl``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from demos.quiz.programs import TOPICS
from demos.quiz.replay import EMPTIED, Operation, Replay
from demos.quiz.world import Seen, State, World
from demos.recording import FIRST, INIT


@dataclass(frozen=True)
class Misconception:
    """What is believed, and the world in which it is true.

    `card` is the reference card that says what is true (`!explain`). `topics` are those of the programs with which
    one comes to believe it.
    """

    id: str
    card: str
    topics: Set[str]
    world: type[World]


# --- fork ---------------------------------------------------------------------------------------------------------


class ChildFromTheTop(World):
    """The child starts at the top of the program, so that it writes again what has been written before."""

    def born(self, state: State, parent: int, child: int) -> State:
        return state._replace(output=state.output + self.written(state, parent))


class ChildStops(World):
    """The child runs only the branch that is meant for it, and stops there."""

    def understood(self, program: ast.Module) -> ast.Module:
        for node in ast.walk(program):
            if isinstance(node, ast.If) and "fork" in ast.dump(node.test):
                node.body.append(ast.parse("raise SystemExit").body[0])
        return ast.fix_missing_locations(program)


class OneMore(World):
    """Each fork makes one process more: the children do not fork."""

    def born(self, state: State, parent: int, child: int) -> State:
        return state.changed(child, status=0, gone=True)


class FirstNotCounted(World):
    """Only what fork made is counted."""

    def count(self, state: State) -> int:
        return super().count(state) - 1


class _Memory(dict[str, Any]):
    """The program's names, of which ``x`` is a variable that all processes have."""

    def __init__(self, replay: Replay, own: dict[str, Any]) -> None:
        super().__init__()
        self._replay = replay
        self._own = own

    def __setitem__(self, name: str, value: Any) -> None:
        if name == "x":
            self._replay.call("store", value)
        else:
            self._own[name] = value

    def __getitem__(self, name: str) -> Any:
        return self._replay.call("load") if name == "x" else self._own[name]


class _Sharing(Replay):
    def namespaces(self) -> tuple[dict[str, Any], ...]:
        own = super().namespaces()[0]
        return own, _Memory(self, own)


class SharedVariables(World):
    """Parent and child share their variables."""

    replay = _Sharing

    def do_store(self, state: State, pid: int, value: int) -> Iterator[State]:
        yield state._replace(memory=value).result(pid, None)

    def do_load(self, state: State, pid: int) -> Iterator[State]:
        yield state.result(pid, state.memory)


# --- order --------------------------------------------------------------------------------------------------------


class ParentFirst(World):
    """The parent always runs first, as far as it can."""

    strict = True


class ChildFirst(World):
    """A child always runs first, as far as it can."""

    strict = True

    def order(self, pids: list[int]) -> list[int]:
        return pids[::-1]


class AnyOrder(World):
    """Processes run at the same time, so any order can come out: also the neighbours of what is possible."""

    def seen(self) -> frozenset[Seen]:
        found = set()
        for seen in super().seen():
            lines = seen.stdout.splitlines(keepends=True)
            for index in range(len(lines) - 1):
                swapped = [*lines[:index], lines[index + 1], lines[index], *lines[index + 2 :]]
                found.add(seen._replace(stdout="".join(swapped)))
        return frozenset(found)


# --- wait ---------------------------------------------------------------------------------------------------------


class WaitReturnsAtOnce(World):
    """wait does not hold up the parent."""

    waits_block = False


class WaitForAll(World):
    """One wait waits for all children."""

    def wait_is_over(self, state: State, zombie: int, children: list[int]) -> bool:
        return all(state.process(child).status is not None for child in children)


class WaitForGrandchildren(World):
    """wait waits for grandchildren too."""

    def wait_is_over(self, state: State, zombie: int, children: list[int]) -> bool:
        return not any(state.process(pid).parent == INIT for pid in state.running() if pid != FIRST)


class WaitpidAny(World):
    """waitpid returns for whichever child ends first."""

    def waited_for(self, children: list[int], target: int) -> list[int]:
        return children


class NoHangWaits(World):
    """waitpid waits with WNOHANG too."""

    def do_wait(self, state: State, pid: int, target: int, poll: bool) -> Iterator[State]:
        return super().do_wait(state, pid, target, False)


# --- exit status --------------------------------------------------------------------------------------------------


class _StatusIsCodeReplay(Replay):
    def to_exit_code(self, status: int) -> int:
        return status


class StatusIsCode(World):
    """The status from wait is the exit code."""

    replay = _StatusIsCodeReplay

    def reported(self, status: int) -> int:
        return status >> 8 or status


class _WideReplay(Replay):
    def to_exit_code(self, status: int) -> int:
        return status >> 8


class CodeUnlimited(World):
    """An exit code may be any number."""

    replay = _WideReplay

    def exit_status(self, code: int) -> int:
        return code << 8


class _StringIsZero(Replay):
    def exit_code(self, code: object) -> int:
        return code if isinstance(code, int) else 0


class StringExitsZero(World):
    """sys.exit with a string exits with 0."""

    replay = _StringIsZero


class ChildsCode(World):
    """The program ends with the exit code of its child."""

    def final_status(self, state: State) -> int:
        last = state.processes[-1].status
        return super().final_status(state) if last is None else last


class ExitEndsAll(World):
    """An exit ends the whole program, with all its processes."""

    def ended(self, state: State, pid: int, status: int) -> State:
        for other in state.running():
            state = super().ended(state, other, status)
        return state


class _ShellsReplay(Replay):
    def to_exit_code(self, status: int) -> int:
        return abs(super().to_exit_code(status)) + (128 if status & 0x7F else 0)


class AsInTheShell(World):
    """The exit code of a killed process is 128 and the signal's number, as in the shell."""

    replay = _ShellsReplay


class _UnsignedReplay(Replay):
    def to_exit_code(self, status: int) -> int:
        return abs(super().to_exit_code(status))


class SignForgotten(World):
    """The exit code of a killed process is the signal's number."""

    replay = _UnsignedReplay


# --- buffers ------------------------------------------------------------------------------------------------------


class BufferNotCopied(World):
    """fork copies nothing of the buffer."""

    def born(self, state: State, parent: int, child: int) -> State:
        return state.changed(child, history=(*state.process(child).history[:-1], EMPTIED))


class _Unbuffered(Replay):
    buffers = False


class PrintWrites(World):
    """What is printed has been written when print returns."""

    replay = _Unbuffered


class _Flushing(Replay):
    exit_flushes = True


class ExitFlushes(World):
    """os._exit does the same as sys.exit."""

    replay = _Flushing


# --- pipes --------------------------------------------------------------------------------------------------------


class ReadReturnsAtOnce(World):
    """A read from an empty pipe returns nothing."""

    def at_end(self, writers: list[int], reader: int) -> bool:
        return True


class SamePieces(World):
    """A read returns just what one write wrote."""

    def taken(self, pieces: tuple[bytes, ...], size: int) -> tuple[bytes, tuple[bytes, ...]]:
        return pieces[0], pieces[1:]


class ExitIsEnough(World):
    """When the writing process has ended, a read finds the end, whoever else has the writing end open."""

    def at_end(self, writers: list[int], reader: int) -> bool:
        return writers in ([], [reader])


# --- orphans ------------------------------------------------------------------------------------------------------


class ChildrenDie(World):
    """When a parent ends, its children end too."""

    def ended(self, state: State, pid: int, status: int) -> State:
        for child in state.children(pid):
            if state.process(child).status is None:
                state = self.ended(state, child, status)
        return super().ended(state, pid, status)


class FixedParent(World):
    """A process's parent never changes."""

    def orphaned(self, state: State, pid: int) -> State:
        return state


class GrandparentAdopts(World):
    """The grandparent becomes the new parent."""

    def orphaned(self, state: State, pid: int) -> State:
        grandparent = state.process(state.process(pid).parent).parent
        return super().orphaned(state, pid) if grandparent == INIT else state.changed(pid, parent=grandparent)


# --- signals ------------------------------------------------------------------------------------------------------


class KillAlwaysEnds(World):
    """kill always ends the process."""

    handlers_work = False


class SignalsQueue(World):
    """Signals queue up: two sent are two received."""

    def queued(self, pending: tuple[int, ...], number: int) -> tuple[int, ...]:
        return (*pending, number)


class SignalReachesChildren(World):
    """A signal to a parent reaches its children too."""

    def receivers(self, state: State, target: int) -> list[int]:
        return [target, *state.children(target)]


class SignalAtOnce(World):
    """A signal acts in the moment in which it is sent."""

    def performed(self, state: State, pid: int, operation: Operation) -> Iterator[State]:
        if not any(state.process(other).pending for other in state.running()):
            yield from super().performed(state, pid, operation)


_ALL = frozenset(TOPICS)

MISCONCEPTIONS = (
    Misconception("status-is-code", "wait-status", {"exit", "signals"}, StatusIsCode),
    Misconception("code-unlimited", "exit-code", {"exit"}, CodeUnlimited),
    Misconception("string-exits-zero", "sys-exit", {"exit"}, StringExitsZero),
    Misconception("as-in-the-shell", "waitstatus-to-exitcode", {"exit", "signals"}, AsInTheShell),
    Misconception("sign-forgotten", "waitstatus-to-exitcode", {"exit", "signals"}, SignForgotten),
    Misconception("buffer-not-copied", "stdio-buffering", {"buffers"}, BufferNotCopied),
    Misconception("exit-flushes", "os-exit", {"buffers"}, ExitFlushes),
    Misconception("print-writes", "stdio-buffering", {"buffers"}, PrintWrites),
    Misconception("exit-is-enough", "pipe-eof", {"pipes"}, ExitIsEnough),
    Misconception("same-pieces", "pipe", {"pipes"}, SamePieces),
    Misconception("read-at-once", "pipe", {"pipes"}, ReadReturnsAtOnce),
    Misconception("fixed-parent", "getppid", {"orphans"}, FixedParent),
    Misconception("grandparent-adopts", "orphan", {"orphans"}, GrandparentAdopts),
    Misconception("children-die", "orphan", {"orphans", "wait"}, ChildrenDie),
    Misconception("signals-queue", "signals", {"signals"}, SignalsQueue),
    Misconception("kill-always-ends", "kill", {"signals"}, KillAlwaysEnds),
    Misconception("signal-reaches-children", "signal-inheritance", {"signals"}, SignalReachesChildren),
    Misconception("signal-at-once", "pending-signals", {"signals"}, SignalAtOnce),
    Misconception("no-hang-waits", "wnohang", {"wait"}, NoHangWaits),
    Misconception("waitpid-any", "waitpid", {"wait", "exit"}, WaitpidAny),
    Misconception("wait-for-all", "wait", {"wait", "exit", "orphans", "signals"}, WaitForAll),
    Misconception("wait-for-grandchildren", "wait", {"wait", "orphans"}, WaitForGrandchildren),
    Misconception("shared-variables", "fork", {"fork", "exit"}, SharedVariables),
    Misconception("child-stops", "fork", {"fork", "buffers"}, ChildStops),
    Misconception("child-from-the-top", "fork", {"fork", "wait", "buffers"}, ChildFromTheTop),
    Misconception("childs-code", "exit-code", {"exit"}, ChildsCode),
    Misconception("exit-ends-all", "os-exit", {"exit", "signals"}, ExitEndsAll),
    Misconception("one-more", "process-graph", {"fork"}, OneMore),
    Misconception("first-not-counted", "process-graph", {"fork"}, FirstNotCounted),
    Misconception("wait-returns-at-once", "wait", _ALL - {"fork"}, WaitReturnsAtOnce),
    Misconception("parent-first", "fork", _ALL, ParentFirst),
    Misconception("child-first", "scheduling", _ALL, ChildFirst),
    Misconception("any-order", "process-graph", _ALL, AnyOrder),
)
"""The most particular first: where several explain one mistake, that is the one to talk about."""
