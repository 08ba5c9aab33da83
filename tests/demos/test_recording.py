"""The data is immutable, JSON both ways, and what its schema says, for recordings of real runs as well."""

from __future__ import annotations

import json
from typing import Any, get_args

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos import recording as r
from tests.demos.engine import Engine
from tests.demos.worker.endings import ENDINGS
from tests.demos.worker.families import FAMILIES
from tests.repository import ROOT

SCHEMA_FILE = ROOT / "demos" / "recording.schema.json"
UPDATE = "python -m tests.demos.test_recording"

EVERY_KIND = """
    import ctypes, os, signal, sys, time
    signal.signal(signal.SIGCHLD, lambda *_: None)
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    if os.fork() == 0:
        if os.fork() == 0:
            time.sleep(0.01)
            os.getppid()
            os._exit(7)
        os._exit(0)
    os.wait(), os.wait()
    child = os.fork()
    if child == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os.execv(sys.executable, ['python3', '-c', 'print(1)'])
    os.waitpid(child, os.WUNTRACED)
    os.kill(child, signal.SIGCONT)
    os.wait()
    try: os.wait()
    except ChildProcessError: print('none', file=sys.stderr)
"""


def schema_text() -> str:
    return json.dumps(r.schema(), indent=2) + "\n"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA_FILE.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_file_is_current() -> None:
    assert SCHEMA_FILE.read_text() == schema_text(), f"write it anew: {UPDATE}"


def test_a_recording_of_every_kind_of_event(engine: Engine, validator: Any) -> None:
    recording = engine.record(EVERY_KIND)

    assert {type(event) for event in recording.events} == set(get_args(r.Event))
    validator.validate(json.loads(r.to_json(recording)))


@pytest.mark.parametrize("name", ["fork", "orphan", "stop and continue", "exec", "Pool", "SIGCHLD ignored"])
def test_recordings_are_what_the_schema_says(name: str, engine: Engine, validator: Any) -> None:
    recording = engine.record(FAMILIES[name])

    validator.validate(json.loads(r.to_json(recording)))
    assert r.from_json(r.to_json(recording)) == recording


@pytest.mark.parametrize(
    ("program", "limits"),
    [
        ("while True: pass", {"cpu_seconds": 0.1}),
        ("while True: print('x' * 1000)", {"output_bytes": 1000}),
        ("import os; r, w = os.pipe(); os.read(r, 1)", {}),
        ("import os; os.write(1, bytes(range(256)))", {}),
        (ENDINGS["segmentation fault"], {}),
    ],
    ids=["cpu time", "output", "deadlock", "bytes", "crash"],
)
def test_recordings_of_odd_endings_too(program: str, limits: Any, engine: Engine, validator: Any) -> None:
    recording = engine.record(program, **limits)

    validator.validate(json.loads(r.to_json(recording)))
    assert r.from_json(r.to_json(recording)) == recording


@pytest.mark.parametrize(
    "change",
    [
        {"events": [{"kind": "explode", "t": 0, "pid": 2}]},
        {"events": [{"kind": "fork", "t": 0, "pid": 2}]},
        {"ending": {"kind": "bored"}},
        {"stdout": None},
        {"seconds": "long"},
    ],
)
def test_the_schema_and_the_reader_refuse_the_same(change: dict[str, Any], engine: Engine, validator: Any) -> None:
    data = json.loads(r.to_json(engine.record("print()"))) | change

    assert not validator.is_valid(data)
    with pytest.raises(ValueError, match=r"at `|missing required field"):
        r.from_json(json.dumps(data))


def test_a_recording_of_another_version_is_refused(engine: Engine) -> None:
    recording = msgspec.structs.replace(engine.record("print()"), version=99)

    with pytest.raises(ValueError, match="version 99"):
        r.from_json(r.to_json(recording))


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]", b"null", b'{"version": 1}'])
def test_what_is_no_recording_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        r.from_json(data)


def test_data_does_not_change() -> None:
    with pytest.raises(AttributeError):
        r.Program("x.py", "").source = "y"  # type: ignore[misc]


def test_a_snapshot_holds_until_the_next(engine: Engine) -> None:
    recording = engine.record("import os\nif os.fork(): os.wait()")

    for number in range(len(recording.events)):
        expected = [snapshot for snapshot in recording.snapshots if snapshot.event <= number][-1]
        assert recording.snapshot_at(number) == expected
    with pytest.raises(LookupError):
        recording.snapshot_at(-1)


# --- jobs ---------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=60)


@given(name=NAMES.filter(lambda name: name not in (".", "..")), source=TEXT, stdin=TEXT, seed=st.integers(0, 2**63))
def test_a_job_is_json_both_ways(name: str, source: str, stdin: str, seed: int) -> None:
    job = r.Job(r.Program(name, source), stdin=stdin, seed=seed)

    assert r.job_from_json(r.to_json(job)) == job


@pytest.mark.parametrize("name", ["", ".", "..", "a/b.py", "/etc/passwd", "../x.py", "a\0b", "x" * 256])
def test_a_program_has_a_plain_file_name(name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        r.Job(r.Program(name, ""))


def test_a_name_that_is_not_plain_is_refused_from_json_too() -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        r.job_from_json(b'{"program": {"name": "../x.py", "source": ""}}')


@pytest.mark.parametrize("texts", [("\ud800", ""), ("", "\ud800")], ids=["source", "stdin"])
def test_text_that_cannot_be_sent_is_refused(texts: tuple[str, str]) -> None:
    source, stdin = texts
    with pytest.raises(ValueError, match="surrogates not allowed"):
        r.Job(r.Program("x.py", source), stdin)


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text())
