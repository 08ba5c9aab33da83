"""A reference card, and the list of all of them, as messages. Pure: no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord

from bot import limits
from bot.language import Language
from bot.message import Reply
from bot.render.layout import NARROW
from bot.render.result import Story
from bot.render.safe import code, fenced, plain
from cogs.explain.card import Card
from cogs.explain.claims import Claim
from cogs.explain.library import Library
from cogs.explain.proof import Proof
from cogs.explain.prover import HOST, Tally, Verdict
from cogs.explain.search import Found
from cogs.explain.verdict import moment
from demos.moment import busiest_moment
from demos.recording import Recording

COLOUR = discord.Colour(0x6C4AB6)

EXCERPT = 160
"""Characters of a sentence that are shown of something found."""


def card(found: Card, library: Library, language: Language, tally: Tally | None = None) -> Reply:
    """The whole card: one embed, or two where one cannot hold it. `tally`: what is proven of it here."""
    text = found.text(language.code)
    embeds = [discord.Embed(title=text.title, colour=COLOUR, description="")]
    for section in _sections(found, library, language):
        whole = f"{embeds[-1].description}\n{section}".strip()
        if limits.length(whole) > limits.EMBED_DESCRIPTION:
            embeds.append(discord.Embed(colour=COLOUR, description=section))
        else:
            embeds[-1].description = whole
    if tally is not None:
        counts = {"proven": tally.proven, "claims": tally.claims}
        embeds[-1].set_footer(text=language.text("explain-proven", **counts, **HOST))
    return Reply(embeds=tuple(embeds))


def claim_option(claim: Claim, library: Library, language: Language) -> discord.SelectOption:
    """A claim as an option of a select menu."""
    if claim.section == "summary":  # it has no heading on the card
        heading = language.text("explain-summary")
    else:
        heading = library.heading(claim.section, language.code)
    return discord.SelectOption(
        label=limits.clip(_headline(claim), limits.OPTION_LABEL),
        value=claim.id,
        description=limits.clip(heading, limits.OPTION_DESCRIPTION),
    )


def proving(claim: Claim, language: Language) -> Reply:
    """What is shown until the claim is proven."""
    title = limits.clip(plain(_headline(claim)), limits.EMBED_TITLE)
    return Reply(embeds=(discord.Embed(title=title, description=language.text("explain-proving"), colour=COLOUR),))


def proof(claim: Claim, shown: Proof, recording: Recording, verdict: Verdict, language: Language) -> Story:
    """The run that proves the claim, and in how many other orders that holds."""
    if not verdict.holds:
        mark, key = "⚠️ ", "explain-proof-fails"
    elif verdict.outcomes:
        mark, key = "", "explain-proof-outcomes"
    else:
        mark, key = "", "explain-proof-orders" if verdict.orders > 1 else "explain-proof-holds"
    counts = {"orders": verdict.orders, "outcomes": verdict.outcomes}
    said = f"🧪 {language.text(key, **counts, **HOST)}"
    at = moment(shown.expect, recording)
    return Story(
        recording,
        language,
        limits.clip(plain(mark + _headline(claim)), limits.EMBED_TITLE),
        moment=busiest_moment(recording) if at is None else at,
        notice=f"✅ {claim.truth}\n{said}" if claim.truth else said,
    )


def _headline(claim: Claim) -> str:
    """The claim in one line without markup; crossed out where it is what people wrongly believe."""
    text = claim.text.replace("`", "").replace("**", "")
    return f"❌ {text}" if claim.truth else text


def _sections(found: Card, library: Library, language: Language) -> Iterator[str]:
    """What the card says, the most important first."""
    text = found.text(language.code)

    def section(name: str, lines: Iterable[str]) -> Iterator[str]:
        body = "\n".join(filter(None, lines))
        if body:
            yield f"### {library.heading(name, language.code)}\n{body}"

    if found.signature:
        lines = (_broken(line) for line in found.signature.splitlines())
        yield fenced("\n".join(lines), "c" if found.signature.endswith(";") else "python")
    yield text.summary
    yield from section("details", [text.details])
    yield from section("parameters", [f"- `{item.name}`: {item.text}" for item in text.parameters])
    yield from section("returns", [text.returns])
    yield from section("errors", [f"- `{item.name}`: {item.text}" for item in text.errors])
    yield from section(
        "misconceptions", [f"❌ *{wrong.belief}*\n✅ {wrong.truth}" for wrong in text.misconceptions]
    )
    yield from section("pitfalls", [f"- {pitfall}" for pitfall in text.pitfalls])
    outputs = [fenced(output.rstrip("\n")) for output in text.example.outputs]
    yield from section("example", [fenced(text.example.code.rstrip("\n"), "python"), *_outputs(outputs, language)])
    yield from section("portability", [text.portability])
    if text.sources:
        yield "\n" + " · ".join(f"[{source.label}]({source.url})" for source in text.sources)


def _broken(line: str) -> str:
    """A line of a signature, broken before its result when it is too long for a phone."""
    return line if len(line) <= NARROW else line.replace(") -> ", ")\n    -> ")


def _outputs(blocks: list[str], language: Language) -> Iterator[str]:
    if blocks:
        yield language.text("explain-output", count=len(blocks))
        yield from blocks


def listing(library: Library, language: Language, prefix: str) -> Reply:
    """All cards by chapter."""
    parts = [language.text("explain-list-intro", prefix=prefix)]
    for chapter in library.chapters(language.code):
        titles = (found.text(language.code).title for found in chapter.cards)
        parts += [f"### {chapter.title}", " · ".join(titles)]
    embed = discord.Embed(title=language.text("explain-list-title"), description="\n".join(parts), colour=COLOUR)
    return Reply(embeds=(embed,))


def found(words: str, hits: Found, language: Language) -> Reply:
    """What was found for those words, or what comes near to them."""
    key = "search-found" if hits.hits else "search-near" if hits.near else "search-none"
    lines = [language.text(key, words=code(words))]
    for hit in hits.hits or hits.near:
        mark = {"card": "📖", "demo": "▶️"}[hit.document.kind]
        excerpt = hit.excerpt.replace("`", "").replace("**", "")
        lines.append(
            f"{mark} **{plain(hit.document.title(language.code))}**\n{plain(limits.clip(excerpt, EXCERPT))}"
        )
    embed = discord.Embed(title=language.text("search-title"), description="\n".join(lines), colour=COLOUR)
    return Reply(embeds=(embed,))


def option(found: Card, language: Language) -> discord.SelectOption:
    """The card as an option of a select menu."""
    text = found.text(language.code)
    summary = text.summary.replace("`", "").replace("**", "")
    return discord.SelectOption(
        label=limits.clip(text.title, limits.OPTION_LABEL),
        value=found.id,
        description=limits.clip(summary, limits.OPTION_DESCRIPTION),
    )
