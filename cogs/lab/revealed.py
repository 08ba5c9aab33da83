"""What an experiment shows once it is revealed: what came out, who was right, what was believed. Pure: no I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import discord

from bot import limits
from bot.message import Attachment, Reply
from bot.render import output
from bot.render.lab_chart import MOST_BARS, Bar, BarKind, Group
from bot.render.layout import cut, ends
from bot.render.result import ENDED_BADLY, ENDED_WELL, STEP_ROOM, Story
from bot.render.safe import code, fenced
from cogs.lab.data import Answer, Ask, Result, Samples, Seen, Subject, ending_name
from cogs.lab.judging import Score, Verdict, judge, possible, same, truth
from cogs.lab.misconceptions import believed
from cogs.lab.model import Lab, Trial
from cogs.lab.render import SOLVED, Words, embed, strip
from demos.quiz import misconception

CHART, SAMPLES = "predictions.png", "runs.png"

MOST_NAMED = {"right": 20, "possible": 10, "partly": 10}
OUTPUT_LINES, OUTPUT_CELLS = 14, 100


@dataclass(frozen=True)
class Judged:
    """The predictions of a trial, each with its verdict and the misconception behind it, by user."""

    answers: Mapping[int, Answer]
    verdicts: Mapping[int, Verdict]
    beliefs: Mapping[int, str]

    @classmethod
    def of(cls, subject: Subject, result: Result, answers: Mapping[int, Answer]) -> Judged:
        """The predictions, judged."""
        verdicts = {user: judge(subject, result, answer) for user, answer in answers.items()}
        found = {user: believed(subject, result, answer) for user, answer in answers.items()}
        return cls(answers, verdicts, {user: belief for user, belief in found.items() if belief})

    def users(self, score: Score) -> list[int]:
        """Those whose prediction was judged so, in the order in which they predicted."""
        return [user for user, verdict in self.verdicts.items() if verdict.score == score]

    @property
    def common_belief(self) -> tuple[str, int] | None:
        """The misconception that most have, and how many."""
        known = Counter(belief for belief in self.beliefs.values() if misconception(belief))
        return known.most_common(1)[0] if known else None


def discussing(
    lab: Lab, trial: Trial, judged: Judged, story: Story | None, pictures: Mapping[str, bytes], words: Words
) -> Reply:
    """The message of a revealed trial. `story` tells of its recording; `pictures` are those that could be drawn."""
    assert trial.result is not None  # noqa: S101 - it is revealed
    parts = [strip(lab, words)]
    changes = words.changes(trial.task)
    if changes:
        parts.append(words.say("lab-changed", changes=changes))
    parts += ["", *_who(judged, words), *_beliefs(lab, judged, words)]
    if lab.thread is not None:
        parts += ["", words.say("lab-talk", thread=f"<#{lab.thread}>")]
    summary = embed(lab, parts, SOLVED, words)
    if CHART in pictures:
        summary.set_image(url=f"attachment://{CHART}")
    embeds = [summary, _outcome(lab, trial.result, story, words)]
    if trial.samples is not None:
        sampled = discord.Embed(colour=SOLVED, description=seen_so_far(trial.samples, trial.result, words))
        if SAMPLES in pictures:
            sampled.set_image(url=f"attachment://{SAMPLES}")
        embeds.append(sampled)
    embeds = _fitting(embeds)
    files = tuple(Attachment(name, data) for name, data in pictures.items())
    return Reply(embeds=tuple(embeds), files=files)


def _fitting(embeds: list[discord.Embed]) -> list[discord.Embed]:
    """The embeds, so short that a step of the recording has room beside them."""
    room = limits.EMBEDS_TOTAL - STEP_ROOM
    over = sum(map(limits.size, embeds)) - room
    if over > 0:
        text = embeds[0].description or ""
        embeds[0].description = limits.clip_lines(text.splitlines(), max(200, limits.length(text) - over))
    return embeds


def _who(judged: Judged, words: Words) -> Iterator[str]:
    everybody = len(judged.answers)
    if not everybody:
        yield words.say("lab-nobody")
        return
    for score in ("right", "possible", "partly"):
        users = judged.users(score)
        if users:
            most = MOST_NAMED[score]
            names = words.users(users, most)
            if score == "partly":
                names = words.listed(_partly(judged, users[:most], words))
                if len(users) > most:
                    more = words.say("lab-more-names", count=len(users) - most)
                    names = words.listed([names, more])
            yield words.say(f"lab-score-{score}", count=len(users), all=everybody, names=names)
    wrong = judged.users("wrong")
    if wrong:
        yield words.say("lab-score-wrong", count=len(wrong))


def _partly(judged: Judged, users: Sequence[int], words: Words) -> Iterator[str]:
    for user in users:
        verdict = judged.verdicts[user]
        yield _with_lines(f"<@{user}>", verdict, words)


def _with_lines(what: str, verdict: Verdict, words: Words) -> str:
    """Who or what was judged so, and how many lines were right where that is what counts."""
    if verdict.scores.get("output") != "partly":
        return what
    return words.say("lab-with-lines", what=what, matched=len(verdict.matched), total=verdict.total)


def _beliefs(lab: Lab, judged: Judged, words: Words) -> Iterator[str]:
    common = judged.common_belief
    if common is not None:
        name, count = common
        belief, truth_ = words.wording.belief(name), words.wording.truth(name)
        yield ""
        yield words.say("lab-belief", count=count, belief=belief, truth=truth_)
    demo = words.demo(lab.subject)
    if demo is not None and not lab.current.task.changes:
        text = demo.text(words.language.code)
        yield ""
        if common is None:
            yield words.say("lab-belief-demo", belief=text.misconception)
        yield text.notice


def _outcome(lab: Lab, result: Result, story: Story | None, words: Words) -> discord.Embed:
    """What came out of the run; of a quiz, the right answers."""
    parts: list[str] = []
    quiz = lab.subject.quiz
    if quiz is not None:
        for number, option in enumerate(quiz.options, 1):
            mark = "✅" if option.right else "❌"
            parts.append(f"{mark} **{number}** {words.value('choice', Answer(choice=(number - 1,)), lab.subject)}")
            if option.why is not None:
                parts.append(f"> {words.wording.why(option.why)}")
    if story is not None and story.output:
        head, gap, tail = ends(story.output, OUTPUT_LINES)
        rows = [*head, *([words.say("recording-gap", count=gap)] if gap else []), *tail]
        parts += [words.say("recording-output"), fenced("\n".join(cut(row, OUTPUT_CELLS) for row in rows))]
        parts.append(output.legend(story.written, words.language))
    elif story is not None:
        parts.append(words.say("recording-no-output"))
    if story is not None:
        parts.append(f"**{story.ending}**")
    parts += _numbers(lab.subject, result, words)
    well = result.seen.ending.code == 0
    return discord.Embed(colour=ENDED_WELL if well else ENDED_BADLY, description="\n".join(filter(None, parts)))


def _numbers(subject: Subject, result: Result, words: Words) -> Iterator[str]:
    if "processes" in subject.asks:
        yield words.say("lab-answer", what=words.say("lab-answer-processes"), value=result.processes)
    if result.total:
        yield words.say("lab-outcomes-complete" if result.complete else "lab-outcomes-some", count=result.total)


# --- the pictures -------------------------------------------------------------------------------------------------


def predictions_chart(subject: Subject, result: Result, judged: Judged, words: Words) -> list[Group]:
    """How often what was predicted; nothing where nobody has predicted."""
    if not judged.answers:
        return []
    return [_group(ask, subject, result, judged, words) for ask in subject.asks]


def _group(ask: Ask, subject: Subject, result: Result, judged: Judged, words: Words) -> Group:
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for answer in judged.answers.values():
        if ask == "choice" and subject.quiz is not None and subject.quiz.several:
            for index in answer.choice or ():
                counts[str(index)] += 1
                labels[str(index)] = _label(ask, Answer(choice=(index,)), subject, words)
            continue
        key = same(ask, answer)
        counts[key] += 1
        labels.setdefault(key, _label(ask, answer, subject, words))
    kinds = _kinds(ask, subject, result)
    right = next(iter(key for key, kind in kinds.items() if kind == "right"), "")
    ordered = [key for key, _ in counts.most_common()]
    shown = ordered[:MOST_BARS]
    if right in counts and right not in shown:
        shown[-1] = right
    left_out = len(ordered) - len(shown)
    heading = words.wording.question(subject.quiz) if subject.quiz else words.say(f"lab-asked-{ask}")
    return Group(
        heading,
        [Bar(labels[key], counts[key], kinds.get(key, "other")) for key in shown],
        words.say("lab-chart-others", count=left_out) if left_out else "",
    )


def _kinds(ask: Ask, subject: Subject, result: Result) -> dict[str, BarKind]:
    if ask == "choice" and subject.quiz is not None and subject.quiz.several:
        return {str(index): "right" for index in subject.quiz.right}
    kinds: dict[str, BarKind] = dict.fromkeys(possible(ask, result), "possible")
    kinds[truth(ask, subject, result)] = "right"
    return kinds


def _label(ask: Ask, answer: Answer, subject: Subject, words: Words) -> str:
    if ask == "output":
        return answer.output if answer.output and answer.output.strip() else words.say("lab-chart-nothing")
    if ask == "choice" and subject.quiz is not None:
        options = subject.quiz.options
        return " + ".join(
            f"{index + 1} · {words.wording.value(subject.quiz, options[index])}"
            for index in answer.choice or ()
            if index < len(options)
        )
    return words.value(ask, answer, subject)


def samples_chart(samples: Samples, result: Result, words: Words) -> list[Group]:
    """How often each outcome came, and those that could have come and did not."""
    counts: dict[Seen, int] = dict(samples.counts)
    for seen in result.outcomes:
        counts.setdefault(seen, 0)
    endings = len({seen.ending for seen in counts}) > 1
    bars = []
    for seen, count in counts.items():
        label = seen.stdout if seen.stdout.strip() else words.say("lab-chart-nothing")
        if endings:
            label = f"{label.rstrip()}\n→ {words.ending(ending_name(seen.ending))}"
        kind: BarKind = "right" if seen == result.seen else "possible" if count else "unseen"
        bars.append(Bar(label, count, kind))
    left_out = len(bars) - MOST_BARS
    return [Group("", bars[:MOST_BARS], words.say("lab-chart-others", count=left_out) if left_out > 0 else "")]


def seen_so_far(samples: Samples, result: Result, words: Words) -> str:
    """Of how many outcomes how many were seen."""
    key = "lab-samples-natural" if samples.natural else "lab-samples-title"
    title = words.say(key, runs=samples.runs)
    known = set(result.outcomes)
    seen = {outcome for outcome, _ in samples.counts} | {result.seen}
    if not result.complete or not seen <= known:
        text = words.say("lab-samples-open", seen=len(seen))
    elif len(seen) == result.total:
        text = words.say("lab-samples-seen-all", total=result.total)
    else:
        text = words.say("lab-samples-seen", seen=len(seen), total=result.total)
    return f"🎯 **{title}:** {text}"


def mine(lab: Lab, trial: Trial, answer: Answer, verdict: Verdict | None, words: Words) -> str:
    """Somebody's own prediction, for their eyes only; with its verdict when it is revealed."""
    shown = words.say("lab-verdict-open") if verdict is None else words.say(f"lab-verdict-{verdict.score}")
    if verdict is not None:
        shown = _with_lines(shown, verdict, words)
    parts = [words.say("lab-mine-line", trial=trial.number, verdict=shown)]
    for ask in lab.subject.asks:
        if ask == "output" and verdict is not None and answer.output:
            parts.append(_ticked(answer.output, verdict))
        else:
            parts.append(words.value(ask, answer, lab.subject))
    return "\n".join(parts)


def _ticked(text: str, verdict: Verdict) -> str:
    """The predicted lines, those that were right marked."""
    rows = [line for line in text.splitlines() if line.strip()][:30]
    return "\n".join(f"{'✅' if index in verdict.matched else '❌'} {code(row)}" for index, row in enumerate(rows))
