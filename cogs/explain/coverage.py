"""Whether claims and proofs fit: each claim has a proof, or its card says why not; each proof proves a claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from cogs.explain.card import BASE, Card
from cogs.explain.proof import Proof, Proofs
from cogs.explain.reading import CardError

LINES = 25
"""Of a program at most: it is stepped through line by line."""

VERSIONS = [(3, minor) for minor in range(8, 30)]
"""Of Python: those that a proof may be about."""


def unmarked(cards: Iterable[Card], proofs: Proofs) -> list[str]:
    """The topics none of whose claims has a proof."""
    return [card.id for card in cards if card.id not in proofs.topics]


def uncovered(cards: Mapping[str, Card], proofs: Proofs) -> Iterator[CardError]:
    """What has no proof, and what proves nothing that is claimed."""
    for topic in proofs.topics:
        claims = {claim.id for claim in cards[topic].texts[BASE].claims} if topic in cards else set()
        for proof in proofs.all(topic):
            for claim in proof.claims:
                yield from _for_claim(proof, claim, claims, cards.get(topic))
            if (lines := len(proof.source.splitlines())) > LINES:
                yield CardError(proof.path, proof.program_line, f"it has {lines} lines; {LINES} can be watched")
        yield from _overlaps(proofs.all(topic))
        if topic in cards:
            yield from _complete(cards[topic], {claim for proof in proofs.all(topic) for claim in proof.claims})


def _for_claim(proof: Proof, claim: str, claims: Collection[str], card: Card | None) -> Iterator[CardError]:
    if card is None:
        yield CardError(proof.path, proof.line, f"there is no card {proof.topic!r}")
    elif claim not in claims:
        yield CardError(proof.path, proof.line, f"the card claims no {{#{claim}}}")
    elif claim in card.unproven:
        yield CardError(proof.path, proof.line, f"the card says why {{#{claim}}} has no proof, but here is one")


def _overlaps(proofs: Iterable[Proof]) -> Iterator[CardError]:
    first: dict[tuple[str, tuple[int, int]], Proof] = {}
    for proof in proofs:
        for claim in proof.claims:
            others = {first.setdefault((claim, version), proof) for version in VERSIONS if proof.applies(version)}
            for other in others - {proof}:
                message = f"line {other.line} proves {{#{claim}}} on the same versions of Python"
                yield CardError(proof.path, proof.line, message)


def _complete(card: Card, proven: Collection[str]) -> Iterator[CardError]:
    """Each claim has a proof, or the card says why not; and whatever can be a claim is one."""
    for text in card.texts.values():
        marked = {claim.line for claim in text.claims}
        for claim in text.claims:
            if text.language == BASE and claim.id not in proven and claim.id not in card.unproven:
                yield CardError(text.path, claim.line, f"{{#{claim.id}}} has no proof, nor a reason in unproven")
        for what, line in text.entries:
            if line not in marked:
                yield CardError(
                    text.path, line, f"this entry of {what} claims nothing: mark a sentence of it {{#id}}"
                )
        sections = {claim.section for claim in text.claims}
        for section in ("details", "returns"):
            if section in text.lines and section not in sections:
                yield CardError(
                    text.path, text.lines[section], f"{section} claims nothing: mark a sentence {{#id}}"
                )
