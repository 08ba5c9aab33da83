"""What ``run`` answers when it cannot run something: what happened, and what to do, in both languages."""

from __future__ import annotations

import pytest
import simcord

from bot.settings import Settings
from demos.recording import Job, Program, Recording
from demos.runner import IsolationUnavailable, LanguageUnavailable, QueueFull, Runner
from tests.chat import Chat, text
from tests.cogs.run.programs import FORK, block, labels

pytestmark = [pytest.mark.core, pytest.mark.simcord(check_errors=False)]

LANGUAGES = ("en", "zh-CN")


async def refused(chat: Chat, line: str, said: str, **sending: object) -> None:
    """The line is answered with that, and nothing is run."""
    message = await chat.say(line, **sending)
    assert text(message).startswith("⚠️ ")
    assert said in text(message)
    assert not message.attachments


@pytest.mark.parametrize(
    ("language", "said", "label"),
    [("en", "three backticks", "Write a program"), ("zh-CN", "三个反引号", "写一个程序")],
)
@pytest.mark.parametrize(
    "line", ["!run", "!run seed=3", "!run print(1)", "!run `print(1)`", "!run ``````", "!run ```py\n \n```"]
)
async def test_without_a_program_it_shows_how_to_write_one_and_offers_a_form(
    chat: Chat, language: str, said: str, label: str, line: str
) -> None:
    await chat.choose(language)
    message = await chat.say(line)
    assert said in text(message)
    assert "\\`\\`\\`py\nimport os\n" in text(message), "Discord shows these as backticks"
    assert "`!run`" in text(message)
    assert labels(message) == [label]

    shown = await chat.member.click(message, label=label)
    values = {"source": FORK, "stdin": "", "written": ["python"], "mode": ["virtual"]}
    result = await chat.member.submit_modal(shown, values)
    assert result.response is not None
    assert "reaped 0" in text(result.response.message)
    assert "3 个反引号" not in text(result.response.message)


async def test_a_reply_to_a_message_without_a_program(chat: Chat, other: simcord.MemberActor) -> None:
    chatter = await other.send(chat.channel, "use `fork()`, and see")
    answer = await other.send(chat.channel, "I do", reply_to=await other.send(chat.channel, block(FORK)))
    for message in (chatter, answer):
        assert "three backticks" in text(await chat.say("!run", reply_to=message))
    assert "three backticks" in text(await chat.say("!run", reply_to=await chat.say("!demo fork")))


async def test_a_reply_to_a_message_that_is_gone(chat: Chat, other: simcord.MemberActor) -> None:
    program = await other.send(chat.channel, block(FORK))
    message = await chat.say("!run", reply_to=program)
    await other.delete(program)
    await chat.member.edit(chat.question, "!run seed=2")
    (reply,) = chat.replies()
    assert reply.id == message.id
    assert "three backticks" in text(reply)


@pytest.mark.parametrize(("language", "said"), [("en", "look behind `?123`"), ("zh-CN", "打开表单")])
async def test_the_menu_of_a_message_without_a_program(
    chat: Chat, other: simcord.MemberActor, language: str, said: str
) -> None:
    await chat.choose(language)
    chatter = await other.send(chat.channel, "hello")
    result = await chat.member.context_menu(chat.channel, "Run with Forklore", chatter)
    assert result.ephemeral
    assert result.response is not None
    assert said in text(result.response.message)


@pytest.mark.parametrize(
    ("line", "en", "zh"),
    [
        ("!run please", "What is `please`?", "看不懂 `please`"),
        ("!run speed=3", "What is `speed=3`?", "看不懂 `speed=3`"),
        ("!run seed=many", "`many` cannot be one", "不能是 `many`"),
        ("!run seed=1 clock=@everyone", "`clock` cannot be `@\u200beveryone`", "`clock` 不能是 `@\u200beveryone`"),
        ("!run schedule=x", "It can be `controlled` · `natural`.", "可以是 `controlled` · `natural`。"),
    ],
)
async def test_options_that_do_not_exist(chat: Chat, line: str, en: str, zh: str) -> None:
    for language, said in (("en", en), ("zh-CN", zh)):
        await chat.choose(language)
        await refused(chat, f"{line} {block(FORK)}", said)


@pytest.mark.parametrize(("language", "said"), [("en", "I do not run `java`"), ("zh-CN", "我不会运行 `java`")])
async def test_other_languages(chat: Chat, language: str, said: str) -> None:
    await chat.choose(language)
    await refused(chat, f"!run {block('class X {}', 'java')}", said)
    assert "2 │ 1" in text(await chat.say(f"!run py {block('print(1)', 'java')}")), "unless it says another one"


@pytest.mark.parametrize(("language", "said"), [("en", "a picture of it will not do"), ("zh-CN", "图片不行")])
@pytest.mark.parametrize("name", ["Main.java", "screenshot.png", "program.txt", "stdin.txt", "py"])
async def test_files_that_are_no_programs(chat: Chat, language: str, said: str, name: str) -> None:
    await chat.choose(language)
    await refused(chat, "!run", said, attachments=[(name, b"print(1)")])


@pytest.mark.parametrize(
    ("language", "long", "binary"),
    [("en", "`a.py` is too long: 65 KiB. I take at most 64 KiB.", "`a.py` is not text in UTF-8"),
     ("zh-CN", "`a.py` 太长了：65 KiB。最多 64 KiB。", "`a.py` 不是 UTF-8 编码的文本")],
)  # fmt: skip
async def test_files_that_cannot_be_read(chat: Chat, language: str, long: str, binary: str) -> None:
    await chat.choose(language)
    await refused(chat, "!run", long, attachments=[("a.py", b"#" * (64 * 1024 + 1))])
    for data in ("# 鱼".encode("gbk"), "print(1)".encode("utf-16"), "print(1)".encode("utf-16-le"), b"a\0b"):
        await refused(chat, "!run", binary, attachments=[("a.py", data)])
    message = await chat.say("!run", attachments=[("a.py", b"print(1)\n" + b"#" * (64 * 1024 - 9))])
    assert "2 │ 1" in text(message), "the largest that is taken"


async def test_a_large_file_is_not_even_fetched(chat: Chat) -> None:
    await refused(chat, "!run", "too long", attachments=[("a.py", b"#" * 100_000)])
    await refused(
        chat, "!run", "`stdin.txt` is too long", attachments=[("a.py", b""), ("stdin.txt", b"#" * 100_000)]
    )
    assert not [entry for entry in chat.env.http_requests if "a.py" in entry.path and entry.method == "GET"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_where_the_host_forbids_it(chat: Chat, other: simcord.MemberActor, language: str) -> None:
    await chat.choose(language)
    shown = await chat.member.slash(chat.channel, "run")
    result = await chat.say(f"!run {block(FORK)}")
    chat.bot.settings = chat.bot.settings.model_copy(update={"allow_run": False})
    said = {"en": "switched that off. `!demo` lists", "zh-CN": "关闭了这个功能。用 `!demo`"}[language]

    await refused(chat, f"!run {block(FORK)}", said)
    values = {"source": FORK, "stdin": "", "written": ["python"], "mode": ["virtual"]}
    program = await other.send(chat.channel, block(FORK))
    for answer in (
        await chat.member.slash(chat.channel, "run"),
        await chat.member.submit_modal(shown, values),
        await chat.member.context_menu(chat.channel, "Run with Forklore", program),
        await chat.member.click(result, label={"en": "Run again", "zh-CN": "再运行一次"}[language]),
    ):
        assert answer.ephemeral
        assert answer.response is not None
        assert said in text(answer.response.message)


def test_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings(_env_file=None).allow_run
    monkeypatch.setenv("ALLOW_RUN", "false")
    assert not Settings(_env_file=None).allow_run


class Broken:
    """An engine that cannot run anything."""

    error: Exception = QueueFull("256 jobs wait already")

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    async def run(self, job: Job, *, owner: object = None) -> Recording:
        self.jobs.append(job)
        raise self.error

    def place(self, owner: object) -> int:
        return 0


class TestWithoutEngine:
    @pytest.fixture
    def runner(self) -> Runner:
        return Broken()  # type: ignore[return-value]

    @pytest.mark.parametrize(
        ("error", "en", "zh"),
        [
            (QueueFull("256 jobs wait already"), "Too many programs are waiting", "排队的程序太多了"),
            (LanguageUnavailable("no cc"), "this host cannot compile C", "这台主机不能编译 C 程序"),
            (IsolationUnavailable("unshare: EPERM"), "this host cannot isolate programs", "这台主机无法隔离程序"),
        ],
    )
    async def test_the_engines_errors_are_said(
        self,
        chat: Chat,
        other: simcord.MemberActor,
        monkeypatch: pytest.MonkeyPatch,
        error: Exception,
        en: str,
        zh: str,
    ) -> None:
        monkeypatch.setattr(Broken, "error", error)
        for language, said in (("en", en), ("zh-CN", zh)):
            await chat.choose(language)
            await refused(chat, f"!run {block(FORK)}", said)
            program = await other.send(chat.channel, block(FORK))
            result = await chat.member.context_menu(chat.channel, "Run with Forklore", program)
            assert [said in text(followup.message) for followup in (result.followups or [result.response])] == [
                True
            ]
        assert not any("⏳" in text(message) for message in chat.replies())

    async def test_c_is_handed_on_as_c(self, chat: Chat, runner: Runner) -> None:
        source = '#include <stdio.h>\nint main(void) { puts("hi"); }\n'
        program = Program("main.c", source, "c")
        for line in (f"!run c {block(source, '')}", f"!run {block(source, 'C')}", f"!run {block(source, '')}"):
            await chat.say(line)
            assert runner.jobs.pop().program == Program("main.c", f"{source}\n", "c")  # type: ignore[attr-defined]
        await chat.say("!run", attachments=[("main.c", source.encode())])
        assert runner.jobs.pop().program == program  # type: ignore[attr-defined]
        shown = await chat.member.slash(chat.channel, "run", options="c")
        assert shown.modal is not None
        chosen = [
            option["value"]
            for option in shown.modal["components"][2]["component"]["options"]
            if option.get("default")
        ]
        assert chosen == ["c"]
        values = {"source": source, "stdin": "", "written": ["c"], "mode": ["virtual"]}
        await chat.member.submit_modal(shown, values)
        assert runner.jobs.pop().program == program  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("language", "kept"), [("en", "is kept here"), ("zh-CN", "程序还在这里")])
    async def test_what_was_typed_into_the_form_is_not_lost(self, chat: Chat, language: str, kept: str) -> None:
        await chat.choose(language)
        shown = await chat.member.slash(chat.channel, "run")
        values = {"source": FORK, "stdin": "in", "written": ["python"], "mode": ["virtual"]}
        result = await chat.member.submit_modal(shown, values)
        assert result.response is not None
        message = result.response.message
        assert kept in text(message)
        assert [file.filename for file in message.attachments] == ["main.py", "stdin.txt"]
        assert labels(message)[0] in {"Run again", "再运行一次"}
        (error,) = result.followups
        assert error.ephemeral
        assert text(error.message).startswith("⚠️")
