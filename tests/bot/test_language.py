"""Texts from Fluent files: found, filled in, and there in every language."""

from __future__ import annotations

import logging
from pathlib import Path

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Language, Languages

pytestmark = pytest.mark.core

FOLDER_LANGUAGES = Languages()


@pytest.fixture
def two(tmp_path: Path) -> Languages:
    """English, and a German that lacks a text."""
    for code, text in {
        "en": "a = Hello { $name }\nb = Only English\n    .hint = with a hint\n",
        "de": "a = Hallo { $name }\n",
    }.items():
        (tmp_path / code).mkdir()
        (tmp_path / code / "x.ftl").write_text(text)
    return Languages(tmp_path)


def german(languages: Languages) -> Language:
    found = languages.find("de")
    assert found is not None
    return found


def test_a_text_is_filled_in(two: Languages) -> None:
    assert german(two).text("a", name="Welt") == "Hallo Welt"


def test_what_a_language_lacks_is_said_in_english(two: Languages) -> None:
    assert german(two).text("b") == "Only English"
    assert german(two).text("b.hint") == "with a hint"
    assert german(two).has("a")
    assert not german(two).has("b")


def test_a_text_that_exists_nowhere_is_an_error(two: Languages) -> None:
    with pytest.raises(KeyError, match="nonsense"):
        german(two).text("nonsense")
    with pytest.raises(KeyError, match=r"a\.nonsense"):
        german(two).text("a.nonsense")


def test_a_value_that_is_missing_is_logged(two: Languages, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert two.default.text("a") == "Hello name"
    assert "'a' in en" in caplog.text


@pytest.mark.parametrize(("value", "shown"), [(12345, "12345"), (1.5, "1.5"), ("12345", "12345")])
def test_a_pid_stays_a_pid(two: Languages, value: object, shown: str) -> None:
    assert two.default.text("a", name=value) == f"Hello {shown}"


def test_no_invisible_marks_around_values(two: Languages) -> None:
    assert two.default.text("a", name="x").isascii()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("zh-CN", "zh-CN"),
        ("zh_CN", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("zh", "zh-CN"),
        ("fr", None),
        ("pt-BR", None),
        ("", None),
        ("C", None),
    ],
)
def test_a_language_is_found_by_its_code(code: str, found: str | None) -> None:
    language = FOLDER_LANGUAGES.find(code)

    assert (language.code if language else None) == found


@pytest.mark.parametrize("name", ["中文", "简体中文", "Chinese", "CHINESE", " 汉语 ", "zh"])
def test_a_language_is_found_by_any_of_its_names(name: str) -> None:
    language = FOLDER_LANGUAGES.named(name)

    assert language is not None
    assert language.code == "zh-CN"


@given(st.text())
def test_no_name_breaks_the_search(name: str) -> None:
    assert FOLDER_LANGUAGES.named(name) in [*FOLDER_LANGUAGES, None]


def test_each_language_is_one_of_discords_or_stands_for_some() -> None:
    locales = [locale.value for locale in discord.Locale]
    for language in FOLDER_LANGUAGES:
        assert any(FOLDER_LANGUAGES.find(locale) is language for locale in locales)


def test_english_comes_first() -> None:
    assert next(iter(FOLDER_LANGUAGES)).code == "en"
