"""``progress`` and ``board`` after an experiment: one's own figures, and only those on the board who want to be."""

from __future__ import annotations

import pytest
import simcord

from tests.chat import text
from tests.cogs.lab.conftest import ORPHAN, Group, said
from tests.cogs.lab.conftest import group as group

pytestmark = pytest.mark.core


async def shown(group: Group, who: simcord.MemberActor, name: str, **options: str) -> str:
    return text(said(await who.slash(group.chat.channel, name, **options)))


async def test_after_an_experiment(group: Group) -> None:
    assert "You have not predicted anything yet" in await shown(group, group.bo, "progress")
    assert "Nobody is on the board yet" in await shown(group, group.bo, "board show")
    message = await group.start("orphan ask=output,processes")
    await group.predict(group.ana, message, output=ORPHAN, processes="2")
    await group.predict(group.bo, message, output=ORPHAN, processes="1")
    before = await shown(group, group.bo, "progress")
    assert "None of them is revealed yet." in before
    assert "Orphan: the parent exits first · not revealed yet" in before

    await group.click(group.ana, message, "Run it")
    await group.click(group.ana, message, "Reveal")
    own = await shown(group, group.ana, "progress")
    assert "1 of 1 were right." in own
    assert "▰▰▰▰▰" in own
    assert " · 1/1" in own
    assert "Orphan: the parent exits first · `child 3: my parent is 2 …` · 2 · ✅ right" in own
    assert "0 of 1 were right." in await shown(group, group.bo, "progress")

    for who in (group.ana, group.bo, group.lin):
        await who.slash(group.chat.channel, "board join")
    await group.bo.slash(group.chat.channel, "board leave")
    board = await shown(group, group.lin, "board show")
    assert f"🥇 <@{group.ana.id}>: 1 of 1 right" in board
    assert f"<@{group.bo.id}>" not in board
    assert f"**2** <@{group.lin.id}>: 0 of 0 right" in board


async def test_in_chinese_and_in_direct_messages(group: Group) -> None:
    await group.chat.choose("zh-CN")
    assert "排行榜上还没有人" in text(await group.chat.say("!排行榜"))
    assert "已加入" in text(await group.chat.say("!排行榜 加入"))
    assert f"<@{group.ana.id}>：0 个预测中对了 0 个" in text(await group.chat.say("!board"))
    assert "还没有预测过" in text(await group.chat.say("！进度"))
