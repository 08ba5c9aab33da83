"""Every proof of every card, run on the real engine: one test for each claim."""

from __future__ import annotations

import asyncio
import functools

import pytest

from cogs.explain.coverage import unmarked
from cogs.explain.library import load
from cogs.explain.proof import Proof, load_proofs
from cogs.explain.prover import Verdict, prove
from demos.runner import Runner

pytestmark = pytest.mark.timeout(600)
"""The first test waits until all proofs were run."""

PROOFS = load_proofs()
HERE = [(claim, proof) for topic in PROOFS.topics for claim, proof in PROOFS.here(topic).items()]

AT_ONCE = 8
"""Proofs that are on at the same time: enough to keep the workers busy, few enough for the runner's queue."""


@functools.cache
def verdicts() -> dict[Proof, Verdict]:
    """What came of each proof: all are run when the first test asks."""

    async def run() -> dict[Proof, Verdict]:
        at_once = asyncio.Semaphore(AT_ONCE)
        async with Runner() as runner:

            async def one(proof: Proof) -> Verdict:
                async with at_once:
                    return await prove(proof, runner)

            proofs = list(dict.fromkeys(proof for _, proof in HERE))
            return dict(zip(proofs, await asyncio.gather(*map(one, proofs)), strict=True))

    return asyncio.run(run())


@pytest.mark.parametrize(("claim", "proof"), HERE, ids=[f"{proof.topic}#{claim}" for claim, proof in HERE])
def test_a_claim_is_proven(claim: str, proof: Proof) -> None:
    verdict = verdicts()[proof]

    if not verdict.runs:
        pytest.skip(verdict.problems[0])
    assert verdict.holds, f"{proof.path}:{proof.line}: " + "\n".join(verdict.problems)


def test_every_topic_is_proven() -> None:
    assert unmarked(load(), PROOFS) == []
