"""Finds the host's C compiler, and what of the host's files it needs to compile and link inside a sandbox.

The compiler itself is asked where its parts, headers and libraries are. Only those are shown to what compiles
(`demos.worker.sandbox`), so that a program cannot include, or link in, a file that is none of these.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COMPILERS = ("cc", "gcc", "clang")
_WRAPPERS = frozenset({"ccache", "distcc", "sccache"})  # They need a cache, a network, or a home folder.
_PROGRAMS = ("cc1", "collect2", "as", "ld")
_LIBRARIES = ("crt1.o", "libc.so", "libm.so", "libpthread.a", "libgcc.a", "libgcc_s.so", "libgcc_s.so.1")
_HEADERS = re.compile(r"^#include <\.\.\.> search starts here:\n(.*?)^End of search list", re.MULTILINE | re.DOTALL)
_MAPPED = re.compile(r"(/\S+) \(0x")
_PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Toolchain:
    """A C compiler. `shown`: files and folders that it needs; `path`: where it looks for its parts, a PATH."""

    compiler: str
    shown: tuple[str, ...]
    path: str


def find() -> Toolchain | None:
    """The compiler that ``cc`` is on this host, else gcc or clang; None when there is none. Takes some 50 ms."""
    for name in _COMPILERS:
        found = shutil.which(name)
        if found is None or Path(found).resolve().name in _WRAPPERS:
            continue
        try:
            return _toolchain(Path(found).resolve())
        except (OSError, subprocess.SubprocessError):
            continue
    return None


def _toolchain(compiler: Path) -> Toolchain:
    programs = [compiler, *_programs(compiler)]
    shown = {*programs, *_headers(compiler), *_libraries(compiler)}
    # Its parts load others by their place beside them.
    shown |= {program.parent for program in programs if program.name in ("cc1", "collect2")}
    for program in programs:
        shown |= {Path(library).parent for library in _MAPPED.findall(_say("ldd", program))}
    folders = dict.fromkeys(str(program.parent) for program in programs)
    return Toolchain(str(compiler), tuple(sorted(map(str, shown))), ":".join(folders))


def _programs(compiler: Path) -> Iterator[Path]:
    for name in _PROGRAMS:
        found = shutil.which(_say(compiler, f"-print-prog-name={name}").strip())
        if found is not None:
            yield Path(found).absolute()


def _libraries(compiler: Path) -> Iterator[Path]:
    """The folders of the C library and the compiler's own."""
    for name in _LIBRARIES:
        found = Path(_say(compiler, f"-print-file-name={name}").strip())
        if found.is_absolute():
            yield found.resolve().parent


def _headers(compiler: Path) -> Iterator[Path]:
    match = _HEADERS.search(_say(compiler, "-E", "-v", "-x", "c", os.devnull))
    for line in match[1].splitlines() if match else ():
        yield Path(line.strip()).resolve()


def _say(*command: str | Path) -> str:
    """What a command of the host prints; it gets nothing of this process's environment but the PATH."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=environment,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    return done.stdout.decode(errors="replace")
