"""A small model of processes: everything that a program could show if the model's rules held.

It says what somebody expects of a program, with one rule believed wrong (`demos.quiz.misconceptions`). What is true
never comes from here alone: that is what the explorer finds by really running the program, and where the two do not
agree there is no quiz.

A process is the history of the results that its operations had. What it does next is found by running the program
again with these results, so that a fork is one history that goes on twice.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from demos.quiz.replay import CALL, IGNORE, Delivered, Operation, Replay
from demos.recording import FIRST, INIT

MOST_STATES = 6000
"""A program with more of them is too large."""

HANG = "hang"
"""The ending of a first process that can never go on."""

_UNSEEN = frozenset({"fork", "pipe", "getpid"})
"""Operations of which nobody can tell when they happen, as long as no signal is sent."""


class Unusable(Exception):
    """The model does not cover what the program does, or there is too much of it."""


class Seen(NamedTuple):
    """What one run of a program shows.

    `ending` is how the first process ended: ``exit 3``, ``signal 9``, or `HANG`. `first` is what it wrote, of all
    that is in `stdout`. `processes` is how many there were, with the first.
    """

    stdout: str
    ending: str
    first: str
    processes: int


class Process(NamedTuple):
    """A process. Once it has ended it has a wait `status` (`wait(2)`), and is a zombie until it is `gone`."""

    history: tuple[Any, ...]
    parent: int
    descriptors: tuple[tuple[int, int, bool], ...] = ()
    """Number, index of the pipe, and whether it is the writing end."""

    pending: tuple[int, ...] = ()
    handled: tuple[tuple[int, str], ...] = ()
    status: int | None = None
    gone: bool = False


class State(NamedTuple):
    """A moment. The process with the index `i` has the PID ``FIRST + i``; a pipe holds what the writes put in."""

    processes: tuple[Process, ...]
    pipes: tuple[tuple[bytes, ...], ...] = ()
    output: str = ""
    memory: int | None = None
    """The one variable, in a world in which variables are shared."""

    def process(self, pid: int) -> Process:
        return self.processes[pid - FIRST]

    def changed(self, pid: int, **changes: Any) -> State:
        """The state with that process changed."""
        index = pid - FIRST
        changed = self.processes[index]._replace(**changes)
        return self._replace(processes=(*self.processes[:index], changed, *self.processes[index + 1 :]))

    def result(self, pid: int, value: Any) -> State:
        """The state when the operation of that process has this result."""
        return self.changed(pid, history=(*self.process(pid).history, value))

    def filled(self, pipe: int, pieces: tuple[bytes, ...]) -> State:
        """The state with that in a pipe."""
        return self._replace(pipes=(*self.pipes[:pipe], pieces, *self.pipes[pipe + 1 :]))

    def children(self, pid: int) -> list[int]:
        """Those that are not gone, the oldest first."""
        family = enumerate(self.processes, FIRST)
        return [child for child, process in family if process.parent == pid and not process.gone]

    def running(self) -> list[int]:
        """Those that have not ended, the oldest first."""
        return [pid for pid, process in enumerate(self.processes, FIRST) if process.status is None]

    def holders(self, pipe: int, *, writing: bool) -> list[int]:
        """Who has that end of a pipe open."""
        return [
            pid
            for pid in self.running()
            if any(held == pipe and writes == writing for _, held, writes in self.process(pid).descriptors)
        ]


class World:
    """A program, and the rules as they are. What one may have wrong is a method or an attribute of its own."""

    replay: type[Replay] = Replay

    strict = False
    """Whether, of those who can go on, the first in `order` always does."""

    waits_block = True
    handlers_work = True

    def __init__(self, source: str) -> None:
        self._code = compile(self.understood(ast.parse(source)), "<quiz>", "exec")
        self._signals = "os.kill" in source
        self._next_step = functools.cache(lambda history: self.replay(history).next_step(self._code))

    def seen(self) -> frozenset[Seen]:
        """Everything that some scheduling can show.

        Raises:
            Unusable: there is too much of it, or something is not modelled.
        """
        first = State((Process((), INIT),))
        known, waiting, found = {first}, [first], set()
        while waiting:
            state = waiting.pop()
            following = self._following(state)
            if not following:
                found.add(self._shown(state))
            for new in set(following) - known:
                known.add(new)
                waiting.append(new)
            if len(known) > MOST_STATES:
                raise Unusable("too many states")
        return frozenset(found)

    # --- who is next --------------------------------------------------------------------------------------------

    def order(self, pids: list[int]) -> list[int]:
        """Those who run, in the order in which they are looked at."""
        return pids

    def _following(self, state: State) -> list[State]:
        """The states that can come next."""
        found: list[State] = []
        for pid in self.order(state.running()):
            operation = self._operation(state, pid)
            possible = [*self._delivered(state, pid), *self.performed(state, pid, operation)]
            if operation.name in _UNSEEN and not self._signals:
                return possible
            found += possible
            if found and self.strict:
                break
        return found

    def _operation(self, state: State, pid: int) -> Operation:
        return self._next_step(state.process(pid).history).operation

    def performed(self, state: State, pid: int, operation: Operation) -> Iterator[State]:
        """The states that an operation leads to."""
        pending = state.process(pid).pending
        for done in getattr(self, f"do_{operation.name}")(state, pid, *operation.arguments):
            if pending and done.process(pid).status is None:
                yield from self._delivered(done, pid)  # It waits for one operation, not for two.
            else:
                yield done

    def _delivered(self, state: State, pid: int) -> Iterator[State]:
        process = state.process(pid)
        if not process.pending:
            return
        number, *others = process.pending
        state = state.changed(pid, pending=tuple(others))
        action = dict(process.handled).get(number)
        if action == IGNORE and self.handlers_work:
            yield state
        elif action == CALL and self.handlers_work:
            yield state.result(pid, Delivered(number))
        else:
            yield self.ended(state, pid, number)

    # --- how it ends --------------------------------------------------------------------------------------------

    def _shown(self, state: State) -> Seen:
        blocked = state.running()
        if blocked and FIRST not in blocked:
            raise Unusable("somebody goes on waiting after the first process has ended")
        return Seen(
            stdout=state.output,
            ending=HANG if blocked else described(self.final_status(state)),
            first=self.written(state, FIRST),
            processes=self.count(state),
        )

    def written(self, state: State, pid: int) -> str:
        """What a process has written to stdout."""
        return self._next_step(state.process(pid).history).written

    def final_status(self, state: State) -> int:
        """The wait status that the program ends with."""
        return state.process(FIRST).status or 0

    def count(self, state: State) -> int:
        """How many processes there were."""
        return len(state.processes)

    # --- the program --------------------------------------------------------------------------------------------

    def understood(self, program: ast.Module) -> ast.Module:
        """The program as it is read."""
        return program

    # --- operations: each gives the states that it can lead to, none while it blocks ------------------------------

    def do_fork(self, state: State, pid: int) -> Iterator[State]:
        child = FIRST + len(state.processes)
        born = state.process(pid)._replace(parent=pid, pending=())
        state = state._replace(processes=(*state.processes, born))
        yield self.born(state.result(child, 0), pid, child).result(pid, child)

    def born(self, state: State, parent: int, child: int) -> State:
        """The state with what a new child is born with; its fork has returned, that of its parent has not."""
        return state

    def do_exit(self, state: State, pid: int, code: int) -> Iterator[State]:
        yield self.ended(state, pid, self.exit_status(code))

    def exit_status(self, code: int) -> int:
        """The wait status of a process that exits."""
        return (code & 0xFF) << 8

    def ended(self, state: State, pid: int, status: int) -> State:
        """The state when a process has ended."""
        state = state.changed(pid, status=status, descriptors=(), pending=())
        for child in state.children(pid):
            state = self.orphaned(state, child)
        return state.changed(pid, gone=True) if state.process(pid).parent == INIT else state

    def orphaned(self, state: State, pid: int) -> State:
        """The state when a process has lost its parent."""
        return state.changed(pid, parent=INIT, gone=state.process(pid).status is not None)

    def do_wait(self, state: State, pid: int, target: int, poll: bool) -> Iterator[State]:
        children = self.waited_for(state.children(pid), target)
        if not children:
            raise Unusable("nobody to wait for")
        zombie = next((child for child in children if state.process(child).status is not None), None)
        if zombie is not None and self.wait_is_over(state, zombie, children):
            status = state.process(zombie).status
            yield state.changed(zombie, gone=True).result(pid, (zombie, self.reported(status or 0)))
        elif poll or not self.waits_block:
            yield state.result(pid, (0, 0))

    def waited_for(self, children: list[int], target: int) -> list[int]:
        """Which children a wait is for. The kernel takes the oldest zombie among them."""
        return [child for child in children if target in (-1, child)]

    def wait_is_over(self, state: State, zombie: int, children: list[int]) -> bool:
        """Whether that one is reaped now."""
        return True

    def reported(self, status: int) -> int:
        """What a wait tells of a wait status."""
        return status

    def do_write(self, state: State, pid: int, descriptor: int, text: str) -> Iterator[State]:
        if descriptor == 1:
            yield state._replace(output=state.output + text).result(pid, len(text))
            return
        pipe = self._pipe(state, pid, descriptor, writing=True)
        if not state.holders(pipe, writing=False):
            raise Unusable("SIGPIPE")
        yield state.filled(pipe, (*state.pipes[pipe], text.encode())).result(pid, len(text))

    def do_pipe(self, state: State, pid: int) -> Iterator[State]:
        held = state.process(pid).descriptors
        free = (number for number in range(3, 64) if number not in {used for used, _, _ in held})
        reading, writing = next(free), next(free)
        index = len(state.pipes)
        held = (*held, (reading, index, False), (writing, index, True))
        yield (
            state._replace(pipes=(*state.pipes, ())).changed(pid, descriptors=held).result(pid, (reading, writing))
        )

    def do_close(self, state: State, pid: int, descriptor: int) -> Iterator[State]:
        kept = tuple(entry for entry in state.process(pid).descriptors if entry[0] != descriptor)
        yield state.changed(pid, descriptors=kept).result(pid, None)

    def do_read(self, state: State, pid: int, descriptor: int, size: int) -> Iterator[State]:
        pipe = self._pipe(state, pid, descriptor, writing=False)
        if state.pipes[pipe]:
            data, left = self.taken(state.pipes[pipe], size)
            yield state.filled(pipe, left).result(pid, data)
        elif self.at_end(state.holders(pipe, writing=True), pid):
            yield state.result(pid, b"")

    def taken(self, pieces: tuple[bytes, ...], size: int) -> tuple[bytes, tuple[bytes, ...]]:
        """What a read takes out of a pipe, and what it leaves."""
        data = b"".join(pieces)
        return data[:size], (data[size:],) if len(data) > size else ()

    def at_end(self, writers: list[int], reader: int) -> bool:
        """Whether a read from an empty pipe returns: nobody has its writing end open."""
        return not writers

    def _pipe(self, state: State, pid: int, descriptor: int, *, writing: bool) -> int:
        for number, pipe, writes in state.process(pid).descriptors:
            if number == descriptor and writes == writing:
                return pipe
        raise Unusable("not such an end of a pipe")

    def do_kill(self, state: State, pid: int, target: int, number: int) -> Iterator[State]:
        if not FIRST <= target < FIRST + len(state.processes) or state.process(target).gone:
            raise Unusable("nobody to send a signal to")
        receivers = self.receivers(state, target)
        for receiver in receivers:
            if state.process(receiver).status is None:
                pending = self.queued(state.process(receiver).pending, number)
                state = state.changed(receiver, pending=pending)
        state = state.result(pid, None)
        if pid in receivers:  # It comes before kill returns (`kill(2)`).
            yield from self._delivered(state, pid)
        else:
            yield state

    def receivers(self, state: State, target: int) -> list[int]:
        """Who gets a signal that is sent to `target`."""
        return [target]

    def queued(self, pending: tuple[int, ...], number: int) -> tuple[int, ...]:
        """The pending signals when one more was sent: each is pending once (`signal(7)`)."""
        return tuple(sorted({*pending, number}))

    def do_signal(self, state: State, pid: int, number: int, action: str) -> Iterator[State]:
        handled = {**dict(state.process(pid).handled), number: action}
        yield state.changed(pid, handled=tuple(sorted(handled.items()))).result(pid, None)

    def do_pause(self, state: State, pid: int) -> Iterator[State]:
        yield from ()

    def do_getpid(self, state: State, pid: int) -> Iterator[State]:
        yield state.result(pid, pid)

    def do_getppid(self, state: State, pid: int) -> Iterator[State]:
        yield state.result(pid, state.process(pid).parent)


def described(status: int) -> str:
    """A wait status in words that are the same in every language: ``exit 3``, ``signal 9``."""
    return f"signal {status & 0x7F}" if status & 0x7F else f"exit {status >> 8}"
