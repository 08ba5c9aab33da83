"""Forms: sending one is an action, which needs nothing in the bot's memory."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import discord
import pytest
from discord.ext import commands

from bot.client import Forklore
from bot.ui import forms
from bot.ui.actions import action
from tests.chat import Chat, text

pytestmark = pytest.mark.core


@dataclasses.dataclass
class Surveys(commands.Cog):
    """Asks two questions."""

    asks: str = "survey"
    answers: list[tuple[str, dict[str, str]]] = dataclasses.field(default_factory=list)

    async def ask(self, interaction: discord.Interaction[Any]) -> None:
        fields = [
            forms.text("name", "N" * 60, placeholder="P" * 200, required=False),
            forms.choice("size", "Size", [("s", "Small"), ("l", "L" * 200)], "l"),
        ]
        await forms.show(interaction, self.asks, "7", title="T" * 60, fields=fields)

    @action("survey")
    async def survey(self, interaction: discord.Interaction[Any], number: str, **entered: str) -> None:
        self.answers.append((number, entered))
        await interaction.response.send_message("thank you")


@pytest.fixture
async def surveys(chat: Chat) -> Surveys:
    cog = Surveys()
    await chat.bot.add_cog(cog)

    @chat.bot.tree.command(name="survey", description="Ask")
    async def survey(interaction: discord.Interaction[Any]) -> None:
        await cog.ask(interaction)

    await chat.bot.tree.sync()
    return cog


async def test_what_is_entered_arrives_by_the_names_of_the_fields(chat: Chat, surveys: Surveys) -> None:
    for values, entered in (
        ({"name": "ana", "size": ["s"]}, {"name": "ana", "size": "s"}),
        ({"size": ["l"]}, {"name": "", "size": "l"}),
    ):
        shown = await chat.member.slash(chat.channel, "survey")
        result = await chat.member.submit_modal(shown, values)
        assert result.response is not None
        assert result.response.content == "thank you"
        assert surveys.answers.pop() == ("7", entered)


async def test_two_people_fill_in_the_same_form_at_once(chat: Chat, surveys: Surveys) -> None:
    other = chat.guild.add_member(chat.env.create_user("bo"))
    first, second = [await member.slash(chat.channel, "survey") for member in (chat.member, other)]
    await other.submit_modal(second, {"name": "bo", "size": ["s"]})
    await chat.member.submit_modal(first, {"name": "ana", "size": ["s"]})
    assert [entered["name"] for _, entered in surveys.answers] == ["bo", "ana"]


@pytest.mark.simcord(check_errors=False)
async def test_a_form_of_an_older_version(chat: Chat, surveys: Surveys, make: Callable[..., Forklore]) -> None:
    shown = await chat.member.slash(chat.channel, "survey")
    await chat.env.restart_bot(make())
    result = await chat.member.submit_modal(shown, {"name": "ana", "size": ["s"]})
    assert result.ephemeral
    assert result.response is not None
    assert "older version" in text(result.response.message)
