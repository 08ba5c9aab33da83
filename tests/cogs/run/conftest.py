"""Others in the channel."""

from __future__ import annotations

import pytest
import simcord

from tests.chat import Chat


@pytest.fixture
def other(chat: Chat) -> simcord.MemberActor:
    """Somebody else in the channel."""
    return chat.guild.add_member(chat.env.create_user("bo"))
