"""``lab`` as a group meets it: predict, run, reveal, discuss; changes of mind, variations, a hundred runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Awaitable, Callable

import discord
import pytest
import simcord

from bot.client import Forklore
from bot.store import StoreError
from bot.store.labs import Labs
from cogs.lab import running
from cogs.lab.rules import GONE_SECONDS
from demos.runner import WorkerFailed
from tests.chat import text
from tests.cogs.lab.conftest import ORPHAN, Group, said

pytestmark = pytest.mark.core

PARTLY = "child 3: my parent is 2\nparent 2: I exit and do not wait for my child"
WAITED = """\
parent: reaped PID 4, exit code 2
parent: reaped PID 3, exit code 1
parent: no child left to wait for"""
BRIEF = "!lab start code ask=exit,processes\n```py\nimport os\nos.fork()\nos._exit(3)\n```"


def labels(message: discord.Message) -> list[str | None]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [item.label for row in rows for item in row.children if isinstance(item, discord.Button)]


def options(message: discord.Message, custom_id: str) -> dict[str, str]:
    """The options of a menu, label by value."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    menus = [item for row in rows for item in row.children if isinstance(item, discord.SelectMenu)]
    menu = next(menu for menu in menus if custom_id in str(menu.custom_id))
    return {option.value: option.label for option in menu.options}


async def test_from_prediction_to_discussion(group: Group) -> None:
    message = await group.start("orphan")
    assert "▶ **predict** → run → reveal → discuss" in text(message)
    assert 'print(f"child  {os.getpid()}' in text(message)
    assert "What does it print?" in text(message)
    assert "Nobody has predicted yet." in text(message)
    assert f"<@{group.ana.id}> runs it" in text(message)
    thread = (await group.lab()).thread
    assert f"<#{thread}>" in text(message)

    kept = await group.predict(group.ana, message, output="first thought")
    assert kept.ephemeral
    form = await group.click(group.ana, message, "Predict")
    assert "first thought" in str(form.modal), "it can be changed, and begins with what was said"
    kept = await group.ana.submit_modal(form, {"output": ORPHAN})
    assert "Only you see it" in text(said(kept))
    await group.predict(group.bo, message, output=PARTLY)
    await group.predict(group.lin, message, output="no idea @everyone ```")
    shown = text(group.now(message))
    assert "3 have predicted." in shown
    assert "no idea" not in shown

    await group.click(group.ana, message, "Run it")
    hidden = text(group.now(message))
    assert "✅ run → ▶ **reveal**" in hidden
    assert "now my parent is 1" not in hidden.rpartition("```")[2]
    assert "not revealed yet" in text(await group.more(group.bo, message, "My predictions"))

    await group.click(group.ana, message, "Reveal")
    shown = text(group.now(message))
    assert f"✅ **Right (1 of 3):** <@{group.ana.id}>" in shown
    assert f"🟡 **Partly (1):** <@{group.bo.id}> (2 of 3 lines)" in shown
    assert "❌ **Something else:** 1" in shown
    assert "Most common misconception (1):** *When a parent ends, its children end too.*" in shown
    assert "now my parent is 1" in shown
    assert [file.filename for file in group.now(message).attachments] == ["predictions.png"]
    assert {"▶", "orphan process", "Run it 100 times", "Try a variation"} <= set(labels(group.now(message)))

    mine = text(await group.more(group.bo, message, "My predictions"))
    assert "🟡 partly right (2 of 3 lines)" in mine
    assert mine.count("✅ `") == 2
    assert "❌ not what happens" in text(await group.more(group.lin, message, "My predictions"))


async def test_numbers_endings_and_a_program_of_ones_own(group: Group) -> None:
    before = group.chat.replies()
    await group.ana.send(group.chat.channel, BRIEF)
    message = next(message for message in group.chat.replies() if message.embeds and message not in before)
    assert "How does the first process end?" in text(message)
    assert "How many processes are there" in text(message)
    wrong = await group.predict(group.bo, message, exit="maybe", processes="2")
    assert "I could not read `maybe`" in text(said(wrong))
    await group.predict(group.ana, message, exit="３", processes="2")
    await group.predict(group.bo, message, exit="signal 9", processes=" 1 ")
    await group.predict(group.lin, message, exit="SIGKILL", processes="2")
    await group.click(group.ana, message, "Run it")
    await group.click(group.ana, message, "Reveal")

    shown = text(group.now(message))
    assert f"Right (1 of 3):** <@{group.ana.id}>" in shown
    assert f"🟡 **Partly (1):** <@{group.lin.id}>" in shown
    assert "**Processes:** 2" in shown
    assert "*Only what fork makes counts.*" in shown


async def test_the_number_of_outcomes(group: Group) -> None:
    message = await group.start("outcomes fork")
    await group.predict(group.bo, message, outcomes="1")
    await group.click(group.ana, message, "Run it")
    await group.click(group.ana, message, "Reveal")
    result = (await group.lab()).current.result

    assert result is not None
    assert result.complete
    assert result.total > 1
    assert f"one of {result.total} possible outcomes" in text(group.now(message))
    assert "Something else:** 1" in text(group.now(message))


async def test_another_possible_outcome_is_no_mistake(group: Group) -> None:
    message = await group.start("fork")
    await group.click(group.ana, message, "Run it")
    result = (await group.lab()).current.result
    assert result is not None
    other = result.others[0]
    again = await group.start("fork")
    await group.predict(group.bo, again, output=other.stdout)
    await group.click(group.ana, again, "Run it")
    await group.click(group.ana, again, "Reveal")

    assert f"🔶 **Possible, but not this time (1):** <@{group.bo.id}>" in text(group.now(again))


async def test_a_quiz_for_the_group(group: Group) -> None:
    message = await group.start("quiz wait 1 seed=7")
    quiz = (await group.lab()).subject.quiz
    assert quiz is not None
    assert quiz.several
    right = [str(index) for index in sorted(quiz.right)]
    wrong = [str(min(set(range(len(quiz.options))) - quiz.right))]
    await group.ana.select(message, right)
    await group.bo.select(group.now(message), wrong)
    await group.click(group.ana, message, "Run it")
    await group.click(group.ana, message, "Reveal")
    shown = text(group.now(message))

    assert f"Right (1 of 2):** <@{group.ana.id}>" in shown
    assert "Most common misconception (1)" in shown
    assert "Try a variation" not in labels(group.now(message))


async def test_variations_are_compared(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await group.start("wait children=1")
    await group.click(group.ana, message, "Run it")
    await group.click(group.ana, message, "Reveal")
    panel = said(await group.click(group.ana, message, "Try a variation"))
    offered = options(panel, "lab-change")
    chosen = next(value for value, label in offered.items() if label.startswith("CHILDREN = 2"))
    begun = await group.ana.select(panel, [chosen])
    assert "Trial 2 has begun" in text(said(begun))
    shown = text(group.now(message))
    assert "**Changed:** `CHILDREN` = 2 (was 1)" in shown
    assert "CHILDREN = 2" in shown
    assert "▶ **predict**" in shown

    await group.predict(
        group.bo,
        message,
        output=WAITED,
    )
    await group.click(group.ana, message, "Run it")
    compared = await group.more(group.bo, message, "All trials")
    assert "has run, not revealed yet" in text(compared)
    assert "Trial 2" not in options(compared, "lab-steps").values()
    await group.click(group.ana, message, "Reveal")
    compared = await group.more(group.bo, message, "All trials")
    assert [field.name for field in compared.embeds[0].fields] == ["Trial 1", "Trial 2"]
    assert "1 of 1 right" in text(compared)
    steps = await group.bo.select(compared, ["1"])
    assert "▶" in labels(said(steps))

    panel = said(await group.click(group.ana, message, "Try a variation"))
    lines = said(await group.ana.select(panel, ["line"]))
    number = next(value for value, label in options(lines, "lab-line").items() if "os._exit(number)" in label)
    form = await group.ana.select(lines, [number])
    await group.ana.submit_modal(form, {"text": "os._exit(7)"})
    lab = await group.lab()
    assert "        os._exit(7)\n" in lab.current.task.job.program.source
    assert "now `os._exit(7)`" in text(group.now(message))


async def test_a_hundred_runs(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MANY", 6)
    message = await group.start("fork")
    await group.click(group.ana, message, "Run it")
    await group.click(group.ana, message, "Reveal")
    done = await group.click(group.bo, message, "Run it 100 times")
    assert "Done" in text(said(done))
    lab = await group.lab()
    samples, result = lab.current.samples, lab.current.result
    assert samples is not None
    assert result is not None
    seen = {outcome for outcome, _ in samples.counts} | {result.seen}

    assert samples.runs == 6
    assert seen <= set(result.outcomes)
    shown = text(group.now(message))
    assert f"{len(seen)} of {result.total} possible" in shown or f"all {result.total} possible" in shown
    assert [file.filename for file in group.now(message).attachments] == ["runs.png"]
    natural = await group.more(group.ana, message, "100 times, natural order")
    assert "Done" in text(natural)
    assert "6 runs in natural order" in text(group.now(message))


# --- who may do what ------------------------------------------------------------------------------------------


async def test_only_hosts_lead_until_they_are_gone(group: Group) -> None:
    message = await group.start("orphan")
    refused = await group.click(group.bo, message, "Run it")
    assert f"Only <@{group.ana.id}> can do this" in text(said(refused))
    panel = said(await group.click(group.ana, message, "More"))
    appointed = await group.ana.select(panel, [group.bo], custom_id="pick3:lab-hosts:1")
    assert f"Co-hosts now: <@{group.bo.id}>" in text(said(appointed))
    assert "Close" not in labels(said(await group.click(group.lin, message, "More")))
    await group.click(group.bo, message, "Run it")
    refused = await group.click(group.lin, message, "Reveal")
    assert f"<@{group.bo.id}>" in text(said(refused))

    await group.chat.env.advance_time(GONE_SECONDS)
    await group.click(group.lin, message, "Reveal")
    assert "▶ **discuss**" in text(group.now(message))


async def test_a_countdown_runs_it(group: Group) -> None:
    message = await group.start("orphan countdown=2m")
    assert "It runs <t:" in text(message)
    await group.predict(group.bo, message, output=ORPHAN)
    await group.chat.env.advance_time(121)
    assert "▶ **reveal**" in text(group.now(message))
    assert (await group.lab()).current.recording


async def test_a_countdown_is_set_and_taken_away(group: Group) -> None:
    message = await group.start("orphan")
    panel = said(await group.click(group.ana, message, "More"))
    counting = await group.ana.select(panel, ["60"], custom_id="pick0:lab-countdown:1:1")
    assert "It runs <t:" in text(said(counting))
    await group.ana.select(panel, ["0"], custom_id="pick0:lab-countdown:1:1")
    await group.chat.env.advance_time(100)
    assert "▶ **predict**" in text(group.now(message))


async def test_late_and_double_clicks(group: Group) -> None:
    message = await group.start("orphan")
    form = await group.click(group.bo, message, "Predict")
    old = group.now(message)
    await group.ana.click(old, label="Run it")
    late = await group.bo.submit_modal(form, {"output": ORPHAN})
    assert "Too late" in text(said(late))
    recorded = (await group.lab()).current.recording
    run_id = next(
        item.custom_id for row in old.components for item in getattr(row, "children", ()) if item.label == "Run it"
    )
    assert run_id == "press:lab-run:1:1"
    with pytest.raises(simcord.SetupError):
        await group.ana.click(group.now(message), custom_id=run_id)
    await group.click(group.ana, message, "Reveal")
    assert (await group.lab()).current.recording == recorded
    assert "Nobody has predicted." in text(group.now(message))


# --- what goes wrong ------------------------------------------------------------------------------------------


@pytest.fixture
def restart(group: Group, make: Callable[..., Forklore]) -> Callable[[], Awaitable[None]]:
    """Ends the bot and starts it again: the same services, nothing of the old bot's memory."""

    async def start_again() -> None:
        await group.chat.env.restart_bot(make())

    return start_again


async def test_everything_goes_on_after_a_restart(group: Group, restart: Callable[[], Awaitable[None]]) -> None:
    message = await group.start("orphan")
    form = await group.click(group.bo, message, "Predict")
    await restart()
    await group.bo.submit_modal(form, {"output": ORPHAN})
    await restart()
    await group.click(group.ana, message, "Run it")
    await restart()
    await group.click(group.ana, message, "Reveal")
    await restart()
    assert f"Right (1 of 1):** <@{group.bo.id}>" in text(group.now(message))
    await group.click(group.lin, message, "▶")
    assert len(group.now(message).embeds) == 3, "the step is one more"


async def test_a_run_that_was_cut_off_is_done_at_the_next_start(
    group: Group, restart: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await group.start("orphan")
    store = group.chat.bot.store.labs
    await store.change(1, group.cog._conductor._step(lambda experiment: experiment.run(group.ana.id, 1)))
    assert (await group.lab()).standing.phase == "run"
    await restart()
    await group.chat.env.settle()

    assert (await group.lab()).standing.phase == "reveal"
    assert "▶ **reveal**" in text(group.now(message))


@pytest.mark.simcord(check_errors=False)
async def test_a_run_that_fails_can_be_tried_again(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await group.start("orphan")
    await group.predict(group.bo, message, output=ORPHAN)
    with monkeypatch.context() as patch:

        async def fail(*_: object, **__: object) -> None:
            raise WorkerFailed("died")

        patch.setattr("cogs.lab.conducting.run", fail)
        failed = await group.click(group.ana, message, "Run it")
        assert "⚠️" in text(failed.followups[0].message)
    assert "One has predicted." in text(group.now(message))
    await group.click(group.ana, message, "Run it")
    assert "▶ **reveal**" in text(group.now(message))


@pytest.mark.simcord(check_errors=False)
async def test_what_could_not_be_kept_is_not_acknowledged(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await group.start("orphan")

    async def fail(*_: object) -> None:
        raise StoreError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Labs, "predict", fail)
        answer = await group.predict(group.bo, message, output=ORPHAN)
        assert "nothing was saved" in text(said(answer))
    assert (await group.lab()).current.predictions == 0


async def test_a_result_waits_for_the_database(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await group.start("orphan")
    slept: list[float] = []
    ran = Labs.ran

    async def away(self: Labs, *arguments: object) -> object:
        if len(slept) < 3:
            raise StoreError("away")
        return await ran(self, *arguments)  # type: ignore[arg-type]

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(Labs, "ran", away)
    monkeypatch.setattr(group.chat.bot, "sleep", sleep)
    await group.click(group.ana, message, "Run it")
    assert slept[:3] == [1, 2, 4]
    assert "▶ **reveal**" in text(group.now(message))


async def test_the_message_is_deleted_and_comes_back(group: Group) -> None:
    message = await group.start("orphan")
    await group.predict(group.bo, message, output=ORPHAN)
    await group.chat.bot.get_partial_messageable(message.channel.id).get_partial_message(message.id).delete()
    group.cog._conductor.refresh(1)
    await group.chat.env.settle()
    assert (await group.lab()).place is None
    await group.ana.send(group.chat.channel, "!lab show")
    again = group.chat.replies()[-2]
    assert "One has predicted." in text(again)
    await group.click(group.ana, again, "Run it")
    await group.click(group.ana, again, "Reveal")
    assert f"Right (1 of 1):** <@{group.bo.id}>" in text(group.now(again))


async def test_permissions_are_lost_and_given_back(
    group: Group, restart: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await group.start("orphan")

    async def forbid(*_: object, **__: object) -> None:
        answer = type("Response", (), {"status": 403, "reason": "Forbidden"})()
        raise discord.Forbidden(answer, "Missing Access")

    with monkeypatch.context() as patch:
        patch.setattr(discord.PartialMessage, "edit", forbid)
        await group.predict(group.bo, message, output=ORPHAN)
        assert (await group.lab()).current.predictions == 1
    assert "Nobody has predicted yet." in text(group.now(message))
    await restart()
    await group.chat.env.settle()
    assert "One has predicted." in text(group.now(message))


async def test_the_thread_is_deleted(group: Group) -> None:
    message = await group.start("orphan")
    thread = (await group.lab()).thread
    assert thread is not None
    assert f"Talk about it in <#{thread}>" in text(group.now(message))
    await group.chat.bot.get_channel(thread).delete()  # type: ignore[union-attr]
    await group.chat.env.settle()
    assert (await group.lab()).thread is None
    assert "Talk about it" not in text(group.now(message))


async def test_two_experiments_in_one_channel(group: Group) -> None:
    first, second = await group.start("orphan"), await group.start("fork")
    await group.predict(group.bo, first, output=ORPHAN)
    await group.predict(group.lin, second, output="fork")
    await group.click(group.ana, second, "Run it")
    assert "▶ **predict**" in text(group.now(first))
    assert "One has predicted." in text(group.now(first))
    assert "▶ **reveal**" in text(group.now(second))
    listing = text(await group.chat.say("!lab list"))
    assert "**1** Orphan: the parent exits first · predict · 1 prediction" in listing
    assert "**2** fork: called once, returns twice · reveal" in listing


# --- the other commands ---------------------------------------------------------------------------------------


@pytest.mark.simcord(check_errors=False)
async def test_close_and_again(group: Group) -> None:
    message = await group.start("orphan")
    refused = await group.bo.slash(group.chat.channel, "lab close", number=1)
    assert "Only" in text(said(refused))
    await group.ana.slash(group.chat.channel, "lab close", number=1)
    shown = group.now(message)
    assert "This experiment is closed." in text(shown)
    assert labels(shown) == ["More"]
    await group.bo.slash(group.chat.channel, "lab again", number=1)
    lab = await group.lab(2)
    assert lab.standing.host == group.bo.id
    assert lab.subject == (await group.lab(1)).subject


@pytest.mark.simcord(check_errors=False)
async def test_export_of_ones_own_and_of_a_host(group: Group) -> None:
    message = await group.start("orphan")
    await group.predict(group.bo, message, output="=cmd|' /C calc'!A0")
    own = said(await group.bo.slash(group.chat.channel, "lab export"))
    files = {file.filename: await file.read() for file in own.attachments}
    (row,) = json.loads(files["my-predictions.json"])
    assert (row["user"], row["name"]) == (str(group.bo.id), "bo")
    assert (row["output"], row["verdict"]) == ("=cmd|' /C calc'!A0", None)
    table = list(csv.DictReader(io.StringIO(files["my-predictions.csv"].decode("utf-8-sig"))))
    assert table[0]["output"].startswith("'=")

    hidden = await group.ana.slash(group.chat.channel, "lab export", number=1)
    assert "nothing to export" in text(said(hidden))
    refused = await group.bo.slash(group.chat.channel, "lab export", number=1)
    assert "Only its hosts" in text(said(refused))
    await group.predict(group.lin, message, output="nothing")
    await group.click(group.ana, message, "Run it")
    await group.click(group.ana, message, "Reveal")
    group.chat.guild.remove_member(group.lin)
    shown = said(await group.ana.slash(group.chat.channel, "lab export", number=1))
    rows = json.loads(await shown.attachments[0].read())
    assert [(row["experiment"], row["user"], row["name"], row["verdict"]) for row in rows] == [
        (1, str(group.bo.id), "bo", "wrong"),
        (1, str(group.lin.id), "", "wrong"),
    ]
    assert (await group.more(group.ana, message, "Export")).attachments[0].filename == "experiment-1.json"


async def test_the_form_for_a_program(group: Group) -> None:
    form = await group.ana.slash(group.chat.channel, "lab start", what="code")
    await group.ana.submit_modal(form, {"source": "print('hi')", "written": ["python"], "ask": ["output"]})
    lab = await group.lab()
    assert lab.subject.kind == "code"
    assert lab.current.task.job.program.source == "print('hi')"
    assert lab.place is not None


async def test_an_edited_command_begins_no_second_experiment(group: Group) -> None:
    await group.start("orphan")
    question = next(m for m in group.chat.channel.history(viewer=group.ana) if m.content.startswith("!lab"))
    await group.ana.edit(question, "!lab start fork")
    lab = await group.lab(2)
    assert lab.subject.name == "fork"
    assert (await group.lab(1)).standing.closed


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("!lab start", "What shall the experiment be about?"),
        ("!lab start nonsense", "There is no demo"),
        ("!lab start orphan ask=weather", "not for `weather`"),
        ("!lab start orphan countdown=soon", "not `soon`"),
        ("!lab show", "There is no experiment in this channel"),
        ("!lab show 99", "I no longer have this experiment"),
        ("!lab", "There are no experiments here"),
    ],
)
@pytest.mark.simcord(check_errors=False)
async def test_what_is_answered_when_there_is_nothing(group: Group, line: str, answer: str) -> None:
    assert answer in text(await group.chat.say(line))


async def test_in_chinese(group: Group) -> None:
    await group.chat.choose("zh-CN")
    await group.ana.send(group.chat.channel, "！实验 开始 orphan 预测=输出,进程数 倒计时=5分钟")
    message = next(message for message in group.chat.replies() if message.embeds)
    assert "▶ **预测** → 运行 → 揭晓 → 讨论" in text(message)
    assert "一共有多少个进程" in text(message)
    form = await group.bo.click(message, label="预测")
    await group.bo.submit_modal(form, {"output": ORPHAN, "processes": "２"})
    await group.click(group.ana, message, "运行")
    await group.click(group.ana, message, "揭晓")
    assert f"对了（1 人中有 1 人）：** <@{group.bo.id}>" in text(group.now(message))
