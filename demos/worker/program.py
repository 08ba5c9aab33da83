"""Becoming the program: what the first process of a run does between its birth and its last breath.

The process is a fork of the warm worker, so the interpreter is already there. What happens here makes it look like
``python3 NAME`` started in an empty folder: the modules, arguments, environment, signals and standard streams that
such an interpreter has. At its end it does what the interpreter's finalization does as far as a program can see,
in the same order, and then leaves: tearing down the worker's own memory would cost more than the run.
Every process that the program forks comes this way too.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import signal
import site
import sys
import types

from demos.worker.sandbox import HOME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_OWN_PACKAGE = "demos"
_ENVIRONMENT = {"HOME": HOME, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0"}
_COMMON_MODULES = ("collections", "contextlib", "errno", "functools", "select", "signal", "time")
_UNCAUGHT = 1
_FLUSH_FAILED = 120


def warm_up() -> None:
    """Import what learners' programs import most, once: every run then finds it loaded.

    Not more than that: each page of the zygote's memory costs every fork of every run.
    """
    for module in _COMMON_MODULES:
        importlib.import_module(module)
    site.setquit()
    site.sethelper()


def write(name: str, source: str) -> None:
    """Put the program's file where it will be run."""
    with open(f"{HOME}/{name}", "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(source)


def run(name: str, source: str) -> NoReturn:
    """Run a Python program in this process, as `__main__`, and end the process as the interpreter would."""
    path = f"{HOME}/{name}"
    _look_fresh(name)
    main = types.ModuleType("__main__")
    main.__dict__.update(__annotations__={}, __builtins__=sys.modules["builtins"], __file__=path, __cached__=None)
    for module in [module for module in sys.modules if module.partition(".")[0] == _OWN_PACKAGE]:
        del sys.modules[module]
    sys.modules["__main__"] = main
    del main  # It must die when `_end` drops it, so no frame may hold it.
    _end(_execute(source, path))


def _look_fresh(name: str) -> None:
    sys.argv[:] = [name]
    sys.path[:] = [HOME, *(entry for entry in sys.path if entry.startswith(sys.base_prefix))]
    sys.orig_argv[:] = ["python3", name]
    os.environ.clear()
    os.environ.update(_ENVIRONMENT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # As Python's start-up does.


def _execute(source: str, path: str) -> int:
    """Run the source; returns the exit status, or -SIGINT for an uncaught KeyboardInterrupt."""
    try:
        code = compile(source, path, "exec", dont_inherit=True)
        exec(code, sys.modules["__main__"].__dict__)  # noqa: S102 - what this is all for
    except SystemExit as error:
        return _requested_status(error)
    except BaseException as error:
        _report(error)
        return -signal.SIGINT if isinstance(error, KeyboardInterrupt) else _UNCAUGHT
    return 0


def _requested_status(error: SystemExit) -> int:
    """The exit status that `sys.exit` asked for; anything but a number is printed to stderr, and means 1."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return int(error.code) & 0xFF if -(2**63) <= error.code < 2**63 else 0xFF
    _flush(sys.stdout)
    print(error.code, file=sys.stderr)  # noqa: T201 - as the interpreter does
    return _UNCAUGHT


def _report(error: BaseException) -> None:
    """Print an uncaught exception as the interpreter does, from the program's own frame on."""
    trace = error.__traceback__.tb_next if error.__traceback__ else None
    error = error.with_traceback(trace)
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, trace
    try:
        sys.excepthook(type(error), error, trace)
    except BaseException as second:
        print("Error in sys.excepthook:", file=sys.stderr)  # noqa: T201
        trace = second.__traceback__.tb_next if second.__traceback__ else None
        sys.__excepthook__(type(second), second.with_traceback(trace), trace)
        print("\nOriginal exception was:", file=sys.stderr)  # noqa: T201
        sys.__excepthook__(type(error), error, error.__traceback__)


def _end(status: int) -> NoReturn:
    """Finalize (`Py_FinalizeEx`): wait for threads, run atexit, drop the program's objects, flush, leave."""
    if "threading" in sys.modules:
        sys.modules["threading"]._shutdown()
    atexit._run_exitfuncs()
    flushed = _flush(sys.stdout)
    sys.modules.pop("__main__", None)
    sys.last_type = sys.last_value = sys.last_traceback = None
    gc.collect()
    flushed = _flush(sys.stdout) and flushed
    _flush(sys.stderr)
    if status == -signal.SIGINT:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    os._exit(status if flushed or status else _FLUSH_FAILED)


def _flush(stream: Any) -> bool:
    """Flush a standard stream that may be None, closed or replaced; whether that worked."""
    try:
        if stream is not None and not getattr(stream, "closed", False):
            stream.flush()
    except BaseException as error:
        if stream is sys.stdout:
            sys.unraisablehook(
                types.SimpleNamespace(
                    exc_type=type(error), exc_value=error, exc_traceback=None, err_msg=None, object=stream
                )
            )
        return False
    return True
