"""Cards and proofs that do not fit each other, each mistake with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cogs.explain.__main__ import main
from cogs.explain.check import check
from cogs.explain.coverage import unmarked
from cogs.explain.library import load
from cogs.explain.proof import load_proofs, read_proofs
from tests.cogs.explain.test_library_files import KNIFE, NAMES, SPOON, line

MARKED = (
    SPOON.replace("sources:", "unproven:\n  round: words\nsources:")
    .replace("- down", "- down {#falls}")
    .replace("the long end.", "the long end. {#long}")
    .replace("the round end, see [the dish](https://dish.example/).", "the round end. {#round}")
    .replace("A spoon.\n", "A spoon. {#a-spoon}\n")
    .replace("there is none.", "there is none. {#none}")
    .replace("It is `wet`.", "It is `wet`. {#wet}")
    .replace("It is cold.", "It is cold. {#cold}")
)

PROOF = """\
## falls, long, a-spoon

```python
print("spoon")
```

```expect
stdout: "spoon\\n"
```

## none, wet, cold, no-spoon

```python
import os

os._exit(3)
```

```expect
exit: 3
```
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of a small, correct library: two cards in English and German, the proofs of one."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
        return path

    def translated(text: str) -> str:
        header, body = text.split("---\n")[1:]
        kept = [row for row in header.splitlines() if row.startswith("title:")]
        return "---\n" + "\n".join(kept) + "\n---\n" + body

    for language in ("en", "de"):
        put(f"cards/{language}/names.toml", NAMES)
    for name, text in (("spoon", MARKED), ("knife", KNIFE)):
        put(f"cards/en/{name}.md", text)
        put(f"cards/de/{name}.md", translated(text))
    put("proofs/spoon.md", PROOF)
    return put


def found(root: Path) -> list[str]:
    return [
        str(error).removeprefix(f"{root}/") for error in check(root / "cards", demos=set(), proofs=root / "proofs")
    ]


def test_a_complete_topic_has_no_mistake_and_another_waits(write: Write, tmp_path: Path) -> None:
    assert found(tmp_path) == []
    proofs = load_proofs(tmp_path / "proofs")

    assert unmarked(load(tmp_path / "cards"), proofs) == ["knife"]
    assert {claim: proof.line for claim, proof in proofs.here("spoon").items()} == {
        **dict.fromkeys(("falls", "long", "a-spoon"), 1),
        **dict.fromkeys(("none", "wet", "cold", "no-spoon"), 11),
    }
    assert load(tmp_path / "cards").get("spoon").unproven == {"round": "words"}


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("  round: words\n", "", "unproven", "front matter: Expected `object`, got `null`"),
        ("unproven:\n  round: words\n", "", "{#round}", "{#round} has no proof, nor a reason"),
        ("round: words", "round: lazy", "unproven", "front matter: Invalid enum value 'lazy'"),
        ("round: words", "round: words\n  square: words", "unproven", "unproven: there is no claim {#square}"),
        (" {#long}", " {#tall}", "{#tall}", "{#tall} has no proof, nor a reason"),
        (" {#wet}", "", "- It is `wet`", "this entry of pitfalls claims nothing"),
        (" {#none}", "", "- `ENOSPOON`", "this entry of errors claims nothing"),
        (" {#a-spoon}", "", "## Returns", "returns claims nothing"),
        (" {#falls}", "", "## How it works", "details claims nothing"),
        (
            "It is cold. {#cold}",
            "It is {#cold} cold.",
            "It is {#cold}",
            "{#cold} stands behind the end",
        ),
        (" {#cold}", " {#wet}", "It is cold", "{#wet} is also in line"),
        (" {#cold}", " {#no-spoon}", "### There", "{#no-spoon} is also in line"),
    ],
)
def test_a_card_that_is_not_marked_as_it_should_be(
    write: Write, tmp_path: Path, old: str, new: str, at: str, says: str
) -> None:
    assert old in MARKED
    text = MARKED.replace(old, new, 1)
    write("cards/en/spoon.md", text)

    expected = f"cards/en/spoon.md:{line(text, at)}: {says}"
    assert any(error.startswith(expected) for error in found(tmp_path)), found(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        (" {#wet}", "", "## Pitfalls", "no {#wet} in pitfalls, as there is in English"),
        (" {#wet}", " {#nass}", "It is `wet`", "{#nass} is not marked in English"),
        ("A spoon. {#a-spoon}", "A spoon. {#none}", "A spoon. ", "{#none} is in errors in English"),
    ],
)
def test_each_language_marks_the_same_claims(
    write: Write, tmp_path: Path, old: str, new: str, at: str, says: str
) -> None:
    path = tmp_path / "cards/de/spoon.md"
    text = path.read_text().replace(old, new, 1)
    if says.startswith("{#none}"):
        text = text.replace("there is none. {#none}", "there is none. {#a-spoon}")
    write("cards/de/spoon.md", text)

    assert f"cards/de/spoon.md:{line(text, at)}: {says}" in found(tmp_path), found(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("falls, long", "falls, tall", "## falls", "the card claims no {#tall}"),
        ("falls, long", "falls, round, long", "## falls", "the card says why {#round} has no proof"),
        ("## falls, long", "## falls long", "## falls", "'falls long, a-spoon' is no claim's id"),
        ("## none", "## long, none", "## long", "line 1 proves {#long} on the same versions of Python"),
        ("```python", "```ruby", "## falls", "a proof reads: ## claim-id"),
        ("## none", "Some words.\n\n## none", "Some words", "a proof reads: ## claim-id"),
        ("# falls", "falls", "#falls", "a proof reads: ## claim-id"),
        ('print("spoon")', 'print("spoon"', 'print("spoon"', "the program is no Python"),
        ('print("spoon")', f'print("{"spoon " * 12}")', "print(", "the program is 81 columns wide; 64 fit"),
        ('print("spoon")', "\n".join(["pass"] * 26), "pass", "it has 26 lines; 25 can be watched"),
        ("exit: 3", "exit: three", "exit: three", "Expected `int | null`, got `str`"),
        ("exit: 3", "exit: 3\nevents: [spoon]", "events:", "'spoon' is no kind of event"),
    ],
)
def test_a_proof_that_is_not_one(write: Write, tmp_path: Path, old: str, new: str, at: str, says: str) -> None:
    assert old in PROOF
    text = PROOF.replace(old, new, 1)
    write("proofs/spoon.md", text)

    expected = f"proofs/spoon.md:{line(text, at)}: {says}"
    assert any(error.startswith(expected) for error in found(tmp_path)), found(tmp_path)


def test_a_proof_of_no_card(write: Write, tmp_path: Path) -> None:
    write("proofs/fork.md", PROOF)

    assert "proofs/fork.md:1: there is no card 'fork'" in found(tmp_path)


def test_a_claim_may_have_a_proof_for_each_version_of_python(write: Write, tmp_path: Path) -> None:
    old, new = (PROOF.replace("exit: 3", f'exit: 3\n{bound}: "3.12"') for bound in ("before", "since"))
    path = write("proofs/spoon.md", old + new[new.index("## none") :])

    assert found(tmp_path) == []
    proofs = load_proofs(path.parent)
    first, second = (proof for proof in proofs.all("spoon") if "wet" in proof.claims)
    assert (first.applies((3, 11)), first.applies((3, 12))) == (True, False)
    assert (second.applies((3, 11)), second.applies((3, 12)), second.applies((3, 9))) == (False, True, False)
    assert proofs.here("spoon")["wet"] in (first, second)


def test_a_mistake_in_one_proof_does_not_hide_the_others(write: Write, tmp_path: Path) -> None:
    write("proofs/spoon.md", PROOF.replace("exit: 3", "exit: three"))
    proofs, errors = read_proofs(tmp_path / "proofs")

    assert [proof.claims[0] for proof in proofs] == ["falls"]
    assert len(errors) == 1


def test_a_program_in_c_is_no_python(write: Write, tmp_path: Path) -> None:
    text = PROOF.replace('```python\nprint("spoon")', "```c\nint main(void) {}", 1)
    write("proofs/spoon.md", text)
    (proof, _) = load_proofs(tmp_path / "proofs")

    assert found(tmp_path) == []
    assert (proof.job.program.language, proof.job.program.name) == ("c", "proof_spoon.c")


def test_the_command_finds_the_proofs_beside_the_cards(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "cards")]) == 0
    write("proofs/spoon.md", PROOF.replace("falls, ", ""))
    assert main(["check", str(tmp_path / "cards")]) == 1
    assert "{#falls} has no proof" in capsys.readouterr().out


def test_the_command_lists_claims_and_runs_proofs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "waitpid"]) == 0
    printed = capsys.readouterr().out
    assert "zero-blocks (parameters; proven in line " in printed
    assert "    `options`: **0** 表示阻塞到有子进程结束。\n" in printed

    assert main(["prove", "waitpid", "einval"]) == 0
    assert capsys.readouterr().out == "ok  waitpid: einval\n1 of 1 proofs hold\n"
    assert main(["prove", "waitpid", "no-such-claim"]) == 1
    assert main(["claims", "no-such-topic"]) == 1
    assert "there is no card no-such-topic" in capsys.readouterr().err
