"""One run, from the job to the Recording: hands the program to a sealed init, traces, and ends everything."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import functools
import json
import marshal
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from demos.recording import Ending, Job, Limits, Program, Recording, Stream
from demos.worker import auxv, kernel, limits, proc, ptrace, sandbox, seccomp, zygote
from demos.worker.cgroup import Bound
from demos.worker.clock import RealClock, VirtualClock
from demos.worker.controlled import ControlledTracer
from demos.worker.exploring import ExploringTracer
from demos.worker.lines import Interpreter, Layout, LineReader
from demos.worker.natural import NaturalTracer
from demos.worker.schedule import Scheduler
from demos.worker.tracer import Loaded, Tracer

_KILL_PATIENCE_SECONDS = 5.0
_ADDR_NO_RANDOMIZE = 0x0040000
_PIDFD_GETFD = 438
_BOOTSTRAP = (
    f"import json,os,sys;path,shown=json.loads(os.read({zygote.CONTROL},{zygote.PIPE_BYTES}));"
    "sys.path.insert(0,path);from demos.worker.zygote import main;main(shown)"
)

T = TypeVar("T", bound=Tracer)


class SandboxError(Exception):
    """The host does not allow the sandbox; nothing was run."""


@dataclass(frozen=True, slots=True)
class Image:
    """What an init is given to run: a file in its folder, and an executable with its arguments.

    Without arguments the file is a Python program, for the interpreter that is there already. `environment`: what
    is added to that which every program has.
    """

    name: str
    content: bytes
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    stdin: bytes = b""


@dataclass(frozen=True, slots=True)
class Traced(Generic[T]):
    """A run that is over: `seconds` of its own time; `files` is a descriptor of the folder with its files."""

    tracer: T
    seconds: float
    files: int


class Zygote:
    """The tracer's end of the zygote: starts it, joins its sandbox, and gets one sealed init after the other.

    Args:
        layout: of this interpreter, which is the zygote's too; None when it is not known.
        shown: files and folders that can be seen in the sandbox besides the interpreter.
        bound: its control group, None where there is none.
    """

    def __init__(self, layout: Layout | None, shown: Sequence[str] = (), bound: Bound | None = None) -> None:
        self._layout = layout
        self._bound = bound
        control, self._control = os.pipe()
        self._answers, answers = os.pipe()
        self._lines = b""
        parent = os.getpid()
        started_r, started_w = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)
            os.read(started_r, 1)
            _exec_zygote(control, answers)
        self._enter_cgroup()
        ptrace.seize(self.pid)
        os.write(started_w, b"!")
        for descriptor in (control, answers, started_r, started_w):
            os.close(descriptor)
        self._make_steady()
        os.write(self._control, json.dumps((str(Path(__file__).parents[2]), shown)).encode())
        state, code_type = self._expect("entered").split()
        self._interpreter = Interpreter(int(state), int(code_type))
        sandbox.join(self.pid)

    def _enter_cgroup(self) -> None:
        try:
            if self._bound is not None:
                self._bound.enter(self.pid)
        except OSError as error:  # The supervisor's own accounting remains.
            print(f"no control group: {error}", file=sys.stderr, flush=True)  # noqa: T201 - for the Runner's log
            self._bound = None

    def _make_steady(self) -> None:
        while (found := ptrace.wait(self.pid, 0)) is not None:
            if not os.WIFSTOPPED(found[1]):
                raise SandboxError("the zygote could not be started")
            if found[1] >> 16 == ptrace.EVENT_EXEC:
                auxv.make_steady(self.pid)
                ptrace.detach(self.pid)
                return
            ptrace.cont(self.pid)

    def _expect(self, word: str) -> str:
        """The rest of the next line, which must begin with `word`."""
        while b"\n" not in self._lines:
            chunk = os.read(self._answers, 4096)
            if not chunk:
                raise SandboxError("the zygote ended")
            self._lines += chunk
        line, _, self._lines = self._lines.partition(b"\n")
        kind, _, rest = line.decode("utf-8", errors="replace").partition(" ")
        if kind != word:
            raise SandboxError(rest or kind)
        return rest

    def pair(self, bounds: Limits, mode: str) -> tuple[int, int]:
        """The PIDs of the init that is ready and of its child, which will be the program. `mode`: see `seccomp`."""
        self._expect("next")
        self._expect("ready")
        init = proc.only_child(self.pid)
        first = proc.only_child(init)
        for pid in (init, first):
            limits.limit(pid, bounds)
        if self._bound is not None:
            self._bound.allow(bounds.memory_bytes)
        if mode == seccomp.NATURAL:
            os.sched_setaffinity(first, range(os.cpu_count() or 1))  # All that the host allows.
        return init, first

    def begin(self, image: Image, mode: str) -> None:
        """Let the pair, which is traced now, run a program."""
        message = marshal.dumps(
            (image.name, image.content, list(image.arguments), dict(image.environment), image.stdin, mode)
        )
        _write_all(self._control, b"!" + len(message).to_bytes(4, "big") + message)

    def lines(self, program: Program) -> LineReader:
        """Reads the lines of a program that runs in a fork of the zygote; of no other than a Python program."""
        layout = self._layout if program.language == "python" else None
        return LineReader.of_program(layout, self._interpreter, program)

    def exhausted(self) -> bool:
        """Whether the run has used up its memory, as far as the kernel counts it."""
        return self._bound is not None and self._bound.exhausted()


def _exec_zygote(control: int, answers: int) -> None:
    answers = fcntl.fcntl(answers, fcntl.F_DUPFD, zygote.ANSWERS)  # Out of the other's way.
    for source, target in ((control, zygote.CONTROL), (answers, zygote.ANSWERS)):
        os.dup2(source, target, inheritable=True)
    for standard in range(3, zygote.CONTROL):
        with contextlib.suppress(OSError):
            os.close(standard)
    sandbox.close_descriptors_from(zygote.ANSWERS + 1)
    # The same addresses in every run, on every worker: what a program prints of them is the same too.
    kernel.libc.personality(ctypes.c_ulong(_ADDR_NO_RANDOMIZE))
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    interpreter = sys.executable
    environment = {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}
    os.execve(interpreter, [interpreter, "-s", "-S", "-P", "-c", _BOOTSTRAP], environment)  # noqa: S606


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


@contextlib.contextmanager
def supervised(job: Job, executable: bytes, ready: Zygote) -> Iterator[Recording]:
    """Run the job in a fresh sandbox and record it; leaving the context takes the sandbox down.

    `executable`: what the job's program was compiled to, if it was. No process of the program lives any more when
    the Recording is there.

    Raises:
        SandboxError: the sandbox could not be shut; nothing was run.
    """
    began = time.monotonic()
    image, lines = _image(job, executable), ready.lines(job.program)
    with traced(image, job.limits, _mode(job), ready, lines, functools.partial(_tracer, job)) as run:
        yield _recording(job, run.tracer, run.seconds, time.monotonic() - began)


@contextlib.contextmanager
def traced(
    image: Image, bounds: Limits, mode: str, ready: Zygote, lines: LineReader, make: Callable[[Loaded], T]
) -> Iterator[Traced[T]]:
    """Run a program in a fresh sandbox under the tracer that `make` makes; leaving the context takes it down.

    No process of the program lives any more when the context is entered; only the sandbox's own init may, so that
    nobody need wait for it.

    Raises:
        SandboxError: the sandbox could not be shut; nothing was run.
    """
    init, first = ready.pair(bounds, mode)
    with contextlib.ExitStack() as stack:
        stack.callback(_end_everybody, init, [init])
        loaded = _loaded(init, first, lines, bool(image.arguments), ready.exhausted, stack)
        for pid in (init, first):
            ptrace.seize(pid)
        tracer = make(loaded)
        ready.begin(image, mode)
        tracer.run()
        if not tracer.loaded and tracer.bound is None:
            raise SandboxError("the program could not be put into it")
        tracer.recorder.drain(tracer.writer)
        seconds = tracer.seconds()
        if tracer.table.living() or tracer.newborn:
            _end_everybody(init, [*tracer.table.tasks, *tracer.newborn])
        yield Traced(tracer, seconds, loaded.files)


def _image(job: Job, executable: bytes) -> Image:
    stdin = job.stdin.encode("utf-8", errors="surrogateescape")[: zygote.STDIN_BYTES]
    name = job.program.name
    if executable:
        name = name.removesuffix(".c") or name
        return Image(name, executable, (f"./{name}",), stdin=stdin)
    return Image(name, job.program.source.encode("utf-8", errors="surrogateescape"), stdin=stdin)


def _mode(job: Job) -> str:
    if job.exploration is not None:
        return seccomp.EXPLORED
    return seccomp.NATURAL if job.schedule == "natural" else seccomp.CONTROLLED


def _tracer(job: Job, loaded: Loaded) -> NaturalTracer | ControlledTracer:
    if job.exploration is not None:
        return ExploringTracer(loaded, job.limits, job.exploration)
    if job.schedule == "natural":
        return NaturalTracer(loaded, job.limits)
    clock = VirtualClock() if job.clock == "virtual" else RealClock()
    scheduler = Scheduler(job.seed, job.choices)
    return ControlledTracer(loaded, job.limits, clock, scheduler, job.seed)


def _loaded(
    init: int,
    first: int,
    lines: LineReader,
    executes: bool,
    exhausted: Callable[[], bool],
    stack: contextlib.ExitStack,
) -> Loaded:
    """What the tracer holds of a program until the stack is left: its init will soon let nobody look in."""
    pidfd = os.pidfd_open(init)
    stack.callback(os.close, pidfd)
    outputs: dict[Stream, int] = {}
    for stream, descriptor in (("stdout", zygote.STDOUT), ("stderr", zygote.STDERR)):
        copy = kernel.check(kernel.libc.syscall(_PIDFD_GETFD, pidfd, descriptor, 0), "pidfd_getfd")
        stack.callback(os.close, copy)
        os.set_blocking(copy, False)
        outputs[stream] = copy  # type: ignore[index]  # the two streams
    files = os.open(f"/proc/{init}/root{sandbox.HOME}", os.O_PATH)
    stack.callback(os.close, files)
    return Loaded(init, first, outputs, files, lines, exhausted, executes)


def _end_everybody(init: int, tasks: list[int]) -> None:
    """Kill the namespace's PID 1, with which the kernel kills all others, and see every one of them gone.

    `tasks` may stand in a stop that was heard of already. SIGKILL does not wake one that stands at its own exit.

    Raises:
        SystemExit: one stays: with its tracer, the kernel ends it. The next run gets a fresh worker.
    """
    for tid in [init, *tasks]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(tid, signal.SIGKILL)
    for tid in tasks:
        with contextlib.suppress(ProcessLookupError):
            ptrace.cont(tid)
    deadline = time.monotonic() + _KILL_PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            found = ptrace.wait(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if found is None:
            if not Path(f"/proc/{init}").exists():
                return
            signal.sigtimedwait({signal.SIGCHLD}, 0.001)
            continue
        tid, status = found
        if os.WIFSTOPPED(status):
            with contextlib.suppress(ProcessLookupError):
                if status >> 16 == ptrace.EVENT_EXIT:
                    ptrace.cont(tid)
                else:
                    os.kill(tid, signal.SIGKILL)  # If it went on, it would act before the kernel kills it.
        elif tid == init:
            return  # A namespace's PID 1 ends last: the kernel lets it wait for all others.
    raise SystemExit(1)


def _recording(job: Job, tracer: Tracer, seconds: float, wall_seconds: float) -> Recording:
    recorder = tracer.recorder
    return Recording(
        program=job.program,
        ending=_ending(tracer),
        bound=tracer.bound,
        clock=job.clock if job.schedule == "controlled" else "real",
        schedule=job.schedule,
        seed=job.seed,
        choices=tuple(tracer.choices),
        operations=tracer.operations,
        undone=tracer.undone,
        unexplorable=tracer.unexplorable,
        redundant=tracer.redundant,
        deadlock=tracer.deadlock,
        stdout=recorder.outputs["stdout"].text(),
        stderr=recorder.outputs["stderr"].text(),
        omitted_bytes=sum(output.omitted for output in recorder.outputs.values()),
        events=tuple(recorder.events),
        omitted_events=recorder.omitted_events,
        snapshots=tuple(recorder.snapshots),
        seconds=seconds,
        wall_seconds=round(wall_seconds, 6),
    )


def _ending(tracer: Tracer) -> Ending:
    first = tracer.first
    if first.ended:
        return (
            Ending(kind="signaled", signal=first.signal)
            if first.signal is not None
            else Ending(kind="exited", code=first.code)
        )
    return Ending(kind="deadlock" if tracer.deadlock else tracer.bound or "killed")
