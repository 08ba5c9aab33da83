"""What is run, and what was seen: the plain data that every other part of Forklore is built on.

A `Job` goes to the engine, a `Recording` comes back. Everything that is shown to a person is derived from the
Recording. Both are immutable, compare by value, and are JSON both ways (`to_json`, `from_json`); the JSON Schema
beside this file, ``recording.schema.json``, is made from these types (`schema`).

PIDs are those the program itself sees: PID 1 is the sandbox's init, the program starts as PID 2.
Times (`t`, `seconds`, ...) are seconds from the program's start. Signals are numbers (see `signal(7)`).
"""

from __future__ import annotations

import inspect
from typing import Any, Literal, TypeAlias

import msgspec

VERSION = 1

INIT = 1
"""PID of the sandbox's init, which adopts orphans."""

FIRST = 2
"""PID of the program's first process."""

_LONGEST_NAME = 255  # Bytes, on every usual file system.

EndingKind: TypeAlias = Literal[
    "exited", "signaled", "deadlock", "wall-time", "cpu-time", "memory", "processes", "output", "killed"
]
Bound: TypeAlias = Literal["wall-time", "cpu-time", "memory", "processes", "output"]
CompilerBound: TypeAlias = Literal["wall-time", "cpu-time", "memory", "processes", "output", "size"]
Stream: TypeAlias = Literal["stdout", "stderr"]
State: TypeAlias = Literal["running", "sleeping", "disk-sleep", "stopped", "exiting", "zombie", "dead"]
SignalAction: TypeAlias = Literal["handled", "ignored", "ends", "stops", "continues"]
Clock: TypeAlias = Literal["real", "virtual"]
Schedule: TypeAlias = Literal["natural", "controlled"]


class Program(msgspec.Struct, frozen=True):
    """A program's text. `name` is a file name without a folder; `language` is ``"python"`` or ``"c"``."""

    name: str
    source: str
    language: str = "python"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one run. A run that reaches one is ended, and the Recording names it.

    `output_bytes` is what is kept of each stream, head and tail; a program that writes 16 times as much is ended.
    """

    wall_seconds: float = 10.0
    cpu_seconds: float = 5.0
    processes: int = 64
    memory_bytes: int = 256 * 1024 * 1024
    output_bytes: int = 64 * 1024


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """A visible operation of an explored run: whose it was, what it touched, and who else could have gone.

    An access is a mode and an object, ``w pids``. ``w`` changes the object; any other mode (``r`` reads) is one in
    which the order among operations of that same mode makes no difference.
    """

    who: int
    accesses: tuple[str, ...]
    enabled: tuple[int, ...]


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody was about to do, but could not any more after so many operations: it was killed, or stuck."""

    who: int
    accesses: tuple[str, ...]
    after: int


class Exploration(msgspec.Struct, frozen=True, kw_only=True):
    """How a run takes its part in an exploration (`demos.outcomes`).

    `sleeping`: whose next operations, with their accesses, need not come before one that conflicts with them,
    because another run has that order already. `trust_sleeps`: a sleep takes as long as it says, and operations no
    time; else a sleep takes no time either and orders nothing.
    """

    prefix: tuple[int, ...] = ()
    sleeping: tuple[tuple[int, tuple[str, ...]], ...] = ()
    trust_sleeps: bool = False
    coarse_waits: bool = True
    """Whether children reaped by waits whose result is dropped may be taken as interchangeable."""
    interrupts: tuple[int, ...] = ()
    """The signals that are known to be sent: whoever handles one may be interrupted at the end of each
    operation.
    """
    snapshots: bool = False
    leaping_clock: bool = False
    """Whether what clocks show leaps ahead with each operation, to find out if that makes a difference."""


class Job(msgspec.Struct, frozen=True):
    """One program to run, and how.

    `clock` and `schedule`: virtual time and a controlled order make a run instant and the same each time; a natural
    schedule is watched in real time. `seed`: 0 for the order that one usually sees, any other for one of its own.
    `choices` replays: whose step it was wherever there was a choice (`Recording.choices`).

    Raises:
        ValueError: the program's name is no plain file name, or a text cannot be encoded in UTF-8.
    """

    program: Program
    stdin: str = ""
    limits: Limits = Limits()
    clock: Clock = "virtual"
    schedule: Schedule = "controlled"
    seed: int = 0
    choices: tuple[int, ...] = ()
    exploration: Exploration | None = None

    def __post_init__(self) -> None:
        name = self.program.name
        if name in ("", ".", "..") or "/" in name or "\0" in name or len(name.encode()) > _LONGEST_NAME:
            raise ValueError(f"{name!r} is not a plain file name")
        for text in (self.program.source, self.stdin):
            text.encode()


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """How the program's first process ended: `code` when it exited, `signal` when a signal ended it.

    ``deadlock``: it lived, but no process could ever go on (`Recording.deadlock`). Any other kind names the bound
    that ended the whole run while the first process still lived, or ``killed`` when it was ended from outside.
    """

    kind: EndingKind
    code: int | None = None
    signal: int | None = None


# --- events -------------------------------------------------------------------------------------------------


class _Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """Something that happened, at `t`, done by or to the process `pid`.

    `line` is the line of the program's own source that the process was on, where that is known.
    """

    t: float
    pid: int
    line: int | None = None


class Start(_Event, frozen=True, kw_only=True):
    """The program begins as its first process."""

    name: str


class Fork(_Event, frozen=True, kw_only=True):
    """`pid` made the process `child`, by the system call `call` (``fork``, ``vfork``, ``clone``, ``clone3``)."""

    child: int
    call: str


class Exec(_Event, frozen=True, kw_only=True):
    """`pid` now runs the file `path` (`execve(2)`); its PID stays.

    Of long arguments only the first bytes are kept, and ``…`` behind them.
    """

    path: str
    argv: tuple[str, ...]


class Call(_Event, frozen=True, kw_only=True):
    """A system call returned a value worth seeing: ``getpid`` 3, ``getppid`` 2, ``waitpid`` 0 with WNOHANG."""

    call: str
    result: int


class Write(_Event, frozen=True, kw_only=True):
    """`pid` wrote to `stream`. `text` may be shortened, `size` is the true number of bytes."""

    stream: Stream
    text: str
    size: int


class Wait(_Event, frozen=True, kw_only=True):
    """`pid` asks for a child (``wait4``, ``waitid``), or blocks in another call (``read``, ``futex``, ...).

    `target` is the pid argument as given (-1 any child, 0 own group, < -1 a group) or the descriptor of a read.
    The stretch ends with the next event of this process.
    """

    call: str
    target: int | None = None
    options: tuple[str, ...] = ()


class Sleep(_Event, frozen=True, kw_only=True):
    """`pid` sleeps; `seconds` as asked for, None for no limit (`pause(2)`). Ends with its next event."""

    call: str
    seconds: float | None


class Wake(_Event, frozen=True, kw_only=True):
    """`pid` goes on after the blocking call `call` (a sleep, a read, a wait that was interrupted)."""

    call: str


class Exit(_Event, frozen=True, kw_only=True):
    """`pid` ends: with exit status `code`, or by `signal`. Its parent can see it from the `Zombie` event on."""

    code: int | None = None
    signal: int | None = None


class Zombie(_Event, frozen=True, kw_only=True):
    """`pid` is dead and waits to be reaped by `parent`; the kernel keeps its exit status (`wait(2)`, NOTES)."""

    parent: int


class Reap(_Event, frozen=True, kw_only=True):
    """`pid`, the parent, took the wait status of `child`, which is gone now.

    `auto` when nobody called wait: the parent ignores SIGCHLD, so the kernel discarded the child at once.
    """

    child: int
    code: int | None = None
    signal: int | None = None
    auto: bool = False


class Reparent(_Event, frozen=True, kw_only=True):
    """The orphan `pid` was given a new parent (a subreaper, else the namespace's PID 1)."""

    old: int
    new: int


class Signal(_Event, frozen=True, kw_only=True):
    """`signal` is delivered to `pid`. `sender` is 0 when the kernel sent it. `action`: what then happens."""

    signal: int
    sender: int
    action: SignalAction


class Stop(_Event, frozen=True, kw_only=True):
    """`pid` is stopped by `signal` (state T) until somebody continues it."""

    signal: int


class Continue(_Event, frozen=True, kw_only=True):
    """The stopped process `pid` goes on (SIGCONT)."""


class Kill(_Event, frozen=True, kw_only=True):
    """`pid` sent `signal` to `target` (as given: negative is a group, `kill(2)`). Signal 0 only probes."""

    target: int
    signal: int


class Error(_Event, frozen=True, kw_only=True):
    """A system call of `pid` failed; `errno` is its name (``ECHILD``)."""

    call: str
    errno: str


Event: TypeAlias = (
    Start | Fork | Exec | Call | Write | Wait | Sleep | Wake | Exit | Zombie | Reap | Reparent
    | Signal | Stop | Continue | Kill | Error
)  # fmt: skip


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the process tree. `doing` is what it is in: ``wait4(-1)``, ``sleep(2)``, ``read(0)``, or empty.

    A process is ``exiting`` from its `Exit` on until it is a zombie: meanwhile the kernel gives its children new
    parents. /proc still calls that R (running).
    """

    pid: int
    ppid: int
    name: str
    state: State
    doing: str = ""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """All processes right after the event with the index `event`, by PID, the sandbox's init included."""

    event: int
    processes: tuple[Process, ...]


class Blocked(msgspec.Struct, frozen=True, kw_only=True):
    """A process that could never go on: the call it is in, and the PIDs it waits for where they are known."""

    pid: int
    doing: str
    waits_for: tuple[int, ...] = ()


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was seen of one run.

    `bound` names the limit that ended the run, if one did, even when the first process had ended before.
    `operations`, `undone`, `unexplorable` and `redundant` belong to an exploration: what was done in which order,
    and what could not be; why other orders cannot all be listed (``threads``, ``randomness``, ...); and whether the
    run was broken off because others cover whatever could follow.
    `deadlock` lists the blocked processes when nobody could go on, whether or not the first one had ended.
    `stdout` and `stderr` keep head and tail; `omitted_bytes` says how much was left out between them;
    `omitted_events` counts what happened after the last event that was kept.
    `diagnostics` is what a compiler said of the program, which compiled all the same: warnings.
    `seconds` is the program's own time, `wall_seconds` the host's.
    """

    version: int = VERSION
    program: Program
    ending: Ending
    bound: Bound | None = None
    clock: Clock = "real"
    schedule: Schedule = "natural"
    seed: int = 0
    choices: tuple[int, ...] = ()
    operations: tuple[Operation, ...] = ()
    undone: tuple[Undone, ...] = ()
    unexplorable: tuple[str, ...] = ()
    redundant: bool = False
    deadlock: tuple[Blocked, ...] = ()
    stdout: str
    stderr: str
    omitted_bytes: int = 0
    events: tuple[Event, ...]
    omitted_events: int = 0
    snapshots: tuple[Snapshot, ...]
    diagnostics: str = ""
    seconds: float
    wall_seconds: float

    def snapshot_at(self, event: int) -> Snapshot:
        """The process tree as it was right after the event with that index.

        Raises:
            LookupError: nothing had been seen by then.
        """
        for snapshot in reversed(self.snapshots):
            if snapshot.event <= event:
                return snapshot
        raise LookupError(f"no snapshot at or before event {event}")


def to_json(value: Recording | Job) -> bytes:
    """The value as one line of JSON (UTF-8)."""
    return msgspec.json.encode(value)


def from_json(data: bytes | str) -> Recording:
    """The Recording that `to_json` wrote.

    Raises:
        ValueError: it is not a Recording of this version; the message names the field.
    """
    recording = msgspec.json.decode(data, type=Recording)
    if recording.version != VERSION:
        raise ValueError(f"recording of version {recording.version}; this Forklore reads {VERSION}")
    return recording


def job_from_json(data: bytes | str) -> Job:
    """The Job that `to_json` wrote.

    Raises:
        ValueError: it is not a Job; the message names the field.
    """
    return msgspec.json.decode(data, type=Job)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a Recording."""
    cleaned: dict[str, Any] = _cleaned(msgspec.json.schema(Recording))
    return cleaned


def _cleaned(part: Any) -> Any:
    """A part of a schema, with its descriptions as every version of Python would make them from docstrings."""
    if isinstance(part, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _cleaned(value)
            for key, value in part.items()
        }
    return [_cleaned(item) for item in part] if isinstance(part, list) else part
