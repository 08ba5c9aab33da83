"""Switching off the vDSO of a program at its exec, so that reading the clock is a system call that can be traced.

The kernel tells a new program of the vDSO in its auxiliary vector (`getauxval(3)`, AT_SYSINFO_EHDR), which lies on
the fresh stack above the environment (`vdso(7)`). With the entry gone, every libc falls back to system calls.
"""

from __future__ import annotations

import struct

from demos.worker import ptrace

_AT_NULL, _AT_IGNORE, _AT_SYSINFO_EHDR = 0, 1, 33
_WORD = 8
_STACK_BYTES = 512 * 1024  # Argument and environment pointers come first; their strings lie behind the vector.


def hide_vdso(tid: int) -> None:
    """Take the vDSO from a tracee that stands at its exec."""
    stack = ptrace.Registers(tid).stack
    raw = ptrace.read_memory(tid, stack, 4096)
    if not (position := _find(raw)):
        position = _find(ptrace.read_memory(tid, stack, _STACK_BYTES))
    if position:
        ptrace.write_memory(tid, stack + position, struct.pack("=Q", _AT_IGNORE))


def _find(raw: bytes) -> int | None:
    """The offset of the vDSO's entry in the memory from the stack pointer on."""
    words: tuple[int, ...] = struct.unpack(f"={len(raw) // _WORD}Q", raw[: len(raw) // _WORD * _WORD])
    if not words:
        return None
    index = 1 + words[0] + 1  # argc, argv, its NULL
    while index < len(words) and words[index]:
        index += 1  # envp
    index += 1
    while index + 1 < len(words) and words[index] != _AT_NULL:
        if words[index] == _AT_SYSINFO_EHDR:
            return index * _WORD
        index += 2
    return None
