"""How a worker and its Runner speak: frames of a length (4 bytes, big-endian) and JSON."""

from __future__ import annotations

import struct

import msgspec

from demos.recording import CompilerBound, Job, Program

HEADER = struct.Struct(">I")
MAXIMUM_BYTES = 64 * 1024 * 1024


class Run(msgspec.Struct, frozen=True, tag=True):
    """Run a job; `executable` is what its program was compiled to, if it has to be."""

    job: Job
    executable: bytes = b""


class Compile(msgspec.Struct, frozen=True, tag=True):
    """Compile a program with the compiler of that path; `path` is where it looks for its parts, a PATH."""

    program: Program
    compiler: str
    path: str


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


class Compiled(msgspec.Struct, frozen=True, tag=True):
    """What came of a `Compile`: an empty `executable` when it failed, or reached `bound`.

    `diagnostics`: everything that the compiler said, also when it had only warnings.
    """

    executable: bytes
    diagnostics: str = ""
    bound: CompilerBound | None = None


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The supervisor broke down; `reason` is for the log."""

    reason: str


Request = Run | Compile
Answer = Ready | Refused | Done | Mismatched | Compiled | Failed


def encode(request: Request) -> bytes:
    """A request as the body of a frame."""
    return msgspec.json.encode(request)


def decode(body: bytes) -> Request:
    """The request in a frame's body.

    Raises:
        ValueError: it is none.
    """
    request: Request = msgspec.json.decode(body, type=Request)
    return request


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
