"""What the kernel tells a new program in the auxiliary vector (`getauxval(3)`), made the same in every run.

The vector lies on the fresh stack above the environment. AT_SYSINFO_EHDR leads to the vDSO (`vdso(7)`): with that
entry gone, every libc falls back to system calls, so that reading the clock can be traced. AT_RANDOM leads to 16
random bytes, of which a libc makes the values that guard its stacks and pointers.
"""

from __future__ import annotations

import struct

from demos.worker import ptrace

_AT_NULL, _AT_IGNORE, _AT_RANDOM, _AT_SYSINFO_EHDR = 0, 1, 25, 33
_RANDOM = b"chosen for a run"  # 16 bytes.
_WORD = 8
_STACK_BYTES = 512 * 1024  # Argument and environment pointers come first; their strings lie behind the vector.


def make_steady(tid: int) -> None:
    """Take the vDSO, and what is random, from a tracee that stands at its exec."""
    entries = _entries(tid)
    if position := entries.get(_AT_SYSINFO_EHDR):
        ptrace.write_memory(tid, position, struct.pack("=Q", _AT_IGNORE))
    if position := entries.get(_AT_RANDOM):
        (address,) = struct.unpack("=Q", ptrace.read_memory(tid, position + _WORD, _WORD))
        ptrace.write_memory(tid, address, _RANDOM)


def _entries(tid: int) -> dict[int, int]:
    """Where the entries of the vector lie, by their type."""
    stack = ptrace.Registers(tid).stack
    return _find(stack, ptrace.read_memory(tid, stack, 4096)) or _find(
        stack, ptrace.read_memory(tid, stack, _STACK_BYTES)
    )


def _find(stack: int, raw: bytes) -> dict[int, int]:
    """The entries in the memory from the stack pointer on; none when it does not hold the whole vector."""
    words: tuple[int, ...] = struct.unpack(f"={len(raw) // _WORD}Q", raw[: len(raw) // _WORD * _WORD])
    if not words:
        return {}
    index = 1 + words[0] + 1  # argc, argv, its NULL
    while index < len(words) and words[index]:
        index += 1  # envp
    index += 1
    found: dict[int, int] = {}
    while index + 1 < len(words):
        if words[index] == _AT_NULL:
            return found
        found[words[index]] = stack + index * _WORD
        index += 2
    return {}
