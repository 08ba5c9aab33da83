"""The buttons below an experiment that change nothing: each shows something, to whoever clicked alone."""

from __future__ import annotations

from discord.ext import commands

from bot.client import Forklore
from bot.errors import UserError
from bot.message import Reply
from bot.render.demo import source as source_reply
from bot.ui import stepper
from bot.ui.actions import action
from bot.ui.answer import Answer as Shown
from cogs.lab import exporting, views
from cogs.lab.clicking import Click, language_of, note, say, words_for
from cogs.lab.conducting import Conductor
from cogs.lab.judging import judge
from cogs.lab.render import hidden
from cogs.lab.revealed import mine
from cogs.lab.rules import DISCUSS, Experiment
from cogs.lab.showing import read_answer
from cogs.lab.trials import compared


class Looks(commands.Cog):
    """What can be looked at below an experiment."""

    def __init__(self, bot: Forklore, conductor: Conductor) -> None:
        self.bot = bot
        self._conductor = conductor

    @action("lab-more")
    async def more(self, click: Click, identity: str) -> None:
        """Show, to the user alone, what else they can do."""
        lab, words = await self._conductor.find(int(identity)), await words_for(click)
        experiment = Experiment(lab.standing, 0)
        hosts = experiment.leads(click.user.id)
        leads = hosts or click.permissions.manage_messages
        natural = (
            lab.standing.phase == DISCUSS
            and lab.subject.quiz is None
            and await self._conductor.showing.is_short(lab)
        )
        host = click.user.id == lab.standing.host
        below = views.more(lab, words, leads=leads, hosts=hosts, host=host, natural=natural)
        text = words.title(lab.subject) + (f"\n{words.say('lab-more-host')}" if leads else "")
        reply = Reply(embeds=note(text).embeds, view=below)
        await Shown(click, new=True, ephemeral=True).show(reply)

    @action("lab-mine")
    async def own(self, click: Click, identity: str) -> None:
        """Show the user their own predictions."""
        lab, words = await self._conductor.find(int(identity)), await words_for(click)
        parts = []
        for trial in lab.trials:
            given = await self.bot.store.labs.prediction(lab.id, trial.number, click.user.id)
            if given is not None:
                answer = read_answer(given.answer)
                told = trial.result is not None and not hidden(trial, lab)
                verdict = judge(lab.subject, trial.result, answer) if told and trial.result else None
                parts.append(mine(lab, trial, answer, verdict, words))
        await say(click, "\n\n".join(parts) or words.say("lab-mine-none"))

    @action("lab-runs")
    async def runs(self, click: Click, identity: str) -> None:
        """Show all trials, side by side."""
        lab, words = await self._conductor.find(int(identity)), await words_for(click)
        reply = Reply(embeds=(compared(lab, words),), view=views.trials(lab, words))
        await Shown(click, new=True, ephemeral=True).show(reply)

    @action("lab-steps")
    async def steps(self, click: Click, identity: str, number: str) -> None:
        """Show a trial of before, step by step, to the user alone."""
        lab, language = await self._conductor.find(int(identity)), await language_of(click)
        trial = lab.trial(int(number))
        recording = None if hidden(trial, lab) else await self._conductor.showing.recording(trial)
        if recording is None or trial.recording is None or not recording.events:
            raise UserError("lab-not-revealed")
        shown = stepper.shown(None, trial.recording, recording, 0, language)
        await click.response.send_message(**shown, ephemeral=True)

    @action("lab-source")
    async def source(self, click: Click, identity: str) -> None:
        """Show the program of the latest trial."""
        lab, language = await self._conductor.find(int(identity)), await language_of(click)
        reply = source_reply(lab.current.task.job.program, language)
        await Shown(click, new=True, ephemeral=True).show(reply)

    @action("lab-export")
    async def export(self, click: Click, identity: str) -> None:
        """Give the user the predictions as files."""
        lab = await self._conductor.find(int(identity)) if identity else None
        await click.response.defer(ephemeral=True, thinking=True)
        reply = await exporting.export(self.bot, lab, click.user, await language_of(click))
        await Shown(click).show(reply)
