"""The pool: every request is answered, by a Recording or a named error; fair, cancellable, and nothing is left."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from demos import runner as module
from demos import workers
from demos.recording import Ending, Job, Limits, Program
from demos.runner import (
    IsolationUnavailable,
    LanguageUnavailable,
    QueueFull,
    RunError,
    Runner,
    RunnerClosed,
    RunnerStatus,
    WorkerFailed,
    job_from_file,
)

PRINTS = Job(Program("prints.py", "import os; print(os.getpid())"))


def waits(seconds: float = 30.0) -> Job:
    """A program that waits in real time until something ends it."""
    source = "import signal; print('x', flush=True); signal.pause()"
    return Job(Program("waits.py", source), limits=Limits(wall_seconds=seconds), clock="real", schedule="natural")


class Family:
    """The processes of the runners that a test starts, apart from those that were there before."""

    def __init__(self) -> None:
        self._others = set(psutil.Process().children())

    def workers(self) -> list[psutil.Process]:
        return [child for child in psutil.Process().children() if child not in self._others]

    def all(self) -> list[psutil.Process]:
        return [process for worker in self.workers() for process in (worker, *worker.children(recursive=True))]

    async def until_it_runs(self) -> None:
        """Until there is a sandbox's PID 1 whose PID 2 has become the program."""
        await until(lambda: any(_is_busy_init(process) for process in self.all()))


def _is_busy_init(process: psutil.Process) -> bool:
    try:
        return process.name() == "init" and any(child.name() != "init" for child in process.children())
    except psutil.NoSuchProcess:
        return False


def gone(processes: list[psutil.Process]) -> bool:
    return psutil.wait_procs(processes, timeout=10)[1] == []


@pytest.fixture
def family() -> Family:
    return Family()


@pytest.fixture
async def runner(family: Family) -> AsyncIterator[Runner]:
    async with Runner(workers=1) as entered:
        yield entered


async def until(condition: Callable[[], bool]) -> None:
    """Let other tasks run until something is so that the kernel does not tell of."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.001)


async def until_busy(runner: Runner) -> None:
    await until(lambda: runner.status().busy > 0)


# --- running ------------------------------------------------------------------------------------------------


async def test_a_job_gives_a_recording(runner: Runner) -> None:
    recording = await runner.run(PRINTS)

    assert recording.stdout == "2\n"
    assert recording.program == PRINTS.program


async def test_many_jobs_at_once_each_get_their_own_answer() -> None:
    jobs = [Job(Program("p.py", f"print({number})"), seed=number) for number in range(40)]
    async with Runner(workers=3) as runner:
        recordings = await asyncio.gather(*map(runner.run, jobs))

    assert [recording.stdout for recording in recordings] == [f"{number}\n" for number in range(40)]
    assert [recording.seed for recording in recordings] == list(range(40))


async def test_status_tells_the_load(runner: Runner) -> None:
    assert runner.status() == RunnerStatus(workers=1, busy=0, queued=0)
    running = [asyncio.create_task(runner.run(waits())) for _ in range(3)]
    await until_busy(runner)

    assert runner.status() == RunnerStatus(workers=1, busy=1, queued=2)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    assert runner.status().queued == 0


async def test_there_is_a_worker_for_each_core() -> None:
    async with Runner() as runner:
        assert runner.status().workers == len(os.sched_getaffinity(0))


async def test_owners_take_turns(runner: Runner) -> None:
    """Whoever asks for much does not make the others wait for all of it."""
    finished: list[str] = []

    async def ask(owner: str) -> None:
        await runner.run(PRINTS, owner=owner)
        finished.append(owner)

    await asyncio.gather(*(ask("greedy") for _ in range(6)), ask("second"), ask("third"))

    assert finished.index("second") <= 2
    assert finished.index("third") <= 3


async def test_the_place_in_the_queue(runner: Runner) -> None:
    running = asyncio.create_task(runner.run(waits(), owner="first"))
    await until_busy(runner)
    waiting = [asyncio.create_task(runner.run(PRINTS, owner=owner)) for owner in ("second", "third")]
    await asyncio.sleep(0)

    assert [runner.place(owner) for owner in ("first", "second", "third")] == [0, 1, 2]
    running.cancel()
    await asyncio.gather(*waiting)
    assert runner.place("third") == 0


# --- giving up ----------------------------------------------------------------------------------------------


async def test_cancelling_ends_the_run(runner: Runner, family: Family) -> None:
    task = asyncio.create_task(runner.run(waits()))
    await family.until_it_runs()
    started = family.all()

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert (await runner.run(PRINTS)).stdout == "2\n"
    assert gone(started)


async def test_cancelling_what_waits_takes_its_place_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_QUEUE_LENGTH", 2)
    async with Runner(workers=1) as runner:
        running = asyncio.create_task(runner.run(waits()))
        await until_busy(runner)
        waiting = [asyncio.create_task(runner.run(PRINTS, owner=number)) for number in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(QueueFull):
            await runner.run(PRINTS)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        last = asyncio.create_task(runner.run(PRINTS))
        await asyncio.sleep(0)
        running.cancel()

        assert (await last).stdout == "2\n"


async def test_a_time_limit_of_the_caller(runner: Runner) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(runner.run(waits()), 0.05)

    assert (await runner.run(PRINTS)).stdout == "2\n"


# --- failing ------------------------------------------------------------------------------------------------


async def test_a_worker_that_is_killed_is_replaced(runner: Runner, family: Family) -> None:
    task = asyncio.create_task(runner.run(waits()))
    await family.until_it_runs()
    started = family.all()

    family.workers()[0].kill()
    with pytest.raises(WorkerFailed):
        await task

    assert (await runner.run(PRINTS)).stdout == "2\n"
    assert gone(started)


async def test_a_worker_that_is_killed_while_idle_fails_nobody(runner: Runner, family: Family) -> None:
    started = family.all()
    family.workers()[0].kill()
    await until(lambda: not any(process.is_running() for process in started))

    assert (await runner.run(PRINTS)).stdout == "2\n"


async def test_a_zygote_that_is_killed_is_replaced_with_its_worker(runner: Runner, family: Family) -> None:
    started = family.all()
    (zygote,) = family.workers()[0].children()
    zygote.kill()
    await until(lambda: zygote.status() == psutil.STATUS_ZOMBIE)

    with pytest.raises(RunError):
        await runner.run(PRINTS)
    assert (await runner.run(PRINTS)).stdout == "2\n"
    assert gone(started)


async def test_a_worker_that_does_not_answer(
    runner: Runner, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_PATIENCE_SECONDS", 0.2)
    started = family.all()
    family.workers()[0].suspend()

    with pytest.raises(WorkerFailed, match="in time"):
        await runner.run(Job(PRINTS.program, limits=Limits(wall_seconds=0.1)))
    assert gone(started)
    monkeypatch.undo()
    assert (await runner.run(PRINTS)).stdout == "2\n"


@pytest.mark.parametrize(
    "answer",
    [
        "os.write(1, b'nonsense' * 100)",
        "os.write(1, b'\\0\\0\\0\\4null')",
        "os.write(1, b'\\xff\\xff\\xff\\xff')",
        "os._exit(3)",
        "1 / 0",
    ],
)
async def test_a_worker_that_breaks_down_at_its_start(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_BOOTSTRAP", f"import os; {answer}")
    async with Runner(workers=1) as runner:
        with pytest.raises(WorkerFailed, match="did not start"):
            await runner.run(PRINTS)


async def test_an_interpreter_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "interpreter", lambda: "/no/such/python")
    async with Runner(workers=1) as runner:
        with pytest.raises(WorkerFailed, match="No such file"):
            await runner.run(PRINTS)


def test_an_interpreter_that_is_called_by_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """As by the python of a virtual environment that was made with copies: programs start it by that name."""
    real = Path(workers.interpreter()).resolve()
    link = next(file for file in real.parent.glob("python*") if file.is_symlink() and file.resolve() == real)
    monkeypatch.setattr(workers, "interpreter", lambda: str(link))
    starts = "import os, sys\nme = sys.executable\nprint(me, flush=True)\nos.execv(me, [me, '-c', 'print(7)'])"

    async def run() -> str:
        async with Runner(workers=1) as runner:
            return (await runner.run(Job(Program("starts.py", starts)))).stdout

    assert asyncio.run(run()) == f"{link}\n7\n"


REFUSING_ZYGOTE = """
import demos.worker.kernel as kernel
def unshare(flags):
    raise OSError('not allowed here')
kernel.unshare = unshare
"""
REFUSING_WORKER = f"""
import demos.worker.supervisor as supervisor
supervisor._BOOTSTRAP = supervisor._BOOTSTRAP.replace(';from', {REFUSING_ZYGOTE!r} + 'from')
main(shown,cgroup)
"""


async def test_a_host_that_does_not_allow_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing runs, and the error says what to do; when the host has been changed, the same runner works."""
    monkeypatch.setattr(workers, "_BOOTSTRAP", workers._BOOTSTRAP.replace(";main(shown,cgroup)", REFUSING_WORKER))
    async with Runner(workers=1) as runner:
        with pytest.raises(IsolationUnavailable, match="not allowed here") as raised:
            await runner.run(PRINTS)
        assert "python -m demos doctor" in raised.value.remedy
        monkeypatch.undo()

        assert (await runner.run(PRINTS)).stdout == "2\n"


async def test_a_language_that_cannot_be_run(runner: Runner) -> None:
    with pytest.raises(LanguageUnavailable, match="in cobol can"):
        await runner.run(Job(Program("main.cob", "", "cobol")))


async def test_a_host_without_a_compiler(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/no/such/folder")
    with pytest.raises(LanguageUnavailable, match="no C compiler"):
        await runner.run(Job(Program("main.c", "int main(void) { return 0; }", "c")))


# --- closing ------------------------------------------------------------------------------------------------


async def test_a_runner_that_is_not_running() -> None:
    runner = Runner(workers=1)
    with pytest.raises(RunnerClosed):
        await runner.run(PRINTS)
    async with runner:
        assert (await runner.run(PRINTS)).stdout == "2\n"
    with pytest.raises(RunnerClosed):
        await runner.run(PRINTS)


async def test_closing_answers_everybody() -> None:
    async with Runner(workers=1) as runner:
        tasks = [asyncio.create_task(runner.run(waits())) for _ in range(3)]
        await until_busy(runner)
    answers = await asyncio.gather(*tasks, return_exceptions=True)

    assert [type(answer) for answer in answers] == [RunnerClosed] * 3


async def test_nothing_is_left(family: Family) -> None:
    descriptors = psutil.Process().num_fds()
    async with Runner(workers=2) as runner:
        task = asyncio.create_task(runner.run(waits()))
        await family.until_it_runs()
        await runner.run(PRINTS)
        started = family.all()
    with pytest.raises(RunnerClosed):
        await task

    assert len(started) >= 6
    assert gone(started)
    assert psutil.Process().num_fds() == descriptors


# --- jobs from files ----------------------------------------------------------------------------------------


def test_a_job_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "greets.py").write_text("print('你好')")

    job = job_from_file(tmp_path / "greets.py", stdin="x", seed=3)

    assert job == Job(Program("greets.py", "print('你好')", "python"), stdin="x", seed=3)


def test_a_job_from_a_c_file(tmp_path: Path) -> None:
    (tmp_path / "main.c").write_text("int main(void) {}")

    assert job_from_file(tmp_path / "main.c").program.language == "c"


def test_a_file_of_no_known_language(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("")

    with pytest.raises(ValueError, match=r"\.py or \.c"):
        job_from_file(tmp_path / "notes.txt")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe")

    with pytest.raises(ValueError, match="utf-8"):
        job_from_file(tmp_path / "binary.py")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        job_from_file(tmp_path / "none.py")


# --- another event loop -------------------------------------------------------------------------------------


def test_a_runner_outside_of_the_main_thread() -> None:
    """As `demos.doctor` uses it from the bot."""

    async def run() -> Ending:
        async with Runner(workers=1) as runner:
            return (await runner.run(PRINTS)).ending

    assert asyncio.run(asyncio.wait_for(asyncio.to_thread(asyncio.run, run()), 30)) == Ending(kind="exited", code=0)


def test_the_environment_does_not_reach_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a program's own environment nor what /proc shows of its ancestors holds a secret of the bot."""
    monkeypatch.setenv("DISCORD_TOKEN", "a-secret")
    source = """
import os
print(dict(os.environ))
for pid in (1, 2):
    try:
        print(open(f'/proc/{pid}/environ').read(), open(f'/proc/{pid}/cmdline').read())
    except OSError as error:
        print(error)
"""

    async def run() -> str:
        async with Runner(workers=1) as runner:
            return (await runner.run(Job(Program("looks.py", source)))).stdout

    shown = asyncio.run(run())
    assert "PYTHONHASHSEED" in shown
    assert "a-secret" not in shown
    assert "DISCORD_TOKEN" not in shown
    assert sys.prefix == sys.base_prefix or sys.prefix not in shown
