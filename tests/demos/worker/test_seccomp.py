"""The filter does with each system call number what the tables say, whatever path the search takes to it."""

from __future__ import annotations

import errno
import struct

import pytest

from demos.worker import seccomp, syscalls

ALLOW, TRACE, ERRNO, KILL = 0x7FFF0000, 0x7FF00000, 0x00050000, 0x80000000
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}[syscalls.ARCHITECTURE]
BY_ARGUMENT = {"clone", "socket", "mmap", "fcntl", "setsockopt", "rt_sigaction", "prctl", "ioctl"}


def verdict(code: bytes, number: int, architecture: int = ARCHITECTURE) -> int:
    """What a kernel answers to that call with arguments that are all 0 (`seccomp(2)`)."""
    data = struct.pack("=iIQ6Q", number, architecture, 0, 0, 0, 0, 0, 0, 0)
    instructions = list(struct.iter_unpack("=HBBI", code))
    at = word = 0
    while True:
        operation, then, otherwise, k = instructions[at]
        at += 1
        match operation:
            case 0x06:
                return k
            case 0x20:
                (word,) = struct.unpack_from("=I", data, k)
            case 0x05:
                at += k
            case _:
                holds = {0x15: word == k, 0x25: word > k, 0x35: word >= k, 0x45: bool(word & k)}[operation]
                at += then if holds else otherwise


@pytest.mark.parametrize("mode", seccomp.MODES)
def test_every_number_is_decided_as_the_tables_say(mode: str) -> None:
    code = seccomp.program(mode)
    names = {number: name for name, number in syscalls.NUMBERS.items()}
    seen = {
        seccomp.NATURAL: syscalls.TRACED,
        seccomp.CONTROLLED: syscalls.TRACED | syscalls.CONTROLLED,
        seccomp.EXPLORED: syscalls.TRACED | syscalls.EXPLORED,
    }[mode] | syscalls.COUNTED
    for number in range(1024):
        name = names.get(number, "")
        if name in BY_ARGUMENT:
            continue
        expected = ERRNO | errno.ENOSYS
        if name in seen:
            expected = TRACE
        elif name in syscalls.ALLOWED:
            expected = ALLOW
        elif name in syscalls.REFUSED:
            expected = ERRNO | errno.EPERM
        assert verdict(code, number) == expected, name or number


@pytest.mark.parametrize("mode", seccomp.MODES)
def test_other_ways_to_call_are_shut(mode: str) -> None:
    code = seccomp.program(mode)
    assert verdict(code, syscalls.NUMBERS["getpid"], architecture=0x40000003) == KILL
    for number in (syscalls.NUMBERS["write"] | 0x40000000, -1, 2**31 - 1):
        assert verdict(code, number) == ERRNO | errno.ENOSYS
    assert verdict(code, syscalls.NUMBERS["socket"]) == ERRNO | errno.EPERM


def test_the_init_of_a_run_can_do_nothing_that_others_could_notice_but_end() -> None:
    code = seccomp.reaping()
    verdicts = {name: verdict(code, number) for name, number in syscalls.NUMBERS.items()}
    allowed = {name for name, answer in verdicts.items() if answer == ALLOW}

    assert verdicts["wait4"] == TRACE
    # When the program begins, it has no descriptor to read or write.
    assert allowed <= {
        "brk",
        "close_range",
        "exit_group",
        "mmap",
        "munmap",
        "prctl",
        "read",
        "rt_sigreturn",
        "write",
    }
    assert {answer for name, answer in verdicts.items() if name not in allowed | {"wait4"}} == {
        ERRNO | errno.ENOSYS
    }
    assert verdict(code, syscalls.NUMBERS["wait4"], architecture=0x40000003) == KILL
