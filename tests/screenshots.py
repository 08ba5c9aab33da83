"""Takes the README's pictures of the real practice page: ``python -m tests.screenshots``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.chromium import ARGUMENTS, find
from tests.practice import practice
from tests.repository import ROOT

PICTURES = {"en_US.UTF-8": "practice.png", "zh_CN.UTF-8": "practice.zh-CN.png"}
SIZE: ViewportSize = {"width": 600, "height": 1780}


def take(locale: str, file: Path) -> None:
    """The page, in the language of the locale, after ``!demo orphan``."""
    executable = find()  # Playwright does not run twice at once.
    folder = tempfile.TemporaryDirectory()
    with folder, practice(Path(folder.name), locale) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        page = browser.new_page(viewport=SIZE)
        page.goto(server.address)
        page.get_by_role("textbox", name="Message", exact=True).fill("!demo orphan")
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator("#channel-message-list .media-lightbox-trigger:enabled img").wait_for()
        page.locator("#preview-app").screenshot(path=file)
        browser.close()
        server.interrupt()


if __name__ == "__main__":
    for locale, name in PICTURES.items():
        take(locale, ROOT / "docs" / name)
