"""The reference cards: ``python -m cogs.explain check | claims TOPIC | prove [TOPIC [CLAIM]] | site FOLDER``.

``check`` prints file and line of each mistake in the cards and their proofs. ``claims`` lists what a card claims,
and how that is proven. ``prove`` runs proofs on the real engine. ``site`` makes the reference site of all cards and
demos. Each exits 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.language import Languages
from cogs.explain.card import BASE, Card
from cogs.explain.check import check
from cogs.explain.coverage import unmarked
from cogs.explain.library import CARDS, UnknownCard, load
from cogs.explain.pages import SiteError, build
from cogs.explain.proof import PROOFS, Proof, load_proofs, read_proofs
from cogs.explain.prover import Verdict, prove
from cogs.explain.reading import CardError
from demos import catalogue
from demos.narration import Narrator
from demos.runner import RunError, Runner


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m cogs.explain", description="The reference cards.")
    commands = parser.add_subparsers(required=True)
    checking = commands.add_parser("check", help="print what is wrong with the cards, with file and line")
    checking.add_argument("root", nargs="?", type=Path, default=CARDS, help="another folder of cards")
    checking.set_defaults(command=_check)
    claiming = commands.add_parser("claims", help="list what a card claims, and how that is proven")
    claiming.add_argument("topic")
    claiming.set_defaults(command=_claims)
    proving = commands.add_parser("prove", help="run the proofs of all cards, of one, or of one of its claims")
    proving.add_argument("topic", nargs="?")
    proving.add_argument("claim", nargs="?")
    proving.add_argument("-v", "--verbose", action="store_true", help="print the events of those that fail")
    proving.set_defaults(command=_prove)
    making = commands.add_parser("site", help="make the reference site of all cards and demos")
    making.add_argument("folder", type=Path)
    making.add_argument("--language", action="append", help="a language to make (zh-CN); without it, all")
    making.add_argument("--only", action="append", help="a card or a demo to take; without it, all")
    making.set_defaults(command=_site)
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options))
    except (CardError, RunError, SiteError) as error:
        print(error, file=sys.stderr)  # noqa: T201
    except UnknownCard as error:
        print(f"there is no card {error}", file=sys.stderr)  # noqa: T201
    return 1


def _check(options: argparse.Namespace) -> int:
    proofs = options.root.with_name(PROOFS.name)
    errors = check(options.root, {demo.name for demo in catalogue.load()}, proofs)
    sys.stdout.writelines(f"{error}\n" for error in errors)
    if not errors and options.root == CARDS:
        left = unmarked(load(), load_proofs())
        sys.stdout.write(f"claims are not marked yet in {len(left)} topics: {', '.join(left)}\n" if left else "")
    return 1 if errors else 0


def _claims(options: argparse.Namespace) -> int:
    card = load().get(options.topic)
    sys.stdout.writelines(f"{line}\n" for line in _listed(card))
    return 0


def _listed(card: Card) -> Iterator[str]:
    proven = {claim: proof for proof in load_proofs().all(card.id) for claim in proof.claims}
    for claim in card.text(BASE).claims:
        if claim.id in proven:
            how = f"proven in line {proven[claim.id].line}"
        else:
            how = f"not proven: {card.unproven.get(claim.id, 'no reason is given')}"
        yield f"{claim.id} ({claim.section}; {how})"
        for text in card.texts.values():
            yield from (f"    {other.text}" for other in text.claims if other.id == claim.id)


def _prove(options: argparse.Namespace) -> int:
    proofs, errors = read_proofs(PROOFS)
    wrong = [error for error in errors if options.topic in (None, error.path.stem)]
    sys.stdout.writelines(f"{error}\n" for error in wrong)
    chosen = [
        proof
        for proof in (proofs.all(options.topic) if options.topic else proofs)
        if proof.applies() and options.claim in (None, *proof.claims)
    ]
    failed = asyncio.run(_run(chosen, verbose=options.verbose))
    print(f"{len(chosen) - failed} of {len(chosen)} proofs hold")  # noqa: T201
    return 1 if failed or wrong or not chosen else 0


async def _run(proofs: Sequence[Proof], *, verbose: bool) -> int:
    """How many of them do not hold; each is printed as soon as it and those before it are known."""
    async with Runner() as runner:

        async def one(proof: Proof) -> Verdict:
            async with at_once:
                try:
                    return await prove(proof, runner)
                except RunError as error:
                    return Verdict((str(error),))

        at_once = asyncio.Semaphore(8)
        running = [asyncio.create_task(one(proof)) for proof in proofs]
        failed = 0
        for proof, task in zip(proofs, running, strict=True):
            verdict = await task
            sys.stdout.write(f"{'ok' if verdict.holds else 'NO'}  {proof.topic}: {', '.join(proof.claims)}\n")
            if verdict.holds:
                continue
            failed += 1
            sys.stdout.writelines(f"    {proof.path}:{proof.line}: {problem}\n" for problem in verdict.problems)
            if verbose:
                recording, say = await runner.run(proof.job), Narrator(BASE)
                for event in recording.events:
                    sys.stdout.write(f"    {event}\n        {say.sentence(event)}\n")
        return failed


def _site(options: argparse.Namespace) -> int:
    known = Languages()
    chosen = [known.find(code) for code in options.language] if options.language else list(known)
    languages = [language for language in chosen if language]
    if len(languages) != len(chosen):
        raise SiteError(f"there is only {', '.join(language.code for language in known)}")

    async def make() -> int:
        async with Runner() as runner:
            return await build(options.folder, load(), catalogue.load(), languages, runner, options.only)

    pages = asyncio.run(make())
    print(f"{pages} pages: open {options.folder / 'index.html'}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
