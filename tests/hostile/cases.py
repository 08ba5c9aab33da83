"""The hostile programs in the folder ``programs``, each with a header that says what must happen when it is run.

The header is TOML in a comment block, as for inline script metadata (PEP 723)::

    # /// hostile
    # why = "What the program tries, and why that must not work."
    # ends = ["processes"]
    # limits = { processes = 16 }
    # orders = ["usual", "natural"]
    # prints = ["refused"]
    # ///

`ends`: the endings that are allowed, as `told` says them; the shell's wildcards may be used. `limits`: fields of
Limits. `orders`: those of the engine's tests, ``usual`` when not given. `prints` and `never`: what the program's
output must and must not contain; ``ESCAPED`` is what every program prints when it got what it must not get.
"""

from __future__ import annotations

import fnmatch
import signal
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demos import recording as r

PROGRAMS = Path(__file__).parent / "programs"
_BEGIN, _END = "/// hostile", "///"
_COMMENTS = {".py": "# ", ".c": "// "}
_LANGUAGES = {".py": "python", ".c": "c"}
ESCAPED = "ESCAPED"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A hostile program, and what must happen when it is run."""

    program: r.Program
    why: str
    ends: tuple[str, ...]
    limits: r.Limits
    orders: tuple[str, ...]
    prints: tuple[str, ...]
    never: tuple[str, ...]
    stdin: str

    @property
    def name(self) -> str:
        return self.program.name.partition(".")[0]

    def check(self, recording: r.Recording) -> None:
        """Hold what happened against what must happen."""
        said = told(recording)
        output = recording.stdout + recording.stderr
        assert any(fnmatch.fnmatchcase(said, end) for end in self.ends), f"{said}, not {self.ends}\n{output}"
        for text in self.prints:
            assert text in output, f"no {text!r} in:\n{output}"
        for text in self.never:
            assert text not in output, output


def told(recording: r.Recording) -> str:
    """The ending in words: ``exited 0``, ``signaled SIGSEGV``, ``memory``, ``exited 0, then cpu-time``."""
    ending = recording.ending
    words: str = ending.kind
    if ending.code is not None:
        words += f" {ending.code}"
    if ending.signal is not None:
        words += f" {signal.Signals(ending.signal).name}"
    if recording.bound not in (None, ending.kind):
        words += f", then {recording.bound}"
    return words


def load() -> list[Case]:
    """Every program of the folder, by name.

    Raises:
        ValueError: a header is missing or wrong; the message names the file.
    """
    return [_read(path) for path in sorted(PROGRAMS.iterdir()) if path.suffix in _COMMENTS]


def _read(path: Path) -> Case:
    source = path.read_text(encoding="utf-8")
    try:
        fields = tomllib.loads(_header(source, _COMMENTS[path.suffix]))
        return Case(
            program=r.Program(path.name, source, _LANGUAGES[path.suffix]),
            why=fields.pop("why"),
            ends=tuple(fields.pop("ends")),
            limits=r.Limits(**fields.pop("limits", {})),
            orders=tuple(fields.pop("orders", ["usual"])),
            prints=tuple(fields.pop("prints", [])),
            never=(ESCAPED, *fields.pop("never", [])),
            stdin=fields.pop("stdin", ""),
            **_none_left(fields),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error!r}") from error


def _header(source: str, comment: str) -> str:
    lines = source.splitlines()
    begin = lines.index(comment + _BEGIN)
    end = lines.index(comment + _END, begin)
    return "\n".join(line.removeprefix(comment) for line in lines[begin + 1 : end])


def _none_left(fields: dict[str, Any]) -> dict[str, Any]:
    if fields:
        raise ValueError(f"unknown fields {sorted(fields)}")
    return {}
