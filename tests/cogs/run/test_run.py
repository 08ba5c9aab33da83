"""``run`` as its users meet it: every way in, in both languages, hostile programs and hostile messages."""

from __future__ import annotations

import pytest
import simcord

from tests.chat import Chat, text
from tests.cogs.run.programs import ECHO, FORK, STEPS, block, file, labels

pytestmark = pytest.mark.core

LINES = "one\ntwo"
HOSTILE = """
import os
if os.fork() == 0:
    os.write(1, b"@everyone <@1> `" + b"``\\n`" + b"`` \\x1b[31mred \\xe2\\x80\\xae reversed \\x00\\n")
    os._exit(3)
os.wait()
for number in range(300):
    os.write(1, b"%d\\n" % number)
"""


async def test_a_code_block_runs_and_the_one_reply_becomes_the_result(chat: Chat) -> None:
    message = await chat.say(f"!run\n{block(FORK)}")

    summary, details = message.embeds
    assert summary.title == "main.py"
    assert "3 │ hello from the child\n2 │ reaped 0" in str(summary.description)
    assert "The program exited with 0" in str(summary.description)
    assert "fork → child 3" in str(details.description)
    assert summary.image.url == "attachment://timeline.png"
    assert [file.filename for file in message.attachments] == ["timeline.png"]
    assert labels(message) == [*STEPS, "Film", "Run again", "Another order", "All outcomes", "Delete"]
    assert message.reference is not None
    assert message.reference.message_id == chat.question.id
    sent = [entry for entry in chat.env.http_requests if entry.method == "POST" and "/messages" in entry.path]
    assert len(sent) == 1
    assert "It runs now, for at most 10 s." in str(sent[0].json)


@pytest.mark.parametrize(
    ("command", "tag"),
    [
        ("!run ", "py"),
        ("!run\n", "python"),
        ("!run", "Python3"),
        ("!RUN\n\n", ""),
        ("！运行 ", "py"),
        ("!运行", ""),
    ],
)
async def test_however_it_is_typed(chat: Chat, command: str, tag: str) -> None:
    message = await chat.say(f"{command}{block('print(6 * 7)', tag)}")
    assert "2 │ 42" in text(message)


async def test_a_message_that_begins_with_a_mention(chat: Chat) -> None:
    assert chat.bot.user is not None
    message = await chat.say(f"<@{chat.bot.user.id}> run {block('print(6 * 7)')}")
    assert "2 │ 42" in text(message)


async def test_in_chinese(chat: Chat) -> None:
    await chat.choose("zh-CN")
    message = await chat.say(f"！运行 seed=2 clock=real {block(FORK)}")

    assert message.embeds[0].title == "main.py · 种子 2 · 真实时间"
    assert "程序退出，退出码是 0" in text(message)
    assert labels(message) == [*STEPS, "动画", "再运行一次", "换个顺序", "所有结果", "删除"]
    sent = [entry for entry in chat.env.http_requests if entry.method == "POST" and "/messages" in entry.path]
    assert "正在运行，最多需要 10 秒" in str(sent[0].json)


async def test_options_stay_with_the_result(chat: Chat) -> None:
    message = await chat.say(f"!run seed=3 {block(FORK)}")
    assert message.embeds[0].title == "main.py · seed 3"
    assert "of program time" in text(message)

    message = await chat.say(f"!run py, clock=real seed=0 {block(FORK)}")
    assert message.embeds[0].title == "main.py · real time"
    assert "of program time" not in text(message)

    message = await chat.say(f"!run schedule=natural {block(FORK)}")
    assert message.embeds[0].title == "main.py · natural order"
    below = labels(message)
    assert below == [*STEPS, "Film", "Run again", "All outcomes", "Delete"], (
        "where the kernel decides, there is no other seed"
    )


async def test_the_same_seed_gives_the_same_and_another_may_not(chat: Chat) -> None:
    source = "import os\nfor n in range(3):\n    if os.fork() == 0:\n        print(n)\n        break\nelse:\n"
    source += "    for _ in range(3):\n        os.wait()"
    seen = set()
    for seed in range(20):
        message, again = [await chat.say(f"!run seed={seed} {block(source)}") for _ in range(2)]
        assert message.embeds[0].description == again.embeds[0].description
        assert message.embeds[1].description == again.embeds[1].description
        seen.add(message.embeds[0].description)
        await chat.env.advance_time(61)
        if len(seen) > 1:
            return
    pytest.fail("20 seeds, and always the same")


async def test_the_result_can_be_stepped_through(chat: Chat) -> None:
    message = await chat.say(f"!run {block(FORK)}")
    await chat.member.click(message, label="⏭")
    (reply,) = chat.replies()
    assert len(reply.embeds) == 3
    assert 'print("reaped"' in str(reply.embeds[2].description)
    await chat.member.click(reply, label="Another order")
    (reply,) = chat.replies()
    assert len(reply.embeds) == 2
    assert labels(reply) == [*STEPS, "Film", "Run again", "Another order", "All outcomes", "Delete"]


async def test_a_second_code_block_is_standard_input(chat: Chat) -> None:
    message = await chat.say(f"!run {block(ECHO)} with this:\n{block(LINES, '')}")
    assert "2 │ read one\n2 │ read two\n2 │ end" in text(message)
    assert "2 │ end" in text(await chat.say(f"!run {block(ECHO)}"))


async def test_an_attached_file(chat: Chat) -> None:
    message = await chat.say("!run", attachments=[("fork_it.py", FORK.encode())])
    assert message.embeds[0].title == "fork\\_it.py"
    assert "reaped 0" in text(message)

    message = await chat.say(f"!run seed=1 {block('one', '')}", attachments=[("echo.PY", ECHO.encode())])
    assert message.embeds[0].title == "echo.py · seed 1"
    assert "read one" in text(message)


async def test_files_from_other_systems(chat: Chat) -> None:
    source = "\ufeffprint('鱼')\r\nprint(__file__)\r\n".encode()
    message = await chat.say("!run", attachments=[("notes.txt", b"no"), ("鱼.py", source), ("b.py", b"no")])
    assert message.embeds[0].title == "鱼.py"
    assert "2 │ 鱼\n" in text(message)
    message = await chat.say("!run", attachments=[("e.py", ECHO.encode()), ("stdin.txt", b"\xef\xbb\xbfa\r\nb")])
    assert "2 │ read a\n2 │ read b\n2 │ end" in text(message)


async def test_what_discord_made_a_file_of(chat: Chat) -> None:
    """Discord makes a text that is too long for a message a file, ``message.txt``."""
    long = "#" * 3000
    message = await chat.say("!run", attachments=[("message.txt", f"{long}\n{FORK}".encode())])
    assert "reaped 0" in text(message)
    fenced = block(f"{long}\n{ECHO}") + block("one", "")
    message = await chat.say("!run", attachments=[("message.txt", fenced.encode())])
    assert "read one" in text(message)


async def test_a_reply_to_somebodys_program(chat: Chat, other: simcord.MemberActor) -> None:
    program = await other.send(chat.channel, f"why does this hang?\n{block(FORK)}")
    message = await chat.say("!run seed=4", reply_to=program)
    assert message.embeds[0].title == "main.py · seed 4"
    assert "reaped 0" in text(message)
    assert message.reference is not None
    assert message.reference.message_id == chat.question.id

    attached = await other.send(chat.channel, "mine", attachments=[("mine.py", FORK.encode())])
    assert (await chat.say("!run", reply_to=attached)).embeds[0].title == "mine.py"
    own = await chat.say(f"!run {block('print(6 * 7)')}", reply_to=program)
    assert "2 │ 42" in text(own), "one's own program comes first"


async def test_a_reply_to_a_result_runs_that_program(chat: Chat) -> None:
    result = await chat.say(f"!run {block(FORK)}")
    message = await chat.say("!run seed=2", reply_to=result)
    assert message.embeds[0].title == "main.py · seed 2"
    assert "reaped 0" in text(message)


async def test_a_forwarded_program(chat: Chat, other: simcord.MemberActor) -> None:
    program = await other.send(chat.channel, block(FORK))
    await other.forward(program, chat.channel)
    forwarded = chat.channel.history()[-1]
    assert forwarded.content == ""
    assert "reaped 0" in text(await chat.say("!run", reply_to=forwarded))


async def test_the_menu_of_a_message(chat: Chat, other: simcord.MemberActor) -> None:
    program = await other.send(chat.channel, f"look\n{block(FORK)}")
    result = await chat.member.context_menu(chat.channel, "Run with Forklore", program)
    assert result.response is not None
    assert not result.ephemeral
    message = result.response.message
    assert message.embeds[0].title == "main.py"
    assert "reaped 0" in text(message)
    assert f"[this message]({program.jump_url})" in text(message)
    assert [file.filename for file in message.attachments] == ["timeline.png"]
    assert labels(message) == [*STEPS, "Film", "Run again", "Another order", "All outcomes", "Delete"]


async def test_the_menu_is_named_in_each_language(chat: Chat) -> None:
    (sent,) = [request.json for request in chat.env.http_requests if request.method == "PUT"]
    menu = next(command for command in sent if command["type"] == 3)
    assert menu["name_localizations"]["zh-CN"] == "用 Forklore 运行"


async def test_the_form(chat: Chat) -> None:
    shown = await chat.member.slash(chat.channel, "run")
    assert shown.modal is not None
    assert shown.modal["title"] == "Run a program"
    values = {"source": ECHO, "stdin": LINES, "written": ["python"], "mode": ["virtual"]}
    result = await chat.member.submit_modal(shown, values)
    assert result.response is not None
    message = result.response.message
    assert message.embeds[0].title == "main.py"
    assert "2 │ read one\n2 │ read two\n2 │ end" in text(message)
    assert await file(message, "main.py") == ECHO
    assert await file(message, "stdin.txt") == LINES


async def test_the_form_without_input_with_options_and_backticks(chat: Chat) -> None:
    await chat.choose("zh-CN")
    shown = await chat.member.slash(chat.channel, "run", options="seed=5")
    assert shown.modal is not None
    assert shown.modal["title"] == "运行程序"
    values = {"source": block(FORK), "stdin": "", "written": ["python"], "mode": ["real"]}
    result = await chat.member.submit_modal(shown, values)
    assert result.response is not None
    message = result.response.message
    assert message.embeds[0].title == "main.py · 种子 5 · 真实时间"
    assert [file.filename for file in message.attachments] == ["timeline.png", "main.py"]
    assert await file(message, "main.py") == f"{FORK}\n"


async def test_a_file_of_the_slash_command(chat: Chat) -> None:
    message = await chat.slash("run", file=("fork.py", FORK.encode()), options="natural")
    assert message.embeds[0].title == "fork.py · natural order"
    assert await file(message, "fork.py") == FORK


async def test_editing_the_message_runs_again_in_the_same_reply(chat: Chat) -> None:
    message = await chat.say(f"!run {block('print(1)')}")
    await chat.member.edit(chat.question, f"!run seed=9 {block('print(6 * 7)')}")
    (reply,) = chat.replies()
    assert reply.id == message.id
    assert "2 │ 42" in text(reply)
    assert reply.embeds[0].title == "main.py · seed 9"
    assert len(reply.attachments) == 1


async def test_deleting_the_message_deletes_the_reply(chat: Chat) -> None:
    await chat.say(f"!run {block(FORK)}")
    await chat.member.delete(chat.question)
    assert chat.replies() == []


async def test_in_a_direct_message(chat: Chat) -> None:
    await chat.member.send_dm(f"!run {block(FORK)}")
    reply = chat.member.user.dm_channel.history()[-1]
    assert "reaped 0" in text(reply)
    await chat.member.user.click(reply, label="Another order")
    assert chat.member.user.dm_channel.history()[-1].embeds[0].title == "main.py · seed 1"


async def test_hostile_output_stays_in_its_place_and_what_is_cut_is_in_a_file(chat: Chat) -> None:
    message = await chat.say("!run", attachments=[("hostile.py", HOSTILE.encode())])
    shown = text(message)
    assert "@everyone" not in shown
    assert "<@1>" not in shown
    assert "\\x1b[31mred \\u202e reversed \\x00" in shown
    for embed in message.embeds:
        assert str(embed.description).count("```") % 2 == 0
    assert not message.mention_everyone
    full = await file(message, "run.txt")
    assert all(f"2 │ {number}\n" in full for number in range(300))
    assert "os.write(2" not in full
    assert "for number in range(300):" in full, "with the program"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a b.py", "main.py"),
        ("../../etc/passwd.py", "passwd.py"),
        ("@everyone.py", "main.py"),
        (".py.py", "main.py"),
        ("x" * 200 + ".py", "main.py"),
        ("a\u202eb.py", "main.py"),
        ("-c.py", "main.py"),
        ("a.tar.py", "main.py"),
        ("孤儿-1.py", "孤儿-1.py"),
    ],
)
async def test_names_of_files_are_not_trusted(chat: Chat, name: str, shown: str) -> None:
    message = await chat.say("!run", attachments=[(name, b"import sys\nprint(sys.argv)")])
    assert message.embeds[0].title == shown
    assert f"2 │ ['{shown}']" in text(message)


async def test_fences_in_a_program_are_where_discord_sees_them(chat: Chat) -> None:
    message = await chat.say('!run ```py\nprint("```")\n```')
    assert "SyntaxError: unterminated string literal" in text(message)
    message = await chat.say("!run ```py\nprint('nobody ended it')")
    assert "2 │ nobody ended it" in text(message)


@pytest.mark.parametrize(("language", "hint"), [("en", "curly quotes"), ("zh-CN", "弯引号")])
@pytest.mark.parametrize("source", ["print(“hi”)", "print（1）", "x = 1\u200b", "if True:\n\u00a0print(1)"])
async def test_characters_that_a_phone_made_are_explained(
    chat: Chat, language: str, hint: str, source: str
) -> None:
    await chat.choose(language)
    assert hint in text(await chat.say(f"!run {block(source)}"))
    assert hint not in text(await chat.say(f"!run {block('print(')}"))


async def test_characters_that_utf8_cannot_hold(chat: Chat) -> None:
    message = await chat.say(f"!run {block(chr(0xD800).join(['print(1) #', '']))}")
    assert "2 │ 1" in text(message)
