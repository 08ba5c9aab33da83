"""The engine on the command line: ``python -m demos list | run NAME|FILE | outcomes NAME|FILE | quiz | doctor``.

Exit codes: 0 when the program ran, whatever its own status; 1 when the engine failed; 2 for bad input; 3 when this
machine cannot isolate programs, so that nothing was run.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import logging
import math
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

from demos import ordering, outcomes_cli
from demos.catalogue import Demo, ParameterError, UnknownDemo, UnknownParameter, load
from demos.doctor import c_programs, examine
from demos.language import Texts, best_language, languages
from demos.moment import busiest_moment
from demos.narration import Narrator
from demos.picture import film, png, timeline_svg
from demos.printable import printable
from demos.quiz import cli as quiz_cli
from demos.recording import Job, Limits, Recording, to_json
from demos.runner import (
    IsolationUnavailable,
    LanguageUnavailable,
    NotCompiled,
    RunError,
    Runner,
    ScheduleMismatch,
    job_from_file,
)
from demos.stepper import Stepper
from demos.terminal import Terminal

RAN, FAILED, BAD_INPUT, NOT_ISOLATED, INTERRUPTED = 0, 1, 2, 3, 130
PICTURES: dict[str, Callable[[Recording, str], bytes]] = {
    ".svg": lambda recording, language: timeline_svg(recording, language).encode(),
    ".png": lambda recording, language: png(timeline_svg(recording, language)),
    ".webp": film,
}
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name the terminal's language, the strongest first (POSIX)."""
PROG = "python -m demos"
PIPED_WIDTH = 100
"""Columns when the output is no terminal."""


class BadInput(Exception):
    """What the user gave cannot be used; the message, in the user's language, says what to give instead."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    # What the engine logs, the command's own message says.
    logging.getLogger("demos").addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # A terminal that is not UTF-8 cannot show everything.
    texts = Texts("cli", _wanted_language(arguments))
    options = _parser(texts).parse_args(arguments)
    try:
        return int(options.command(options, texts))
    except BadInput as error:
        _complain(str(error))
        return BAD_INPUT
    except IsolationUnavailable as error:
        _complain(texts.text("error-isolation", reason=error.reason))
        return NOT_ISOLATED
    except ScheduleMismatch as error:
        _complain(texts.text("error-mismatch", who=str(error.who), choice=error.choice + 1))
        return BAD_INPUT
    except LanguageUnavailable:
        _complain(texts.text("error-no-compiler"))
        return FAILED
    except NotCompiled as error:
        sentence = Narrator(texts.language).not_compiled(error.bound)
        _complain("\n".join(filter(None, [printable(error.diagnostics).rstrip(), sentence])))
        return BAD_INPUT
    except RunError as error:
        _complain(texts.text("error-run", reason=str(error)))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has seen enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return RAN


def _parser(texts: Texts) -> argparse.ArgumentParser:
    language = argparse.ArgumentParser(add_help=False)
    language.add_argument("--lang", type=_language, choices=languages(), help=texts.text("help-lang"))
    parser = argparse.ArgumentParser(prog=PROG, description=texts.text("help"), parents=[language])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, action: Callable[[argparse.Namespace, Texts], int]) -> argparse.ArgumentParser:
        about = texts.text(f"help-{name}")
        added = commands.add_parser(name, help=about, description=about, parents=[language])
        added.set_defaults(command=action)
        return added

    command("list", _list)
    run, outcomes = command("run", _run), command("outcomes", _outcomes)
    for added in (run, outcomes):
        added.add_argument("what", metavar="NAME|FILE", help=texts.text("help-what"))
        added.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help=texts.text("help-set"))
        limit = texts.text("help-limit")
        added.add_argument("--limit", action="append", default=[], metavar="NAME=NUMBER", help=limit)
        added.add_argument("--stdin", metavar="FILE", help=texts.text("help-stdin"))
    ordering.add_options(run, texts)
    run.add_argument("--picture", type=Path, metavar="FILE", help=texts.text("help-picture"))
    shown = run.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help=texts.text("help-json"))
    shown.add_argument("--step", action="store_true", help=texts.text("help-step"))
    outcomes_cli.add_options(outcomes, texts)
    outcomes.add_argument("--json", action="store_true", help=texts.text("help-outcomes-json"))
    quiz_cli.add_options(command("quiz", _quiz), texts)
    command("doctor", _doctor)
    return parser


def _list(_: argparse.Namespace, texts: Texts) -> int:
    Terminal(_console(), texts).catalogue(load())
    return RAN


def _doctor(_: argparse.Namespace, texts: Texts) -> int:
    protections = examine(texts.language)
    isolated = all(protection.active for protection in protections)
    found = [*protections, c_programs(texts.language)] if isolated else protections
    Terminal(_console(), texts).protections(found)
    return RAN if isolated else NOT_ISOLATED


def _run(options: argparse.Namespace, texts: Texts) -> int:
    if options.picture is not None:
        _check_picture(options.picture, texts)
    demo, job = _job(options, texts)
    try:
        job = ordering.ordered(job, options, texts)
        recording = asyncio.run(_record(job))
        ordering.check_replayed(job, recording, texts)
    except ordering.BadOrdering as error:
        raise BadInput(str(error)) from None
    if options.picture is not None:
        _save_picture(recording, options.picture, texts)
    if options.json:
        sys.stdout.buffer.write(to_json(recording) + b"\n")
        sys.stdout.flush()
    elif options.step:
        Stepper(_console(), texts, recording).run()
    else:
        moment = busiest_moment(recording) if demo is None else demo.moment(recording)
        Terminal(_console(), texts).recording(recording, moment, demo)
    return RAN


def _outcomes(options: argparse.Namespace, texts: Texts) -> int:
    _, job = _job(options, texts)
    return RAN if outcomes_cli.carry_out(job, options, texts.language, _console()) else INTERRUPTED


def _quiz(options: argparse.Namespace, texts: Texts) -> int:
    quiz_cli.carry_out(options, texts.language, _console())
    return RAN


async def _record(job: Job) -> Recording:
    async with Runner(workers=1) as runner:
        return await runner.run(job)


def _job(options: argparse.Namespace, texts: Texts) -> tuple[Demo | None, Job]:
    """The job that was asked for, and its demo when it is one. A name with a dot or a slash is a file.

    Raises:
        BadInput: there is neither, or an option does not fit.
    """
    values = _pairs(options.set, texts)
    fields = {} if options.stdin is None else {"stdin": _stdin(options.stdin, texts)}
    path = Path(options.what)
    try:
        demo = load().get(options.what)
    except UnknownDemo as unknown:
        if not path.suffix and len(path.parts) == 1 and not path.exists():
            raise BadInput(_no_such_demo(unknown, texts)) from None
    else:
        limits = _limits(demo.limits, options.limit, texts)
        try:
            return demo, demo.job(values, limits=limits, **fields)
        except UnknownParameter as error:
            key = "error-parameter" if error.known else "error-no-parameter"
            raise BadInput(texts.text(key, name=error.name, known=", ".join(error.known))) from None
        except ParameterError as error:
            raise BadInput(_out_of_range(error, texts)) from None
    if values:
        raise BadInput(texts.text("error-set-file"))
    if path.suffix not in (".py", ".c"):
        raise BadInput(texts.text("error-language", file=str(path)))
    try:
        job = job_from_file(path, limits=_limits(Limits(), options.limit, texts), **fields)
    except (OSError, ValueError) as error:
        raise BadInput(texts.text("error-file", file=str(path), reason=_reason(error))) from None
    return None, job


def _no_such_demo(unknown: UnknownDemo, texts: Texts) -> str:
    if unknown.suggestions:
        return texts.text("error-demo-near", name=unknown.name, near=", ".join(unknown.suggestions))
    return texts.text("error-demo", name=unknown.name)


def _out_of_range(error: ParameterError, texts: Texts) -> str:
    key = "error-whole" if isinstance(error.minimum, int) else "error-number"
    bounds = {"minimum": f"{error.minimum:g}", "maximum": f"{error.maximum:g}"}
    return texts.text(key, name=error.name, value=str(error.value), **bounds)


def _pairs(options: Sequence[str], texts: Texts) -> dict[str, str]:
    """What ``NAME=NUMBER`` options say; the last one of a name counts."""
    for option in options:
        if "=" not in option:
            raise BadInput(texts.text("error-pair", option=option))
    return {name.strip(): value.strip() for name, _, value in (option.partition("=") for option in options)}


def _limits(limits: Limits, options: Sequence[str], texts: Texts) -> Limits:
    """The limits, with those set that the options name (``cpu_seconds=2``)."""
    values: dict[str, Any] = {name.replace("-", "_"): value for name, value in _pairs(options, texts).items()}
    for name, value in values.items():
        if name not in Limits.__struct_fields__:
            raise BadInput(texts.text("error-limit", name=name, known=", ".join(Limits.__struct_fields__)))
        try:
            number = type(getattr(limits, name))(value)
        except ValueError:
            number = math.nan
        if not 0 < number < math.inf:
            raise BadInput(texts.text("error-limit-value", name=name, value=value))
        values[name] = number
    return msgspec.structs.replace(limits, **values)


def _stdin(file: str, texts: Texts) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BadInput(texts.text("error-file", file=file, reason=_reason(error))) from None


def _check_picture(file: Path, texts: Texts) -> None:
    """Refuse before the run what could not be written after it."""
    if file.suffix.lower() not in PICTURES:
        raise BadInput(texts.text("error-picture-kind", file=str(file)))
    if not os.access(file.parent, os.W_OK):
        raise BadInput(texts.text("error-picture-folder", folder=str(file.parent)))


def _save_picture(recording: Recording, file: Path, texts: Texts) -> None:
    data = PICTURES[file.suffix.lower()](recording, texts.language)
    try:
        file.write_bytes(data)
    except OSError as error:
        raise BadInput(texts.text("error-file", file=str(file), reason=_reason(error))) from None


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _complain(message: str) -> None:
    """Say on standard error what went wrong; file names and the like in it come from outside."""
    sys.stderr.write(printable(message) + "\n")


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Raise again what rich was handling when it called this: `main` knows what to do."""
        raise


def _console() -> Console:
    return _Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)


def _wanted_language(arguments: Sequence[str] | None) -> str:
    """What ``--lang`` says, wherever it stands, else the terminal's locale; known before there is a help text."""
    parser = argparse.ArgumentParser(prog=PROG, add_help=False)
    parser.add_argument("--lang", default=next(filter(None, map(os.environ.get, LOCALE)), ""))
    return str(parser.parse_known_args(arguments)[0].lang)


def _language(wanted: str) -> str:
    """The language that a ``--lang`` means; what it is not related to stays as it is, and is refused."""
    found = best_language(wanted)
    return found if found.partition("-")[0] == wanted.replace("_", "-").partition("-")[0].lower() else wanted


if __name__ == "__main__":
    sys.exit(main())
