"""``--clock``, ``--seed`` and ``--schedule``: another time, another order, and the same run again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from demos.__main__ import main
from demos.catalogue import load
from demos.recording import Job, Program, Recording, from_json
from demos.runner import ScheduleMismatch
from tests.demos.engine import Engine

RACE = """\
import os
if os.fork() == 0:
    os.write(1, b"child\\n")
    os._exit(0)
os.write(1, b"parent\\n")
os.wait()
"""


@pytest.fixture
def race(tmp_path: Path) -> Path:
    file = tmp_path / "race.py"
    file.write_text(RACE)
    return file


def record(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str | Path) -> Recording:
    """What ``run ... --json`` prints."""
    assert main(["run", *map(str, arguments), "--json"]) == 0
    return from_json(capfdbinary.readouterr().out)


def same(one: Recording, other: Recording) -> bool:
    return msgspec.structs.replace(one, wall_seconds=0) == msgspec.structs.replace(other, wall_seconds=0)


def test_a_seed_chooses_an_order_and_gives_it_again(race: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    usual = record(capfdbinary, race)
    seeded = {seed: record(capfdbinary, race, "--seed", str(seed)) for seed in range(1, 9)}
    assert {recording.stdout for recording in seeded.values()} == {"child\nparent\n", "parent\nchild\n"}
    assert same(record(capfdbinary, race, "--seed", "3"), seeded[3])
    assert same(record(capfdbinary, race, "--seed", "0"), usual)
    assert (usual.seed, seeded[3].seed) == (0, 3)
    assert usual.stdout == "parent\nchild\n"


@pytest.mark.parametrize("name", ["pool", "start-methods"])
def test_whom_the_kernel_wakes_has_no_say_in_it(engine: Engine, name: str) -> None:
    """Threads that wait for a lock, and a parent whose child is to exec, wake while somebody else runs."""
    first, *others = (engine.run(load().get(name).job()) for _ in range(4))

    assert [same(first, other) for other in others] == [True] * 3


@pytest.mark.parametrize("kind", ["recording", "choices"])
def test_a_recording_can_be_replayed(
    race: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], kind: str
) -> None:
    original = next(
        recording
        for seed in range(1, 30)
        if (recording := record(capfdbinary, race, "--seed", str(seed))).stdout == "child\nparent\n"
    )
    file = tmp_path / "schedule.json"
    seed: tuple[str, ...] = ()
    if kind == "recording":
        file.write_bytes(msgspec.json.encode(original))
    else:
        file.write_text(json.dumps(original.choices))
        seed = ("--seed", str(original.seed))
    assert same(record(capfdbinary, race, "--schedule", file, *seed), original)


def test_an_outcome_can_be_replayed(race: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["outcomes", str(race), "--json"]) == 0
    outcomes = json.loads(capfdbinary.readouterr().out)["outcomes"]
    assert len(outcomes) == 2
    for outcome in outcomes:
        file = tmp_path / "outcome.json"
        file.write_text(json.dumps(outcome))
        assert record(capfdbinary, race, "--schedule", file).stdout == outcome["stdout"]


def test_the_kernel_may_decide_and_time_may_be_real(race: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    natural = record(capfdbinary, race, "--schedule", "natural")
    assert (natural.schedule, natural.clock, natural.choices) == ("natural", "real", ())
    real = record(capfdbinary, race, "--clock", "real", "--schedule", "controlled")
    assert (real.schedule, real.clock) == ("controlled", "real")


@pytest.mark.parametrize(
    ("language", "simulated", "real"),
    [("en", r"s of program time, \d+ ms of yours", "Took"), ("zh", "程序时间 .* 秒，你只等了", "用时")],
)
def test_simulated_time_is_called_so(
    race: Path, capsys: pytest.CaptureFixture[str], language: str, simulated: str, real: str
) -> None:
    main(["run", str(race), "--lang", language])
    assert re.search(simulated, capsys.readouterr().out)
    main(["run", str(race), "--lang", language, "--clock", "real"])
    said = capsys.readouterr().out
    assert not re.search(simulated, said)
    assert real in said


def complain(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What is said to bad input, with which nothing runs."""
    try:
        code = main(["run", *map(str, arguments)])
    except SystemExit as leaving:  # argparse leaves by itself
        code = leaving.code if isinstance(leaving.code, int) else 1
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "error-" not in said.err
    return said.err


@pytest.mark.parametrize(
    ("options", "english", "chinese"),
    [
        (["--seed", "-1"], "from 0 on", "不小于 0"),
        (["--seed", "x"], "from 0 on", "不小于 0"),
        (["--clock", "wall"], "invalid choice", "invalid choice"),
        (["--schedule", "nowhere.json"], "neither controlled nor natural", "既不是 controlled 或 natural"),
        (["--schedule", "README.md"], "nothing to replay", "没有可以重放的内容"),
        (["--schedule", "natural", "--seed", "1"], "leave out --seed", "请去掉 --seed"),
        (["--schedule", "natural", "--clock", "virtual"], "leave out --seed", "请去掉 --seed"),
        (["--schedule", "NATURAL"], "no choices to replay", "没有可以重放的选择"),
        (["--schedule", "OUTCOME", "--seed", "1"], "leave out --clock and --seed", "请去掉 --clock 和 --seed"),
        (["--schedule", "MISMATCH", "--seed", "1"], "PID 9 was to go at choice 1", "第 1 次选择应该轮到 PID 9"),
        (["--schedule", "MISMATCH"], "only 0 of the 1 choices", "1 次选择只用到了 0 次"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_input_says_what_to_give_instead(
    race: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], english: str, chinese: str
) -> None:
    ending = {"kind": "exited", "code": 0, "signal": None}
    outcome = {"stdout": "", "stderr": "", "ending": ending, "schedule": [2], "seed_replay": None}
    natural = {"program": {"name": "", "source": ""}, "ending": ending, "stdout": "", "stderr": "", "events": []}
    contents = {
        "NATURAL": {**natural, "snapshots": [], "seconds": 0, "wall_seconds": 0},
        "OUTCOME": outcome,
        "MISMATCH": [9],
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(json.dumps(content))
    options = [str(tmp_path / option) if option in contents else option for option in options]
    assert english in complain(capsys, race, *options)
    assert chinese in complain(capsys, race, *options, "--lang", "zh")


def test_a_schedule_of_another_program_is_a_named_error_and_harms_no_other_run(engine: Engine) -> None:
    job = Job(Program("race.py", RACE), seed=1, choices=(99,))
    with pytest.raises(ScheduleMismatch, match="99 cannot go at choice 0") as caught:
        engine.run(job)
    assert (caught.value.who, caught.value.choice) == (99, 0)
    assert engine.run(load().get("fork").job({})).ending.code == 0
