"""The words of `demos` in each language, from the Fluent files ``locales/<code>/*.ftl``.

A folder there is a language; a further one needs files only. What it lacks is said in English.
"""

from __future__ import annotations

import functools
from pathlib import Path

from fluent.runtime import FluentLocalization, FluentResourceLoader

DEFAULT = "en"
LOCALES = Path(__file__).parent / "locales"


@functools.cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that exist (BCP 47, ``zh-CN``), sorted."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


def best_language(wanted: str) -> str:
    """The language to use for a wish like ``zh-CN``, ``zh``, or a locale like ``zh_CN.UTF-8``; else English."""
    wanted = wanted.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    same = [code for code in languages() if code.lower() == wanted]
    related = [code for code in languages() if code.lower().partition("-")[0] == wanted.partition("-")[0]]
    return (same or related or [DEFAULT])[0]


class Texts:
    """The messages of one Fluent file (``events`` for ``events.ftl``) in the language that fits the wish best."""

    def __init__(self, module: str, language: str = DEFAULT) -> None:
        self.language = best_language(language)
        self._messages = _messages(module, self.language)

    def text(self, key: str, **values: str | int | float) -> str:
        """The message `key`, its placeables filled; where no language has it, the key itself.

        Numbers are formatted for the language (1,000); what is an identifier, a PID say, is passed as text.
        """
        return str(self._messages.format_value(key, values))


@functools.cache
def _messages(module: str, language: str) -> FluentLocalization:
    loader = FluentResourceLoader(str(LOCALES / "{locale}"))
    chain = list(dict.fromkeys([language, DEFAULT]))
    # Isolation marks (FSI, PDI) are invisible characters that some terminals and chats draw as boxes.
    messages = FluentLocalization(chain, [f"{module}.ftl"], loader, use_isolating=False)
    # It would read each language at its first use, with a generator that threads (pictures are drawn in one) may
    # not share. A message that exists nowhere is looked for in all of them.
    messages.format_value("")
    return messages
