"""A cog that misbehaves in each way that the bot must be able to answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import discord
from discord.ext import commands

from bot.client import Forklore
from bot.command import command
from bot.context import Context
from bot.errors import UserError
from bot.language import FOLDER
from bot.message import Attachment, Reply
from bot.store import StoreError
from demos.runner import IsolationUnavailable, LanguageUnavailable, QueueFull, RunnerClosed, WorkerFailed

RAISES: dict[str, Exception] = {
    "user": UserError("error-busy"),
    "bug": ZeroDivisionError("a secret of the host"),
    "isolation": IsolationUnavailable("unshare: EPERM"),
    "language": LanguageUnavailable("no program in c can be run here"),
    "queue": QueueFull("256 jobs wait already"),
    "worker": WorkerFailed("the worker died"),
    "closed": RunnerClosed("the runner was closed"),
    "store": StoreError("database is locked"),
    "owner": commands.NotOwner(),
    "private": commands.NoPrivateMessage(),
    "mine": commands.BotMissingPermissions(["embed_links", "attach_files", "kick_members"]),
    "yours": commands.MissingPermissions(["manage_messages"]),
    "quote": commands.ExpectedClosingQuoteError('"'),
}


class Mischief(commands.Cog):
    """Answers slowly, hugely, not at all."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        """`slow` answers when it is set."""
        self.started = 0
        self.cancelled = 0
        self.waiting = asyncio.Event()
        """Set when `slow` waits for its gate."""

    @command("fail")
    async def fail(self, context: Context, kind: str) -> None:
        raise RAISES[kind]

    @command("echo")
    async def echo(self, context: Context, *, what: str = "nothing") -> None:
        await context.show(Reply(content=what))

    @command("slow")
    async def slow(self, context: Context, *, what: str) -> None:
        self.started += 1
        try:
            await context.show(Reply(content=f"working on {what}"))
            self.waiting.set()
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        await context.show(Reply(content=what))

    @command("rich")
    async def rich(self, context: Context) -> None:
        embed = discord.Embed(title="A title", description="A description")
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="Press", url="https://discord.com"))
        await context.show(
            Reply(content="hello", embeds=(embed,), files=(Attachment("a.txt", b"1234"),), view=view)
        )

    @command("huge")
    async def huge(self, context: Context) -> None:
        embed = discord.Embed(title="t" * 300, description="d" * 5000)
        for number in range(30):
            embed.add_field(name=f"{number} " * 200, value="v" * 2000)
        await context.show(Reply(content="c" * 3000, embeds=(embed,) * 12))

    @command("add")
    async def add(self, context: Context, first: int, second: int) -> None:
        await context.show(Reply(content=str(first + second)))

    @command("rare")
    @commands.cooldown(1, 60, commands.BucketType.user)
    async def rare(self, context: Context) -> None:
        await context.show(Reply(content="once a minute"))

    @command("button")
    async def button(self, context: Context) -> None:
        await context.show(Reply(content="press it", view=Buttons()))


class Buttons(discord.ui.View):
    """Buttons that fail before and after they have answered."""

    @discord.ui.button(label="user")
    async def user(self, interaction: discord.Interaction[Forklore], _: discord.ui.Button[Buttons]) -> None:
        raise UserError("error-busy")

    @discord.ui.button(label="bug")
    async def bug(self, interaction: discord.Interaction[Forklore], _: discord.ui.Button[Buttons]) -> None:
        await interaction.response.defer()
        raise ZeroDivisionError

    async def on_error(
        self, interaction: discord.Interaction[Forklore], error: Exception, item: discord.ui.Item[Buttons]
    ) -> None:
        await interaction.client.errors.interaction(interaction, error)


TEXTS = """
command-fail = fail
    .description = Fail
    .kind = kind
    .kind-description = How
command-echo = echo
    .description = Say it again
    .what = what
    .what-description = What
command-slow = slow
    .description = Take your time
    .what = what
    .what-description = What
command-rich = rich
    .description = Everything a message can have
command-huge = huge
    .description = More than a message can have
command-add = add
    .description = Add two numbers
    .first = first
    .first-description = One
    .second = second
    .second-description = Another
command-rare = rare
    .description = Once a minute
command-button = button
    .description = Buttons that fail
help-topic-mischief = Mischief
"""


def locales(folder: Path) -> Path:
    """A copy of the bot's texts in `folder`, with those of this cog."""
    for file in FOLDER.glob("*/*.ftl"):
        (folder / file.parent.name).mkdir(parents=True, exist_ok=True)
        (folder / file.parent.name / file.name).write_text(file.read_text())
    (folder / "en" / "mischief.ftl").write_text(TEXTS)
    (folder / "zh-CN" / "mischief.ftl").write_text("command-echo = 回声\n    .what = 内容\n")
    return folder


async def setup(bot: Forklore) -> None:
    await bot.add_cog(Mischief())
