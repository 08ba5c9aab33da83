"""The model against outcomes derived by hand, and each misconception against what one who has it would say."""

from __future__ import annotations

import pytest

from demos.quiz.misconceptions import MISCONCEPTIONS
from demos.quiz.world import Unusable, World

SAY = 'print("{}", flush=True)'


def outputs(source: str, belief: str | None = None) -> set[str]:
    """What the program can print, each output on one line; ``!`` when it then hangs."""
    worlds = {misconception.id: misconception.world for misconception in MISCONCEPTIONS}
    world = World if belief is None else worlds[belief]
    return {" ".join(seen.stdout.split()) + ("!" if seen.ending == "hang" else "") for seen in world(source).seen()}


def endings(source: str, belief: str | None = None) -> set[str]:
    worlds = {misconception.id: misconception.world for misconception in MISCONCEPTIONS}
    return {seen.ending for seen in (World if belief is None else worlds[belief])(source).seen()}


ONE_CHILD = f"""
import os
if os.fork() == 0:
    {SAY.format("A")}
    os._exit(0)
{SAY.format("B")}
os.wait()
{SAY.format("C")}
"""

TWO_CHILDREN = f"""
import os
for name in "AB":
    if os.fork() == 0:
        print(name, flush=True)
        os._exit(0)
os.wait()
{SAY.format("C")}
"""

GRANDCHILD = f"""
import os
if os.fork() == 0:
    if os.fork() == 0:
        {SAY.format("A")}
        os._exit(0)
    os._exit(0)
os.wait()
{SAY.format("B")}
"""

BUFFER = """
import os
print("A")
if os.fork() == 0:
    print("B")
    os._exit(0)
os.wait()
"""

FALLS_THROUGH = f"""
import os
{SAY.format("A")}
if os.fork() == 0:
    {SAY.format("B")}
{SAY.format("C")}
"""

SHARED = """
import os
x = 1
if os.fork() == 0:
    x += 1
    os._exit(0)
os.wait()
print(x)
"""

STATUS = """
import os
if os.fork() == 0:
    os._exit(3)
pid, status = os.wait()
print(status)
"""

CODE = """
import os, sys
if os.fork() == 0:
    sys.exit({})
pid, status = os.wait()
print(os.waitstatus_to_exitcode(status))
"""

CERTAIN = f"""
import os
first = os.fork()
if first == 0:
    {SAY.format("A")}
    os._exit(0)
second = os.fork()
if second == 0:
    os._exit(0)
os.waitpid(first, 0)
{SAY.format("B")}
"""

POLL = f"""
import os
if os.fork() == 0:
    {SAY.format("A")}
    os._exit(0)
os.waitpid(-1, os.WNOHANG)
{SAY.format("B")}
"""

PIPE = f"""
import os
r, w = os.pipe()
if os.fork() == 0:
    {SAY.format("A")}
    os.write(w, b"x")
    os.write(w, b"y")
    os._exit(0)
print(os.read(r, 2).decode())
"""

UNCLOSED = """
import os
r, w = os.pipe()
if os.fork() == 0:
    os.write(w, b"x")
    os._exit(0)
while os.read(r, 1):
    pass
print("A")
"""

ORPHAN = f"""
import os
me = os.getpid()
if os.fork() == 0:
    print(os.getppid() == me, flush=True)
    os._exit(0)
{SAY.format("A")}
"""

ADOPTED = """
import os
me = os.getpid()
if os.fork() == 0:
    if os.fork() == 0:
        print(os.getppid() == me, flush=True)
        os._exit(0)
    os._exit(0)
os.wait()
"""

HANDLER = """
import os, signal

def handler(number, frame):
    os.write(1, b"H\\n")

signal.signal(signal.SIGUSR1, handler)
if os.fork() == 0:
    os.kill(os.getppid(), signal.SIGUSR1)
    os.kill(os.getppid(), signal.SIGUSR1)
    os._exit(0)
os.wait()
os.write(1, b"A\\n")
"""

TO_ITSELF = (
    HANDLER[: HANDLER.index("if os.fork")]
    + f"""
{SAY.format("A")}
os.kill(os.getpid(), signal.SIGUSR1)
{SAY.format("B")}
"""
)

SIGNALLED = (
    HANDLER[: HANDLER.index("if os.fork")]
    + f"""
pid = os.fork()
if pid == 0:
    {SAY.format("A")}
    os._exit(0)
os.kill(pid, signal.SIGUSR1)
os.wait()
{SAY.format("B")}
"""
)

KILLED = """
import os, signal
pid = os.fork()
if pid == 0:
    signal.pause()
os.kill(pid, signal.SIGKILL)
pid, status = os.wait()
print(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # B before or after A, and C after both: the wait holds it back.
        (ONE_CHILD, {"A B C", "B A C"}),
        # C after one of A and B, whichever: 3! orders less the two that begin with C.
        (TWO_CHILDREN, {"A B C", "A C B", "B A C", "B C A"}),
        # The wait is for the child, which does not wait for the grandchild.
        (GRANDCHILD, {"A B", "B A"}),
        # The child's copy of A and its B are lost by _exit.
        (BUFFER, {"A"}),
        # Both print C; the child's B before its own C.
        (FALLS_THROUGH, {"A B C C", "A C B C"}),
        (SHARED, {"1"}),
        (STATUS, {"768"}),
        (CODE.format(257), {"1"}),
        (CODE.format('"no"'), {"1"}),
        (CERTAIN, {"A B"}),
        (POLL, {"A B", "B A"}),
        # The read takes one byte, or both, as many as there are; A was printed before any.
        (PIPE, {"A x", "A xy"}),
        # The reader holds the writing end itself.
        (UNCLOSED, {"!"}),
        # Asked before the parent's end (A before or after), or after it.
        (ORPHAN, {"A True", "True A", "A False"}),
        (ADOPTED, {"False"}),
        # Both are sent before the wait is over; the second may find the first still pending.
        (HANDLER, {"H A", "H H A"}),
        # A signal to oneself comes before kill returns (`kill(2)`).
        (TO_ITSELF, {"A H B"}),
        # The handler runs before A, after it, or never, when the child has ended before the signal came.
        (SIGNALLED, {"A B", "H A B", "A H B"}),
        (KILLED, {"-9"}),
    ],
)
def test_the_rules_give_what_is_derived_by_hand(source: str, expected: set[str]) -> None:
    assert outputs(source) == expected


@pytest.mark.parametrize(
    ("belief", "source", "expected"),
    [
        ("parent-first", ONE_CHILD, {"B A C"}),
        ("child-first", ONE_CHILD, {"A B C"}),
        ("wait-returns-at-once", ONE_CHILD, {"A B C", "B A C", "B C A"}),
        ("any-order", BUFFER, set()),
        ("any-order", ONE_CHILD, {"B A C", "A C B", "A B C", "B C A"}),
        ("wait-for-all", TWO_CHILDREN, {"A B C", "B A C"}),
        ("wait-for-grandchildren", GRANDCHILD, {"A B"}),
        ("children-die", GRANDCHILD, {"A B", "B"}),
        ("buffer-not-copied", BUFFER, {"A"}),
        ("exit-flushes", BUFFER, {"A B A"}),
        ("print-writes", BUFFER, {"A B"}),
        ("child-stops", FALLS_THROUGH, {"A B C", "A C B"}),
        ("child-from-the-top", FALLS_THROUGH, {"A A B C C", "A A C B C"}),
        ("shared-variables", SHARED, {"2"}),
        ("status-is-code", STATUS, {"3"}),
        ("code-unlimited", CODE.format(257), {"257"}),
        ("string-exits-zero", CODE.format('"no"'), {"0"}),
        ("waitpid-any", CERTAIN, {"A B", "B A"}),
        ("no-hang-waits", POLL, {"A B"}),
        ("read-at-once", PIPE, {"A", "A x", "A xy"}),
        ("same-pieces", PIPE, {"A x"}),
        ("exit-is-enough", UNCLOSED, {"A"}),
        ("fixed-parent", ORPHAN, {"A True", "True A"}),
        ("grandparent-adopts", ADOPTED, {"False", "True"}),
        ("signals-queue", HANDLER, {"H H A"}),
        ("kill-always-ends", SIGNALLED, {"A B", "B"}),
        ("as-in-the-shell", KILLED, {"137"}),
        ("sign-forgotten", KILLED, {"9"}),
    ],
)
def test_a_misconception_gives_what_its_holder_would_say(belief: str, source: str, expected: set[str]) -> None:
    assert outputs(source, belief) == expected


def test_the_ending_is_that_of_the_first_process() -> None:
    source = "import os, sys\nif os.fork() == 0:\n    os._exit(3)\nos.wait()\nsys.exit(5)"

    assert endings(source) == {"exit 5"}
    assert endings(source, "childs-code") == {"exit 3"}
    assert endings(source, "exit-ends-all") == {"exit 3"}


def test_processes_are_counted_with_the_first() -> None:
    source = "import os\nfor i in range(2):\n    os.fork()"
    worlds = {misconception.id: misconception.world for misconception in MISCONCEPTIONS}

    assert {seen.processes for seen in World(source).seen()} == {4}
    assert {seen.processes for seen in worlds["one-more"](source).seen()} == {3}
    assert {seen.processes for seen in worlds["first-not-counted"](source).seen()} == {3}


def test_what_the_first_process_itself_wrote() -> None:
    assert {seen.first for seen in World(ONE_CHILD).seen()} == {"B\nC\n"}


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.wait()",
        "import os\nr, w = os.pipe()\nos.close(r)\nos.write(w, b'x')",
        "import os, signal\nos.kill(9, signal.SIGTERM)",
        "import os, signal\nif os.fork() == 0:\n    signal.pause()",
        "import os\nfor i in range(6):\n    os.fork()\nprint(1, flush=True)",
    ],
)
def test_what_it_does_not_cover_is_not_used(source: str) -> None:
    with pytest.raises(Unusable):
        World(source).seen()
