"""Pieces of a page as HTML. Every piece is one line, so that nothing in it can be taken for Markdown again."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from markdown_it import MarkdownIt

from demos.printable import printable

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def one_line(html: str) -> str:
    """The same HTML without line breaks, which would end a block of HTML in Markdown."""
    return html.replace("\n", "&#10;")


def words(markdown: str) -> str:
    """The text of a card or a demo; HTML in it is shown, not used."""
    return one_line(f'<div class="words">{_MARKDOWN.render(markdown)}</div>')


def inline(markdown: str) -> str:
    """The same for text within a line."""
    return one_line(_MARKDOWN.renderInline(markdown))


def text(content: str) -> str:
    """Whatever a program may have written, as text and nothing else."""
    return one_line(escape(printable(content).expandtabs(4)).replace("`", "&#96;"))


def block(content: str) -> str:
    """The same as a block of its own."""
    return f"<pre><code>{text(content)}</code></pre>"


def data(value: Any) -> str:
    """JSON within a page: no character in it has a meaning in HTML or in Markdown."""
    encoded = json.dumps(value, separators=(",", ":"))
    for char in "<>&`":
        encoded = encoded.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/json">{encoded}</script>'


def link(address: str, label: str) -> str:
    """A link; the label is plain text."""
    return f'<a href="{escape(address)}">{escape(label)}</a>'
