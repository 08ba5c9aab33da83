"""A claim proven in chat: picked below its card, run, stepped through, in both languages, after a restart."""

from __future__ import annotations

from typing import Any

import discord
import msgspec
import pytest
import simcord

from cogs.explain.library import load
from cogs.explain.proof import load_proofs
from cogs.explain.prover import HOST
from demos.recording import Job, Recording
from demos.runner import RunnerClosed
from tests.chat import Chat, text
from tests.shared_runner import SharedRunner

pytestmark = pytest.mark.core

WAITPID = load().get("waitpid")
PROVEN = load_proofs().here("waitpid")
WHERE = f"(Linux {HOST['kernel']}, Python {HOST['python']})"


@pytest.fixture
def other(chat: Chat) -> simcord.MemberActor:
    return chat.guild.add_member(chat.env.create_user("bo"))


def menu(message: discord.Message, placeholder: str) -> discord.SelectMenu:
    return next(
        item
        for row in message.components
        for item in row.children  # type: ignore[union-attr]
        if isinstance(item, discord.SelectMenu) and placeholder in str(item.placeholder)
    )


async def prove(chat: Chat, claim: str, word: str = "Prove it") -> discord.Message:
    """Say what waitpid is, pick a claim below the card, and return the proof."""
    card = await chat.say("!explain waitpid")
    result = await chat.member.select(card, [claim], custom_id=menu(card, word).custom_id)
    assert result.response is not None
    return result.response.message


def titles(message: discord.Message) -> list[str]:
    return [str(embed.title) for embed in message.embeds]


async def test_a_card_tells_how_much_of_it_is_proven_and_offers_the_claims(chat: Chat) -> None:
    card = await chat.say("!explain waitpid")

    claims = WAITPID.text("en").claims
    assert text(card).endswith(f"{len(PROVEN)} of {len(claims)} claims proven here {WHERE}")
    options = menu(card, f"one of {len(PROVEN)} claims").options
    assert {option.value for option in options} == PROVEN.keys()
    assert "pid: above 0: exactly this child." in [option.label for option in options]
    assert "❌ Option 0 means non-blocking" in [option.label for option in options]
    assert "{#" not in text(card)


@pytest.mark.parametrize(
    ("language", "word", "title", "says"),
    [
        ("en", "Prove it", "options: 0 blocks until a child has ended.", "there is no other outcome (Linux"),
        ("zh-CN", "眼见为实", "options: 0 表示阻塞到有子进程结束。", "没有别的结果（Linux"),
    ],
)
async def test_a_claim_runs_with_picture_and_stepper(
    chat: Chat, language: str, word: str, title: str, says: str
) -> None:
    await chat.choose(language)
    proof = await prove(chat, "zero-blocks", word)

    assert titles(proof)[0] == title
    assert says in text(proof)
    assert "(3, 1792)" in text(proof)
    assert proof.embeds[0].image.url
    await chat.member.click(proof, label="⏭")
    (shown,) = [reply for reply in chat.replies() if reply.id == proof.id]
    assert len(shown.embeds) == 3


async def test_a_misconception_is_refuted(chat: Chat) -> None:
    proof = await prove(chat, "pid-zero")

    assert titles(proof)[0] == "❌ pid 0 waits for the process with PID 0"
    assert "✅ 0 stands for" in text(proof)


async def test_from_claim_to_claim_and_back_to_the_card(chat: Chat, other: simcord.MemberActor) -> None:
    proof = await prove(chat, "exactly-this")
    number = 1 + list(PROVEN).index("exactly-this")
    label = f"Next claim ({number + 1}/{len(PROVEN)})"

    theirs = await other.click(proof, label=label)
    assert theirs.ephemeral
    assert theirs.response is not None
    assert theirs.response.embeds[0].title == "pid: -1: any child."

    await chat.member.click(proof, label=label)
    (shown,) = [reply for reply in chat.replies() if reply.id == proof.id]
    assert shown.embeds[0].title == "pid: -1: any child."
    source = await chat.member.click(shown, label="Source")
    assert source.ephemeral
    assert source.response is not None
    assert PROVEN["any-child"].source.strip() in source.response.content
    await chat.member.click(shown, label="os.waitpid")
    assert titles(next(reply for reply in chat.replies() if reply.id == proof.id)) == ["os.waitpid"]


async def test_the_last_claim_leads_to_the_first(chat: Chat) -> None:
    last = [claim.id for claim in WAITPID.text("en").claims if claim.id in PROVEN][-1]
    proof = await prove(chat, last)

    await chat.member.click(proof, label=f"Next claim (1/{len(PROVEN)})")
    (shown,) = [reply for reply in chat.replies() if reply.id == proof.id]
    assert shown.embeds[0].title == "pid: above 0: exactly this child."


async def test_a_claim_has_a_link(chat: Chat) -> None:
    assert titles(await chat.say("!explain waitpid#zero-blocks"))[0] == "options: 0 blocks until a child has ended."


async def test_a_link_to_no_claim_leads_to_the_card(chat: Chat) -> None:
    assert titles(await chat.say("!explain waitpid#zero-blox")) == ["os.waitpid"]


async def test_a_claim_is_proven_after_a_restart(chat: Chat) -> None:
    card, bot = await chat.say("!explain waitpid"), chat.bot
    fresh = type(bot)(
        settings=bot.settings,
        runner=bot.runner,
        catalogue=bot.catalogue,
        languages=bot.languages,
        store=bot.store,
    )
    await chat.env.restart_bot(fresh)

    result = await chat.member.select(card, ["einval"], custom_id=menu(card, "Prove it").custom_id)
    assert result.response is not None
    assert "Invalid argument" in text(result.response.message)


class Lying:
    """A runner whose programs end otherwise than they did, or that runs none any more."""

    def __init__(self, runner: SharedRunner) -> None:
        self._runner = runner
        self.closed = False

    async def run(self, job: Job, *, owner: Any = None) -> Recording:
        if self.closed:
            raise RunnerClosed("closed")
        return msgspec.structs.replace(await self._runner.run(job, owner=owner), stdout="something else")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._runner, name)


class TestElsewhere:
    """On a machine on which a claim does not hold, or that runs nothing."""

    @pytest.fixture
    def runner(self, shared_runner: SharedRunner) -> Lying:
        return Lying(shared_runner)

    async def test_what_does_not_hold_is_not_called_proven(self, chat: Chat, runner: Lying) -> None:
        proof = await prove(chat, "einval")

        assert titles(proof)[0].startswith("⚠️ EINVAL: unknown bits")
        assert "this run does not show what the card claims" in text(proof)
        assert "Proven" not in text(proof)
        assert f"0 of {len(WAITPID.text('en').claims)} claims" in text(chat.replies()[0])

    @pytest.mark.simcord(check_errors=False)
    async def test_a_proof_that_could_not_be_run_leaves_the_message_as_it_was(
        self, chat: Chat, runner: Lying
    ) -> None:
        proof = await prove(chat, "einval")
        runner.closed = True
        before = titles(proof)
        await chat.member.click(proof, label=f"Next claim (10/{len(PROVEN)})")

        assert titles(next(reply for reply in chat.replies() if reply.id == proof.id)) == before
        menus = menu(chat.replies()[0], "Prove it")
        await chat.member.select(chat.replies()[0], ["echild"], custom_id=menus.custom_id)
        assert not [reply for reply in chat.replies() if "The proof is running" in text(reply)]

    async def test_a_card_is_shown_where_nothing_runs(self, chat: Chat, runner: Lying) -> None:
        runner.closed = True
        card = await chat.say("!explain waitpid")

        assert titles(card)[0] == "os.waitpid"
        assert "claims proven" not in text(card)
        runner.closed = False
        again = await chat.say("!explain waitpid")
        assert "claims proven here" in text(again), "what could not be run is tried again"
