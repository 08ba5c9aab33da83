"""Runs proofs on the engine, and remembers which hold on this machine."""

from __future__ import annotations

import asyncio
import platform
import re
import sys
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import msgspec

from cogs.explain.card import BASE, Card
from cogs.explain.proof import Proof, Proofs
from cogs.explain.verdict import problems
from demos.outcomes import Explorer, Outcome, replay
from demos.recording import Ending, Recording
from demos.runner import LanguageUnavailable, Runner

HOST = {
    "kernel": " ".join(re.findall(r"^\d+\.\d+", platform.release())) or platform.release(),
    "python": f"{sys.version_info.major}.{sys.version_info.minor}",
}
"""Where proofs run: the versions of the kernel and of Python."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a proof: `problems` are what was not as expected, none if it holds.

    It was run in so many `orders`, and where all were explored, had so many possible `outcomes` (else 0). Not
    `runs`: it is in C, and this machine has no compiler.
    """

    problems: tuple[str, ...]
    orders: int = 1
    outcomes: int = 0
    runs: bool = True

    @property
    def holds(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a card's claims were proven on this machine."""

    proven: int
    claims: int


async def prove(proof: Proof, runner: Runner, owner: Hashable = None) -> Verdict:
    """Run a proof in all the orders that it is about.

    Raises:
        RunError: it could not be run.
    """
    expect = proof.expect
    try:
        if expect.outcomes or expect.every_schedule:
            return await _explore(proof, runner, owner)
        return await _run(proof, runner, owner)
    except LanguageUnavailable as error:
        return Verdict((str(error),), runs=False)


async def _run(proof: Proof, runner: Runner, owner: Hashable) -> Verdict:
    expect, job = proof.expect, proof.job
    jobs = [msgspec.structs.replace(job, seed=seed) for seed in range(expect.seeds)] if expect.seeds > 1 else [job]
    recordings = await asyncio.gather(*(runner.run(job, owner=owner) for job in jobs))
    found = [f"{_order(recording)}{text}" for recording in recordings for text in problems(expect, recording)]
    return Verdict(tuple(found), orders=len(jobs))


async def _explore(proof: Proof, runner: Runner, owner: Hashable) -> Verdict:
    expect, job = proof.expect, proof.job
    found = await Explorer(runner, job, owner=owner).explore()
    wrong: list[str] = []
    if not found.complete:
        wrong.append(f"not all outcomes were found: {found.reason}")
    texts = sorted({outcome.stdout for outcome in found.outcomes})
    if expect.outcomes and texts != sorted(expect.outcomes):
        wrong.append(f"the outcomes are {texts}, not {sorted(expect.outcomes)}")
    recordings = [await runner.run(job, owner=owner)]
    if expect.every_schedule:
        usual = _outcome(recordings[0])
        jobs = [replay(job, outcome, "ignored") for outcome in found.outcomes if _outcome(outcome) != usual]
        recordings += await asyncio.gather(*(runner.run(job, owner=owner) for job in jobs))
    wrong += [f"{_order(recording)}{text}" for recording in recordings for text in problems(expect, recording)]
    return Verdict(tuple(wrong), orders=found.runs, outcomes=len(found.outcomes))


def _outcome(seen: Recording | Outcome) -> tuple[str, str, Ending]:
    return seen.stdout, seen.stderr, seen.ending


def _order(recording: Recording) -> str:
    return f"with seed {recording.seed}: " if recording.seed else ""


class Prover:
    """Proves each claim once for each start of the bot, when somebody asks."""

    def __init__(self, runner: Runner, proofs: Proofs) -> None:
        self._runner = runner
        self._proofs = proofs
        self._verdicts: dict[Proof, asyncio.Task[Verdict]] = {}

    def proofs(self, card: Card) -> Mapping[str, Proof]:
        """The proofs of a card's claims, by the claim, in the order of the card."""
        here = self._proofs.here(card.id)
        return {claim.id: here[claim.id] for claim in card.text(BASE).claims if claim.id in here}

    def knows(self, card: Card) -> bool:
        """Whether each of the card's proofs was run."""
        tasks = [self._verdicts.get(proof) for proof in self.proofs(card).values()]
        return all(task is not None and task.done() for task in tasks)

    def begin(self, card: Card) -> None:
        """Run the card's proofs in the background, those that were not run yet."""
        for proof in self.proofs(card).values():
            self._begin(proof)

    async def verdict(self, proof: Proof) -> Verdict:
        """Whether it holds here.

        Raises:
            RunError: it could not be run.
        """
        return await asyncio.shield(self._begin(proof))

    async def run(self, proof: Proof, owner: Hashable) -> tuple[Recording, Verdict]:
        """A fresh Recording of it for somebody, and whether it holds.

        Raises:
            RunError: it could not be run.
        """
        recording, verdict = await asyncio.gather(self._runner.run(proof.job, owner=owner), self.verdict(proof))
        return recording, verdict

    async def tally(self, card: Card) -> Tally | None:
        """How many of the card's claims hold here; None if it has no proofs.

        Raises:
            RunError: they could not be run.
        """
        proofs = self.proofs(card)
        if not proofs:
            return None
        verdicts = dict(zip(proofs, await asyncio.gather(*map(self.verdict, proofs.values())), strict=True))
        return Tally(sum(verdict.holds for verdict in verdicts.values()), len(card.text(BASE).claims))

    def _begin(self, proof: Proof) -> asyncio.Task[Verdict]:
        task = self._verdicts.get(proof)
        if task is None:
            task = self._verdicts[proof] = asyncio.create_task(prove(proof, self._runner, owner=self))
            task.add_done_callback(lambda done: self._forget(proof, done))
        return task

    def _forget(self, proof: Proof, task: asyncio.Task[Verdict]) -> None:
        """What could not be run is tried again the next time."""
        if task.cancelled() or task.exception() is not None:
            del self._verdicts[proof]
