"""Programs about signals: what they do, when, and how often."""

from __future__ import annotations

from demos.quiz.dice import Dice
from demos.quiz.programs.code import END, FORK, Block, Names

CODE = "code = os.waitstatus_to_exitcode(status)"
CHILD: Block = ["pid = os.fork()", "if pid == 0:"]
ENDING = ("SIGKILL", "SIGTERM")


def _handler(names: Names, *, leaves: int | None = None) -> Block:
    body: Block = [names.write(), *([] if leaves is None else [f"os._exit({leaves})"])]
    return ["def handler(number, frame):", body, "", "signal.signal(signal.SIGUSR1, handler)"]


def _maybe(names: Names, dice: Dice) -> Block:
    return [names.write()] if dice.chance() else []


def killed(dice: Dice) -> Block:
    names = Names()
    body: Block = [*(names.say() for _ in range(dice.number(1, 2))), dice.choice((END, "signal.pause()"))]
    before: Block = [names.say()] if dice.chance(0.4) else []
    number = dice.choice(ENDING)
    return [*CHILD, body, *before, f"os.kill(pid, signal.{number})", "os.wait()", names.say()]


def killed_or_not(dice: Dice) -> Block:
    names = Names()
    said: Block = [names.say()] if dice.chance() else []
    end = dice.choice((f"os._exit({dice.number(1, 5)})", "signal.pause()"))
    number = dice.choice(ENDING)
    start: Block = [*CHILD, [*said, end], f"os.kill(pid, signal.{number})"]
    return [*start, "pid, status = os.wait()", CODE, "print(code)"]


def handled(dice: Dice) -> Block:
    names = Names()
    handler = _handler(names)
    body: Block = [*_maybe(names, dice), "os.kill(os.getpid(), signal.SIGUSR1)", *_maybe(names, dice), END]
    return [*handler, FORK, body, *_maybe(names, dice), "os.wait()", names.write()]


def ignored(dice: Dice) -> Block:
    names = Names()
    number = dice.choice(("SIGTERM", "SIGUSR1"))
    ignore: Block = [f"signal.signal(signal.{number}, signal.SIG_IGN)"]
    body: Block = [*(names.say() for _ in range(dice.number(1, 2))), f"os._exit({dice.number(0, 3)})"]
    where = dice.chance(0.7)
    start: Block = [*ignore, *CHILD, body] if where else [*CHILD, [*ignore, *body]]
    end: Block = ["pid, status = os.wait()", CODE, "print(code)"] if dice.chance() else ["os.wait()", names.say()]
    return [*start, f"os.kill(pid, signal.{number})", *end]


def child_sends(dice: Dice) -> Block:
    names = Names()
    handler = _handler(names)
    send = "os.kill(os.getppid(), signal.SIGUSR1)"
    body: Block = [
        *([names.write()] if dice.chance() else []),
        send,
        *([names.write()] if dice.chance(0.4) else []),
        END,
    ]
    before: Block = [names.write()] if dice.chance() else []
    return [*handler, FORK, body, *before, "os.wait()", names.write()]


def handler_leaves(dice: Dice) -> Block:
    names = Names()
    handler = _handler(names, leaves=dice.number(1, 5))
    body: Block = [*_maybe(names, dice), "os.kill(os.getppid(), signal.SIGUSR1)", *_maybe(names, dice), END]
    return [*handler, FORK, body, *_maybe(names, dice), "os.wait()", names.write()]


def sent_twice(dice: Dice) -> Block:
    names = Names()
    handler = _handler(names)
    send = "os.kill(os.getppid(), signal.SIGUSR1)"
    body: Block = [send, send, END]
    before: Block = [names.write()] if dice.chance() else []
    return [*handler, FORK, body, *before, "os.wait()", names.write()]


def one_each(dice: Dice) -> Block:
    names = Names()
    handler = _handler(names)
    body: Block = [*_maybe(names, dice), "os.kill(os.getppid(), signal.SIGUSR1)", END]
    loop: Block = ["for i in range(2):", [FORK, body, "os.wait()", *_maybe(names, dice)]]
    return [*handler, *loop, names.write()]


LEVELS = (
    (killed,),
    (killed_or_not, ignored),
    (handled, child_sends),
    (handler_leaves, sent_twice, one_each),
)
