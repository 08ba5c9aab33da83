"""``python -m demos quiz``: asks, reveals, prints JSON; every text exists in both languages."""

from __future__ import annotations

import io
import json

import pytest

from cogs.explain.library import load
from demos.__main__ import main
from demos.language import languages
from demos.quiz import TOPICS, Wording
from demos.quiz.misconceptions import MISCONCEPTIONS

SEED = ["quiz", "--seed", "7", "--topic", "wait", "--level", "1", "--lang"]


def asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, *more: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main([*SEED, "en", *more]) == 0
    return capsys.readouterr().out


def test_json_is_the_question_and_its_answer_key(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([*SEED, "zh-CN", "--json"]) == 0
    quiz = json.loads(capsysbinary.readouterr().out)

    assert (quiz["version"], quiz["seed"], quiz["topic"], quiz["level"]) == (1, 7, "wait", 1)
    assert quiz["language"] == "zh-CN"
    assert quiz["program"]["source"].startswith("import os")
    assert quiz["outcomes"]
    for option in quiz["options"]:
        assert option["possible"] == (option["why"] is None)
        assert option["possible"] or option["misconception"]["truth"]


def test_it_asks_and_reveals(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    quiz = json.loads(asked(monkeypatch, capsys, "", "--json"))
    right = " ".join(str(number) for number, option in enumerate(quiz["options"], 1) if option["right"])
    wrong = next(str(number) for number, option in enumerate(quiz["options"], 1) if not option["right"])

    said = asked(monkeypatch, capsys, f"nonsense\n99\n{right}\n")
    assert said.count("from 1 to") == 2
    assert "Right." in said
    assert "Not quite." in asked(monkeypatch, capsys, f"{wrong}\n")
    unanswered = asked(monkeypatch, capsys, "")
    assert "Right." not in unanswered
    assert "Solution" in unanswered
    assert "--seed 7" in unanswered


@pytest.mark.parametrize("language", languages())
def test_every_misconception_has_words_and_a_card(language: str) -> None:
    wording, library = Wording(language), load()
    for misconception in MISCONCEPTIONS:
        for text in (wording.belief(misconception.id), wording.truth(misconception.id)):
            assert not text.startswith(("belief-", "truth-"))
        assert not wording.card(misconception.card).startswith("card-")
        assert library.get(misconception.card)
        assert misconception.topics <= set(TOPICS)
        assert misconception.world.__doc__
    assert {wording.topic(topic) for topic in TOPICS}.isdisjoint(f"topic-{topic}" for topic in TOPICS)
