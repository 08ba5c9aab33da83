"""The buttons and menus of reference cards. The arguments of their actions are those of `cogs.explain`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import discord

from bot import limits
from bot.language import Language
from bot.render import demo as demos
from bot.ui.actions import Press, button, menus, view
from cogs.explain import render
from cogs.explain.card import Card
from cogs.explain.library import Library
from cogs.explain.search import Found
from demos.catalogue import Catalogue

MOST_CLAIMS = 2 * limits.SELECT_OPTIONS
"""Two menus leave room for the buttons."""


def card(
    found: Card, proven: Collection[str], library: Library, author: int, language: Language
) -> discord.ui.View:
    """Below a card: its claims that have a proof, the demo that shows it, what is related, all topics, delete."""
    claims = [claim for claim in found.text(language.code).claims if claim.id in proven]
    options = [render.claim_option(claim, library, language) for claim in claims[:MOST_CLAIMS]]
    items: list[discord.ui.Item[Any]] = []
    if options:
        prompt = language.text("explain-prove", count=len(claims))
        items += menus("prove", found.id, prompt=prompt, groups=[("", options)])
    if found.demo is not None:
        label = language.text("explain-demo", demo=found.demo)
        items.append(button("demo", found.demo, label=label, emoji="▶️", style=discord.ButtonStyle.primary))
    items += _cards((library.get(other) for other in found.see_also), author, language)
    items.append(button("cards", str(author), label=language.text("explain-all"), emoji="📚"))
    items.append(_delete(author, language))
    return view(items)


def proof(found: Card, claim: str, proven: Sequence[str], author: int, language: Language) -> discord.ui.View:
    """Below a proof: the next of the card's, the program, the card, delete."""
    here = str(author), found.id
    at = list(proven).index(claim) + 1
    items = [button("proof-source", found.id, claim, label=language.text("demo-show-source"), emoji="📄")]
    if len(proven) > 1:
        label = language.text("explain-next-proof", number=at % len(proven) + 1, count=len(proven))
        following = button(
            "prove-next",
            *here,
            proven[at % len(proven)],
            label=label,
            emoji="🧪",
            style=discord.ButtonStyle.primary,
        )
        items.insert(0, following)
    items.append(button("card", *here, label=found.text(language.code).title, emoji="📖"))
    items.append(_delete(author, language))
    return view(items)


def suggestions(cards: Iterable[Card], author: int, language: Language) -> discord.ui.View:
    """Below the answer to an unknown topic: the near ones, and all."""
    everything = button("cards", str(author), label=language.text("explain-all"), emoji="📚")
    return view([*_cards(cards, author, language), everything])


def found(hits: Found, library: Library, catalogue: Catalogue, author: int, language: Language) -> discord.ui.View:
    """Below what was found: a menu that opens one of the cards, a menu that runs one of the demos, all topics."""
    documents = [hit.document for hit in hits.hits or hits.near]
    cards = [render.option(library.get(document.id), language) for document in documents if document.kind == "card"]
    runs = [demos.option(catalogue.get(document.id), language) for document in documents if document.kind == "demo"]
    items: list[discord.ui.Item[Any]] = []
    if cards:  # Opened apart, so that the others can be opened too.
        items += menus("card", "", prompt=language.text("search-pick-card"), groups=[("", cards)])
    if runs:
        items += menus("demo", prompt=language.text("search-pick-demo"), groups=[("", runs)])
    items.append(button("cards", str(author), label=language.text("explain-all"), emoji="📚"))
    items.append(_delete(author, language))
    return view(items)


def listing(library: Library, author: int, language: Language) -> discord.ui.View:
    """Below the list of topics: menus with all of them, by chapter."""
    groups = [
        (chapter.title, [render.option(found, language) for found in chapter.cards])
        for chapter in library.chapters(language.code)
    ]
    prompt = language.text("explain-pick")
    return view([*menus("card", str(author), prompt=prompt, groups=groups), _delete(author, language)])


def _cards(cards: Iterable[Card], author: int, language: Language) -> list[Press]:
    return [button("card", str(author), found.id, label=found.text(language.code).title) for found in cards]


def _delete(author: int, language: Language) -> Press:
    return button("delete", str(author), label=language.text("ui-delete"), emoji="🗑️")
