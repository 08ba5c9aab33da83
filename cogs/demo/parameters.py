"""What somebody asked for: a demo, values for its parameters, and its time and order, as text and as data."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import UserError
from bot.language import Language
from bot.programs import options as ordering
from bot.programs.options import Options
from bot.render import demo as render
from bot.render.safe import code
from demos.catalogue import Demo, ParameterError, UnknownParameter
from demos.recording import Job

_PAIR = re.compile(r"(?P<name>[^\s=,]+)\s*=\s*(?P<value>[^\s=,]+)")
_WORD = re.compile(r"[^\s,]+")


@dataclass(frozen=True)
class Asked:
    """A demo, the values of its parameters that differ from the defaults, and how it is to be run."""

    demo: Demo
    values: Mapping[str, int | float] = field(default_factory=dict)
    options: Options = field(default_factory=Options)

    @property
    def job(self) -> Job:
        options = self.options
        return self.demo.job(self.values, seed=options.seed, clock=options.clock, schedule=options.schedule)

    @property
    def pairs(self) -> str:
        """The values and options as `read` takes them: ``children=5,seconds=2.5,seed=3,real``."""
        pairs = [f"{name}={value}" for name, value in self.values.items()]
        return ",".join([*pairs, *filter(None, [str(self.options)])])

    def another_order(self) -> Asked | None:
        """The same with the next seed; None where the kernel chooses the order."""
        options = self.options.another_order()
        return None if options is None else dataclasses.replace(self, options=options)

    def title(self, language: Language) -> str:
        """The demo's title, with the values."""
        title = self.demo.text(language.code).title
        return f"{title} ({self.pairs.replace(',', ', ')})" if self.pairs else title


def split(words: str) -> tuple[str, str]:
    """What was typed after the command, as the demo's name and the rest: a name may be two words."""
    words = unicodedata.normalize("NFKC", words)
    begins = [match.start() for match in _PAIR.finditer(words)]
    begins += [match.start() for match in _WORD.finditer(words) if ordering.orders(match[0])]
    end = min(begins, default=len(words))
    return words[:end].strip(" ,"), words[end:]


def read(demo: Demo, pairs: str, language: Language) -> Asked:
    """The demo with the values of ``children=5 seconds=2 seed=3 real``, separated by spaces or commas.

    Raises:
        UserError: it is not written like this, or the demo has no such parameter, or the value does not fit.
    """
    pairs = unicodedata.normalize("NFKC", pairs)
    others = _WORD.findall(_PAIR.sub(" ", pairs))
    wrong = " ".join(word for word in others if not ordering.orders(word))
    if wrong:
        raise UserError("demo-parameter-syntax", text=code(wrong))
    known = {parameter.name: parameter for parameter in demo.parameters}
    values: dict[str, int | float] = {}
    for name, value in _PAIR.findall(pairs):
        if ordering.orders(f"{name}={value}"):
            others.append(f"{name}={value}")
            continue
        try:
            demo.job({name: value})
        except UnknownParameter:
            if not known:
                raise UserError("demo-parameter-none", name=code(name)) from None
            listed = render.parameters(demo, language)
            raise UserError("demo-parameter-unknown", name=code(name), known=listed) from None
        except ParameterError as error:
            key = "demo-parameter-whole" if isinstance(error.minimum, int) else "demo-parameter-range"
            bounds = {"minimum": error.minimum, "maximum": error.maximum}
            raise UserError(key, name=code(error.name), value=code(value), **bounds) from None
        parameter = known[name.lower()]
        number = parameter.parse(value)
        # Of a float, no more digits than a button's custom id has room for.
        values[parameter.name] = parameter.parse(f"{number:.6g}") if isinstance(number, float) else number
    changed = {name: value for name, value in values.items() if value != known[name].default}
    options = ordering.read(" ".join(others))
    # Where the kernel chooses the order, time is real and no seed counts.
    return Asked(demo, changed, Options(schedule="natural") if options.schedule == "natural" else options)


def complete(demo: Demo, typed: str, language: Language) -> list[tuple[str, str]]:
    """What somebody who has typed this may want: the whole text of the option, and how it is described."""
    before, separator, last = typed.rpartition(" ")
    meanings = demo.text(language.code).parameters
    found = []
    for parameter in demo.parameters:
        if parameter.name in before:
            continue
        described = f"{meanings[parameter.name]}, {render.bounds(parameter, language)}"
        values = dict.fromkeys([parameter.default, parameter.minimum, parameter.maximum])
        pairs = [f"{parameter.name}={value}" for value in values]
        if last.startswith(f"{parameter.name}=") and last not in pairs:
            pairs.insert(0, last)
        found += [
            (f"{before}{separator}{pair}", f"{before}{separator}{pair} · {described}")
            for pair in pairs
            if pair.startswith(last)
        ]
    return found
