"""The course names only what there is, in every language, and finds back whoever was in an older one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bot.language import Languages
from cogs.explain.library import load as cards
from cogs.path.rules import END, Chapter, Course, Step, load
from demos import catalogue
from demos.quiz import LEVELS, TOPICS

COURSE = load()


def test_every_step_is_there_in_every_language(languages: Languages) -> None:
    library, demos = {card.id for card in cards()}, {demo.name for demo in catalogue.load()}
    codes = {language.code for language in languages}
    known = {"card": library, "demo": demos, "quiz": set(TOPICS)}
    for step in COURSE.steps:
        assert step.name in known[step.kind], step.id
        assert step.text.keys() == codes, step.id
        assert step.kind != "quiz" or step.level in LEVELS
    assert {chapter.title.keys() == codes for chapter in COURSE.chapters} == {True}
    assert {step.name for step in COURSE.steps if step.kind == "quiz"} == set(TOPICS), "each topic is asked about"
    for chapter in COURSE.chapters:
        assert chapter.steps[-1].kind == "quiz", "a chapter ends with a question"


def course(*names: str) -> Course:
    """Two chapters: the first step alone, then the others."""
    first, *others = (Step(text={"en": name}, card=name) for name in names)
    return Course((Chapter({"en": "one"}, (first,)), Chapter({"en": "two"}, tuple(others))))


def test_positions() -> None:
    small = course("a", "b", "c")
    assert [small.id_at(position) for position in (-1, 0, 2, 3, 9)] == ["card-a", "card-a", "card-c", END, END]
    assert [small.position(step) for step in ("card-a", "card-c", END, "demo-a")] == [0, 2, 3, None]
    assert [small.chapter(position).called("zh-CN") for position in range(3)] == ["one", "two", "two"]
    with pytest.raises(IndexError):
        small.chapter(3)


def test_who_was_in_an_older_course_goes_on() -> None:
    changed = course("x", "a", "c")
    assert changed.resumed("card-a", 0) == 1, "moved"
    assert changed.resumed("card-b", 1) == 1, "taken out"
    assert changed.resumed("card-z", 7) == 3, "the course was longer"
    assert changed.resumed(END, 5) == 3


STEP = '[[chapters]]\ntitle.en = "t"\n' + '[[chapters.steps]]\ntext.en = "t"\n{}\n' * 2


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ('card = "a"', 'card = "a"', "twice: card-a"),
        ('card = "a"\ndemo = "b"', 'card = "c"', "a step is a card, a demo or a quiz"),
        ("", 'card = "c"', "a step is a card, a demo or a quiz"),
        ('quiz = "a"', 'card = "c"', "a quiz has a level"),
        ('card = "a"\nlevel = 2', 'card = "c"', "a quiz has a level"),
        ('card = "a"\nemoji = "x"', 'card = "c"', "emoji"),
        ('card = "a"\ntext.fr = 3', 'card = "c"', "str"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, one: str, other: str, wrong: str) -> None:
    file = tmp_path / "course.toml"
    file.write_text(STEP.format(one, other))
    with pytest.raises(ValueError, match=wrong) as raised:
        load(file)
    assert isinstance(raised.value, msgspec.ValidationError) or "twice" in wrong
