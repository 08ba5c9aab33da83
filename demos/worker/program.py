"""Becoming the program: what the first process of a run does between its birth and its last breath.

The process is a fork of the warm worker. A program that is an executable replaces it (`execute`). For a Python
program the interpreter is already there (`run`): what happens here makes it look like ``python3 NAME`` started in
an empty folder: the modules, arguments, environment, signals and standard streams that
such an interpreter has. At its end it does what the interpreter's finalization does as far as a program can see,
in the same order, and then leaves: tearing down the worker's own memory would cost more than the run.
Every process that the program forks comes this way too.
"""

from __future__ import annotations

import _signal  # signal itself would make an enum of each number
import atexit
import contextlib
import gc
import importlib
import os
import signal
import site
import sys
import types
from importlib.machinery import SourceFileLoader

from demos.worker.sandbox import HOME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_OWN_PACKAGE = "demos"
_ENVIRONMENT = {"HOME": HOME, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
_COMMON_MODULES = ("collections", "contextlib", "errno", "functools", "select", "signal", "time")
_UNCAUGHT = 1
_FLUSH_FAILED = 120
_CANNOT_EXECUTE = 126  # As a shell says it.


def warm_up() -> None:
    """Import what learners' programs import most, once: every run then finds it loaded.

    Not more than that: each page of the zygote's memory costs every fork of every run.
    """
    for module in _COMMON_MODULES:
        importlib.import_module(module)
    site.setquit()
    site.sethelper()
    compile("", "", "exec")  # The first time it makes the more than hundred types of the module ast.


def look_fresh() -> None:
    """Make the zygote look like a new interpreter, as far as every program finds it so.

    Done once: each page that a run itself writes to must be copied for it first. Nothing of this package can be
    imported afterwards.
    """
    sys.path[:] = [HOME, *(entry for entry in sys.path if entry.startswith(sys.base_prefix))]
    os.environ.clear()
    os.environ.update(_ENVIRONMENT, PYTHONHASHSEED="0")
    for module in [module for module in sys.modules if module.partition(".")[0] == _OWN_PACKAGE]:
        del sys.modules[module]


def write(name: str, content: bytes, mode: int = 0o644) -> None:
    """Put the program's file where it will be run."""
    with open(os.open(f"{HOME}/{name}", os.O_WRONLY | os.O_CREAT, mode), "wb") as file:
        file.write(content)


def execute(arguments: list[str], environment: dict[str, str]) -> NoReturn:
    """Become the executable that the first argument names, by its path, as a shell would start it."""
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        _signal.signal(number, _signal.SIG_DFL)  # Python ignores them.
    try:
        os.execve(arguments[0], arguments, _ENVIRONMENT | environment)  # noqa: S606 - that is what is asked for
    except OSError as error:
        os.write(2, f"{arguments[0]}: {error.strerror}\n".encode(errors="surrogateescape"))
    finally:
        os._exit(_CANNOT_EXECUTE)


def run(name: str, source: bytes) -> NoReturn:
    """Run a Python program in this process, as `__main__`, and end the process as the interpreter would."""
    path = f"{HOME}/{name}"
    sys.argv[:] = [name]
    sys.orig_argv[:] = ["python3", name]
    _signal.signal(signal.SIGINT, _signal.default_int_handler)  # As Python's start-up does.
    _signal.signal(signal.SIGPIPE, _signal.SIG_IGN)
    main = types.ModuleType("__main__")
    main.__dict__.update(
        __annotations__={},
        __builtins__=sys.modules["builtins"],
        __cached__=None,
        __file__=path,
        __loader__=SourceFileLoader("__main__", path),
    )
    sys.modules["__main__"] = main
    del main  # It must die when `_end` drops it, so no frame may hold it.
    try:
        _end(_execute(source, path))
    finally:
        os._exit(_UNCAUGHT)  # Nothing may get out of here, to the zygote's own code.


def _execute(source: bytes, path: str) -> int:
    """Run the source; returns the exit status, or -SIGINT for an uncaught KeyboardInterrupt."""
    error = None
    try:
        # Bytes, so that an encoding declaration and a byte order mark mean what they mean in a file.
        code = compile(source, path, "exec", dont_inherit=True)
        exec(code, sys.modules["__main__"].__dict__)  # noqa: S102 - what this is all for
    except BaseException as caught:
        error = caught
    _flush_quietly()
    if error is None:
        return 0
    if isinstance(error, SystemExit):
        return _requested_status(error)
    return _report(error)


def _flush_quietly() -> None:
    for name in ("stderr", "stdout"):
        with contextlib.suppress(BaseException):
            getattr(sys, name).flush()


def _requested_status(error: SystemExit) -> int:
    """The exit status that `sys.exit` asked for; anything but a number is printed to stderr, and means 1."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return int(error.code) & 0xFF if -(2**63) <= error.code < 2**63 else 0xFF
    with contextlib.suppress(BaseException):
        _complain(str(error.code))
    _complain("\n")
    return _UNCAUGHT


def _complain(text: str) -> None:
    """Write to sys.stderr, or where that does not work, to the descriptor."""
    try:
        sys.stderr.write(text)
    except BaseException:
        with contextlib.suppress(OSError):
            os.write(2, text.encode("utf-8", errors="backslashreplace"))


def _report(error: BaseException) -> int:
    """Print an uncaught exception as the interpreter does, from the program's own frame on; returns the status."""
    error = _without_own_frame(error)
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__
    if sys.version_info >= (3, 12):
        sys.last_exc = error
    status = -signal.SIGINT if isinstance(error, KeyboardInterrupt) else _UNCAUGHT
    if not hasattr(sys, "excepthook"):
        _complain("sys.excepthook is missing\n")
        _display(error)
        return status
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except BaseException as caught:
        second = _without_own_frame(caught)
    else:
        return status
    if isinstance(second, SystemExit):
        return _requested_status(second)
    _complain("Error in sys.excepthook:\n")
    _display(second)
    _complain("\nOriginal exception was:\n")
    _display(error)
    return status


def _without_own_frame(error: BaseException) -> BaseException:
    return error.with_traceback(error.__traceback__ and error.__traceback__.tb_next)


def _display(error: BaseException) -> None:
    sys.__excepthook__(type(error), error, error.__traceback__)


def _end(status: int) -> NoReturn:
    """Finalize (`Py_FinalizeEx`): wait for threads, run atexit, flush, drop the program's objects, leave."""
    if (threading := sys.modules.get("threading")) is not None:
        try:
            threading._shutdown()
        except BaseException as error:
            _ignore(_without_own_frame(error), threading, "threading shutdown")
    atexit._run_exitfuncs()
    flushed = _flush()
    _forget_handlers()
    sys.modules.pop("__main__", None)
    for name in ("last_exc", "last_type", "last_value", "last_traceback"):
        setattr(sys, name, None)
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    gc.collect()
    _flush_quietly()
    if status == -signal.SIGINT:
        os.kill(os.getpid(), signal.SIGINT)
    os._exit(status if flushed else _FLUSH_FAILED)


def _forget_handlers() -> None:
    """From now on signals do what they do by default (`_PySignal_Fini`)."""
    numbers = [number for number in range(1, signal.NSIG) if callable(_signal.getsignal(number))]
    if numbers == [signal.SIGINT] and _signal.getsignal(signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(signal.SIGINT, _signal.SIG_DFL)
        return
    # One that came in between would be noted for a handler that is no more.
    mask: object = ()
    with contextlib.suppress(BaseException):
        mask = _signal.pthread_sigmask(_signal.SIG_BLOCK, numbers)
    for number in numbers:
        with contextlib.suppress(BaseException):
            _signal.signal(number, _signal.SIG_DFL)
    _signal.pthread_sigmask(_signal.SIG_SETMASK, mask)


def _flush() -> bool:
    """Flush the standard streams, which may be None, closed, replaced or gone; whether that worked."""
    flushed = True
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name, None)
        if stream is None or _closed(stream):
            continue
        try:
            stream.flush()
        except BaseException as error:
            flushed = False
            if name == "stdout":
                _ignore(_without_own_frame(error), stream, "flushing sys.stdout")
    return flushed


def _closed(stream: Any) -> bool:
    try:
        return bool(stream.closed)
    except BaseException:
        return False


def _ignore(error: BaseException, where: object, doing: str) -> None:
    """Report an exception that cannot be raised, as the interpreter does (`sys.unraisablehook`)."""
    message = None
    if sys.version_info >= (3, 13):
        where, message = None, f"Exception ignored {'while' if sys.version_info >= (3, 14) else 'on'} {doing}"
    with contextlib.suppress(BaseException):
        sys.unraisablehook(_unraisable()((type(error), error, error.__traceback__, message, where)))


def _unraisable() -> Any:
    """The type that such hooks get, which has no name: taken from an exception that cannot be raised."""
    seen: list[Any] = []
    hook, sys.unraisablehook = sys.unraisablehook, seen.append

    class Failing:
        def __del__(self) -> None:
            raise AssertionError

    Failing()
    sys.unraisablehook = hook
    return type(seen[0])
