"""``lab``: experiments of a group. Everybody predicts, the program runs once for all, and the two are compared.

What people do is kept before it is acknowledged, and the buttons hold the experiment's id: everything goes on after
a restart. The rules are in `cogs.lab.rules`, what they lead to is done by `cogs.lab.conducting`.
"""

from __future__ import annotations

import collections
import contextlib
import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Forklore
from bot.command import group, subcommand
from bot.context import Context
from bot.errors import UserError
from bot.limits import CHOICE_NAME, CHOICES, clip
from bot.message import Reply
from bot.permits import check_host
from bot.programs.blocks import before
from bot.store import StoreError
from cogs.lab import exporting, views
from cogs.lab.clicks import Clicks
from cogs.lab.conducting import Conductor
from cogs.lab.data import Subject, unpack
from cogs.lab.looks import Looks
from cogs.lab.model import Lab as Experiment
from cogs.lab.opening import Openings
from cogs.lab.posting import Origin, Postings
from cogs.lab.render import COLOUR, Words
from cogs.lab.rules import PREDICT

log = logging.getLogger(__name__)

EVERYWHERE = frozenset({"server", "all", "服务器", "全部"})
REMEMBERED = 500
"""Commands that have begun an experiment, the latest: an edit of one begins no second."""


class Lab(commands.Cog):
    """Experiments of a group."""

    def __init__(self, bot: Forklore, conductor: Conductor, openings: Openings, postings: Postings) -> None:
        self.bot = bot
        self._conductor = conductor
        self._openings = openings
        self._postings = postings
        self._begun: collections.OrderedDict[int, int] = collections.OrderedDict()

    async def cog_load(self) -> None:
        await self._conductor.resume()

    async def cog_unload(self) -> None:
        self._conductor.stop()

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """An experiment's message no longer leads to a thread that is gone."""
        try:
            for identity in await self.bot.store.labs.lost_thread(payload.thread_id):
                self._conductor.refresh(identity)
        except StoreError as error:
            log.error("a thread that is gone is still shown: %s", error)

    @commands.Cog.listener()
    async def on_forgotten(self) -> None:
        """Messages no longer name somebody who wanted to be forgotten (`cogs.privacy`)."""
        await self._conductor.resume()

    # --- commands ---------------------------------------------------------------------------------------------

    @group("lab")
    async def lab(self, context: Context) -> None:
        """List the experiments of the channel."""
        await self._list(context, "")

    @subcommand(lab, "list")
    async def list_all(self, context: Context, where: str = "") -> None:
        """List the experiments of the channel, or of the server."""
        await self._list(context, where)

    async def _list(self, context: Context, where: str) -> None:
        language = await context.language()
        words = Words(language, self.bot.catalogue)
        server = context.guild.id if context.guild else None
        everywhere = where.strip().casefold() in EVERYWHERE
        found = await self.bot.store.labs.listed(server=server, channel=context.channel.id, everywhere=everywhere)
        lines = []
        for listed in found:
            phase = words.phase(listed.phase, closed=listed.closed)
            place = (listed.channel, listed.message) if listed.channel and listed.message else None
            url = _url(listed.server, place)
            lines.append(
                language.text(
                    "lab-list-line",
                    id=listed.id,
                    title=words.title(unpack(listed.subject, Subject)),
                    phase=phase,
                    predictions=listed.predictions,
                    link=language.text("lab-link", url=url) if url else "",
                )
            )
        text = "\n".join(lines) or language.text("lab-list-none", prefix=self.bot.prefix)
        title = language.text("lab-list-title")
        await context.show(Reply(embeds=(discord.Embed(title=title, description=text, colour=COLOUR),)))

    @subcommand(lab, "start")
    async def start(self, context: Context, *, what: str = "", file: discord.Attachment | None = None) -> None:
        """Begin an experiment."""
        language = await context.language()
        check_host(self.bot, context.author)
        wishes = self._openings.read(before(what))
        if context.interaction is not None and file is None and wishes.kind == "code":
            self._openings.check_allowed()
            await views.program(context.interaction, what[:60].replace(":", "="), language)
            return
        await self._check_new(context)
        self.bot.turns.admit(context.author.id, context.guild.id if context.guild else None)
        message = None if context.interaction else context.message
        await context.defer()
        subject, task, concept = await self._openings.subject(wishes, context.author.id, language, message, file)
        identity = await self._postings.open(Origin.of(context), subject, task, concept, wishes.countdown, language)
        self._begun[context.message.id] = identity
        while len(self._begun) > REMEMBERED:
            self._begun.popitem(last=False)

    @start.autocomplete("what")
    async def _complete(
        self, interaction: discord.Interaction[Forklore], current: str
    ) -> list[app_commands.Choice[str]]:
        language = await self.bot.language_for(interaction.user, interaction.guild, interaction.locale)
        choices = [
            app_commands.Choice(name=clip(f"{name} …", CHOICE_NAME), value=name) for name in ("code", "quiz")
        ]
        for demo in self.bot.catalogue:
            title = demo.text(language.code).title
            choices.append(app_commands.Choice(name=clip(f"{demo.name} · {title}", CHOICE_NAME), value=demo.name))
        wanted = current.casefold()
        found = [choice for choice in choices if wanted in choice.name.casefold()]
        if current and not found:
            found = [app_commands.Choice(name=clip(current, CHOICE_NAME), value=current[:CHOICE_NAME])]
        return found[:CHOICES]

    @subcommand(lab, "show")
    async def show(self, context: Context, number: int | None = None) -> None:
        """Say where an experiment is. One whose message is gone is shown anew."""
        found = await self._wanted(context, number)
        language = await context.language()
        url = _url(found.server, found.place)
        if not url or not await self._is_there(found):
            await context.defer()
            await self._postings.post(found, Origin.of(context))
            self._conductor.refresh(found.id)
            return
        text = language.text("lab-here", id=found.id, url=url)
        await context.show(Reply(embeds=(discord.Embed(description=text, colour=COLOUR),)))

    @subcommand(lab, "again")
    async def again(self, context: Context, number: int | None = None) -> None:
        """Begin the same experiment anew."""
        check_host(self.bot, context.author)
        found = await self._wanted(context, number)
        self._openings.check_allowed(found.subject)
        self.bot.turns.admit(context.author.id, context.guild.id if context.guild else None)
        await context.defer()
        kept = await self.bot.store.labs.get(found.id)
        concept = kept.concept if kept else ""
        await self._postings.open(
            Origin.of(context), found.subject, found.trials[0].task, concept, 0, await context.language()
        )

    @subcommand(lab, "close")
    async def close(self, context: Context, number: int | None = None) -> None:
        """End an experiment."""
        found = await self._wanted(context, number)
        manages = context.permissions.manage_messages
        await self._conductor.change(
            found.id,
            lambda experiment: experiment.close(context.author.id, manages=manages),
            self.bot.store.labs.change,
        )
        language = await context.language()
        text = language.text("lab-closed-done")
        await context.show(Reply(embeds=(discord.Embed(description=text, colour=COLOUR),)), ephemeral=True)

    @subcommand(lab, "export")
    async def export(self, context: Context, number: int | None = None) -> None:
        """Send one's own predictions, or as a host those of an experiment: to oneself alone."""
        language = await context.language()
        lab = None if number is None else await self._conductor.find(number)
        await context.defer(ephemeral=True)
        reply = await exporting.export(self.bot, lab, context.author, language)
        if context.interaction is not None:
            await context.show(reply, ephemeral=True)
            return
        try:
            await context.author.send(**reply.sending())
        except discord.Forbidden:
            raise UserError("lab-export-denied") from None
        text = language.text("lab-export-sent")
        await context.show(Reply(embeds=(discord.Embed(description=text, colour=COLOUR),)))

    # --- what they share ---------------------------------------------------------------------------------------

    async def _check_new(self, context: Context) -> None:
        """An edited command begins another experiment only in the place of one that nobody has predicted for.

        Raises:
            UserError: somebody has.
        """
        identity = self._begun.get(context.message.id)
        if identity is None:
            return
        lab = await self._conductor.find(identity)
        if lab.standing.phase != PREDICT or lab.current.predictions or lab.standing.trial > 1:
            raise UserError("lab-edited")
        await self._conductor.change(
            identity, lambda experiment: experiment.close(lab.standing.host), self.bot.store.labs.change
        )
        if lab.place is not None:
            channel = self.bot.get_partial_messageable(lab.place[0])
            with contextlib.suppress(discord.HTTPException):
                await channel.get_partial_message(lab.place[1]).delete()

    async def _wanted(self, context: Context, number: int | None) -> Experiment:
        """The experiment with that number, or the latest of the channel.

        Raises:
            UserError: there is none, or it is another server's.
        """
        server = context.guild.id if context.guild else None
        if number is not None:
            found = await self._conductor.find(number)
            here = found.server == server if server else found.standing.host == context.author.id
            if not here:
                raise self._conductor.gone()
            return found
        listed = await self.bot.store.labs.listed(server=server, channel=context.channel.id)
        if not listed and isinstance(context.channel, discord.Thread) and context.channel.parent_id:
            listed = await self.bot.store.labs.listed(server=server, channel=context.channel.parent_id)
        if not listed:
            raise UserError("lab-none-here", prefix=self.bot.prefix)
        return await self._conductor.find(listed[0].id)

    async def _is_there(self, lab: Experiment) -> bool:
        """Whether the experiment's message still exists, as far as can be seen."""
        assert lab.place is not None  # noqa: S101 - it was shown
        channel = self.bot.get_partial_messageable(lab.place[0])
        try:
            await channel.fetch_message(lab.place[1])
        except discord.NotFound:
            return False
        except discord.HTTPException:
            return True
        return True


def _url(server: int | None, place: tuple[int, int] | None) -> str:
    """The link to a message; empty where there is none."""
    return f"https://discord.com/channels/{server or '@me'}/{place[0]}/{place[1]}" if place else ""


async def setup(bot: Forklore) -> None:
    conductor, openings = Conductor(bot), Openings(bot)
    postings = Postings(bot, conductor, openings)
    await bot.add_cog(Lab(bot, conductor, openings, postings))
    await bot.add_cog(Clicks(bot, conductor, openings, postings))
    await bot.add_cog(Looks(bot, conductor))
