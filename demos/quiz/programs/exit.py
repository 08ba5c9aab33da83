"""Programs about exit statuses: which code a process ends with, and what its parent learns of it."""

from __future__ import annotations

from demos.quiz.dice import Dice
from demos.quiz.programs.code import FORK, Block, Names

CODE = "code = os.waitstatus_to_exitcode(status)"
WAIT = "pid, status = os.wait()"


def _leave(dice: Dice, code: object) -> str:
    return f"sys.exit({code})" if dice.chance() else f"os._exit({code})"


def status(dice: Dice) -> Block:
    end = _leave(dice, dice.number(1, 9))
    if dice.chance():
        return [FORK, [end], WAIT, "print(status)"]
    return [FORK, [end], WAIT, CODE, "print(code)"]


def passed_on(dice: Dice) -> Block:
    end = _leave(dice, dice.number(1, 9))
    last = dice.choice(("sys.exit(code)", f"sys.exit(code + {dice.number(1, 5)})"))
    return [FORK, [end], WAIT, CODE, last]


def own_code(dice: Dice) -> Block:
    first, second = dice.shuffled(range(1, 9))[:2]
    after: Block = [f"sys.exit({second})"] if dice.chance() else []
    return [FORK, [_leave(dice, first)], "os.wait()", *after]


def odd_code(dice: Dice) -> Block:
    code = dice.choice((256, 257, 300, 512, 1000, -1, -2, '"bad"', '"0"', "None"))
    end = f"sys.exit({code})"
    if dice.chance():
        return [FORK, [end], WAIT, CODE, "print(code)"]
    return [FORK, [end], WAIT, CODE, "sys.exit(code)"]


def caught(dice: Dice) -> Block:
    names = Names()
    code = dice.number(1, 9)
    tried: Block = ["try:", [_leave(dice, code)], "except SystemExit:", [names.say()]]
    if dice.chance():
        return [FORK, tried, names.say()]
    return [FORK, [*tried, f"sys.exit({dice.number(1, 9)})"], WAIT, CODE, "sys.exit(code)"]


def lines_and_code(dice: Dice) -> Block:
    names = Names()
    first, second = dice.shuffled(range(1, 9))[:2]
    body: Block = [names.say(), _leave(dice, first)]
    wait: Block = ["os.wait()"] if dice.chance() else []
    return [FORK, body, *wait, names.say(), f"sys.exit({second})"]


def first_of_two(dice: Dice) -> Block:
    one, other = dice.shuffled(range(1, 9))[:2]
    children: Block = [FORK, [_leave(dice, one)], FORK, [_leave(dice, other)]]
    if dice.chance():
        return [*children, WAIT, CODE, "sys.exit(code)"]
    return [*children, WAIT, "print(status)"]


def certain_one(dice: Dice) -> Block:
    one, other = dice.shuffled(range(1, 9))[:2]
    which = dice.choice(("first", "second"))
    children: Block = []
    for name, code in (("first", one), ("second", other)):
        children += [f"{name} = os.fork()", f"if {name} == 0:", [_leave(dice, code)]]
    return [
        *children,
        f"pid, status = os.waitpid({which}, 0)",
        CODE,
        dice.choice(("print(code)", "sys.exit(code)")),
    ]


def added(dice: Dice) -> Block:
    one, other = dice.choice(((1, 2), (3, 4), (200, 100), (128, 128), (2, 5)))
    start: Block = ["total = 0", f"for code in ({one}, {other}):", [FORK, ["os._exit(code)"]]]
    loop: Block = ["for i in range(2):", [WAIT, "total += os.waitstatus_to_exitcode(status)"]]
    return [*start, *loop, dice.choice(("sys.exit(total)", "print(total)"))]


def chain(dice: Dice) -> Block:
    code, step, factor = dice.number(1, 5), dice.number(1, 3), dice.number(2, 3)
    start = dice.choice((code, 255, 254))
    body: Block = [FORK, [_leave(dice, start)], WAIT, CODE, f"os._exit(code + {step})"]
    return [FORK, body, WAIT, CODE, dice.choice((f"sys.exit(code * {factor})", "print(code)", "print(status)"))]


def killed(dice: Dice) -> Block:
    number = dice.choice(("SIGKILL", "SIGTERM"))
    shown = dice.choice(("print(status)", "print(code)"))
    convert: Block = [CODE] if "code" in shown else []
    start: Block = ["pid = os.fork()", "if pid == 0:", ["signal.pause()"], f"os.kill(pid, signal.{number})"]
    return [*start, WAIT, *convert, shown]


def in_order(dice: Dice) -> Block:
    one, other = dice.shuffled(range(1, 7))[:2]
    start: Block = ["total = 0", f"for code in ({one}, {other}):", [FORK, ["os._exit(code)"]]]
    sum_up = "total = 10 * total + os.waitstatus_to_exitcode(status)"
    return [*start, "for i in range(2):", [WAIT, sum_up], dice.choice(("sys.exit(total)", "print(total)"))]


LEVELS = (
    (status, passed_on, own_code),
    (odd_code, caught, lines_and_code),
    (first_of_two, certain_one, added),
    (chain, killed, in_order),
)
