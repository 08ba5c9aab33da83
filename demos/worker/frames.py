"""How a worker and its Runner speak: frames of a length (4 bytes, big-endian) and JSON."""

from __future__ import annotations

import struct

import msgspec

HEADER = struct.Struct(">I")
MAXIMUM_BYTES = 64 * 1024 * 1024


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker is inside its sandbox and takes jobs."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The host does not allow the sandbox: `step` failed. Nothing was run."""

    step: str


class Done(msgspec.Struct, frozen=True, tag=True):
    """The job was run; `recording` is its JSON."""

    recording: msgspec.Raw


class Mismatched(msgspec.Struct, frozen=True, tag=True):
    """The job's choices do not fit its program: `who` could not go at the choice with the index `choice`."""

    who: int
    choice: int


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The supervisor broke down; `reason` is for the log."""

    reason: str


Answer = Ready | Refused | Done | Mismatched | Failed


def pack(answer: Answer) -> bytes:
    """An answer as one frame."""
    body = msgspec.json.encode(answer)
    return HEADER.pack(len(body)) + body


def unpack(body: bytes) -> Answer:
    """The answer in a frame's body.

    Raises:
        ValueError: it is none.
    """
    answer: Answer = msgspec.json.decode(body, type=Answer)
    return answer
