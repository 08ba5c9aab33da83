"""Every proof of every card, run on the real engine: one test for each claim."""

from __future__ import annotations

import pytest

from cogs.explain import prover
from cogs.explain.coverage import unmarked
from cogs.explain.library import load
from cogs.explain.proof import Proof, load_proofs
from demos.runner import Runner

PROOFS = load_proofs()
HERE = [(claim, proof) for topic in PROOFS.topics for claim, proof in PROOFS.here(topic).items()]


@pytest.mark.parametrize(("claim", "proof"), HERE, ids=[f"{proof.topic}#{claim}" for claim, proof in HERE])
async def test_a_claim_is_proven(claim: str, proof: Proof, runner: Runner) -> None:
    verdict = await prover.prove(proof, runner)  # once for each proof: see `_claims_are_proven_once`

    if not verdict.runs:
        pytest.skip(verdict.problems[0])
    assert verdict.holds, f"{proof.path}:{proof.line}: " + "\n".join(verdict.problems)


def test_every_topic_is_proven() -> None:
    assert unmarked(load(), PROOFS) == []
