"""Whatever is thrown at it, what comes out is short enough for Discord."""

from __future__ import annotations

import copy

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.limits import clip, clip_lines, fit, length
from bot.message import Attachment, Reply

pytestmark = pytest.mark.core

TEXTS = st.text(st.sampled_from("a 😀\n界\u0301`"), max_size=50).flatmap(
    lambda text: st.integers(0, 300).map(lambda times: text * times)
)
FIELDS = st.tuples(TEXTS, TEXTS, st.booleans())


@st.composite
def embeds(draw: st.DrawFn) -> discord.Embed:
    embed = discord.Embed(title=draw(st.none() | TEXTS), description=draw(st.none() | TEXTS))
    if footer := draw(TEXTS):
        embed.set_footer(text=footer)
    if author := draw(TEXTS):
        embed.set_author(name=author)
    for name, value, inline in draw(st.lists(FIELDS, max_size=30)):
        embed.add_field(name=name, value=value, inline=inline)
    return embed


def size(embed: discord.Embed) -> int:
    """The length of everything that Discord counts in an embed."""
    parts = [embed.title, embed.description, embed.footer.text, embed.author.name]
    parts += [text for field in embed.fields for text in (field.name, field.value)]
    return sum(length(part) for part in parts if part)


@given(TEXTS, st.integers(1, 500))
def test_clipped_text_fits_and_begins_as_before(text: str, limit: int) -> None:
    clipped = clip(text, limit)

    assert length(clipped) <= limit
    if length(text) <= limit:
        assert clipped == text
    else:
        assert clipped.endswith("…")
        assert text.startswith(clipped.removesuffix("…"))


@given(st.lists(TEXTS.map(lambda text: text.replace("\n", "")), max_size=20), st.integers(1, 500))
def test_clipped_lines_are_whole(lines: list[str], limit: int) -> None:
    clipped = clip_lines(lines, limit)

    assert length(clipped) <= limit
    if clipped != "\n".join(lines) and "\n" in clipped:
        *kept, last = clipped.split("\n")
        assert last == "…"
        assert kept == lines[: len(kept)]


def test_astral_characters_count_twice_and_are_not_split() -> None:
    assert length("a😀") == 3
    assert clip("😀😀😀", 4) == "😀…"


@given(st.builds(Reply, content=TEXTS, embeds=st.lists(embeds(), max_size=12).map(tuple)))
def test_a_fitted_reply_is_accepted_by_discord(reply: Reply) -> None:
    before = copy.deepcopy([embed.to_dict() for embed in reply.embeds])
    fitted = fit(reply)

    assert length(fitted.content) <= limits.CONTENT
    assert len(fitted.embeds) <= limits.EMBEDS
    assert sum(map(size, fitted.embeds)) <= limits.EMBEDS_TOTAL
    for embed in fitted.embeds:
        assert length(embed.title or "") <= limits.EMBED_TITLE
        assert length(embed.description or "") <= limits.EMBED_DESCRIPTION
        assert length(embed.footer.text or "") <= limits.EMBED_FOOTER
        assert length(embed.author.name or "") <= limits.EMBED_AUTHOR
        assert len(embed.fields) <= limits.EMBED_FIELDS
        for field in embed.fields:
            assert 1 <= length(field.name or "") <= limits.EMBED_FIELD_NAME
            assert 1 <= length(field.value or "") <= limits.EMBED_FIELD_VALUE
    assert [embed.to_dict() for embed in reply.embeds] == before, "the embeds handed in are not changed"


def test_a_reply_that_fits_is_left_as_it_is() -> None:
    embed = discord.Embed(title="t", description="d", colour=1, url="https://example.invalid")
    embed.add_field(name="n", value="v", inline=False).set_footer(text="f").set_image(url="attachment://p.png")
    reply = Reply(content="c", embeds=(embed,), files=(Attachment("p.png", b""),))

    assert fit(reply).embeds[0].to_dict() == embed.to_dict()
    assert fit(reply).files == reply.files


def test_too_many_files_are_left_out() -> None:
    files = tuple(Attachment(f"{number}.txt", b"") for number in range(12))

    assert fit(Reply(files=files)).files == files[:10]
