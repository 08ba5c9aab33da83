"""``lab`` as a group meets it: predict, run, reveal, discuss; changes of mind, variations, a hundred runs."""

from __future__ import annotations

import pytest

from tests.chat import text
from tests.cogs.lab.conftest import ORPHAN, Group, said

pytestmark = pytest.mark.core


async def test_from_prediction_to_discussion(group: Group) -> None:
    message = await group.start("orphan")
    assert "▶ **predict** → run → reveal → discuss" in text(message)
    assert 'print(f"child  {os.getpid()}' in text(message)
    assert "What does it print?" in text(message)
    assert "Nobody has predicted yet." in text(message)

    kept = await group.predict(group.ana, message, output=ORPHAN)
    assert kept.ephemeral
    assert "Only you see it" in text(said(kept))
    await group.predict(
        group.bo, message, output="child 3: my parent is 2\nparent 2: I exit and do not wait for my child"
    )
    await group.predict(group.lin, message, output="no idea")
    shown = text(group.now(message))
    assert "3 have predicted." in shown
    assert "no idea" not in shown

    await group.click(group.ana, message, "Run it")
    assert "✅ run → ▶ **reveal**" in text(group.now(message))
    assert "now my parent is 1" not in text(group.now(message)).rpartition("```")[2]

    await group.click(group.ana, message, "Reveal")
    shown = text(group.now(message))
    assert f"✅ **Right (1 of 3):** <@{group.ana.id}>" in shown
    assert f"🟡 **Partly (1):** <@{group.bo.id}> (2 of 3 lines)" in shown
    assert "❌ **Something else:** 1" in shown
    assert "Most common misconception (1):** *When a parent ends, its children end too.*" in shown
    assert "now my parent is 1" in shown
    files = [file.filename for file in group.now(message).attachments]
    assert files == ["predictions.png"]
