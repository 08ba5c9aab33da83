"""Recordings made by hand, consistent in themselves, as the engine would make them.

For tests of everything that renders. A `Tape` keeps the process tree while events are put on it, so that snapshots,
output and times always agree with the events. Each function gives a new, equal Recording.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from demos import recording as r

STEP = 0.0002
"""Seconds from one event to the next, where nothing sleeps."""


@dataclass
class Tape:
    """Writes a Recording event by event. `at` names a piece of the source: the event happens on its line."""

    name: str
    source: str
    t: float = 0.0
    events: list[r.Event] = field(default_factory=list)
    snapshots: list[r.Snapshot] = field(default_factory=list)
    streams: dict[str, str] = field(default_factory=lambda: {"stdout": "", "stderr": ""})
    tree: dict[int, r.Process] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.source = textwrap.dedent(self.source).lstrip("\n")
        self.tree[r.INIT] = r.Process(pid=r.INIT, ppid=0, name="init", state="sleeping", doing="wait4(-1)")
        self.tree[r.FIRST] = r.Process(pid=r.FIRST, ppid=r.INIT, name="python3", state="running")
        self._add(r.Start, r.FIRST, name=self.name)

    def _add(self, kind: Callable[..., r.Event], pid: int, at: str | None = None, **values: Any) -> None:
        line = None
        if at is not None:
            line = 1 + next(i for i, text in enumerate(self.source.splitlines()) if at in text)
        self.events.append(kind(t=round(self.t, 6), pid=pid, line=line, **values))
        processes = tuple(self.tree[p] for p in sorted(self.tree))
        if not self.snapshots or self.snapshots[-1].processes != processes:
            self.snapshots.append(r.Snapshot(event=len(self.events) - 1, processes=processes))
        self.t += STEP

    def _set(self, pid: int, state: r.State = "running", doing: str = "", **values: Any) -> None:
        old = self.tree[pid]
        ppid, name = values.get("ppid", old.ppid), values.get("name", old.name)
        self.tree[pid] = r.Process(pid=pid, ppid=ppid, name=name, state=state, doing=doing)

    def fork(self, pid: int, child: int, at: str | None = None) -> None:
        self.tree[child] = r.Process(pid=child, ppid=pid, name=self.tree[pid].name, state="running")
        self._add(r.Fork, pid, at, child=child, call="fork")

    def exec(self, pid: int, path: str, argv: tuple[str, ...], at: str | None = None) -> None:
        self._set(pid, name=path.rpartition("/")[2])
        self._add(r.Exec, pid, at, path=path, argv=argv)

    def call(self, pid: int, call: str, result: int, at: str | None = None) -> None:
        self._add(r.Call, pid, at, call=call, result=result)

    def write(self, pid: int, text: str, at: str | None = None, stream: r.Stream = "stdout") -> None:
        self.streams[stream] += text
        self._add(r.Write, pid, at, stream=stream, text=text, size=len(text.encode()))

    def wait(self, pid: int, target: int = -1, at: str | None = None, options: tuple[str, ...] = ()) -> None:
        self._set(pid, "sleeping", f"wait4({target})")
        self._add(r.Wait, pid, at, call="wait4", target=target, options=options)

    def sleep(self, pid: int, seconds: float, at: str | None = None) -> None:
        self._set(pid, "sleeping", f"sleep({seconds:g})")
        self._add(r.Sleep, pid, at, call="clock_nanosleep", seconds=seconds)

    def wake(self, pid: int, t: float, at: str | None = None) -> None:
        self.t = max(self.t, t)
        self._set(pid)
        self._add(r.Wake, pid, at, call="clock_nanosleep")

    def kill(self, pid: int, target: int, signal: int, at: str | None = None) -> None:
        self._add(r.Kill, pid, at, target=target, signal=signal)

    def signal(self, pid: int, signal: int, sender: int, action: str) -> None:
        self._add(r.Signal, pid, signal=signal, sender=sender, action=action)

    def stop(self, pid: int, signal: int) -> None:
        self._set(pid, "stopped")
        self._add(r.Stop, pid, signal=signal)

    def resume(self, pid: int) -> None:
        self._set(pid)
        self._add(r.Continue, pid)

    def error(self, pid: int, call: str, errno: str, at: str | None = None) -> None:
        self._add(r.Error, pid, at, call=call, errno=errno)

    def exit(self, pid: int, code: int | None = 0, signal: int | None = None, at: str | None = None) -> None:
        """The process ends; its children get a new parent, and it is a zombie."""
        self._set(pid)
        self._add(r.Exit, pid, at, code=code, signal=signal)
        for child in [p.pid for p in self.tree.values() if p.ppid == pid]:
            old = self.tree[child]
            self._set(child, old.state, old.doing, ppid=r.INIT)
            self._add(r.Reparent, child, old=pid, new=r.INIT)
        self._set(pid, "zombie")
        self._add(r.Zombie, pid, parent=self.tree[pid].ppid)

    def reap(self, child: int, code: int | None = 0, signal: int | None = None, at: str | None = None) -> None:
        """The parent takes the wait status; the sandbox's init goes back to its wait at once."""
        parent = self.tree.pop(child).ppid
        if parent != r.INIT:
            self._set(parent)
        self._add(r.Reap, parent, at, child=child, code=code, signal=signal)

    def end(
        self,
        kind: r.EndingKind = "exited",
        code: int | None = None,
        signal: int | None = None,
        bound: r.Bound | None = None,
    ) -> r.Recording:
        """What was recorded."""
        return r.Recording(
            program=r.Program(self.name, self.source),
            ending=r.Ending(kind=kind, code=code, signal=signal),
            bound=bound,
            stdout=self.streams["stdout"],
            stderr=self.streams["stderr"],
            events=tuple(self.events),
            snapshots=tuple(self.snapshots),
            seconds=round(self.t, 6),
            wall_seconds=round(self.t + 0.004, 6),
        )


def orphan() -> r.Recording:
    """The parent exits first, with a string: status 1. PID 1 adopts the child, and reaps it in the end."""
    tape = Tape(
        "orphan.py",
        """
        import os, sys
        from time import sleep

        pid = os.fork()
        if pid == 0:
            os.write(1, f"child: my parent is {os.getppid()}\\n".encode())
            sleep(2)
            os.write(1, f"child: my parent is now {os.getppid()}\\n".encode())
        else:
            sleep(1)
            os.write(1, f"parent: I am {os.getpid()}\\n".encode())
            sys.exit("parent: bye")
        """,
    )
    tape.fork(2, 3, "os.fork")
    tape.sleep(2, 1, "sleep(1)")
    tape.call(3, "getppid", 2, "my parent is {")
    tape.write(3, "child: my parent is 2\n", "my parent is {")
    tape.sleep(3, 2, "sleep(2)")
    tape.wake(2, 1.0006, "sleep(1)")
    tape.call(2, "getpid", 2, "parent: I am")
    tape.write(2, "parent: I am 2\n", "parent: I am")
    tape.write(2, "parent: bye\n", "sys.exit", stream="stderr")
    tape.exit(2, 1, at="sys.exit")
    tape.reap(2, 1)
    tape.wake(3, 2.0012, "sleep(2)")
    tape.call(3, "getppid", 1, "parent is now")
    tape.write(3, "child: my parent is now 1\n", "parent is now")
    tape.exit(3, 0)
    tape.reap(3, 0)
    return tape.end(code=1)


def zombie() -> r.Recording:
    """The child exits with 7, the parent sleeps and then loops for ever: never reaped, ended by its CPU time."""
    tape = Tape(
        "zombie.py",
        """
        import os
        from time import sleep

        if os.fork() == 0:
            os._exit(7)
        sleep(1)
        while True:
            pass
        """,
    )
    tape.fork(2, 3, "os.fork")
    tape.sleep(2, 1, "sleep(1)")
    tape.exit(3, 7, at="os._exit")
    tape.signal(2, 17, 3, "ignored")
    tape.wake(2, 1.0004, "sleep(1)")
    tape.t = 6.0
    return tape.end("cpu-time", bound="cpu-time")


def fork_and_wait() -> r.Recording:
    """The child prints and exits with 3; the parent waits for it, prints the code and exits with 0."""
    tape = Tape(
        "fork_and_wait.py",
        """
        import os

        pid = os.fork()
        if pid == 0:
            os.write(1, b"child\\n")
            os._exit(3)
        pid, status = os.wait()
        print("parent: child", pid, "exited with", os.waitstatus_to_exitcode(status))
        """,
    )
    tape.fork(2, 3, "os.fork")
    tape.wait(2, -1, "os.wait()")
    tape.write(3, "child\n", 'b"child')
    tape.exit(3, 3, at="os._exit")
    tape.reap(3, 3, at="os.wait()")
    tape.write(2, "parent: child 3 exited with 3\n")
    tape.exit(2, 0)
    tape.reap(2, 0)
    return tape.end(code=0)


def double_fork() -> r.Recording:
    """The child forks and exits at once, so that PID 1 adopts the grandchild and no zombie is left."""
    tape = Tape(
        "double_fork.py",
        """
        import os
        from time import sleep

        pid = os.fork()
        if pid == 0:
            if os.fork() == 0:
                sleep(0.5)
                os.write(1, f"grandchild: my parent is {os.getppid()}\\n".encode())
                os._exit(0)
            os._exit(0)
        os.waitpid(pid, 0)
        os.write(1, b"parent: my child is reaped\\n")
        """,
    )
    tape.fork(2, 3, "pid = os.fork")
    tape.wait(2, 3, "os.waitpid")
    tape.fork(3, 4, "if os.fork")
    tape.sleep(4, 0.5, "sleep(0.5)")
    tape.exit(3, 0)
    tape.reap(3, 0, at="os.waitpid")
    tape.write(2, "parent: my child is reaped\n", "is reaped")
    tape.exit(2, 0)
    tape.reap(2, 0)
    tape.wake(4, 0.501, "sleep(0.5)")
    tape.call(4, "getppid", 1, "grandchild")
    tape.write(4, "grandchild: my parent is 1\n", "grandchild")
    tape.exit(4, 0)
    tape.reap(4, 0)
    return tape.end(code=0)


def wnohang_poll() -> r.Recording:
    """The parent asks with WNOHANG and gets 0 twice, then the child; a fourth question fails with ECHILD."""
    tape = Tape(
        "wnohang_poll.py",
        """
        import os
        from time import sleep

        pid = os.fork()
        if pid == 0:
            sleep(1)
            os._exit(5)
        while os.waitpid(pid, os.WNOHANG) == (0, 0):
            os.write(1, b"not yet\\n")
            sleep(0.6)
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            os.write(1, b"no child left\\n")
        """,
    )
    tape.fork(2, 3, "os.fork")
    tape.sleep(3, 1, "sleep(1)")
    for wake in (0.6, 1.2):
        tape.call(2, "wait4", 0, "while")
        tape.write(2, "not yet\n", "not yet")
        tape.sleep(2, 0.6, "sleep(0.6)")
        if wake > 1:
            tape.wake(3, 1.0005, "sleep(1)")
            tape.exit(3, 5, at="os._exit")
            tape.signal(2, 17, 3, "ignored")
        tape.wake(2, wake, "sleep(0.6)")
    tape.reap(3, 5, at="while")
    tape.error(2, "wait4", "ECHILD", "    os.waitpid")
    tape.write(2, "no child left\n", "no child left")
    tape.exit(2, 0)
    tape.reap(2, 0)
    return tape.end(code=0)


HOSTILE = (
    "@everyone <@1> <@&2> <#3> [link](https://example.org)\n"
    "```\n``` ` ~~~ ||spoiler|| **bold** # title\n"
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x00\x08\x7f\x9b\r\n"
    "\u202eright to left\u202c \u2066isolate\u2069 \u200b\u200d\ufeff\ufffd\ufffe \u2028\n"
    '</text><script>alert("1")</script> <!-- & &amp; &#0; ]]>\n'
)
"""What a program may print to break a message, a terminal, a code block or an SVG."""


def hostile_output() -> r.Recording:
    """A child under a hostile name writes everything that breaks a rendering, and a very long line."""
    tape = Tape(
        "hostile_output.py",
        """
        import os, sys

        if os.fork() == 0:
            os.execv("/bin/sh", ["</text>\\u202e@everyone", "-c", "..."])
        os.wait()
        """,
    )
    tape.fork(2, 3, "os.fork")
    tape.wait(2, -1, "os.wait()")
    tape.exec(3, "/bin/</text>\u202e@everyone", ("</text>\u202e@everyone", "-c", HOSTILE), "os.execv")
    tape.write(3, HOSTILE)
    tape.write(3, "W" * 5000 + "\n", stream="stderr")
    tape.write(3, "没有换行" * 200)
    tape.exit(3, 1)
    tape.reap(3, 1, at="os.wait()")
    tape.exit(2, 0)
    tape.reap(2, 0)
    return tape.end(code=0)


def many_children(count: int = 20) -> r.Recording:
    """`count` children, each with its number as its exit status; the parent reaps them all. At most 62."""
    tape = Tape(
        "many_children.py",
        f"""
        import os

        for number in range({count}):
            if os.fork() == 0:
                os.write(1, f"child {{number}}\\n".encode())
                os._exit(number)
        for _ in range({count}):
            os.wait()
        """,
    )
    for number in range(count):
        tape.fork(2, 3 + number, "os.fork")
        tape.write(3 + number, f"child {number}\n", "os.write")
    for number in range(count):
        tape.wait(2, -1, "os.wait()")
        tape.exit(3 + number, number, at="os._exit")
        tape.reap(3 + number, number, at="os.wait()")
    tape.exit(2, 0)
    tape.reap(2, 0)
    return tape.end(code=0)


def signalled() -> r.Recording:
    """The parent stops its sleeping child, continues it, ends it with SIGTERM, and dies of a SIGSEGV."""
    tape = Tape(
        "signalled.py",
        """
        import os, signal
        from time import sleep

        pid = os.fork()
        if pid == 0:
            sleep(60)
        sleep(0.1)
        os.kill(pid, signal.SIGSTOP)
        sleep(0.1)
        os.kill(pid, signal.SIGCONT)
        sleep(0.1)
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
        os.kill(os.getpid(), signal.SIGSEGV)
        """,
    )
    tape.fork(2, 3, "os.fork")
    tape.sleep(3, 60, "sleep(60)")
    tape.sleep(2, 0.1, "sleep(0.1)")
    tape.wake(2, 0.1)
    tape.kill(2, 3, 19, "SIGSTOP")
    tape.signal(3, 19, 2, "stops")
    tape.stop(3, 19)
    tape.signal(2, 17, 3, "ignored")
    tape.sleep(2, 0.1)
    tape.wake(2, 0.2)
    tape.kill(2, 3, 18, "SIGCONT")
    tape.signal(3, 18, 2, "continues")
    tape.resume(3)
    tape.sleep(3, 59.9, "sleep(60)")
    tape.sleep(2, 0.1)
    tape.wake(2, 0.3)
    tape.kill(2, 3, 15, "SIGTERM")
    tape.wait(2, 3, "os.waitpid")
    tape.signal(3, 15, 2, "ends")
    tape.exit(3, None, 15)
    tape.reap(3, None, 15, at="os.waitpid")
    tape.kill(2, 2, 11, "SIGSEGV")
    tape.signal(2, 11, 2, "ends")
    tape.exit(2, None, 11)
    tape.reap(2, None, 11)
    return tape.end("signaled", signal=11)


SAMPLES: dict[str, Callable[[], r.Recording]] = {
    sample.__name__: sample
    for sample in (
        orphan,
        zombie,
        fork_and_wait,
        double_fork,
        wnohang_poll,
        hostile_output,
        many_children,
        signalled,
    )
}
"""All of them by name."""
