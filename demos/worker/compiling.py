"""Compiling a C program: a run of the compiler, in a sandbox and under bounds like any program of a stranger's.

A program can make its compiler compute, take memory and write without end, and can have it read any file that it
sees; so it sees its own parts, headers and libraries (`demos.toolchain`), and what it writes is bounded.
"""

from __future__ import annotations

import os
import stat
from pathlib import PurePath

from demos.recording import Limits, Program
from demos.worker import sandbox, seccomp
from demos.worker.frames import Compile, Compiled
from demos.worker.natural import NaturalTracer
from demos.worker.supervisor import Image, Zygote, traced
from demos.worker.tracer import Loaded

LIMITS = Limits(wall_seconds=5.0, cpu_seconds=3.0, processes=16, output_bytes=16 * 1024)

MOST_BYTES = 2 * 1024 * 1024
"""Of an executable."""

_FLAGS = ("-g", "-O0", "-Wall", "-pipe", "-fno-pie", "-no-pie", "-pthread", "-fdiagnostics-color=never")
_LIBRARIES = ("-lm",)
_OUTPUT = "a.out"


def compiled(request: Compile, ready: Zygote) -> Compiled:
    """Compile a program, in a sandbox of that zygote."""
    program = request.program
    source = _file_name(program)
    image = Image(
        source,
        program.source.encode("utf-8", errors="surrogateescape"),
        (request.compiler, *_FLAGS, "-o", _OUTPUT, "-x", "c", source, "-x", "none", *_LIBRARIES),
        {"PATH": request.path, "TMPDIR": sandbox.HOME},
    )
    with traced(image, LIMITS, seccomp.NATURAL, ready, ready.lines(program), _tracer) as run:
        tracer = run.tracer
        said = "".join(tracer.recorder.outputs[stream].text() for stream in ("stdout", "stderr"))
        failed = tracer.bound is not None or tracer.first.code != 0
        executable = b"" if failed else _read(run.files)
    if len(executable) > MOST_BYTES:
        return Compiled(b"", said, "size")
    return Compiled(executable, said, tracer.bound)


def _tracer(loaded: Loaded) -> NaturalTracer:
    tracer = NaturalTracer(loaded, LIMITS)
    tracer.recorder.takes_snapshots = False
    return tracer


def _file_name(program: Program) -> str:
    """The name of the source's file: the program's own, unless the compiler would take it for something else."""
    name = program.name
    return name if name != _OUTPUT and PurePath(name).suffix == ".c" and name[0] not in "-@" else "program.c"


def _read(folder: int) -> bytes:
    """The executable in the run's folder, a byte more than it may have at most; nothing when there is none."""
    try:
        file = os.open(_OUTPUT, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError:
        return b""
    with os.fdopen(file, "rb") as opened:
        return opened.read(MOST_BYTES + 1) if stat.S_ISREG(os.fstat(file).st_mode) else b""
