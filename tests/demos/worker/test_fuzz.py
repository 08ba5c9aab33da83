"""Random system calls, signals, processes and threads: the tracer never hangs and never loses track.

Every run is answered within its bounds, with a Recording that keeps all `invariants`, and the next run is as ever.
Thirty programs take part in the suite, the same each time. For long, with new ones, until one fails:

    FUZZ_EXAMPLES=20000 pytest --timeout 0 tests/demos/worker/test_fuzz.py
"""

from __future__ import annotations

import functools
import os
from typing import Any

import msgspec
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from demos import recording as r
from tests.demos.engine import Engine
from tests.demos.worker import fuzzing
from tests.demos.worker.conftest import ORDERS

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
LIMITS = r.Limits(wall_seconds=0.3, cpu_seconds=0.2, processes=16, memory_bytes=96 * 1024 * 1024)
NORMAL = r.Job(
    r.Program(
        "normal.py",
        """\
import os, signal, time
child = os.fork()
if child == 0:
    time.sleep(1)
    os._exit(7)
os.kill(child, signal.SIGSTOP)
os.kill(child, signal.SIGCONT)
print(os.wait(), time.monotonic(), os.listdir(), os.getpgrp())
""",
    )
)


def _normal(engine: Engine) -> r.Recording:
    return msgspec.structs.replace(engine.run(NORMAL), wall_seconds=0.0)


_first_normal = functools.cache(_normal)


@settings(
    deadline=None,
    max_examples=EXAMPLES or 30,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(plan=fuzzing.plans, order=st.sampled_from(sorted(ORDERS)), seed=st.integers(0, 99))
def test_nothing_confuses_the_tracer(engine: Engine, plan: list[Any], order: str, seed: int) -> None:
    job = r.Job(r.Program("fuzz.py", fuzzing.program(plan)), limits=LIMITS, **({"seed": seed} | ORDERS[order]))

    first = _first_normal(engine)

    recording = engine.run(job)

    event(f"{order}: {recording.bound or recording.ending.kind}")
    assert _normal(engine) == first
