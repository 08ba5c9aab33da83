"""C programs: compiled inside the sandbox, run like any other, and as little to be trusted as any other."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

import pytest

from demos import recording as r
from demos import toolchain
from demos.runner import NotCompiled
from demos.worker.compiling import LIMITS
from tests.demos.engine import Engine, of, only

pytestmark = pytest.mark.skipif(toolchain.find() is None, reason="there is no C compiler on this host")

FAMILY = """\
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char line[16];
    printf("%s %d %s", argv[0], argc, fgets(line, sizeof line, stdin));
    pid_t child = fork();
    if (child == 0) {
        sleep(1);
        printf("child of %d\\n", getppid());
        exit(7);
    }
    int status;
    pid_t reaped = wait(&status);
    printf("%d %d\\n", reaped == child, WEXITSTATUS(status));
    return wait(NULL) == -1 && errno == ECHILD ? 3 : 4;
}
"""


def c(source: str, **fields: Any) -> r.Job:
    return r.Job(r.Program("main.c", textwrap.dedent(source), "c"), **fields)


def includes(*headers: str) -> str:
    return "".join(f"#include <{header}>\n" for header in headers)


def test_a_family(engine: Engine, order: dict[str, Any]) -> None:
    """Buffers are copied by fork, statuses come out right, and each event is that of the C program."""
    recording = engine.run(c(FAMILY, stdin="typed\nmore", **order))

    assert recording.stdout == "./main 1 typed\nchild of 2\n./main 1 typed\n1 7\n"
    assert recording.ending == r.Ending(kind="exited", code=3)
    assert recording.diagnostics == ""
    assert recording.events[0] == r.Start(t=0.0, pid=2, name="main")
    assert not of(recording, r.Exec)  # That it was executed is how it began.
    assert (only(recording, r.Fork).child, only(recording, r.Sleep).seconds) == (3, 1.0)
    assert only(recording, r.Reap, pid=2).code == 7
    assert only(recording, r.Error).errno == "ECHILD"
    assert recording.seconds >= 1
    assert {process.name for snapshot in recording.snapshots for process in snapshot.processes} == {"init", "main"}


def test_the_same_run_again(engine: Engine) -> None:
    """Addresses, time, and what the kernel gives a program at random are the same in each run; a seed orders it."""
    source = (
        includes("stdio.h", "stdlib.h", "sys/auxv.h", "sys/random.h", "sys/wait.h", "time.h", "unistd.h")
        + """
        int main(void) {
            long random;
            getrandom(&random, sizeof random, 0);
            printf("%p %p %p %ld %ld\\n", main, &random, malloc(1), random, *(long *)getauxval(AT_RANDOM));
            printf("%ld\\n", time(NULL));
            fflush(stdout);
            for (int i = 0; i < 4; i++)
                if (fork() == 0) {
                    printf("%d\\n", i);
                    return 0;
                }
            while (wait(NULL) > 0);
        }
        """
    )
    first = engine.run(c(source))
    (again,) = {engine.run(c(source)).stdout for _ in range(3)}
    others = {engine.run(c(source, seed=seed)).stdout.partition("\n1767225600\n")[2] for seed in range(1, 9)}

    assert again == first.stdout
    assert again.endswith("\n1767225600\n0\n1\n2\n3\n")
    assert len(others) > 2
    assert all(sorted(other) == sorted("0\n1\n2\n3\n") for other in others)


def test_signals_are_as_a_shell_leaves_them(engine: Engine) -> None:
    """Python ignores SIGPIPE; a program that it starts must not."""
    source = (
        includes("signal.h", "stdio.h", "stdlib.h", "unistd.h")
        + """
        extern char **environ;
        int main(void) {
            for (int n = 1; n < 32; n++)
                if (signal(n, SIG_DFL) != SIG_DFL && n != SIGKILL && n != SIGSTOP)
                    printf("%d\\n", n);
            sigset_t blocked;
            sigprocmask(SIG_BLOCK, NULL, &blocked);
            printf("%d\\n", sigisemptyset(&blocked));
            for (int n = 0; environ[n]; n++)
                puts(environ[n]);
            fflush(stdout);
            int ends[2];
            pipe(ends);
            close(ends[0]);
            write(ends[1], "x", 1);
        }
        """
    )
    recording = engine.run(c("#define _GNU_SOURCE\n" + source))

    assert recording.stdout == "1\nHOME=/tmp\nLANG=C.UTF-8\nPATH=/usr/bin:/bin\n"
    assert recording.ending.signal == 13  # SIGPIPE


def test_threads_and_mathematics_are_linked(engine: Engine) -> None:
    source = (
        includes("math.h", "pthread.h", "stdio.h")
        + """
        static void *run(void *number) { printf("%.3f\\n", sqrt(*(double *)number)); return NULL; }
        int main(void) {
            double number = 2;
            pthread_t thread;
            pthread_create(&thread, NULL, run, &number);
            pthread_join(thread, NULL);
        }
        """
    )
    assert engine.run(c(source)).stdout == "1.414\n"


def test_a_deadlock_and_a_crash(engine: Engine) -> None:
    assert engine.run(c(includes("unistd.h") + "int main(void) { pause(); }")).ending.kind == "deadlock"
    assert engine.run(c("int main(void) { *(volatile int *)0 = 1; }")).ending.signal == 11


def test_warnings_come_with_the_recording(engine: Engine) -> None:
    recording = engine.run(c("int main(void) { fork(); return 5; }"))

    assert "main.c:1:18: warning: implicit declaration of function 'fork'" in recording.diagnostics
    assert recording.ending.code == 5
    assert only(recording, r.Fork).child == 3


@pytest.mark.parametrize("name", ["-o.c", "@x.c", "a.out", "no-ending", "ein name.c", "程序.c"])
def test_names(name: str, engine: Engine) -> None:
    """A file's name is never taken for an option."""
    recording = engine.run(r.Job(r.Program(name, "int main(void) { return 9; }", "c")))

    assert recording.ending.code == 9
    assert only(recording, r.Start).name.encode() == name.removesuffix(".c").encode()[:15]


@pytest.mark.parametrize(
    ("source", "reasons"),
    [
        ("free(malloc(1)); if (fork() == 0) free(malloc(1));", ()),  # malloc makes itself a random key.
        ("getrandom(&number, sizeof number, 0);", ("randomness",)),
        ("free(malloc(1)); getrandom(&number, sizeof number, GRND_NONBLOCK);", ("randomness",)),
    ],
)
def test_what_keeps_an_exploration_from_being_complete(
    source: str, reasons: tuple[str, ...], engine: Engine
) -> None:
    headers = includes("stdlib.h", "sys/random.h", "unistd.h")
    recording = engine.run(c(f"{headers} int main(void) {{ long number; {source} }}", exploration=r.Exploration()))

    assert recording.unexplorable == reasons


# --- what does not compile ----------------------------------------------------------------------------------


def refused(source: str, engine: Engine) -> NotCompiled:
    """Why a program is not run; the next one is run as ever."""
    with pytest.raises(NotCompiled) as raised:
        engine.run(c(source))
    assert engine.run(c("int main(void) { return 6; }")).ending.code == 6
    return raised.value


def test_a_mistake(engine: Engine) -> None:
    error = refused("int main(void) {\n    return x;\n}\n", engine)

    assert re.search(r"^main\.c:2:12: error: .x. undeclared", error.diagnostics, re.MULTILINE)
    assert error.bound is None


def test_no_main(engine: Engine) -> None:
    assert "undefined reference to `main'" in refused("", engine).diagnostics


HOST_FILES = ["/etc/passwd", "/etc/hostname", "/proc/1/environ", "/dev/stdin", toolchain.__file__]


@pytest.mark.parametrize("path", HOST_FILES)
def test_files_of_the_host_are_out_of_sight(path: str, engine: Engine) -> None:
    included = refused(f'#include "{path}"\nint main(void) {{ }}', engine)
    assert re.search("No such file|Permission denied", included.diagnostics)

    asm = f'asm(".section .rodata\\n.incbin \\"{path}\\"\\n.text");\nint main(void) {{ }}'
    assert "file not found" in refused(asm, engine).diagnostics


DOUBLING = """\
.macro twice n
    .if \\n
        twice "(\\n-1)"
        twice "(\\n-1)"
    .endif
.endm
twice 40
"""
BOMBS: dict[str, tuple[str, set[str | None]]] = {
    "endless": ('#include "/dev/zero"\nint main(void) { }', {"memory"}),
    "doubling": (f"asm({json.dumps(DOUBLING)});\nint main(void) {{ }}", {"cpu-time", "wall-time"}),
    "talkative": ("#include __FILE__\n#include __FILE__\n", {"output"}),
    "a large object": ("int large[1 << 30] = {1};\nint main(void) { }", {None}),
    "repeated": ('asm(".rept 1000000000\\nnop\\n.endr");\nint main(void) { }', {None}),
    "nested": ("int main(void) { return " + "(" * 100_000 + "1" + ")" * 100_000 + "; }", {None}),
    "a large executable": ("int large[1 << 20] = {1};\nint main(void) { return large[7]; }", {"size"}),
    "many mistakes": ("int main(void) {" + "a;b;" * 10_000 + "}", {None}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_compile_bombs(name: str, engine: Engine) -> None:
    source, bounds = BOMBS[name]
    error = refused(source, engine)

    assert error.bound in bounds
    assert len(error.diagnostics) < 2 * LIMITS.output_bytes


def test_what_cannot_be_executed_says_so(engine: Engine) -> None:
    recording = engine.run(c("char larger_than_memory[1ul << 40];\nint main(void) { return *larger_than_memory; }"))

    assert recording.ending.kind == "signaled"
    assert [only(recording, r.Error).call, only(recording, r.Error).errno] == ["execve", "ENOMEM"]


def test_the_compiler_is_not_there_when_the_program_runs(engine: Engine) -> None:
    compiler = toolchain.find()
    assert compiler is not None
    paths = ", ".join(f'"{path}"' for path in (compiler.compiler, "/usr/bin/as", "/usr/include/stdio.h", "main.c"))
    source = (
        includes("stdio.h", "unistd.h")
        + f"""
        int main(void) {{
            char *paths[] = {{{paths}}};
            for (int n = 0; n < sizeof paths / sizeof *paths; n++)
                printf("%d", access(paths[n], F_OK));
        }}
        """
    )
    assert engine.run(c(source)).stdout == "-1-1-1-1"
