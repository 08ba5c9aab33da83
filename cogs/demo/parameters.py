"""What somebody asked for: a demo, values for its parameters and a seed, as text and as data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import UserError
from bot.language import Language
from bot.programs.options import read_seed
from bot.render import demo as render
from bot.render.safe import code
from demos.catalogue import Demo, ParameterError, UnknownParameter
from demos.recording import Job

SEED = "seed"
"""What every demo takes besides its parameters: another number is another order of its processes."""

_PAIR = re.compile(r"(?P<name>[^\s=,]+)\s*=\s*(?P<value>[^\s=,]+)")


@dataclass(frozen=True)
class Asked:
    """A demo, the values of its parameters that differ from the defaults, and the seed of its order."""

    demo: Demo
    values: Mapping[str, int | float] = field(default_factory=dict)
    seed: int = 0

    @property
    def job(self) -> Job:
        return self.demo.job(self.values, seed=self.seed)

    @property
    def pairs(self) -> str:
        """The values as `read` takes them: ``children=5,seconds=2.5,seed=3``."""
        pairs = dict(self.values) | ({SEED: self.seed} if self.seed else {})
        return ",".join(f"{name}={value}" for name, value in pairs.items())

    def title(self, language: Language) -> str:
        """The demo's title, with the values."""
        title = self.demo.text(language.code).title
        return f"{title} ({self.pairs.replace(',', ', ')})" if self.pairs else title


def split(words: str) -> tuple[str, str]:
    """What was typed after the command, as the demo's name and the parameters: a name may be two words."""
    words = unicodedata.normalize("NFKC", words)
    first = _PAIR.search(words)
    end = first.start() if first else len(words)
    return words[:end].strip(" ,"), words[end:]


def read(demo: Demo, pairs: str, language: Language) -> Asked:
    """The demo with the values of ``children=5 seconds=2 seed=3``, separated by spaces or commas.

    Raises:
        UserError: it is not written like this, or the demo has no such parameter, or the value does not fit.
    """
    pairs = unicodedata.normalize("NFKC", pairs)
    rest = _PAIR.sub("", pairs).strip(" ,\n\t")
    if rest:
        raise UserError("demo-parameter-syntax", text=code(rest))
    known = {parameter.name: parameter for parameter in demo.parameters}
    values: dict[str, int | float] = {}
    seed = 0
    for name, value in _PAIR.findall(pairs):
        if name.lower() == SEED:
            seed = read_seed(value)
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
    return Asked(demo, {name: value for name, value in values.items() if value != known[name].default}, seed)


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
