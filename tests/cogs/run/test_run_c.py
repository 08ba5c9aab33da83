"""``!run`` with a C program: compiled, run, stepped through; what the compiler says is shown, and cannot harm."""

from __future__ import annotations

import pytest

from bot import limits
from demos import toolchain
from tests.chat import Chat, text
from tests.cogs.run.programs import STEPS, block, file, labels

pytestmark = [
    pytest.mark.core,
    pytest.mark.simcord(check_errors=False),
    pytest.mark.skipif(toolchain.find() is None, reason="there is no C compiler on this host"),
]

FORK = """\
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    if (fork() == 0) { sleep(3); puts("hello from the child"); return 7; }
    int status;
    wait(&status);
    printf("%d\\n", WEXITSTATUS(status));
}
"""


async def test_a_c_program_is_run_and_stepped_through(chat: Chat) -> None:
    message = await chat.say(f"!run {block(FORK, 'c')}")
    shown = text(message)
    assert message.embeds[0].title == "main.c"
    assert "hello from the child" in shown
    assert "exited with 0" in shown
    assert "program time" in shown
    assert "warns" not in shown

    result = await chat.member.click(message, label=STEPS[2])
    assert result.response is not None
    assert "main starts as PID 2" in text(result.response.message)


async def test_warnings_are_shown_with_the_result(chat: Chat) -> None:
    await chat.choose("zh-CN")
    message = await chat.say(f"!run c {block('int main(void) { fork(); }', '')}")
    assert "编译器警告" in text(message)
    assert "main.c:1:18: warning: implicit declaration of function 'fork'" in text(message)


@pytest.mark.parametrize(("language", "said"), [("en", "does not compile"), ("zh-CN", "程序无法通过编译")])
async def test_a_program_that_does_not_compile(chat: Chat, language: str, said: str) -> None:
    """The answer says why, and an edit of the program mends it."""
    await chat.choose(language)
    message = await chat.say(f"!run {block('int main(void) { return x; }', 'c')}")
    assert text(message).startswith("⚠️ ")
    assert said in text(message)
    assert "main.c:1:25: error: 'x' undeclared" in text(message)

    await chat.member.edit(chat.question, f"!run {block('int main(void) { return 7; }', 'c')}")
    (message,) = chat.replies()
    assert labels(message)[: len(STEPS)] == STEPS
    assert "7" in text(message)


async def test_a_program_cannot_speak_through_the_compiler(chat: Chat) -> None:
    source = '#error ``` @everyone \u202e \x1b[31m <@1> **bold**\nint main(void) { return "' + "`" * 3 + "; }"
    message = await chat.say("!run", attachments=[("mine.c", source.encode())])
    shown = text(message)
    assert "mine.c:1:2: error: #error" in shown
    assert shown.count("```") == 2
    assert not {"\u202e", "\x1b"} & set(shown)
    assert "@everyone" not in shown
    assert not message.mention_everyone


async def test_a_flood_of_mistakes_is_cut(chat: Chat) -> None:
    message = await chat.say(f"!run {block('int main(void) {' + 'a;b;' * 300 + '}', 'c')}")
    shown = text(message)
    assert "'a' undeclared" in shown
    assert limits.length(shown) < limits.CONTENT
    assert shown.count("```") == 2


async def test_a_program_from_the_form_stays_with_the_answer(chat: Chat) -> None:
    shown = await chat.member.slash(chat.channel, "run")
    values = {"source": "int main(void) { return x; }", "stdin": "", "written": ["c"], "mode": ["virtual"]}
    await chat.member.submit_modal(shown, values)
    (message, *_) = chat.replies()
    assert await file(message, "main.c") == "int main(void) { return x; }"
    assert "try again" in text(message)
