"""The explorer against programs whose outcomes were derived by hand, each in its first comment (`expected`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from demos import outcomes as o
from tests.demos.outcomes.conftest import Explorations
from tests.demos.outcomes.expected import PROGRAMS, Case, cases, orders, read, told

SAMPLES = 10
"""How many orders are tried where none are explored: what is sampled only has to be among what is possible."""

PATIENCE = 100.0
"""Seconds after which an exploration gives up: more than any takes, on a machine however busy."""


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_exactly_the_outcomes_that_were_derived(
    case: Case, explorations: Explorations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(o, "SAMPLES", SAMPLES)

    found = explorations.explore(case.job, sleeps=case.sleeps, max_seconds=PATIENCE)

    outcomes = {told(outcome) for outcome in found.outcomes}
    if case.unexplorable is None:
        assert outcomes == case.outcomes
        assert (found.complete, found.reason) == (True, None)
    else:
        assert set() < outcomes <= case.outcomes
        assert (found.complete, found.reason) == (False, case.unexplorable)
    for outcome in {found.outcomes[0], found.outcomes[-1]}:
        again = explorations.run(o.replay(case.job, outcome, case.sleeps))
        assert (again.stdout, again.stderr, again.ending) == (outcome.stdout, outcome.stderr, outcome.ending)


def test_four_children_need_few_executions(explorations: Explorations) -> None:
    (case,) = read(PROGRAMS / "graph_four_children.py")

    found = explorations.explore(case.job)

    assert (len(found.outcomes), found.complete) == (24, True)
    assert found.runs <= 200


def test_there_are_enough_programs() -> None:
    assert len(list(PROGRAMS.glob("*.py"))) >= 45


@pytest.mark.parametrize(
    ("graph", "texts"),
    [
        ('"ab" "c"', {"abc"}),
        ('("a" | "b" "c")', {"abc", "bac", "bca"}),
        ('"H" ("1" | "0") "B"', {"H10B", "H01B"}),
        ('("a" | "a")', {"aa"}),
        ('("p" | ("c" | "g") "C") "P"', {"pcgCP", "pgcCP", "cpgCP", "gpcCP", "cgpCP", "gcpCP", "cgCpP", "gcCpP"}),
        (r'"\n"', {"\n"}),
    ],
)
def test_a_process_graph_gives_its_orders(graph: str, texts: set[str]) -> None:
    assert orders(graph) == texts


@pytest.mark.parametrize(
    ("header", "error"),
    [
        ('# stdout: "a"', "not of the format"),
        ("# sleeps: deep", "not of the format"),
        ("# stdout: a exit 0", "no process graph"),
        ('# stdout: ("a" exit 0', "no process graph"),
        ('# stdout: "a") exit 0', "no process graph"),
        ('# stdout: "a" | "b" exit 0', "no process graph"),
        ('# stdout: "" exit 0\n# stdout: ("" | "") exit 0', "given twice"),
        ("# nothing is said", "no outcome"),
    ],
)
def test_a_header_that_says_nothing_is_refused(tmp_path: Path, header: str, error: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(header + "\npass\n")

    with pytest.raises(ValueError, match=error):
        read(program)
