"""The zygote: a lean, warm interpreter inside the sandbox, of which every run is a fork.

It knows nothing of jobs. It keeps one sealed init ready, the PID 1 of a fresh PID namespace, which takes its
program from the control pipe when the tracer sends one; when that init is gone, it makes the next. The tracer is
another process (`demos.worker.__main__`), so that its libraries do not weigh on the forks.

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
"""Where inits read their program: a pipe from the tracer."""

ANSWERS = 11
"""Where zygote and inits report, a line each: ``entered INTERPRETER CODE-TYPE`` (addresses, see `lines`),
``ready PID``, ``loaded``, ``refused WHY``."""

STDOUT, STDERR = 12, 13
"""Where an init keeps the read ends of its output, for the tracer to fetch (`pidfd_getfd(2)`)."""


def main(shown: list[str]) -> None:
    """Serve until the host turns out not to allow the sandbox, or the tracer is gone.

    Args:
        shown: see `sandbox.enter`.
    """
    program.warm_up()
    try:
        filters = {mode: seccomp.program(mode) for mode in seccomp.MODES}
        sandbox.enter(shown)
        program.look_fresh()
        gc.collect()
        gc.freeze()
        _say(f"entered {kernel.interpreter_state()} {id(type(main.__code__))}")
        while True:
            init = kernel.fork_into(kernel.CLONE_NEWPID | kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
            if init == 0:
                _be_init(filters)
            _say(f"ready {init}")
            os.waitpid(init, 0)
    except BrokenPipeError:
        return  # The tracer is gone.
    except OSError as error:
        _say(f"refused {error}")


def _say(line: str) -> None:
    os.write(ANSWERS, line.encode() + b"\n")


def _be_init(filters: dict[str, bytes]) -> NoReturn:
    """The life of PID 1; PID 2 begins its own in here."""
    try:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        os.setsid()  # A signal to the program's group must not reach the worker.
        sandbox.seal()
        kernel.set_name("init")
    except OSError as error:
        _say(f"refused {error}")
        os._exit(1)
    name, content, arguments, environment, stdin, mode = marshal.loads(_read_message())  # noqa: S302 - the tracer's
    program.write(name, content, 0o755 if arguments else 0o644)
    _open_standard_streams(stdin)
    _say("loaded")
    _read_exactly(1)  # Now the tracer is attached.
    sandbox.close_descriptors_from(3)
    for number in (signal.SIGINT, signal.SIGTERM):
        _signal.signal(number, _signal.SIG_DFL)  # A PID 1 without a handler cannot be killed from inside.
    kernel.set_name(os.path.basename(arguments[0]) if arguments else "python3")
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # Else the program, of the same user, could write into PID 1's memory.
    if os.fork() == 0:
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
        os.setpgid(0, 0)  # As a shell does for each command.
        seccomp.install(filters[mode])
        if arguments:
            program.execute(arguments, environment)
        program.run(name, content)
    kernel.set_name("init")
    seccomp.install(filters[mode])
    for descriptor in range(3):
        os.close(descriptor)
    try:
        while True:
            os.wait()
    except ChildProcessError:
        os._exit(0)


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


def _open_standard_streams(stdin: bytes) -> None:
    """Give the program pipes; the tracer fetches the read ends of the output from `STDOUT` and `STDERR`."""
    read_end = _filled(stdin)
    os.dup2(read_end, 0)
    os.close(read_end)
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
