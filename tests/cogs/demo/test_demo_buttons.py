"""The buttons below a result: who may click them, what happens, and that they outlive the bot."""

from __future__ import annotations

from collections.abc import Callable

import discord
import pytest
import simcord

from bot.client import Forklore
from bot.language import Languages
from bot.render.safe import fenced
from bot.ui import demo as ui
from cogs.demo.parameters import read
from demos.catalogue import Catalogue, load
from demos.runner import Runner
from tests.chat import Chat, menu_with, text
from tests.cogs.run.programs import labels

pytestmark = pytest.mark.core


@pytest.fixture
def other(chat: Chat) -> simcord.MemberActor:
    """Somebody else in the channel, whose Discord is English."""
    return chat.guild.add_member(chat.env.create_user("bo"))


@pytest.fixture
def moderator(chat: Chat) -> simcord.MemberActor:
    role = chat.guild.create_role("Tutor", permissions=discord.Permissions(manage_messages=True))
    return chat.guild.add_member(chat.env.create_user("lin"), roles=[role])


async def test_run_again_edits_the_same_message_for_everybody(
    chat: Chat, catalogue: Catalogue, other: simcord.MemberActor
) -> None:
    await chat.choose("zh-CN")
    message = await chat.say("!demo fork")
    before = len(chat.env.http_requests)
    result = await other.click(message, label="再运行一次")

    assert result.acknowledged
    (reply,) = chat.replies()
    assert reply.id == message.id
    assert reply.embeds[0].title == catalogue.get("fork").text("zh-CN").title, "it stays in its own language"
    assert reply.content == ""
    assert len(reply.attachments) == 1
    assert reply.attachments[0].id != message.attachments[0].id
    assert "正在重新运行" in str(chat.env.http_requests[before].json), "the first answer is immediate"


async def test_run_again_keeps_the_parameters(chat: Chat) -> None:
    message = await chat.say("!demo wait children=2 real")
    await chat.member.click(message, label="Run again")

    (reply,) = chat.replies()
    assert str(reply.embeds[0].title).endswith("(children=2, real)")


async def test_another_order_is_the_next_seed(chat: Chat) -> None:
    await chat.say("!demo first seed=7")
    for seed in (8, 9):
        (message,) = chat.replies()
        await chat.member.click(message, label="Another order")
        (message,) = chat.replies()
        assert str(message.embeds[0].title).endswith(f"(seed={seed})")
    await chat.member.edit(chat.question, "!demo first natural")
    (message,) = chat.replies()
    assert str(message.embeds[0].title).endswith("(natural)")
    assert "Another order" not in labels(message)


@pytest.mark.parametrize(("language", "label"), [("en", "Source"), ("zh-CN", "源代码")])
async def test_source_shows_the_program_that_ran_to_the_one_who_asks(
    chat: Chat, catalogue: Catalogue, other: simcord.MemberActor, language: str, label: str
) -> None:
    await chat.choose(language)
    message = await chat.say("!demo wait children=2")
    for member in (chat.member, other):
        result = await member.click(message, label=label)
        assert result.response is not None
        assert result.ephemeral
        program = catalogue.get("wait").job({"children": 2}).program
        if result.response.attachments:
            assert await result.response.attachments[0].read() == program.source.encode()
        else:
            assert fenced(program.source, "python") in result.response.content
        assert "CHILDREN = 2" in program.source
    assert len(chat.replies()) == 1 + 1, "one of the two is seen by the member"


async def test_explain_shows_the_card_to_the_one_who_asks(chat: Chat, other: simcord.MemberActor) -> None:
    message = await chat.say("!demo fork")
    for member in (chat.member, other):
        result = await member.click(message, label="Explain")
        assert result.response is not None
        assert result.ephemeral
        assert result.response.embeds[0].title == "os.fork"
    assert chat.replies()[0].embeds[0].title == message.embeds[0].title, "the result stays"


@pytest.mark.simcord(check_errors=False)
async def test_only_the_one_who_asked_or_a_moderator_deletes(
    chat: Chat, other: simcord.MemberActor, moderator: simcord.MemberActor
) -> None:
    message = await chat.say("!demo fork")
    refused = await other.click(message, label="Delete")
    assert refused.response is not None
    assert refused.ephemeral
    assert "Only the one who asked" in text(refused.response.message)
    assert len(chat.replies()) == 1

    await chat.member.click(message, label="Delete")
    assert chat.replies() == []

    again = await chat.say("!demo fork")
    await moderator.click(again, label="Delete")
    assert chat.replies() == []


async def test_the_result_of_a_slash_command_can_be_deleted(chat: Chat) -> None:
    message = await chat.slash("demo", name="fork")
    await chat.member.click(message, label="Delete")

    assert chat.replies() == []


@pytest.fixture
def another_bot(
    runner: Runner, catalogue: Catalogue, languages: Languages, simcord_bot: Forklore
) -> Callable[[], Forklore]:
    """What a restart makes: the same services, nothing of the old bot's memory."""
    return lambda: Forklore(
        settings=simcord_bot.settings,
        runner=runner,
        catalogue=catalogue,
        languages=languages,
        store=simcord_bot.store,
    )


async def test_buttons_and_menus_work_after_a_restart(
    chat: Chat, catalogue: Catalogue, another_bot: Callable[[], Forklore]
) -> None:
    message = await chat.say("!demo wait children=2")
    listing = await chat.say("!demo")
    await chat.env.restart_bot(another_bot())

    source = await chat.member.click(message, label="Source")
    assert source.ephemeral
    picked = await chat.member.select(listing, ["fork"], custom_id=menu_with(listing, "fork"))
    assert picked.response is not None
    assert picked.response.embeds[0].title == catalogue.get("fork").text("en").title
    await chat.member.click(message, label="Run again")
    again = next(reply for reply in chat.replies() if reply.id == message.id)
    assert again.edited_at is not None
    assert str(again.embeds[0].title).endswith("(children=2)")
    await chat.member.click(message, label="Delete")
    assert message.id not in {reply.id for reply in chat.replies()}


async def test_a_demo_run_from_a_private_message_stays_private(chat: Chat, catalogue: Catalogue) -> None:
    message = await chat.say("!demo fork")
    card = await chat.member.click(message, label="Explain")
    assert card.response is not None
    result = await chat.member.click(card.response, label="Run the demo: fork")

    assert result.response is not None
    assert result.ephemeral
    assert result.response.embeds[0].title == catalogue.get("fork").text("en").title
    await chat.member.click(result.response, label="Run again")
    await chat.member.click(result.response, label="Delete")


@pytest.mark.simcord(check_errors=False)
async def test_a_run_that_fails_leaves_the_old_result(chat: Chat) -> None:
    message = await chat.say("!demo fork")
    chat.bot.runner = Runner()  # which has never been started
    result = await chat.member.click(message, label="Run again")

    reply = next(reply for reply in chat.replies() if reply.id == message.id)
    assert reply.embeds[0].description == message.embeds[0].description
    assert reply.content == "", "it no longer says that it runs"
    (error,) = result.followups
    assert error.ephemeral
    assert text(error.message).startswith("⚠️")


@pytest.mark.parametrize("language", list(Languages()), ids=lambda language: language.code)
@pytest.mark.parametrize("demo", list(load()), ids=lambda demo: demo.name)
def test_every_demo_with_its_longest_values_fits_into_its_buttons(demo, language) -> None:  # type: ignore[no-untyped-def]
    values = [max(("minimum", "maximum"), key=lambda end: len(str(getattr(p, end)))) for p in demo.parameters]
    pairs = ",".join(f"{p.name}={getattr(p, end)}" for p, end in zip(demo.parameters, values, strict=True))
    asked = read(demo, f"{pairs} seed=999999998 clock=real", language)
    another = asked.another_order()
    assert another is not None
    view = ui.result(demo, asked.pairs, another.pairs, 2**63, language)
    assert [len(item.custom_id) <= 100 for item in view.children] == [True] * 6  # type: ignore[attr-defined]
