"""Finding a card: by any of its names in any language, by a near miss, by what was typed so far."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.explain.card import SECTIONS, Card, CardText, Example
from cogs.explain.library import SUGGESTIONS, Library, UnknownCard, keys, likeness, load
from cogs.explain.reading import Names

LIBRARY = load()


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


@pytest.mark.parametrize(
    ("query", "card"),
    [
        ("waitpid", "waitpid"),
        ("os.waitpid", "waitpid"),
        ("waitpid()", "waitpid"),
        ("os.waitpid(-1, 0)", "waitpid"),
        ("waitpid(2)", "waitpid"),
        ("  WaitPID ", "waitpid"),
        ("ｗａｉｔｐｉｄ", "waitpid"),
        ("WNOHANG", "wnohang"),
        ("os.WNOHANG", "wnohang"),
        ("WIFEXITED", "wait-status"),
        ("wifexited(status)", "wait-status"),
        ("waitstatus_to_exitcode", "waitstatus-to-exitcode"),
        ("waitstatustoexitcode", "waitstatus-to-exitcode"),
        ("_exit", "os-exit"),
        ("exit", "sys-exit"),
        ("os._exit(0)", "os-exit"),
        ("$?", "exit-code"),
        ("exit status", "exit-code"),
        ("exit-code", "exit-code"),
        ("退出码", "exit-code"),
        ("僵尸进程", "zombie"),
        ("孤儿进程", "orphan"),
        ("避免僵尸进程", "avoid-zombies"),
        ("收养", "pid-1"),
        ("回收", "wait"),
        ("二级子进程", "double-fork"),
        ("进程状态", "process-states"),
        ("multiprocessing.Process", "multiprocessing-process"),
    ],
)
def test_a_card_is_found_by_each_of_its_names(library: Library, query: str, card: str) -> None:
    match = library.find(query)

    assert match.card is library.get(card)
    assert match.suggestions == ()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("waitpdi", "waitpid"),
        ("wiatpid", "waitpid"),
        ("zombi", "zombie"),
        ("orfan", "orphan"),
        ("forkk", "fork"),
        ("getpidd", "getpid"),
        ("僵屍进程", "zombie"),
        ("what is a zombie process?", "zombie"),
        ("multiprocesing", "multiprocessing-process"),
    ],
)
def test_a_near_miss_suggests_what_was_meant(library: Library, query: str, first: str) -> None:
    match = library.find(query)

    assert match.card is None
    assert match.suggestions[0] is library.get(first)
    assert len(match.suggestions) <= SUGGESTIONS


@pytest.mark.parametrize("query", ["", "   ", "...", "qwertyuiop", "x", "🧟"])
def test_what_is_like_nothing_suggests_nothing(library: Library, query: str) -> None:
    match = library.find(query)

    assert (match.card, match.suggestions) == (None, ())


def test_the_readers_language_breaks_ties() -> None:
    names = Names(python_docs="", sections={}, chapters={"all": ""})

    def card(name: str, **titles: str) -> Card:
        texts = {code: CardText(code, title, (), "", Example("", ())) for code, title in titles.items()}
        return Card(name, "all", 1, "", (), None, texts)

    cards = {"a": card("a", en="handler", fr="routine"), "b": card("b", en="routines", fr="handlers")}
    library = Library(cards, {"en": names, "fr": names})

    assert [found.id for found in library.find("handlerr", "en").suggestions] == ["a", "b"]
    assert [found.id for found in library.find("handlerr", "fr").suggestions] == ["b", "a"]


def test_every_name_of_every_card_finds_it(library: Library) -> None:
    missed = [
        (name, card.id)
        for card in library
        for text in card.texts.values()
        for name in (card.id, text.title, *text.aliases)
        if library.find(name).card is not card
    ]

    assert missed == []


@given(st.text(max_size=60), st.sampled_from(["en", "zh-CN", "fr"]))
def test_any_query_has_an_answer(query: str, language: str) -> None:
    match = LIBRARY.find(query, language)

    assert match.query == query
    assert match.card is None or match.suggestions == ()
    assert len(LIBRARY.complete(query, language)) <= 25


@given(st.sampled_from(list(LIBRARY)), st.data())
def test_swapping_two_letters_of_a_long_name_still_finds_the_card(card: Card, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(list(card.texts.values())))
    title = keys(text.title)[-1]
    if len(title) < 6:
        return
    at = data.draw(st.integers(0, len(title) - 2))
    typed = title[:at] + title[at + 1] + title[at] + title[at + 2 :]

    match = LIBRARY.find(typed, text.language)

    assert match.card is card or card in match.suggestions


@given(st.text(min_size=1), st.text(min_size=1))
def test_likeness_is_a_percentage(typed: str, name: str) -> None:
    assert 0 <= likeness(typed, name) <= 100
    assert likeness(name, name) == pytest.approx(100)


# --- completing ---------------------------------------------------------------------------------------------


def test_nothing_typed_lists_the_first_cards_in_order(library: Library) -> None:
    assert library.complete("", "en") == tuple(library)[:25]


@pytest.mark.parametrize(
    ("typed", "first"), [("waitp", "waitpid"), ("僵", "zombie"), ("WIF", "wait-status"), ("orpahn", "orphan")]
)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_completion_knows_the_names_of_all_languages(
    library: Library, typed: str, first: str, language: str
) -> None:
    assert library.complete(typed, language)[0] is library.get(first)


def test_what_begins_so_comes_before_what_only_contains_it(library: Library) -> None:
    found = [card.id for card in library.complete("zombie", "en")]

    assert found.index("zombie") < found.index("avoid-zombies")


def test_completion_is_limited(library: Library) -> None:
    assert len(library.complete("", "en", limit=3)) == 3


# --- the library as a whole ---------------------------------------------------------------------------------


def test_chapters_hold_every_card_once_in_the_order_of_the_library(library: Library) -> None:
    chapters = library.chapters("en")

    assert [card for chapter in chapters for card in chapter.cards] == list(library)
    assert sum(len(chapter.cards) for chapter in chapters) == len(library)


def test_chapters_and_headings_are_named_in_each_language(library: Library) -> None:
    assert library.languages[0] == "en"
    assert [chapter.id for chapter in library.chapters("zh-CN")] == [c.id for c in library.chapters("en")]
    assert library.chapters("zh-CN")[0].title == "创建与退出"
    assert library.heading("returns", "zh-CN") == "返回值"
    assert all(library.heading(section, "en") for section in SECTIONS)


def test_an_unknown_language_reads_english(library: Library) -> None:
    card = library.get("zombie")

    assert card.text("fr") is card.text("en")
    assert library.heading("returns", "fr") == "Returns"
    assert library.chapters("fr") == library.chapters("en")


def test_an_unknown_id_is_an_error(library: Library) -> None:
    with pytest.raises(UnknownCard):
        library.get("no-such-card")
