"""The zygote: a lean, warm interpreter inside the sandbox, of which every run is a fork.

It knows nothing of jobs. It keeps a sealed pair ready: the PID 1 of a fresh PID namespace, and the PID 2 that
becomes the program which the tracer sends through the control pipe. When that PID 1 is gone, the zygote makes the
next pair. The tracer is another process (`demos.worker.__main__`), so that its libraries do not weigh on the forks.

Started with an empty environment; what it imports, every run inherits.
"""

from __future__ import annotations

import _signal
import contextlib
import fcntl
import gc
import marshal
import os
import signal

from demos.worker import kernel, program, sandbox, seccomp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

STDIN_BYTES = 1024 * 1024
PIPE_BYTES = 1024 * 1024
_F_SETPIPE_SZ = 1031

CONTROL = 10
"""Where a pair reads from the tracer: PID 1 a byte when it is traced, PID 2 then the program."""

ANSWERS = 11
"""Where zygote and pairs report, a line each: ``entered INTERPRETER CODE-TYPE`` (addresses, see `lines`),
``next``, ``ready``, ``refused WHY``."""

STDOUT, STDERR = 12, 13
"""Where a pair keeps the read ends of its output, for the tracer to fetch (`pidfd_getfd(2)`)."""


def main(shown: list[str]) -> None:
    """Serve until the host turns out not to allow the sandbox, or the tracer is gone.

    Args:
        shown: see `sandbox.enter`.
    """
    program.warm_up()
    try:
        filters = {mode: seccomp.program(mode) for mode in seccomp.MODES}
        reaping = seccomp.reaping()
        sandbox.enter(shown)
        program.look_fresh()
        gc.collect()
        gc.freeze()
        _say(f"entered {kernel.interpreter_state()} {id(type(main.__code__))}")
        while True:
            _say("next")  # Which fails when the tracer is gone.
            init = kernel.fork_into(kernel.CLONE_NEWPID | kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
            if init == 0:
                _be_init(filters, reaping)
            os.waitpid(init, 0)
    except BrokenPipeError:
        return  # The tracer is gone.
    except OSError as error:
        _say(f"refused {error}")


def _say(line: str) -> None:
    os.write(ANSWERS, line.encode() + b"\n")


def _be_init(filters: dict[str, bytes], reaping: bytes) -> NoReturn:
    """The life of PID 1: it makes PID 2, and reaps what is left to it."""
    try:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        os.setsid()  # A signal to the program's group must not reach the worker.
        sandbox.seal()
        kernel.set_name("init")
        _open_output()
    except OSError as error:
        _say(f"refused {error}")
        os._exit(1)
    for number in (signal.SIGINT, signal.SIGTERM):
        _signal.signal(number, _signal.SIG_DFL)  # A PID 1 without a handler cannot be killed from inside.
    begin, hold = os.pipe()
    if os.fork() == 0:
        os.close(hold)
        _be_program(filters, begin)
    seccomp.install(reaping)
    _say("ready")
    _read_exactly(1)  # Now the tracer is attached.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # Else the program, of the same user, could write into PID 1's memory.
    sandbox.close_descriptors_from(0)  # With them `hold`: the program may begin.
    try:
        while True:
            os.wait()
    except ChildProcessError:
        os._exit(0)


def _be_program(filters: dict[str, bytes], begin: int) -> NoReturn:
    """The life of PID 2: it becomes the program, as soon as `begin` ends."""
    os.read(begin, 1)
    name, content, arguments, environment, stdin, mode = marshal.loads(_read_message())  # noqa: S302 - the tracer's
    try:
        program.write(name, content, 0o755 if arguments else 0o644)
        _open_input(stdin)
    except OSError:
        os._exit(1)  # The tracer has heard of no program, and says so.
    sandbox.close_descriptors_from(3)
    kernel.set_name(os.path.basename(arguments[0]) if arguments else "python3")
    seccomp.install(filters[mode])
    os.setpgid(0, 0)  # As a shell does for each command. It is the first call that the tracer hears of.
    if arguments:
        program.execute(arguments, environment)
    program.run(name, content)


def _read_message() -> bytes:
    """A message of the tracer: its length in 4 bytes, then that many. Ends this process when the tracer is gone."""
    return _read_exactly(int.from_bytes(_read_exactly(4), "big"))


def _read_exactly(size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = os.read(CONTROL, size - len(data))
        if not chunk:
            os._exit(0)
        data += chunk
    return data


def _open_input(stdin: bytes) -> None:
    read_end = _filled(stdin)
    os.dup2(read_end, 0)
    os.close(read_end)


def _open_output() -> None:
    """Give the program pipes to write to; the tracer fetches the read ends from `STDOUT` and `STDERR`."""
    for standard, kept in ((1, STDOUT), (2, STDERR)):
        read_end, write_end = _pipe()
        os.dup2(write_end, standard)
        os.dup2(read_end, kept, inheritable=False)
        os.close(read_end)
        os.close(write_end)


def _filled(stdin: bytes) -> int:
    """A descriptor to read `stdin` from: of a pipe or, where that has no room for it, a file."""
    read_end, write_end = _pipe()
    os.set_blocking(write_end, False)
    fits = not stdin or os.write(write_end, stdin) == len(stdin)
    os.close(write_end)
    if fits:
        return read_end
    os.close(read_end)
    file = os.open(sandbox.HOME, os.O_TMPFILE | os.O_RDWR)
    os.pwrite(file, stdin, 0)
    return file


def _pipe() -> tuple[int, int]:
    """The ends of a large pipe, or of one as large as the host allows (`pipe-user-pages-soft` in `pipe(7)`)."""
    ends = os.pipe()
    with contextlib.suppress(PermissionError):
        fcntl.fcntl(ends[1], _F_SETPIPE_SZ, PIPE_BYTES)
    return ends
