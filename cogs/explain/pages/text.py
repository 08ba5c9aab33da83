"""The pages as Markdown: headings, and under them HTML that `cogs.explain.pages.html` made safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.language import Language
from bot.render import output
from cogs.explain.card import Card
from cogs.explain.library import Library
from cogs.explain.pages.html import block, inline, link, text, words
from cogs.explain.pages.stepper import stepper
from demos.catalogue import Catalogue, Demo
from demos.narration import Narrator
from demos.output import lines
from demos.recording import Recording


class Pages:
    """Writes the pages of one language. Links go only to the cards and demos that are in the site."""

    def __init__(
        self,
        library: Library,
        catalogue: Catalogue,
        cards: Sequence[Card],
        demos: Sequence[Demo],
        language: Language,
    ) -> None:
        self._library, self._catalogue, self._language = library, catalogue, language
        self._cards = {card.id: card for card in cards}
        self._demos = {demo.name: demo for demo in demos}

    def home(self) -> str:
        """The first page."""
        say = self._language.text
        return _page(
            f"# {say('pages-title')}",
            words(say("pages-description")),
            words(say("pages-intro")),
            _links([("cards/index.html", say("pages-cards")), ("demos/index.html", say("pages-demos"))]),
        )

    def cards(self) -> str:
        """The list of the cards, by chapter."""
        code = self._language.code
        parts = [f"# {self._language.text('pages-cards')}"]
        for chapter in self._library.chapters(code):
            chosen = [self._card_link(card.id) for card in chapter.cards if card.id in self._cards]
            parts += [f"## {text(chapter.title)}", _links(chosen)] if chosen else []
        return _page(*parts)

    def demos(self) -> str:
        """The list of the demos, by topic."""
        code = self._language.code
        parts = [f"# {self._language.text('pages-demos')}"]
        for topic in self._catalogue.topics:
            chosen = [
                (f"{demo.name}.html", demo.text(code).title) for demo in topic.demos if demo.name in self._demos
            ]
            parts += [f"## {text(topic.title(code))}", _links(chosen)] if chosen else []
        return _page(*parts)

    def demo(self, demo: Demo, recording: Recording) -> str:
        """A demo, with what was recorded of it."""
        say, said = self._language.text, demo.text(self._language.code)
        narrator = Narrator(self._language.code)
        written = lines(recording.events)
        ending = narrator.ending(recording.ending, recording.bound, deadlocked=bool(recording.deadlock))
        legend = output.legend(written, self._language)
        related = [(f"../cards/{href}", title) for href, title in self._card_links([demo.card])]
        return _page(
            f"# {text(said.title)}",
            words(said.summary),
            f"## {say('pages-misconception')}",
            words(f"✗ *{said.misconception}*"),
            f"## {say('pages-notice')}",
            words(said.notice),
            f"## {say('pages-steps')}",
            f"<p>{text(say('pages-keys'))}</p>",
            stepper(recording, self._language),
            f"## {say('pages-picture')}",
            f'<p><img class="picture" src="{demo.name}.png" alt="{text(said.title)}"></p>',
            f"## {say('pages-program')}",
            block(demo.source),
            f"## {say('pages-output')}",
            block("\n".join(output.rows(written, self._language))) if written else words(say("pages-no-output")),
            words(legend) if legend else "",
            *(f"<p>{text(sentence)}</p>" for sentence in [ending, *narrator.deadlock(recording.deadlock)]),
            *([f"## {say('pages-card')}", _links(related)] if related else []),
        )

    def card(self, card: Card) -> str:
        """A reference card."""
        return _page(*self._card(card))

    def _card(self, card: Card) -> Iterator[str]:
        said, say = card.text(self._language.code), self._language.text
        yield f"# {text(said.title)}"
        if card.signature:
            yield block(card.signature)
        yield words(said.summary)
        yield from self._section("details", words, filter(None, [said.details]))
        for name, items in (("parameters", said.parameters), ("errors", said.errors)):
            yield from self._section(name, _items, [[f"`{item.name}`: {item.text}" for item in items]])
            if name == "parameters":
                yield from self._section("returns", words, filter(None, [said.returns]))
        wrong = [f"✗ *{item.belief}*\n\n✓ {item.truth}" for item in said.misconceptions]
        yield from self._section("misconceptions", words, wrong)
        yield from self._section("pitfalls", _items, [said.pitfalls])
        yield from self._section("example", block, [said.example.code, *said.example.outputs])
        yield from self._section("portability", words, filter(None, [said.portability]))
        demo = self._demos.get(card.demo or "")
        if demo:
            yield f"## {say('pages-demo')}"
            yield _links([(f"../demos/{demo.name}.html", demo.text(self._language.code).title)])
        if related := self._card_links(card.see_also):
            yield f"## {say('pages-see-also')}"
            yield _links(related)
        if said.sources:
            yield f"## {say('pages-sources')}"
            yield _links([(source.url, source.label) for source in said.sources])

    def _section(self, name: str, show: Callable[..., str], contents: Iterable[object]) -> Iterator[str]:
        if parts := [show(content) for content in contents if content]:
            yield f"## {self._library.heading(name, self._language.code)}"
            yield from parts

    def _card_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        return [self._card_link(card_id) for card_id in ids if card_id in self._cards]

    def _card_link(self, card_id: str) -> tuple[str, str]:
        return f"{card_id}.html", self._cards[card_id].text(self._language.code).title


def _page(*parts: str) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"


def _items(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{inline(item)}</li>' for item in items)}</ul>"


def _links(links: Iterable[tuple[str, str]]) -> str:
    return f"<ul>{''.join(f'<li>{link(*each)}</li>' for each in links)}</ul>"
