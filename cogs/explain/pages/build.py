"""Runs the demos, writes the pages, and has MkDocs make a site of them."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path

import yaml

from bot.language import Language
from cogs.explain.card import Card
from cogs.explain.library import Library
from cogs.explain.pages.html import link
from cogs.explain.pages.text import Pages
from demos.catalogue import Catalogue, Demo
from demos.picture import png, timeline_svg
from demos.recording import Recording
from demos.runner import Runner

ASSETS = Path(__file__).with_name("assets")
THEME = Path(__file__).with_name("theme")
SCRIPT = "stepper.js"

UNUSED = shutil.ignore_patterns("404.html", "sitemap.xml*")
"""What MkDocs makes for a server only: its addresses begin at the root of one."""


class SiteError(Exception):
    """The site cannot be made; the message says why, and what to do."""


async def build(
    folder: Path,
    library: Library,
    catalogue: Catalogue,
    languages: Sequence[Language],
    runner: Runner,
    only: Iterable[str] | None = None,
) -> int:
    """Make the site in that folder, one tree for each language, and return how many pages it has.

    `only`: the names of demos and ids of cards to take, instead of all. The trees of an earlier site are replaced,
    and nothing else in the folder is touched. The same sources give the same site, byte for byte.

    Raises:
        SiteError: MkDocs is missing or refused, the folder holds something else, or `only` names what is not there.
        RunError: a demo could not be run.
    """
    if find_spec("mkdocs") is None:
        raise SiteError("MkDocs is missing: python -m pip install --editable '.[site]'")
    for tree in (folder / language.code for language in languages):
        if tree.exists() and not (tree / "assets" / SCRIPT).exists():
            raise SiteError(f"{tree} is there and is no reference site: choose another folder, or remove it")
    wanted = None if only is None else set(only)
    cards = [card for card in library if wanted is None or card.id in wanted]
    demos = [demo for demo in catalogue if wanted is None or demo.name in wanted]
    if unknown := (wanted or set()) - {card.id for card in cards} - {demo.name for demo in demos}:
        raise SiteError(f"there is no card and no demo {', '.join(sorted(unknown))}")
    recordings = await asyncio.gather(*(runner.run(demo.job()) for demo in demos))
    recorded = list(zip(demos, recordings, strict=True))
    with tempfile.TemporaryDirectory() as place:
        for language in languages:
            pages = Pages(library, catalogue, cards, demos, language)
            work = Path(place, language.code)
            await asyncio.to_thread(_write, work / "docs", pages, cards, recorded, language, languages)
            await _generate(work, language)
            shutil.rmtree(folder / language.code, ignore_errors=True)
            shutil.copytree(work / "site", folder / language.code, ignore=UNUSED)
    (folder / "index.html").write_text(_entrance(languages), encoding="utf-8")
    return len(languages) * (len(cards) + len(demos) + 3) + 1


def _write(
    docs: Path,
    pages: Pages,
    cards: Sequence[Card],
    recorded: Sequence[tuple[Demo, Recording]],
    language: Language,
    languages: Sequence[Language],
) -> None:
    """All pages of one language, as Markdown, with their pictures."""
    shutil.copytree(ASSETS, docs / "assets")
    texts = {"index": pages.home(), "cards/index": pages.cards(), "demos/index": pages.demos()}
    texts |= {f"cards/{card.id}": pages.card(card) for card in cards}
    texts |= {f"demos/{demo.name}": pages.demo(demo, recording) for demo, recording in recorded}
    for name, text in texts.items():
        path = docs / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * (name.count("/") + 1)
        others = [
            link(f"{up}{other.code}/{name}.html", other.text("language-name"))
            for other in languages
            if other is not language
        ]
        heading, gap, rest = text.partition("\n\n")  # MkDocs takes the title from a heading only if it is the first
        switch = f'{gap}<p class="languages">{" · ".join(others)}</p>' if others else ""
        path.write_text(heading + switch + gap + rest, encoding="utf-8")
    for demo, recording in recorded:
        (docs / "demos" / f"{demo.name}.png").write_bytes(png(timeline_svg(recording, language.code)))


async def _generate(work: Path, language: Language) -> None:
    """Have MkDocs make ``work/site`` of ``work/docs``, in a process of its own."""
    say = language.text
    settings = {
        "site_name": say("pages-title"),
        "site_description": say("pages-description"),
        # Nothing that a file:// address or a machine without a network could not do: no CDN, no search worker.
        "theme": {
            "name": "mkdocs",
            "custom_dir": str(THEME),
            "locale": language.code.replace("-", "_"),
            "highlightjs": False,
        },
        "plugins": [],
        "use_directory_urls": False,
        "nav": [
            {say("pages-home"): "index.md"},
            {say("pages-cards"): "cards/index.md"},
            {say("pages-demos"): "demos/index.md"},
        ],
        "not_in_nav": "/cards/\n/demos/",
        "extra_css": ["assets/pages.css"],
        "extra_javascript": [f"assets/{SCRIPT}"],
    }
    config = work / "mkdocs.yml"
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)),
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},  # it writes the date into the first page
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise SiteError(f"MkDocs refused:\n{said.decode(errors='replace')}")


def _entrance(languages: Sequence[Language]) -> str:
    """The page that leads to each language."""
    links = "".join(
        f"<li>{link(f'{language.code}/index.html', language.text('language-name'))}</li>" for language in languages
    )
    title = escape(languages[0].text("pages-title"))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title></head><body><h1>{title}</h1><ul>{links}</ul></body></html>\n"
    )
