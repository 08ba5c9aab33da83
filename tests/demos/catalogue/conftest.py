"""Runs demos for the tests of them: each once with the same parameters and seed, and only those asked for."""

from __future__ import annotations

import functools

import msgspec
import pytest

from demos import recording as r
from tests.demos.catalogue import CATALOGUE, ENDLESS, SEEDS, Ran, Run
from tests.demos.engine import Engine


@pytest.fixture(scope="session")
def ran(engine: Engine) -> Ran:
    @functools.cache
    def ran(name: str, seed: int, /, **values: int | float) -> r.Recording:
        demo = CATALOGUE.get(name)
        limits = msgspec.structs.replace(demo.limits, cpu_seconds=0.3) if name in ENDLESS else demo.limits
        return engine.run(demo.job(values, seed=seed, limits=limits))

    return ran


@pytest.fixture(params=SEEDS, ids="seed {}".format)
def run(request: pytest.FixtureRequest, ran: Ran) -> Run:
    seed: int = request.param
    return lambda name, /, **values: ran(name, seed, **values)
