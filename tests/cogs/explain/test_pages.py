"""The reference site: made once of a demo and two cards, and read in Chromium from files, without a network."""

from __future__ import annotations

import asyncio
import json
import os
import re
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from bot.language import Languages
from cogs.explain import library
from cogs.explain.pages import SiteError, build
from cogs.explain.pages.stepper import stepper, steps
from demos.catalogue import Catalogue
from demos.narration import Narrator
from demos.recording import Job, Program
from demos.runner import Runner
from tests.chromium import ARGUMENTS, find
from tests.shared_runner import SharedRunner

HOSTILE = "</script><img src=x onerror=alert(1)> ``` {{ config }} \x1b[2J\u202e"


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    shared_runner: SharedRunner,
    catalogue: Catalogue,
    languages: Languages,
) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "kept.txt").touch()
    only, runner = ["orphan", "reparenting"], cast(Runner, shared_runner)
    asyncio.run(build(folder, library.load(), catalogue, list(languages), runner, only))
    return folder


def test_the_site_needs_nothing_but_its_files(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    card = (site / "zh-CN" / "cards" / "orphan.html").read_text()

    assert (site / "kept.txt").exists()
    assert {"en/demos/orphan.html", "zh-CN/cards/orphan.html"} <= {str(path.relative_to(site)) for path in pages}
    for path in pages:
        for address in re.findall(r'(?:href|src)="([^"#]+)', path.read_text()):
            if not address.startswith(("https://", "data:")):
                assert (path.parent / address).exists(), f"{path}: {address}"
    assert '<html lang="zh-Hans-CN"' in card
    assert f"<title>{library.load().get('orphan').text('zh-CN').title} - Forklore</title>" in card


def test_nothing_else_is_overwritten(
    tmp_path: Path, runner: Runner, catalogue: Catalogue, languages: Languages
) -> None:
    def make(folder: Path, only: list[str]) -> None:
        asyncio.run(build(folder, library.load(), catalogue, list(languages), runner, only))

    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "mine.txt").touch()

    with pytest.raises(SiteError, match="en is there"):
        make(tmp_path, ["orphan"])
    with pytest.raises(SiteError, match=r"no demo nothing$"):
        make(tmp_path / "new", ["orphan", "nothing"])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["en", "mine.txt"]


@pytest.mark.browser
def test_the_stepper_goes_through_the_recording(site: Path, languages: Languages) -> None:
    executable = find()
    if executable is None and "CI" not in os.environ:
        pytest.skip("no Chromium here; .ci/packages says how to install it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        for language in languages:
            page = browser.new_page(viewport={"width": 390, "height": 844})  # a phone's
            _goes_through((site / language.code / "demos" / "orphan.html").as_uri(), page)
        browser.close()


def _goes_through(address: str, page: Page) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else problems.append(request.url))
    page.goto(address)
    recorded = json.loads(page.locator(".stepper script").text_content() or "")["steps"]
    sentence, title = page.locator(".sentence"), page.locator(".stepper .title")

    expect(sentence).to_have_text(recorded[0]["sentence"])
    expect(page.locator("[data-go=back]")).to_be_disabled()
    page.locator("[data-go=next]").click()
    expect(title).to_have_text(recorded[1]["title"])
    page.keyboard.press("ArrowRight")
    expect(sentence).to_have_text(recorded[2]["sentence"])
    lines = set()
    for index, step in enumerate(recorded[2:], 2):
        expect(title).to_have_text(step["title"])
        marked = page.locator(".line.here .number").all_text_contents()
        assert marked == sorted(step["marks"], key=int), index
        lines.update(marked)
        page.keyboard.press("ArrowRight")
    assert len(lines) > 2
    expect(page.locator("[data-go=last]")).to_be_disabled()
    expect(page.locator(".written")).to_contain_text("1")
    page.locator("[data-go=first]").click()
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(recorded[0]["title"])
    assert page.locator("img.picture").evaluate("image => image.naturalWidth") > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert problems == []


async def test_whatever_a_program_writes_stays_text(runner: Runner, languages: Languages) -> None:
    recording = await runner.run(Job(Program("hostile.py", f"print({HOSTILE!r})  # {HOSTILE.split(chr(27))[0]}")))
    made = stepper(recording, languages.default)
    shown = steps(recording, languages.default)

    assert "\n" not in made
    assert "`" not in made.replace("&#96;", "")
    assert "<img" not in made
    assert made.count("<script") == made.count("</script>") == 1
    assert any("</script><img src=x onerror=alert(1)>" in row for row in shown["rows"])
    assert not any("\x1b" in row or "\u202e" in row for row in shown["rows"])
    narrator = Narrator("en")
    for step, event in zip(shown["steps"], recording.events, strict=True):
        assert step["sentence"].startswith(narrator.sentence(event))
