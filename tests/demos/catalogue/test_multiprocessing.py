"""multiprocessing: what the recordings of these demos show."""

from __future__ import annotations

from demos import recording as r
from tests.demos.catalogue import Run, codes, of, tree, written


def test_the_process_of_multiprocessing(run: Run) -> None:
    recording = run("multiprocessing")
    lines = recording.stdout.splitlines()
    assert [line for line in lines if line.startswith("made")] == ["made:    name worker, pid None, exitcode None"]
    assert [line for line in lines if line.startswith("joined")] == ["joined:  name worker, pid 3, exitcode 0"]
    assert written(recording, 3) == "worker: I am PID 3, my parent is 2\n"
    assert (of(recording, r.Wait, 2)[-1].target, of(recording, r.Wait, 2)[-1].options) == (3, ())
    assert codes(recording) == {2: 0, 3: 0}
    assert tree(recording, "multiprocessing")[3].ppid == 2
