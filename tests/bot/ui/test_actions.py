"""Buttons and menus whose custom ids hold all that a click needs."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Reply
from bot.ui.actions import MENUS, Pick, Press, action, button, handlers, menus, view
from tests.chat import Chat, text

pytestmark = pytest.mark.core


def options(count: int, prefix: str = "o") -> list[discord.SelectOption]:
    return [discord.SelectOption(label=f"{prefix}{number}", value=f"{prefix}{number}") for number in range(count)]


@given(st.lists(st.integers(0, 25), max_size=8))
def test_menus_hold_every_option_once_and_in_order(sizes: list[int]) -> None:
    groups = [(f"g{number}", options(size, f"{number}-")) for number, size in enumerate(sizes) if size]
    if sum(sizes) > 25 * MENUS:
        return
    made = menus("pick", "1", prompt="Pick", groups=groups)
    assert len(made) <= MENUS
    assert [o.value for menu in made for o in menu.item.options] == [o.value for _, all_ in groups for o in all_]
    assert len({menu.custom_id for menu in made}) == len(made)
    view(made)  # it fits


def test_groups_stay_together_as_long_as_there_is_room() -> None:
    made = menus("pick", prompt="Pick", groups=[("A", options(10)), ("B", options(10)), ("C", options(10))])
    assert [menu.item.placeholder for menu in made] == ["A · B", "C"]
    assert [menu.item.placeholder for menu in menus("pick", prompt="Pick", groups=[("A", options(3))])] == ["Pick"]


@pytest.mark.parametrize("arguments", [("a:b",), ("x" * 99,)])
def test_what_a_click_could_not_bring_back_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"'a:b'|too long"):
        button("act", *arguments, label="Label")


def test_a_view_never_times_out_and_is_not_remembered() -> None:
    made = view([button("act", label="Label")])
    assert made.timeout is None
    assert made.is_persistent()


async def test_each_action_has_one_handler(chat: Chat) -> None:
    names = [
        mark.name
        for cog in chat.bot.cogs.values()
        for attribute in dir(type(cog))
        if (mark := getattr(getattr(type(cog), attribute), "__forklore_action__", None)) is not None
    ]
    assert sorted({*names, "delete"}) == sorted([*names, "delete"]) == sorted(handlers(chat.bot))


async def offer(chat: Chat, *items: Any) -> discord.Message:
    """A message of the bot with these buttons."""
    channel = chat.bot.get_channel(chat.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(**Reply(content="offer", view=view(items)).sending())


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(("language", "said"), [("en", "older version"), ("zh-CN", "旧版本")])
@pytest.mark.parametrize(
    "old",
    [
        ("no-longer-there", "x"),
        ("demo", "no-such-demo"),
        ("source", "no-such-demo", ""),
        ("card", "1", "no-such-card"),
    ],
    ids=" ".join,
)
async def test_a_button_of_an_older_version_says_so(
    chat: Chat, language: str, said: str, old: tuple[str, ...]
) -> None:
    await chat.choose(language)
    message = await offer(chat, button(*old, label="Old"))
    result = await chat.member.click(message, label="Old")
    assert result.ephemeral
    assert result.response is not None
    assert said in text(result.response.message)


@pytest.mark.simcord(check_errors=False)
async def test_a_fault_in_a_handler_is_answered_with_an_id(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    message = await offer(chat, button("source", "too", "many", "arguments", label="Broken"))
    result = await chat.member.click(message, label="Broken")
    assert result.ephemeral
    assert result.response is not None
    (record,) = [record for record in caplog.records if record.name == "bot.errors"]
    assert record.getMessage().split()[1] in text(result.response.message)


def test_buttons_and_menus_are_told_apart() -> None:
    press = Press.__discord_ui_compiled_template__
    pick = Pick.__discord_ui_compiled_template__
    assert press.fullmatch("press:act:1")
    assert not press.fullmatch("pick0:act:1")
    assert pick.fullmatch("pick0:act:1")
    assert not pick.fullmatch("press:act:1")


def test_an_action_leaves_the_method_as_it_is() -> None:
    async def method() -> None: ...

    assert action("name")(method) is method
