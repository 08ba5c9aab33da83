"""Running another program: what the recordings of these demos show."""

from __future__ import annotations

from demos import recording as r
from tests.demos.catalogue import Run, codes, of, only, reapers, tree, written


def test_exec_changes_the_program_and_not_the_process(run: Run) -> None:
    recording = run("exec")
    assert only(recording, r.Exec).pid == only(recording, r.Fork).child == 3
    assert written(recording, 3).splitlines() == [
        "child, as copy: PID 3, parent 2",
        "other program:  PID 3, parent 2",
    ]
    assert written(recording, 2) == "parent: reaped PID 3, exit code 5\n"
    assert codes(recording) == {2: 0, 3: 5}
    assert reapers(recording)[3] == 2
    before, after = only(recording, r.Start).name, tree(recording, "exec")[3]
    assert (after.ppid, after.pid) == (2, 3)
    assert after.name != before


def test_exec_closes_what_is_marked(run: Run) -> None:
    recording = run("cloexec")
    execed = recording.events.index(only(recording, r.Exec, 3))
    writes = [(recording.events.index(event) > execed, event.text) for event in of(recording, r.Write, 3)]
    before = "".join(text for after, text in writes if not after).splitlines()
    after = "".join(text for after, text in writes if after).splitlines()
    assert before == [f"after fork: descriptor {number} is open" for number in (3, 4)]
    assert after == ["after exec: descriptor 3 is closed", "after exec: descriptor 4 is open"]
