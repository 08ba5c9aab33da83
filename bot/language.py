"""The languages Forklore speaks: texts from Fluent files, ``bot/locales/<code>/*.ftl``.

A new language needs files only. Each code is one that Discord knows (``en`` serves ``en-US`` and ``en-GB``).
"""

from __future__ import annotations

import logging
import pathlib
from collections.abc import Iterator
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

log = logging.getLogger(__name__)

DEFAULT = "en"
FOLDER = pathlib.Path(__file__).parent / "locales"


class Language:
    """One language: its `code` (``zh-CN``) and its texts. What it lacks is taken from `fallback`."""

    def __init__(self, code: str, bundle: FluentBundle, fallback: Language | None = None) -> None:
        self.code = code
        self._bundle = bundle
        self._fallback = fallback

    def __repr__(self) -> str:
        return f"<Language {self.code}>"

    def has(self, key: str) -> bool:
        """Whether this language itself has the text `key` (``"demo"``, or ``"command-demo.description"``)."""
        return self._pattern(key) is not None

    def text(self, key: str, **values: Any) -> str:
        """The text `key`, or the attribute of one (``"command-demo.description"``), with the values filled in.

        Numbers are written without thousands separators, so that a PID stays a PID.

        Raises:
            KeyError: no such text, in English neither.
        """
        pattern = self._pattern(key)
        if pattern is None:
            if self._fallback is None:
                raise KeyError(f"no text {key!r} in bot/locales/{self.code}")
            return self._fallback.text(key, **values)
        arguments = {name: _argument(value) for name, value in values.items()}
        text, problems = self._bundle.format_pattern(pattern, arguments)
        for problem in problems:
            log.error("text %r in %s: %s", key, self.code, problem)
        return str(text)

    def _pattern(self, key: str) -> Any:
        name, _, attribute = key.partition(".")
        if not self._bundle.has_message(name):
            return None
        message = self._bundle.get_message(name)
        return message.attributes.get(attribute) if attribute else message.value


class Languages:
    """All languages of a folder. Iterates over them, English first."""

    def __init__(self, folder: pathlib.Path = FOLDER) -> None:
        self.default = Language(DEFAULT, _bundle(folder / DEFAULT))
        self._languages = {DEFAULT: self.default}
        for place in sorted(folder.iterdir()):
            if place.is_dir() and place.name != DEFAULT:
                self._languages[place.name] = Language(place.name, _bundle(place), self.default)

    def __iter__(self) -> Iterator[Language]:
        return iter(self._languages.values())

    def find(self, code: str) -> Language | None:
        """The language for a code as Discord or a person writes it: ``zh-CN``, ``zh_cn``, ``en-GB``, ``zh-TW``.

        Without an exact match it is the one with the same first part: Traditional Chinese readers are served better
        by ``zh-CN`` than by English.
        """
        wanted = code.strip().replace("_", "-").casefold()
        for exact in self:
            if exact.code.casefold() == wanted:
                return exact
        for close in self:
            if close.code.casefold().partition("-")[0] == wanted.partition("-")[0]:
                return close
        return None

    def named(self, name: str) -> Language | None:
        """The language that a person means: by its code, or by a name of it in any language (``中文``)."""
        wanted = name.strip().casefold()
        for language in self:
            names = f"{language.text('language-name')}, {language.text('language-aliases')}".casefold()
            if wanted in names.split(", "):
                return language
        return self.find(name)


def _bundle(folder: pathlib.Path) -> FluentBundle:
    bundle = FluentBundle([folder.name], use_isolating=False)
    for file in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def _argument(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return fluent_number(value, useGrouping=False)
    return value
