"""The words of the pictures: their own labels, and the sentences that terminal and chat use too."""

from __future__ import annotations

import functools

from demos.language import DEFAULT, LOCALES, Texts, best_language
from demos.narration import Narrator
from demos.picture.font import Font


class Labels:
    """Labels in the language that fits best; in English where the font cannot show that one."""

    def __init__(self, language: str, font: Font) -> None:
        self.language = _drawable(best_language(language), font)
        self._texts = Texts("picture", self.language)
        self.narrator = Narrator(self.language)

    def __call__(self, key: str, **values: str | int | float) -> str:
        """The label ``picture-KEY``."""
        return self._texts.text(f"picture-{key}", **values)


def _drawable(language: str, font: Font) -> str:
    files = [LOCALES / language / f"{name}.ftl" for name in ("picture", "events")]
    texts = "".join(file.read_text() for file in files if file.exists())  # English stands in for what is not there
    return language if font.covers(texts) else DEFAULT


@functools.cache
def labels(language: str, font: Font) -> Labels:
    """The labels, read once for each language."""
    return Labels(language, font)


def duration(seconds: float, label: Labels, digits: int = 3) -> str:
    """To so many digits, in seconds or, below a tenth of one, in milliseconds."""
    if _rounded(seconds, digits) < 0.1:
        return label("milliseconds", milliseconds=f"{_rounded(seconds * 1000, digits):g}")
    return label("seconds", seconds=f"{_rounded(seconds, digits):g}" if seconds < 1000 else f"{seconds:.0f}")


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")
