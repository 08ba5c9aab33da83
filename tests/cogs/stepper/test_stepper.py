"""Stepping through a result: by anyone, in one message, in both languages, after a restart, and without a run."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Callable
from typing import Any, NoReturn

import discord
import pytest
import simcord

from bot import limits
from bot.client import Forklore
from bot.language import Languages
from bot.store import StoreError
from bot.store.recordings import KEEP_DAYS, Recordings
from demos import picture
from demos.catalogue import Catalogue, load
from demos.narration import Narrator
from demos.recording import Program, Recording
from demos.runner import Runner
from tests.chat import Chat, text

pytestmark = pytest.mark.core

HOSTILE = (
    """
import os
os.write(1, b"@everyone <@1> ```\\n``` \\x1b[31mred \\xe2\\x80\\xae reversed \\x00\\n" + b"\\xff\\xfe raw\\n")
if os.fork() == 0: os.write(2, b"W" * 5000); os._exit(3)  # ``` @here \u202e\u0007 """
    + "\U0001f600" * 300
    + """
os.wait()
for number in range(30):
    os.write(1, b"[x](https://example.org) **bold** %d\\n" % number)
"""
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The real one, with one demo that attacks the message it is shown in."""
    real = load()
    hostile = dataclasses.replace(
        real.get("fork"), name="hostile", program=Program("hostile.py", HOSTILE), names=()
    )
    first, *others = real.topics
    return Catalogue((dataclasses.replace(first, demos=(*first.demos, hostile)), *others))


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Recording]:
    """The recordings that were kept, in order."""
    found: list[Recording] = []
    put = Recordings.put

    async def noting(self: Recordings, recording: Recording, owner: int | None = None) -> str:
        found.append(recording)
        return await put(self, recording, owner)

    monkeypatch.setattr(Recordings, "put", noting)
    return found


@pytest.fixture
def other(chat: Chat) -> simcord.MemberActor:
    """Somebody else in the channel, whose Discord is English."""
    return chat.guild.add_member(chat.env.create_user("bo"))


def buttons(message: discord.Message) -> dict[str | None, discord.Button]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return {item.label: item for row in rows for item in row.children if isinstance(item, discord.Button)}


def menu(message: discord.Message) -> discord.SelectMenu:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return next(item for row in rows for item in row.children if isinstance(item, discord.SelectMenu))


def enabled(message: discord.Message) -> str:
    return "".join(
        str(label) for label, item in buttons(message).items() if str(label) in "⏮◀▶⏭" and not item.disabled
    )


def reply(chat: Chat) -> discord.Message:
    (message,) = chat.replies()
    return message


def on_line(pid: int, line: int, description: str) -> bool:
    """Whether the process is marked as being on that line of the source, and on no other."""
    marked = re.findall(r"^ *([\d,-]+)>(\d+) ", description, re.MULTILINE)
    return [number for pids, number in marked if str(pid) in re.split("[,-]", pids)] == [str(line)]


def titles(message: discord.Message) -> list[str]:
    return [str(embed.title) for embed in message.embeds if embed.title]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_each_event_has_its_step(
    chat: Chat, kept: list[Recording], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    await chat.choose(language)
    before = await chat.say("!demo orphan")
    chat.bot.runner = Runner()  # which has never been started: a step costs no run
    (recording,) = kept
    count, narrator = len(recording.events), Narrator(language)
    assert enabled(before) == "▶⏭"
    for number, event in enumerate(recording.events, 1):
        await chat.member.click(reply(chat), label="▶")
        *result, step = reply(chat).embeds
        assert [embed.description for embed in result] == [embed.description for embed in before.embeds]
        expected = {
            "en": f"Step {number} of {count} · {event.t:.3f} s",
            "zh-CN": f"第 {number} 步，共 {count} 步 · {event.t:.3f} 秒",
        }
        assert step.title == expected[language]
        assert discord.utils.remove_markdown(str(step.description)).startswith(narrator.sentence(event))
        if event.line is not None and number < count:
            assert on_line(event.pid, event.line, str(step.description))
    assert enabled(reply(chat)) == "⏮◀"
    assert narrator.ending(recording.ending) in str(step.description)
    (message,) = chat.replies()
    assert message.id == before.id
    assert message.reference is not None
    assert len(kept) == 1


async def test_back_and_forth(chat: Chat, kept: list[Recording]) -> None:
    await chat.say("!demo fork")
    count = len(kept[0].events)

    async def click(label: str) -> tuple[str, str]:
        await chat.member.click(reply(chat), label=label)
        return titles(reply(chat))[-1].partition(" · ")[0], enabled(reply(chat))

    assert await click("▶") == (f"Step 1 of {count}", "▶⏭")
    assert await click("▶") == (f"Step 2 of {count}", "⏮◀▶⏭")
    assert await click("◀") == (f"Step 1 of {count}", "▶⏭")
    assert await click("⏭") == (f"Step {count} of {count}", "⏮◀")
    assert await click("◀") == (f"Step {count - 1} of {count}", "⏮◀▶⏭")
    assert await click("⏮") == (f"Step 1 of {count}", "▶⏭")
    title, _ = await click("Close")
    assert not title.startswith("Step")
    assert enabled(reply(chat)) == "▶⏭"
    assert await click("⏭") == (f"Step {count} of {count}", "⏮◀")


async def test_the_rest_of_the_message_stays_as_it_is(chat: Chat) -> None:
    before = await chat.say("!demo wait children=2")
    for label in ("▶", "▶", "Close", "⏭"):
        await chat.member.click(reply(chat), label=label)
        message = reply(chat)
        assert [file.id for file in message.attachments] == [file.id for file in before.attachments]
        assert message.embeds[0].image.url == before.embeds[0].image.url
        assert titles(message)[0].endswith("(children=2)")
        assert {"Run again", "Source", "Explain", "Delete"} <= buttons(message).keys()
    await chat.member.click(reply(chat), label="Run again")
    again = reply(chat)
    assert len(again.embeds) == 2, "the new result is shown without a step of the old one"
    assert enabled(again) == "▶⏭"
    await chat.member.click(again, label="▶")
    await chat.member.click(reply(chat), label="Delete")
    assert chat.replies() == []


@pytest.mark.parametrize(("language", "film", "close"), [("en", "Film", "Close"), ("zh-CN", "动画", "收起")])
async def test_a_film_of_all_steps(
    chat: Chat, other: simcord.MemberActor, kept: list[Recording], language: str, film: str, close: str
) -> None:
    """Made of the recording that is kept, for everybody, once; stepping goes on beside it."""
    await chat.choose(language)
    before = await chat.say("!demo fork")
    chat.bot.runner = Runner()  # which has never been started: a film costs no run
    await other.click(before, label=film)

    after = reply(chat)
    assert [file.filename for file in after.attachments] == ["timeline.png", "film.webp"]
    assert await after.attachments[-1].read() == await asyncio.to_thread(picture.film, kept[0], language)
    assert [embed.to_dict() for embed in after.embeds] == [embed.to_dict() for embed in before.embeds]
    assert list(buttons(after)) == [label for label in buttons(before) if label != film]

    await chat.member.click(reply(chat), label="▶")
    await chat.member.click(reply(chat), label=close)
    assert [file.id for file in reply(chat).attachments] == [file.id for file in after.attachments]
    assert film not in buttons(reply(chat))


async def test_a_step_that_is_shown_has_no_room_for_the_film_until_it_is_closed(chat: Chat) -> None:
    await chat.say("!demo fork")
    await chat.member.click(reply(chat), label="▶")
    assert "Film" not in buttons(reply(chat))
    await chat.member.click(reply(chat), label="Close")
    assert "Film" in buttons(reply(chat))


async def test_jumping_to_what_is_interesting(chat: Chat, kept: list[Recording]) -> None:
    await chat.say("!demo orphan")
    await chat.member.click(reply(chat), label="▶")
    options = menu(reply(chat)).options
    assert len(options) <= limits.SELECT_OPTIONS
    adopted = next(option for option in options if "adopted by 1" in option.label)
    await chat.member.select(reply(chat), [adopted.value])

    number = int(adopted.value) + 1
    assert titles(reply(chat))[-1].startswith(f"Step {number} of")
    assert "PID 1 adopts it." in text(reply(chat))
    assert [option.value for option in menu(reply(chat)).options if option.default] == [adopted.value]
    await chat.member.click(reply(chat), label="▶")
    assert titles(reply(chat))[-1].startswith(f"Step {number + 1} of")


async def test_everyone_in_the_channel_steps_through_one_message(chat: Chat, other: simcord.MemberActor) -> None:
    await chat.choose("zh-CN")
    await chat.say("!demo fork")
    await other.click(reply(chat), label="▶")
    await chat.member.click(reply(chat), label="▶")
    await other.click(reply(chat), label="▶")

    assert titles(reply(chat))[-1].startswith("第 3 步"), "it stays in its own language"


class Click:
    """A click whose answer takes a while to reach Discord; `edits` notes those that did."""

    def __init__(self, message: discord.Message, edits: list[str], pause: int) -> None:
        self.message = message
        self.response = self
        self.deferred = False
        self._edits = edits
        self._pause = pause

    async def edit_message(self, *, embeds: list[discord.Embed], view: discord.ui.View) -> None:
        for _ in range(self._pause):
            await asyncio.sleep(0)
        self._edits.append(str(embeds[-1].title))

    async def defer(self) -> None:
        self.deferred = True


@pytest.mark.parametrize("pauses", [[9, 1, 5, 0], [0, 1, 2, 3]])
async def test_of_clicks_at_the_same_time_the_last_one_wins(
    chat: Chat, kept: list[Recording], pauses: list[int]
) -> None:
    message = await chat.say("!demo orphan")
    identity = await chat.bot.store.recordings.put(kept[0])
    cog: Any = chat.bot.get_cog("Stepper")
    edits: list[str] = []
    clicks = [Click(message, edits, pause) for pause in pauses]
    await asyncio.gather(*(cog.step(click, identity, str(step), "en") for step, click in enumerate(clicks)))

    assert edits[-1].startswith("Step 4 of")
    assert len(edits) + sum(click.deferred for click in clicks) == len(clicks), "each is acknowledged once"
    await cog.step(Click(message, edits, 0), identity, "last", "en")
    await cog.close(Click(message, edits, 0), identity, "en")
    assert edits[-1] == str(message.embeds[-1].title)


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


async def test_it_goes_on_after_a_restart(chat: Chat, another_bot: Callable[[], Forklore]) -> None:
    await chat.say("!demo orphan")
    await chat.member.click(reply(chat), label="▶")
    await chat.env.restart_bot(another_bot())
    await chat.member.click(reply(chat), label="▶")
    assert titles(reply(chat))[-1].startswith("Step 2 of")

    await chat.member.select(reply(chat), [menu(reply(chat)).options[-1].value])
    await chat.env.restart_bot(another_bot())
    await chat.member.click(reply(chat), label="Close")
    assert enabled(reply(chat)) == "▶⏭"


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(("language", "said"), [("en", f"{KEEP_DAYS} days. Run it again"), ("zh-CN", "请重新运行")])
async def test_a_run_that_is_no_longer_kept_says_so(
    chat: Chat, other: simcord.MemberActor, language: str, said: str
) -> None:
    await chat.bot.store.set_language(other.id, language)
    await chat.say("!demo fork")
    await chat.member.click(reply(chat), label="▶")
    later = Recordings(chat.bot.store._transact, lambda: 5e9)
    await later.prune()
    before = reply(chat)
    result = await other.click(before, label="▶")

    assert result.ephemeral
    assert result.response is not None
    assert said in text(result.response.message)
    assert text(next(message for message in chat.replies() if message.id == before.id)) == text(before)

    await chat.member.click(before, label="Close")
    message = next(message for message in chat.replies() if message.id == before.id)
    assert len(message.embeds) == 2
    assert not {"▶", "Close"} & buttons(message).keys(), "there is nothing left to step through"
    await chat.member.click(message, label="Run again")
    message = next(message for message in chat.replies() if message.id == before.id)
    await chat.member.click(message, label="▶")


async def test_whatever_is_printed_can_be_stepped_through(chat: Chat, kept: list[Recording]) -> None:
    await chat.say("!demo hostile")
    assert len(kept[0].events) > 30
    for _ in kept[0].events:
        await chat.member.click(reply(chat), label="▶")
        message = reply(chat)
        step = message.embeds[-1]
        whole = f"{step.title}\n{step.description}"
        assert sum(map(limits.size, message.embeds)) <= limits.EMBEDS_TOTAL
        assert whole.count("```") % 2 == 0
        assert "@everyone" not in whole
        assert "@here" not in whole
        assert "<@1>" not in whole
        assert not {"\u202e", "\x1b", "\x07", "\x00"} & set(whole)
        outside = "".join(whole.split("```")[::2])
        assert "[x](" not in outside.replace("\\[", "")
    assert "lines left out" in whole


async def test_a_result_that_only_one_user_sees_is_stepped_through_alone(chat: Chat) -> None:
    message = await chat.say("!demo fork")
    shown = await chat.member.click(message, label="Explain")
    assert shown.response is not None
    result = await chat.member.click(shown.response, label="Run the demo: fork")
    assert result.response is not None
    assert result.ephemeral
    stepped = await chat.member.click(result.response, label="▶")
    assert stepped.response is not None
    assert stepped.response.ephemeral
    assert titles(stepped.response.message)[-1].startswith("Step 1 of")
    assert chat.replies()[0].embeds[-1].title == message.embeds[-1].title, "the other one stays"


async def test_a_slash_command_gives_a_stepper_too(chat: Chat) -> None:
    message = await chat.slash("demo", name="fork")
    await chat.member.click(message, label="▶")
    assert titles(reply(chat))[-1].startswith("Step 1 of")


async def test_without_the_database_there_is_a_result_without_a_stepper(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Any, **__: Any) -> NoReturn:
        raise StoreError("the disk is full")

    monkeypatch.setattr(Recordings, "put", full)
    message = await chat.say("!demo fork")
    assert list(buttons(message)) == ["Run again", "Another order", "Source", "Explain", "All outcomes", "Delete"]


async def test_a_click_on_a_message_that_was_just_deleted(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await chat.say("!demo fork")
    get = Recordings.get

    async def slow(self: Recordings, identity: str) -> Recording | None:
        await chat.bot.get_partial_messageable(chat.channel.id).get_partial_message(message.id).delete()
        return await get(self, identity)

    monkeypatch.setattr(Recordings, "get", slow)
    await chat.member.click(message, label="▶")
    assert chat.replies() == []
