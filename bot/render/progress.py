"""What somebody has predicted over time, and the board of a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.language import Language
from bot.message import Reply

COLOUR = discord.Colour(0x2E86C1)

BAR = 5
MOST_PLACES = 25
_MEDALS = ("🥇", "🥈", "🥉")


def progress(
    counts: Mapping[str, int], concepts: Sequence[tuple[str, int, int]], latest: Sequence[str], language: Language
) -> Reply:
    """`counts` are those of `cogs.progress.rules.Summary`; `concepts` are names, right and judged predictions.

    `latest` are lines about single predictions.
    """
    say = language.text
    lines = [say("progress-judged", judged=counts["judged"], right=counts["right"])]
    if counts["open"]:
        lines.append(say("progress-open", count=counts["open"]))
    lines.append(say("progress-streak", count=counts["streak"], best=counts["best"]))
    lines.append(say("progress-days", count=counts["days"]))
    if concepts:
        lines.append(f"\n**{say('progress-concepts')}**")
        lines += [f"{_bar(right, judged)} {name} · {right}/{judged}" for name, right, judged in concepts]
    if latest:
        lines += [f"\n**{say('progress-latest')}**", *latest]
    return Reply(embeds=(discord.Embed(title=say("progress-title"), description="\n".join(lines), colour=COLOUR),))


def board(places: Sequence[tuple[int, int, int]], language: Language, prefix: str) -> Reply:
    """`places` are users, their right and judged predictions, the best first."""
    say = language.text
    lines = []
    for index, (user, right, judged) in enumerate(places[:MOST_PLACES]):
        medal = _MEDALS[index] if index < len(_MEDALS) and right else f"**{index + 1}**"
        lines.append(say("board-line", place=medal, user=f"<@{user}>", right=right, judged=judged))
    lines += ["", say("board-how", prefix=prefix)] if lines else [say("board-empty", prefix=prefix)]
    return Reply(embeds=(discord.Embed(title=say("board-title"), description="\n".join(lines), colour=COLOUR),))


def _bar(right: int, judged: int) -> str:
    cells = round(BAR * right / judged) if judged else 0
    return "▰" * cells + "▱" * (BAR - cells)
