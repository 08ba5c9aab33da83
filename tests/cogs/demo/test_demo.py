"""``demo`` as its users meet it: typed, as a slash command, in both languages, mistyped, hostile, failing."""

from __future__ import annotations

import dataclasses
import re

import discord
import pytest

from demos.catalogue import Catalogue, load
from demos.recording import Program
from demos.runner import Runner
from tests.chat import Chat, menu_with, text

pytestmark = pytest.mark.core

HOSTILE = """
import os
if os.fork() == 0:
    os.write(1, b"@everyone <@1> ```\\n``` \\x1b[31mred \\xe2\\x80\\xae reversed \\x00\\n" + b"\\xff\\xfe raw\\n")
    os.write(2, b"W" * 5000)
    os._exit(3)
os.wait()
for number in range(300):
    os.write(1, b"%d\\n" % number)
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The real one, with one demo that attacks the message it is shown in."""
    real = load()
    hostile = dataclasses.replace(
        real.get("fork"), name="hostile", program=Program("hostile.py", HOSTILE), names=()
    )
    first, *others = real.topics
    return Catalogue((dataclasses.replace(first, demos=(*first.demos, hostile)), *others))


def picture(message: discord.Message) -> discord.Attachment:
    return next(file for file in message.attachments if file.filename == "timeline.png")


async def test_a_result_has_all_its_parts(chat: Chat, catalogue: Catalogue) -> None:
    message = await chat.say("!demo exit-string")
    demo = catalogue.get("exit-string").text("en")

    summary, details = message.embeds
    assert summary.title == demo.title
    assert str(summary.description).startswith(f"❌ *{demo.misconception}*\n\n{demo.notice}\n\n")
    assert "│" in str(summary.description)
    assert "The program exited with" in str(summary.description)
    assert summary.image.url == f"attachment://{picture(message).filename}"
    assert (await picture(message).read()).startswith(b"\x89PNG")
    assert "**Processes at" in str(details.description)
    assert re.search(r"^PID +PPID +state +doing\n1 +0 ", str(details.description), re.MULTILINE)
    assert re.search(r"^\d\.\d{3} 2 fork → child 3$", text(await chat.say("!demo fork")), re.MULTILINE)
    assert "Took " in str(details.footer.text)


async def test_it_says_at_once_that_it_runs_and_edits_that_one_reply(chat: Chat, catalogue: Catalogue) -> None:
    message = await chat.say("!demo fork")

    sent = [entry for entry in chat.env.http_requests if entry.method == "POST" and "/messages" in entry.path]
    assert len(sent) == 1
    assert "10 s at most" in str(sent[0].json)
    assert message.edited_at is not None
    assert message.reference is not None
    assert message.reference.message_id == chat.question.id


async def test_the_slash_command_gives_the_same(chat: Chat, catalogue: Catalogue) -> None:
    message = await chat.slash("demo", name="fork")

    assert message.embeds[0].title == catalogue.get("fork").text("en").title
    assert picture(message).size > 1000


@pytest.mark.parametrize("line", ["!demo fork", "!演示 fork", "！演示 fork"])
async def test_in_chinese(chat: Chat, catalogue: Catalogue, line: str) -> None:
    await chat.choose("zh-CN")
    message = await chat.say(line)

    assert message.embeds[0].title == catalogue.get("fork").text("zh-CN").title
    for piece in ("**输出：**", "程序退出，退出码是", "时的进程", "**时间线：**", "子进程 3", "状态", "睡眠"):
        assert piece in text(message)
    labels = [button.label for button in buttons(message)]
    assert labels == ["⏮", "◀", "▶", "⏭", "动画", "再运行一次", "换个顺序", "源代码", "讲解", "所有结果", "删除"]


def buttons(message: discord.Message) -> list[discord.Button]:
    return [item for row in message.components for item in row.children if isinstance(item, discord.Button)]  # type: ignore[union-attr]


async def test_parameters_change_the_program(chat: Chat, catalogue: Catalogue) -> None:
    demo = next(demo for demo in catalogue if demo.parameters and demo.name == "wait")
    parameter = demo.parameters[0]
    assert parameter.maximum != parameter.default

    message = await chat.say(f"!demo {demo.name} {parameter.name}={parameter.maximum}")

    assert message.embeds[0].title == f"{demo.text('en').title} ({parameter.name}={parameter.maximum})"
    slashed = await chat.slash("demo", name=demo.name, parameters=f"{parameter.name}={parameter.maximum}")
    assert slashed.embeds[0].title == message.embeds[0].title


@pytest.mark.simcord(check_errors=False)
async def test_a_bad_parameter_is_refused_with_its_range_and_nothing_runs(chat: Chat) -> None:
    message = await chat.say("!demo zombie children=99")

    assert text(message) == "⚠️ `children` is a whole number from 1 to 8, so `99` does not fit."
    assert not message.attachments


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(("typed", "meant"), [("zomby", "zombie"), ("orfan", "orphan"), ("wnohan", "wnohang")])
async def test_an_unknown_demo_suggests_the_nearest(chat: Chat, typed: str, meant: str) -> None:
    message = await chat.say(f"!demo {typed}")

    assert f"There is no demo `{typed}`" in text(message)
    assert buttons(message)[0].label == meant
    assert buttons(message)[-1].label == "All demos"


@pytest.mark.simcord(check_errors=False)
async def test_a_name_that_is_like_none_leads_to_the_list(chat: Chat) -> None:
    message = await chat.say("!demo @everyone```")

    assert "There is no demo `@\u200beveryone\u02cb\u02cb\u02cb`." in text(message)
    result = await chat.member.click(message, label="All demos")
    assert result.response is not None
    assert result.response.embeds[0].title == "Demos"


@pytest.mark.simcord(check_errors=False)
async def test_a_suggestion_becomes_the_result_in_the_same_place(chat: Chat, catalogue: Catalogue) -> None:
    message = await chat.say("!demo exit-strin")
    await chat.member.click(message, label="exit-string")

    (reply,) = chat.replies()
    assert reply.id == message.id
    assert reply.embeds[0].title == catalogue.get("exit-string").text("en").title
    assert reply.content == ""


async def test_without_a_name_all_demos_are_listed_by_topic(chat: Chat, catalogue: Catalogue) -> None:
    message = await chat.say("!demo")

    for topic in catalogue.topics:
        assert f"### {topic.title('en')}" in text(message)
    for demo in catalogue:
        assert f"`{demo.name}` {demo.text('en').title}" in text(message)


async def test_a_demo_is_picked_from_the_list(chat: Chat, catalogue: Catalogue) -> None:
    message = await chat.say("!demo")
    result = await chat.member.select(message, ["fork"], custom_id=menu_with(message, "fork"))

    assert result.response is not None
    assert not result.ephemeral
    assert result.response.embeds[0].title == catalogue.get("fork").text("en").title
    assert len(chat.replies()) == 2, "the list stays for the others"


async def test_editing_the_message_runs_again_in_the_same_reply(chat: Chat, catalogue: Catalogue) -> None:
    message = await chat.say("!demo fork")
    await chat.member.edit(chat.question, "!demo getpid")

    (reply,) = chat.replies()
    assert reply.id == message.id
    assert reply.embeds[0].title == catalogue.get("getpid").text("en").title
    assert len(reply.attachments) == 1


async def test_deleting_the_message_deletes_the_reply(chat: Chat) -> None:
    await chat.say("!demo fork")
    await chat.member.delete(chat.question)

    assert chat.replies() == []


async def test_hostile_output_stays_in_its_place(chat: Chat) -> None:
    message = await chat.say("!demo hostile")

    shown = text(message)
    assert "@everyone" not in shown
    assert "<@1>" not in shown
    assert "\\x1b[31mred \\u202e reversed \\x00" in shown
    for embed in message.embeds:
        assert str(embed.description).count("```") % 2 == 0
    assert sum(len(embed) for embed in message.embeds) <= 6000
    assert not message.mention_everyone
    assert message.mentions == [chat.bot.user] or not message.mentions
    file = next(file for file in message.attachments if file.filename == "hostile.txt")
    full = (await file.read()).decode()
    assert all(f"2 │ {number}\n" in full for number in range(300))
    assert "\x1b" not in full


async def test_without_a_picture_the_words_are_still_shown(
    chat: Chat, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.results.timeline_svg", broken)
    message = await chat.say("!demo fork")

    assert message.embeds[0].title == catalogue.get("fork").text("en").title
    assert message.embeds[0].image.url is None
    assert not message.attachments
    assert [record.getMessage() for record in caplog.records if record.name == "bot.results"] == [
        "no picture of fork"
    ]


async def test_names_are_completed_by_name_title_and_other_languages(chat: Chat, catalogue: Catalogue) -> None:
    async def offered(typed: str) -> list[str]:
        return [
            str(choice["value"]) for choice in await chat.member.autocomplete(chat.channel, "demo", "name", typed)
        ]

    assert await offered("") == [demo.name for demo in catalogue][:25]
    assert "zombie" in await offered("zomb")
    assert "zombie" in await offered("僵尸")
    assert "orphan" in await offered("PARENT exits")
    assert await offered("no such demo") == []


async def test_parameters_are_completed_for_the_chosen_demo(chat: Chat) -> None:
    choices = await chat.member.autocomplete(chat.channel, "demo", "parameters", "", name="zombie")
    assert [choice["value"] for choice in choices] == ["children=1", "children=8"]
    assert await chat.member.autocomplete(chat.channel, "demo", "parameters", "", name="nothing") == []


async def test_a_demo_typed_as_if_it_were_a_command_is_understood(chat: Chat) -> None:
    assert chat.bot.errors.meant("orphn") == "demo orphan"
    assert chat.bot.errors.meant("僵尸进程") == "demo zombie"


class TestWithoutEngine:
    """The runner has never been started, so every run fails."""

    @pytest.fixture
    async def runner(self) -> Runner:
        return Runner(workers=1)

    @pytest.mark.simcord(check_errors=False)
    @pytest.mark.parametrize(("language", "said"), [("en", "try again"), ("zh-CN", "再试")])
    async def test_a_failed_run_replaces_what_was_shown(self, chat: Chat, language: str, said: str) -> None:
        await chat.choose(language)
        message = await chat.say("!demo fork")

        assert text(message).startswith("⚠️")
        assert said in text(message)
        assert "⏳" not in text(message)

    @pytest.mark.simcord(check_errors=False)
    async def test_a_failed_run_from_a_menu_leaves_the_list_alone(self, chat: Chat) -> None:
        message = await chat.say("!demo")
        result = await chat.member.select(message, ["fork"], custom_id=menu_with(message, "fork"))

        assert [reply.id for reply in chat.replies() if not reply.flags.ephemeral] == [message.id]
        (followup,) = result.followups
        assert followup.ephemeral
        assert text(followup.message).startswith("⚠️")
