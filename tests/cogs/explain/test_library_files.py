"""Reading the files of a library, and what is said about wrong ones: file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cogs.explain.__main__ import main
from cogs.explain.card import Example, Item, Misconception, Source
from cogs.explain.check import check
from cogs.explain.library import load
from cogs.explain.reading import CardError

NAMES = """\
python_docs = "https://docs.example/"
[sections]
details = "How it works"
parameters = "Parameters"
returns = "Returns"
errors = "Errors"
portability = "Portability"
pitfalls = "Pitfalls"
misconceptions = "Misconceptions"
example = "Example"
[chapters]
first = "First things"
second = "Second things"
"""

BODY = """
A spoon lies. It does nothing else.

## How it works

Gravity:

- down

## Parameters

- `handle`: the long end.
- `bowl`: the round end, see [the dish](https://dish.example/).

## Returns

A spoon.

## Errors

- `ENOSPOON`: there is none.

## Portability

Everywhere.

## Pitfalls

- It is `wet`.
- It is cold.

## Misconceptions

### There is no spoon {#no-spoon}

There is.

It is there.

## Example

```python
# no heading
print("spoon")
```

```output
spoon
```

```output
fork
```
"""

SPOON = (
    """\
---
title: spoon
aliases: [ladle, "spoon(1)"]
chapter: first
order: 10
signature: |
  spoon(handle: int, bowl: int) -> Spoon
see_also: [knife]
sources: [spoon(1), "library/spoons.html#spoon", "https://web.example/spoons#top"]
---
"""
    + BODY
)

KNIFE = SPOON.replace("title: spoon", "title: knife").replace('[ladle, "spoon(1)"]', "[blade]")
KNIFE = KNIFE.replace("order: 10", "order: 20").replace("see_also: [knife]", "see_also: [spoon]")

LÖFFEL = "---\ntitle: Löffel\naliases: [Kelle]\n---\n" + BODY.replace("## Parameters", "## Parameter")

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of a small, correct library: two cards in English."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    put("en/names.toml", NAMES)
    put("en/spoon.md", SPOON)
    put("en/knife.md", KNIFE)
    return put


def line(text: str, at: str) -> int:
    """The line, from 1, on which `at` stands."""
    return text[: text.index(at)].count("\n") + 1


def problems(root: Path) -> list[str]:
    return [str(error).removeprefix(f"{root}/") for error in check(root, demos={"stir"})]


def test_a_file_becomes_a_typed_card(write: Write, tmp_path: Path) -> None:
    card = load(tmp_path).get("spoon")
    text = card.text("en")

    assert (card.id, card.chapter, card.order, card.demo) == ("spoon", "first", 10, None)
    assert card.signature == "spoon(handle: int, bowl: int) -> Spoon"
    assert card.see_also == ("knife",)
    assert (text.title, text.aliases, text.language) == ("spoon", ("ladle", "spoon(1)"), "en")
    assert text.summary == "A spoon lies. It does nothing else."
    assert text.details == "Gravity:\n\n- down"
    assert text.parameters == (
        Item("handle", "the long end."),
        Item("bowl", "the round end, see [the dish](https://dish.example/)."),
    )
    assert text.returns == "A spoon."
    assert text.errors == (Item("ENOSPOON", "there is none."),)
    assert text.portability == "Everywhere."
    assert text.pitfalls == ("It is `wet`.", "It is cold.")
    assert text.misconceptions == (Misconception("no-spoon", "There is no spoon", "There is.\n\nIt is there."),)
    assert text.example == Example('# no heading\nprint("spoon")\n', ("spoon\n", "fork\n"))
    assert text.sources == (
        Source("spoon(1)", "https://man7.org/linux/man-pages/man1/spoon.1.html"),
        Source("Python: spoon", "https://docs.example/library/spoons.html#spoon"),
        Source("web.example/spoons", "https://web.example/spoons#top"),
    )
    assert problems(tmp_path) == []


def test_a_further_language_needs_files_only(write: Write, tmp_path: Path) -> None:
    names = NAMES.replace('"Parameters"', '"Parameter"').replace("First things", "Erste Dinge")
    write("de/names.toml", names.replace("docs.example", "docs.example/de"))
    write("de/spoon.md", LÖFFEL)

    library = load(tmp_path)

    assert library.languages == ("en", "de")
    assert library.find("kelle").card is library.get("spoon")
    assert library.chapters("de")[0].title == "Erste Dinge"
    assert library.get("spoon").text("de").title == "Löffel"
    assert library.get("spoon").text("de").sources[1].url.startswith("https://docs.example/de/")
    assert library.get("knife").text("de").title == "knife"
    assert problems(tmp_path) == ["en/knife.md:1: there is no card in de"]


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("---\ntitle: spoon", "title: spoon", "title", "no front matter"),
        ("title: spoon", "title: spoon: fork", "title", "front matter: mapping values are not allowed"),
        ("title: spoon\n", "", "---", "missing required field `title`"),
        ("order: 10", "order: ten", "order", "Expected `int`, got `str` - at `$.order`"),
        ("see_also: [knife]", "see_also: [1]", "see_also", "Expected `str`, got `int` - at `$.see_also[0]`"),
        ("see_also:", "see_allso:", "see_allso", "unknown field `see_allso`"),
        ("chapter: first", "chapter: third", "chapter", "chapter 'third' is not in names.toml"),
        ("## Returns", "## Return", "## Return", "unknown section 'Return'"),
        ("## Portability", "## Errors", "## Errors\n\nEvery", "stands here a second time"),
        ("A spoon.\n", "", "## Returns", "the section returns is empty"),
        ("- `handle`: the", "- handle: the", "- handle", "an entry of parameters reads"),
        ("- `handle`: the", "`handle`: the", "`handle`", "is a list"),
        ("A spoon lies. It", "A spoon lies.\nIt", "A spoon lies", "is one line"),
        ("A spoon.", "A <spoon>.", "A <spoon>", "HTML"),
        ("A spoon.", "![A](spoon)", "![A]", "an image"),
        (" {#no-spoon}", "", "### There", "reads: ### what people believe"),
        ("### There is no spoon {#no-spoon}", "What?", "What?", "begins with: ###"),
        ("There is.\n\nIt is there.\n", "", "### There", "what is true"),
        ("```python", "```c", "```c", "one ```python block"),
        ("```output\nspoon", "```text\nspoon", "```text", "one ```python block"),
        (BODY[BODY.index("## Example") :], "", "A spoon lies", "there is no example"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    write: Write, tmp_path: Path, old: str, new: str, at: str, says: str
) -> None:
    assert old in SPOON
    text = SPOON.replace(old, new, 1)
    path = write("en/spoon.md", text)

    with pytest.raises(CardError) as caught:
        load(tmp_path)

    assert says in caught.value.message
    assert (caught.value.path, caught.value.line) == (path, line(text, at))
    assert str(caught.value).startswith(f"{path}:{line(text, at)}: ")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("de/spoon.md", LÖFFEL, "de/names.toml:1: a language needs names.toml"),
        ("en/names.toml", NAMES.replace("returns", "retorns"), "en/names.toml:1: sections are missing or unknown"),
        ("en/names.toml", NAMES.replace("[chapters]", "[chapters"), "en/names.toml:11: "),
        ("en/names.toml", NAMES.replace('"Returns"', "5"), "en/names.toml:1: Expected `str`"),
    ],
)
def test_mistakes_in_names_are_named(write: Write, tmp_path: Path, name: str, text: str, says: str) -> None:
    write(name, text)

    assert says in problems(tmp_path)[0]


def test_a_translation_of_no_card_is_a_mistake(write: Write, tmp_path: Path) -> None:
    write("de/names.toml", NAMES)
    write("de/gabel.md", "---\ntitle: Gabel\n---\n" + BODY)

    assert "de/gabel.md:1: there is no English card 'gabel'" in problems(tmp_path)


def test_one_broken_card_does_not_hide_the_mistakes_of_another(write: Write, tmp_path: Path) -> None:
    write("en/spoon.md", SPOON.replace("## Returns", "## Return"))
    write("en/knife.md", KNIFE.replace("print(", "print(("))

    found = problems(tmp_path)

    assert [error.split(":")[0] for error in found] == ["en/knife.md", "en/knife.md", "en/spoon.md"]


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("see_also: [knife]", "see_also: [sword]", "see_also", "see_also: there is no other card 'sword'"),
        ("see_also: [knife]", "see_also: [spoon]", "see_also", "see_also: there is no other card 'spoon'"),
        ("see_also: [knife]\n", "", "---", "see_also: name at least one"),
        ("[spoon(1), ", "[] #", "---", "sources: name"),
        ("see_also: [knife]", "see_also: [knife]\ndemo: dig", "demo", "there is no demo 'dig'"),
        ("order: 10", "order: 20", "order", "'knife' has the same place in first"),
        ("[ladle,", "[Blade(),", "aliases", "'Blade()' is also what knife is called"),
        ("title: spoon", f"title: {'spoon ' * 12}", "title", "the title has 71 characters; 60 fit"),
        ("A spoon lies.", "A spoon lies. " * 30, "A spoon lies", "summary has"),
        ("Everywhere.", "Everywhere. " * 100, "## Portability", "portability has"),
        ("## Portability\n\nEverywhere.\n", "", "---", "the section portability is missing"),
        ("## Returns\n\nA spoon.\n", "", "---", "the section returns is missing"),
        ('print("spoon")', 'print("spoon"', "print", "the program is no Python"),
        ("# no heading", f"# {'汤' * 32}", "# 汤", "the program is 66 columns wide; 64 fit"),
    ],
)
def test_the_check_finds_what_a_reader_would_stumble_over(
    write: Write, tmp_path: Path, old: str, new: str, at: str, says: str
) -> None:
    assert old in SPOON
    text = SPOON.replace(old, new, 1)
    write("en/spoon.md", text)

    expected = f"en/spoon.md:{line(text, at)}: {says}"
    assert any(error.startswith(expected) for error in problems(tmp_path)), problems(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("`bowl`", "`Schale`", "parameters: here handle, Schale; in English handle, bowl"),
        ("`ENOSPOON`", "`EFORK`", "errors: here EFORK; in English ENOSPOON"),
        ("{#no-spoon}", "{#kein-loeffel}", "misconceptions: here kein-loeffel; in English no-spoon"),
        ("## Pitfalls\n\n- It is `wet`.\n- It is cold.\n", "", "sections: here summary, details"),
    ],
)
def test_the_languages_must_say_the_same_things(
    write: Write, tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in LÖFFEL
    write("de/names.toml", NAMES.replace('"Parameters"', '"Parameter"'))
    write("de/spoon.md", LÖFFEL.replace(old, new, 1))

    assert any(error.startswith("de/spoon.md") and says in error for error in problems(tmp_path))


def test_the_whole_card_has_a_limit(write: Write, tmp_path: Path) -> None:
    long = "\n\n".join(["Word. " * 160])
    text = SPOON
    for short in ("Gravity:\n\n- down", "A spoon.", "Everywhere.", "There is.\n\nIt is there."):
        text = text.replace(short, long, 1)
    text = text.replace("the long end.", "Word. " * 150).replace("there is none.", "Word. " * 150)
    write("en/spoon.md", text)

    assert [error.partition(" has ")[0] for error in problems(tmp_path)] == ["en/spoon.md:1: the card"]


def test_the_command_prints_mistakes_and_fails(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""

    path = write("en/spoon.md", SPOON.replace("## Returns", "## Return"))

    assert main(["check", str(tmp_path)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert [error.partition(": ")[0] for error in printed] == [
        f"{tmp_path}/en/knife.md:{line(KNIFE, 'see_also')}",
        f"{path}:{line(SPOON, '## Returns')}",
    ]
