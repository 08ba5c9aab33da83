"""What can be changed about a program: constants within their bounds, waits and sleeps, any line."""

from __future__ import annotations

import pytest

from cogs.lab.data import Change, Task
from cogs.lab.variations import NoVariation, lines_of, offered, reordered, swapped, varied
from demos.catalogue import Catalogue
from demos.recording import Job, Program

pytestmark = pytest.mark.core

SOURCE = """\
import os
COUNT = 2
PAUSE = 1.0
if os.fork() == 0:
    os._exit(COUNT)
os.wait()
"""


def task(source: str = SOURCE, language: str = "python") -> Task:
    return Task(job=Job(Program("main.py", source, language)))


def test_the_constants_and_waits_of_any_program() -> None:
    found = [(change.what, change.after) for change in offered(task(), None)]
    assert found == [
        *(("COUNT", value) for value in ("1", "3", "4")),
        *(("PAUSE", value) for value in ("0.5", "1.5", "2.0")),
        ("6", "pass"),
    ]
    assert [change.what for change in offered(task("int main() {}\n", "c"), None)] == []
    assert offered(task("def broken(:\n"), None) == []


def test_a_demo_stays_within_its_bounds(catalogue: Catalogue) -> None:
    for demo in catalogue:
        made = Task(job=demo.job())
        for change in offered(made, demo):
            other = varied(made, change)
            assert other.job.program.source != demo.source
            parameter = next((known for known in demo.parameters if known.name.upper() == change.what), None)
            if parameter is not None:
                demo.job({parameter.name: change.after})


def test_changes_add_up_and_tell_of_the_first_trial() -> None:
    first = varied(task(), Change(what="COUNT", before="2", after="3"))
    second = varied(first, Change(what="COUNT", before="3", after="5"))
    third = varied(second, swapped(second, 6, "os.waitpid(-1, 0)"))
    assert "COUNT = 5\n" in third.job.program.source
    assert third.changes == (
        Change(what="COUNT", before="2", after="5"),
        Change(what="6", before="os.wait()", after="os.waitpid(-1, 0)"),
    )
    assert reordered(third).job.seed == 1
    assert reordered(third).changes[-1] == Change(what="seed", before="0", after="1")


def test_a_line_keeps_its_indentation() -> None:
    assert swapped(task(), 5, "os._exit(9)").after == "    os._exit(9)"
    assert swapped(task(), 5, "  os._exit(9)").after == "  os._exit(9)"
    assert swapped(task(), 5, "").after == ""
    assert [number for number, _ in lines_of(task())] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "change",
    [
        Change(what="COUNT", before="2", after="2"),
        Change(what="COUNT", before="7", after="8"),
        Change(what="NOTHING", before="2", after="3"),
        Change(what="6", before="os.wait()", after="os.wait()"),
        Change(what="6", before="another line", after="pass"),
        Change(what="99", before="", after="pass"),
    ],
)
def test_what_changes_nothing_is_no_variation(change: Change) -> None:
    with pytest.raises(NoVariation):
        varied(task(), change)
