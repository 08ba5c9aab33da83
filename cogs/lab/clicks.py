"""The buttons, menus and forms of experiments. Each click is kept before it is acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import discord
import msgspec
from discord.ext import commands

from bot.client import Forklore
from bot.errors import UserError
from bot.programs.reading import typed
from bot.render.safe import code
from bot.store.lab_data import Standing
from bot.ui.actions import action
from bot.ui.answer import Answer as Shown
from cogs.lab import variations, views
from cogs.lab.answers import NotUnderstood, read
from cogs.lab.clicking import Click, language_of, note, say, words_for
from cogs.lab.conducting import Conductor
from cogs.lab.data import Answer, Change, Subject, Task, pack, unpack
from cogs.lab.model import Lab
from cogs.lab.opening import Openings
from cogs.lab.posting import Postings
from cogs.lab.render import Words, hidden
from cogs.lab.rules import Experiment
from cogs.lab.showing import read_answer


class Clicks(commands.Cog):
    """What is clicked and sent below an experiment."""

    def __init__(self, bot: Forklore, conductor: Conductor, openings: Openings, postings: Postings) -> None:
        self.bot = bot
        self._conductor = conductor
        self._openings = openings
        self._postings = postings
        self._many: dict[int, asyncio.Task[None]] = {}

    # --- predicting -------------------------------------------------------------------------------------------

    @action("lab-predict")
    async def predict(self, click: Click, identity: str, trial: str) -> None:
        """Show the form for a prediction."""
        found = await self.bot.store.labs.form(int(identity), click.user.id)
        if found is None:
            raise self._conductor.gone()
        standing, subject, before = found
        await self._conductor.check(
            int(identity), standing, lambda experiment: experiment.predict(click.user.id, int(trial))
        )
        here = (identity, trial)
        known = read_answer(before) if before else None
        await views.predict(click, here, unpack(subject, Subject).asks, known, await language_of(click))

    @action("lab-given")
    async def given(self, click: Click, identity: str, trial: str, **entered: str) -> None:
        """Keep a prediction from the form."""
        try:
            answer = read(entered)
        except NotUnderstood as error:
            raise UserError(f"lab-bad-{error.ask}", word=code(error.text)) from None
        await self._keep(click, int(identity), int(trial), answer)

    @action("lab-choose")
    async def choose(self, click: Click, identity: str, trial: str, *chosen: str) -> None:
        """Keep a prediction from the menu."""
        answer = Answer(choice=tuple(sorted(map(int, chosen))))
        await self._keep(click, int(identity), int(trial), answer)

    async def _keep(self, click: Click, identity: int, trial: int, answer: Answer) -> None:
        user, labs = click.user.id, self.bot.store.labs
        text = msgspec.json.encode(answer).decode()
        await self._conductor.change(
            identity,
            lambda experiment: experiment.predict(user, trial),
            lambda which, step: labs.predict(which, user, text, step),
        )
        words = await words_for(click)
        await say(click, "\n".join([words.say("lab-kept"), *words.values(answer)]))

    # --- leading ----------------------------------------------------------------------------------------------

    @action("lab-run")
    async def run(self, click: Click, identity: str, trial: str) -> None:
        """Run the program, once for all."""
        manages = click.permissions.manage_messages
        await self._conductor.change(
            int(identity),
            lambda experiment: experiment.run(click.user.id, int(trial), manages=manages),
            self.bot.store.labs.change,
        )
        await click.response.defer()
        await self._conductor.until_run(int(identity))

    @action("lab-reveal")
    async def reveal(self, click: Click, identity: str, trial: str) -> None:
        """Show everybody what came out."""
        manages = click.permissions.manage_messages
        lab = await self._conductor.find(int(identity))
        await self._conductor.reveal(
            lab.id,
            lambda experiment: experiment.reveal(click.user.id, int(trial), manages=manages),
            lab.subject,
        )
        await click.response.defer()

    @action("lab-countdown")
    async def count_down(self, click: Click, identity: str, trial: str, seconds: str) -> None:
        """Set the countdown, or take it away."""
        manages = click.permissions.manage_messages
        standing = await self._conductor.change(
            int(identity),
            lambda experiment: experiment.count_down(click.user.id, int(trial), int(seconds), manages=manages),
            self.bot.store.labs.change,
        )
        language = await language_of(click)
        if standing.deadline is None:
            await say(click, language.text("lab-not-counting"))
        else:
            await say(click, language.text("lab-counting", when=f"<t:{standing.deadline}:R>"))

    @action("lab-hosts")
    async def appoint(self, click: Click, identity: str, *users: discord.abc.User) -> None:
        """Choose the co-hosts."""
        chosen = frozenset(user.id for user in users if not user.bot)
        standing = await self._conductor.change(
            int(identity),
            lambda experiment: experiment.appoint(click.user.id, chosen),
            self.bot.store.labs.change,
        )
        words = await words_for(click)
        hosts = words.users(sorted(standing.cohosts), len(standing.cohosts))
        text = words.say("lab-hosts-now", hosts=hosts) if hosts else words.say("lab-hosts-none")
        await say(click, text)

    @action("lab-close")
    async def close(self, click: Click, identity: str) -> None:
        """End the experiment."""
        manages = click.permissions.manage_messages
        await self._conductor.change(
            int(identity),
            lambda experiment: experiment.close(click.user.id, manages=manages),
            self.bot.store.labs.change,
        )
        await say(click, (await language_of(click)).text("lab-closed-done"))

    @action("lab-hundred", begins=True)
    async def hundred(self, click: Click, identity: str, trial: str, order: str) -> None:
        """Run the program many times."""
        lab = await self._conductor.find(int(identity))
        which = lab.trial(int(trial))
        if hidden(which, lab):
            raise UserError("lab-not-revealed")
        natural = bool(order)
        if natural and not await self._conductor.showing.is_short(lab):
            raise UserError("lab-too-slow-natural")
        self._openings.check_allowed(lab.subject)
        running = self._many.get(lab.id)
        if running is None:
            self.bot.turns.admit(click.user.id, click.guild_id)
            running = asyncio.create_task(self._conductor.run_many(lab, which, natural=natural))
            self._many[lab.id] = running
            running.add_done_callback(lambda _: self._many.pop(lab.id, None))
        language = await language_of(click)
        shown = Shown(click, new=True, ephemeral=True)
        await shown.show(note(language.text("lab-samples-running")))
        await asyncio.shield(running)
        await shown.show(note(language.text("lab-samples-done")))

    # --- variations -------------------------------------------------------------------------------------------

    @action("lab-vary", begins=True)
    async def vary(self, click: Click, identity: str, trial: str) -> None:
        """Offer what can be changed."""
        lab, words = await self._varied(click, identity, trial), await words_for(click)
        offered = variations.offered(lab.current.task, words.demo(lab.subject))
        intro = note(words.say("lab-variation-intro"))
        below = views.variations(lab, offered, words)
        await Shown(click, new=True, ephemeral=True).show(replace(intro, view=below))

    @action("lab-change", begins=True)
    async def change(self, click: Click, identity: str, trial: str, chosen: str) -> None:
        """Begin a trial with what was chosen to be changed."""
        lab, words = await self._varied(click, identity, trial), await words_for(click)
        task = lab.current.task
        if chosen == "line":
            self._openings.check_allowed()
            below = views.lines(lab, list(variations.lines_of(task)), words)
            intro = note(words.say("lab-variation-line"))
            await Shown(click).show(replace(intro, view=below))
        elif chosen == "seed":
            await self._begin(click, lab, variations.reordered(task), words)
        else:
            offered = variations.offered(task, words.demo(lab.subject))
            if int(chosen) >= len(offered):
                raise UserError("lab-no-variation")
            await self._begin(click, lab, _varied(task, offered[int(chosen)]), words)

    @action("lab-line", begins=True)
    async def line(self, click: Click, identity: str, trial: str, number: str) -> None:
        """Show the form that changes a line."""
        lab = await self._varied(click, identity, trial)
        known = dict(variations.lines_of(lab.current.task))
        if int(number) not in known:
            raise UserError("lab-no-variation")
        await views.line(click, lab, int(number), known[int(number)], await language_of(click))

    @action("lab-swap", begins=True)
    async def swap(self, click: Click, identity: str, trial: str, number: str, *, text: str) -> None:
        """Begin a trial with a line changed."""
        self._openings.check_allowed()
        lab, words = await self._varied(click, identity, trial), await words_for(click)
        task = lab.current.task
        try:
            change = variations.swapped(task, int(number), text)
        except variations.NoVariation:
            raise UserError("lab-no-variation") from None
        await self._begin(click, lab, _varied(task, change), words)

    async def _varied(self, click: Click, identity: str, trial: str) -> Lab:
        """The experiment, if this user may begin another trial of it."""
        lab = await self._conductor.find(int(identity))
        if lab.subject.quiz is not None:
            raise UserError("lab-quiz-no-variation", prefix=self.bot.prefix)
        self._openings.check_allowed(lab.subject)
        await self._check(lab, self._variation(click, int(trial)))
        return lab

    def _variation(self, click: Click, trial: int) -> Callable[[Experiment], Standing]:
        manages = click.permissions.manage_messages
        return lambda experiment: experiment.vary(click.user.id, trial, manages=manages)

    async def _begin(self, click: Click, lab: Lab, task: Task, words: Words) -> None:
        labs = self.bot.store.labs
        standing = await self._conductor.change(
            lab.id,
            self._variation(click, lab.standing.trial),
            lambda which, step: labs.vary(which, pack(task), step),
        )
        begun = note(words.say("lab-variation-begun", trial=standing.trial))
        new = click.type is not discord.InteractionType.component  # the menu's message has done its work
        await Shown(click, new=new, ephemeral=True).show(begun)

    # --- a program from the form ------------------------------------------------------------------------------

    @action("lab-code", begins=True)
    async def program(self, click: Click, words: str, *, source: str, written: str, ask: str) -> None:
        """Begin an experiment with what was typed into the form."""
        found = replace(typed(source, ""), tag=written)
        await self._postings.open_program(click, found, f"{words} ask={ask}", await language_of(click))

    # --- what they share --------------------------------------------------------------------------------------

    async def _check(self, lab: Lab, rule: Callable[[Experiment], Standing]) -> None:
        """Whether the rules would allow that now.

        Raises:
            UserError: they would not.
        """
        await self._conductor.check(lab.id, lab.standing, rule)


def _varied(task: Task, change: Change) -> Task:
    try:
        return variations.varied(task, change)
    except variations.NoVariation:
        raise UserError("lab-no-variation") from None
