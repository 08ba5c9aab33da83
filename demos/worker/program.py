"""Becoming the program: what the first process of a run does between its birth and its first line.

The process is a fork of the warm worker, so the interpreter is already there. What follows makes it look like
``python3 NAME`` started in an empty folder: the modules, arguments, environment, signals and standard streams that
such an interpreter has, and the real finalization of CPython at its end.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import signal
import site
import sys
import types
from pathlib import Path

from demos.recording import Program
from demos.worker import kernel
from demos.worker.sandbox import HOME

_OWN_PACKAGES = ("demos", "psutil", "msgspec")
_ENVIRONMENT = {"HOME": HOME, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0"}
_CRASHED = 1
_COMMON_MODULES = (
    "atexit",
    "collections",
    "contextlib",
    "errno",
    "functools",
    "multiprocessing.process",
    "random",
    "select",
    "subprocess",
    "threading",
    "time",
    "traceback",
)


def warm_up() -> None:
    """Import what learners' programs import, once, in the worker: every run then finds it loaded."""
    for module in _COMMON_MODULES:
        importlib.import_module(module)
    site.setquit()
    site.sethelper()


def write(program: Program) -> None:
    """Put the program's file where it will be run."""
    Path(HOME, program.name).write_text(program.source, encoding="utf-8", errors="surrogateescape")


def run(program: Program) -> None:
    """Run a Python program in this process, as `__main__`, to its end.

    A program that calls `sys.exit` ends here, in CPython's own finalization. Otherwise it raises what the
    interpreter is to end by, once the worker's own frames are unwound: SystemExit, or KeyboardInterrupt.
    """
    path = f"{HOME}/{program.name}"
    _look_fresh(path)
    main = types.ModuleType("__main__")
    main.__dict__.update(__annotations__={}, __builtins__=sys.modules["builtins"], __file__=path, __cached__=None)
    for name in [name for name in sys.modules if name.partition(".")[0] in _OWN_PACKAGES]:
        del sys.modules[name]
    sys.modules["__main__"] = main
    _finish(_execute(path))


def _look_fresh(path: str) -> None:
    sys.argv[:] = [Path(path).name]
    sys.path[:] = [HOME, *(entry for entry in sys.path if entry.startswith(sys.base_prefix))]
    sys.orig_argv[:] = ["python3", Path(path).name]
    os.environ.clear()
    os.environ.update(_ENVIRONMENT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # As Python's start-up does.


def _execute(path: str) -> bool:
    """Run the file with CPython's own function, which prints tracebacks from the program's frame on."""
    api = ctypes.pythonapi
    kernel.libc.fopen.restype = ctypes.c_void_p
    file = ctypes.c_void_p(kernel.libc.fopen(path.encode(), b"rb"))
    close_it = 1
    return bool(api.PyRun_SimpleFileExFlags(file, path.encode(), close_it, None) == 0)


def _finish(succeeded: bool) -> None:
    if succeeded:
        raise SystemExit(0)
    if isinstance(getattr(sys, "last_value", None), KeyboardInterrupt):
        # Already printed; the interpreter's own end of it is to die by SIGINT.
        sys.excepthook = lambda *_: None
        raise KeyboardInterrupt
    raise SystemExit(_CRASHED)
