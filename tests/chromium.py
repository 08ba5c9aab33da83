"""The Chromium of browser tests and screenshots. ``python -m tests.chromium`` prints its path, or exits with 1."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Root cannot have Chromium's own sandbox. The rest keeps it from calling home."""


def find() -> str | None:
    """The path of the system's Chromium, else of the one that Playwright installed.

    None when there is neither, or when Playwright cannot start: its driver needs libatomic, which may be missing.
    """
    try:
        with sync_playwright() as playwright:
            own = playwright.chromium.executable_path
    except Exception:  # Playwright raises nothing narrower.
        return None
    for path in filter(None, map(shutil.which, NAMES)):
        if not is_snap(path):
            return path
    return own if Path(own).exists() else None


def is_snap(path: str) -> bool:
    """Whether it is Ubuntu's: a snap, which cannot read the profile that Playwright makes in /tmp."""
    with Path(path).open("rb") as file:
        return path.startswith("/snap/") or b"/snap/" in file.read(4096)


if __name__ == "__main__":
    executable = find()
    if executable is None:
        sys.exit(1)
    sys.stdout.write(executable + "\n")
