"""What a newcomer does: start the practice server, open its page, type ``!demo orphan``, look, press Ctrl-C."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.chromium import ARGUMENTS, find
from tests.practice import practice

# The page enables the button around a picture when the picture is decoded.
PICTURE = "#channel-message-list .media-lightbox-trigger:enabled img"


@pytest.mark.browser
@pytest.mark.timeout(120)
def test_the_practice_page_shows_the_picture_of_the_orphan(tmp_path: Path) -> None:
    executable = find()
    if executable is None and "CI" not in os.environ:
        pytest.skip("no Chromium here; .ci/packages says how to install it")

    with practice(tmp_path) as server:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
            page = browser.new_page()
            failures: list[str] = []
            page.on("pageerror", lambda error: failures.append(str(error)))
            page.goto(server.address)
            composer = page.get_by_role("textbox", name="Message", exact=True)
            composer.fill("!demo orphan")
            expect(page.get_by_role("button", name="Send", exact=True)).to_be_enabled()
            composer.press("Enter")
            picture = page.locator(PICTURE)
            expect(picture).to_be_visible(timeout=60_000)
            assert picture.evaluate("image => image.naturalWidth") > 0
            expect(page.get_by_role("log")).to_contain_text("PID 3")
            browser.close()

        assert failures == []
        assert server.interrupt() == []
        assert server.process.returncode == 0
