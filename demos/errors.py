"""Why a job was not run to a Recording."""

from __future__ import annotations

from demos.recording import CompilerBound

_REMEDY = (
    "Allow unprivileged user namespaces and mounting /proc inside them, or give the bot a machine that does; "
    "'python -m demos doctor' tells what is missing."
)


class RunError(Exception):
    """A job was not run to a Recording."""


class IsolationUnavailable(RunError):
    """The host does not allow the sandbox, so nothing was run. `remedy` says what to change."""

    def __init__(self, reason: str, remedy: str = _REMEDY) -> None:
        super().__init__(f"the sandbox cannot be made here ({reason}). {remedy}")
        self.reason = reason
        self.remedy = remedy


class LanguageUnavailable(RunError):
    """Programs in that language cannot be run here."""


class QueueFull(RunError):
    """Too many jobs wait already."""


class WorkerFailed(RunError):
    """The worker died or did not answer in time."""


class ScheduleMismatch(RunError):
    """The job's choices do not fit its program: `who` could not go at the choice with the index `choice`."""

    def __init__(self, who: int, choice: int) -> None:
        super().__init__(f"{who} cannot go at choice {choice}: the schedule is of another program")
        self.who = who
        self.choice = choice


class RunnerClosed(RunError):
    """The runner is being shut down."""


class NotCompiled(RunError):
    """The program does not compile, so nothing was run.

    `diagnostics` is what the compiler said of it: text that the program may have made up. `bound` names the limit
    at which the compiler was ended, or which the executable exceeds (``size``).
    """

    def __init__(self, diagnostics: str, bound: CompilerBound | None = None) -> None:
        super().__init__("the program does not compile" + (f": {bound}" if bound else ""))
        self.diagnostics = diagnostics
        self.bound = bound
