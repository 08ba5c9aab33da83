"""What the message of an experiment shows, phase by phase: read, drawn and put into words."""

from __future__ import annotations

import asyncio
import dataclasses
import logging

import msgspec

from bot.client import Forklore
from bot.message import Reply
from bot.render.lab_chart import chart_svg
from bot.render.result import Story
from bot.ui import stepper
from cogs.lab import revealed, views
from cogs.lab.data import Answer, Subject, unpack
from cogs.lab.model import Lab, Trial
from cogs.lab.render import Words, waiting
from cogs.lab.revealed import Judged
from cogs.lab.rules import DISCUSS
from cogs.lab.running import NATURAL_SECONDS
from demos.moment import busiest_moment
from demos.picture import png
from demos.quiz import misconception
from demos.recording import Recording

log = logging.getLogger(__name__)


class Showing:
    """Makes the messages of experiments."""

    def __init__(self, bot: Forklore) -> None:
        self._bot = bot

    async def message(self, lab: Lab) -> Reply:
        """The message that shows the experiment."""
        words = Words(lab.language, self._bot.catalogue)
        if lab.standing.phase != DISCUSS or lab.current.result is None:
            reply = await asyncio.to_thread(waiting, lab, words)
            return dataclasses.replace(reply, view=views.below(lab, words))
        trial, judged = lab.current, await self.judged(lab, lab.current)
        recording = await self.recording(trial)
        reply = await asyncio.to_thread(_revealed, lab, trial, judged, recording, words)
        below = views.below(lab, words, self._cards(lab, judged, words))
        if recording is not None:
            below = await stepper.offer(below, self._bot.store, recording, lab.language)
        return dataclasses.replace(reply, view=below)

    async def recording(self, trial: Trial) -> Recording | None:
        """The recording of a trial that has run; None where it can no longer be read."""
        return await self._bot.store.recordings.get(trial.recording) if trial.recording else None

    async def is_short(self, lab: Lab) -> bool:
        """Whether a run of the latest trial takes little real time."""
        recording = await self.recording(lab.current)
        return recording is not None and recording.seconds <= NATURAL_SECONDS and recording.bound is None

    def _cards(self, lab: Lab, judged: Judged, words: Words) -> list[tuple[str, str]]:
        """The reference cards for what was believed and for what was done."""
        found: dict[str, str] = {}
        common = judged.common_belief
        if common is not None and (known := misconception(common[0])) is not None:
            found[known.card] = words.wording.card(known.card)
        demo = words.demo(lab.subject)
        if demo is not None:
            found.setdefault(demo.card, words.say("demo-explain"))
        return list(found.items())

    async def judged(self, lab: Lab, trial: Trial) -> Judged:
        """What was predicted for a revealed trial, judged."""
        assert trial.result is not None  # noqa: S101 - it is revealed
        given = await self._bot.store.labs.predictions(lab.id, trial.number)
        answers = {each.user: read_answer(each.answer) for each in given}
        return Judged.of(lab.subject, trial.result, answers)


def _revealed(lab: Lab, trial: Trial, judged: Judged, recording: Recording | None, words: Words) -> Reply:
    assert trial.result is not None  # noqa: S101 - it is revealed
    charts = {
        revealed.CHART: revealed.predictions_chart(lab.subject, trial.result, judged, words),
        revealed.SAMPLES: revealed.samples_chart(trial.samples, trial.result, words) if trial.samples else [],
    }
    titles = {
        revealed.CHART: words.say("lab-chart-title"),
        revealed.SAMPLES: words.say("lab-samples-title", runs=trial.samples.runs if trial.samples else 0),
    }
    kinds = {"right": words.say("lab-chart-right"), "possible": words.say("lab-chart-possible")}
    meanings = {
        revealed.CHART: kinds,
        revealed.SAMPLES: {"unseen": words.say("lab-samples-unseen"), "right": kinds["right"]},
    }
    pictures = {}
    for name, groups in charts.items():
        if groups:
            try:
                pictures[name] = png(chart_svg(titles[name], groups, meanings[name]))
            except Exception:  # the words are worth showing without it
                log.exception("no chart of experiment %d", lab.id)
    story = None
    if recording is not None and recording.events:
        story = Story(recording, words.language, "", busiest_moment(recording))
    return revealed.discussing(lab, trial, judged, story, pictures, words)


def read_subject(data: bytes) -> Subject | None:
    """What an experiment is about, as it is kept; None when another version of the bot has written it."""
    try:
        return unpack(data, Subject)
    except ValueError:
        return None


def read_answer(text: str) -> Answer:
    """A prediction as it is kept. What another version of the bot has written counts as nothing."""
    try:
        return msgspec.json.decode(text, type=Answer)
    except ValueError:
        return Answer()
