"""Programs about wait: whom it waits for, and for how many."""

from __future__ import annotations

from demos.quiz.dice import Dice
from demos.quiz.programs.code import END, FORK, Block, Names


def one_child(dice: Dice) -> Block:
    names = Names()
    before: Block = [names.say()] if dice.chance(0.4) else []
    body: Block = [*(names.say() for _ in range(dice.number(1, 2))), END]
    meanwhile: Block = [names.say() for _ in range(dice.number(0, 2))]
    wait = dice.choice(("os.wait()", "os.waitpid(-1, 0)"))
    return [*before, FORK, body, *meanwhile, wait, names.say()]


def wait_in_between(dice: Dice) -> Block:
    names = Names()
    body: Block = [*(names.say() for _ in range(dice.number(1, 2))), END]
    lines: Block = [names.say(), "os.wait()", names.say()]
    return ["pid = os.fork()", "if pid == 0:", body, *lines]


def two_children(dice: Dice) -> Block:
    names = Names()
    children: Block = [FORK, [names.say(), END], FORK, [names.say(), END]]
    lines: Block = ["os.wait()", names.say()]
    if dice.chance(0.4):
        lines += ["os.wait()", names.say()]
    elif dice.chance(0.4):
        lines[:1] = ["os.wait()", "os.wait()"]
    return [*children, *lines]


def one_by_one(dice: Dice) -> Block:
    names = Names()
    first: Block = [FORK, [*(names.say() for _ in range(dice.number(1, 2))), END]]
    between: Block = ["os.wait()", *([names.say()] if dice.chance() else [])]
    second: Block = [FORK, [names.say(), END]]
    after: Block = ["os.wait()", names.say()] if dice.chance(0.7) else [names.say()]
    return [*first, *between, *second, *after]


def a_certain_one(dice: Dice) -> Block:
    names = Names()
    which = dice.choice(("first", "second"))
    children: Block = []
    for name in ("first", "second"):
        children += [f"{name} = os.fork()", f"if {name} == 0:", [names.say(), END]]
    after: Block = ["os.wait()", names.say()] if dice.chance(0.4) else []
    return [*children, f"os.waitpid({which}, 0)", names.say(), *after]


def grandchild(dice: Dice) -> Block:
    names = Names()
    body: Block = [FORK, [names.say(), END]]
    body += ["os.wait()"] if dice.chance() else []
    body += [names.say(), END]
    meanwhile: Block = [names.say()] if dice.chance(0.4) else []
    return [FORK, body, *meanwhile, "os.wait()", names.say()]


def poll(dice: Dice) -> Block:
    names = Names()
    body: Block = [*(names.say() for _ in range(dice.number(1, 2))), END]
    meanwhile: Block = [names.say()] if dice.chance() else []
    asked: Block = ["pid, status = os.waitpid(-1, os.WNOHANG)", "if pid == 0:", [names.say()]]
    asked += ["else:", [names.say()]] if dice.chance() else []
    return [FORK, body, *meanwhile, *asked]


def two_and_two(dice: Dice) -> Block:
    names = Names()
    children: Block = []
    for name in ("first", "second"):
        lines: Block = [names.say() for _ in range(dice.number(1, 2))]
        children += [f"{name} = os.fork()", f"if {name} == 0:", [*lines, END]]
    order = dice.shuffled(("first", "second"))
    return [*children, f"os.waitpid({order[0]}, 0)", names.say(), f"os.waitpid({order[1]}, 0)", names.say()]


def three_children(dice: Dice) -> Block:
    names = Names()
    loop: Block = ["for i in range(3):", [FORK, ["print(i, flush=True)", END]]]
    meanwhile: Block = [names.say()] if dice.chance() else []
    return [*loop, *meanwhile, *["os.wait()"] * 3, names.say()]


def children_and_waits(dice: Dice) -> Block:
    names = Names()
    loop: Block = ["for i in range(2):", [FORK, ["print(i, flush=True)", END]]]
    meanwhile: Block = [names.say()] if dice.chance() else []
    return [*loop, *meanwhile, "os.wait()", names.say(), "os.wait()", names.say()]


def family(dice: Dice) -> Block:
    names = Names()
    deep: Block = [FORK, [names.say(), END]]
    deep += ["os.wait()"] if dice.chance() else []
    deep += [names.say(), END]
    flat: Block = [names.say(), END]
    waits: Block = ["os.wait()"] * dice.number(1, 2)
    return [FORK, deep, FORK, flat, *waits, names.say()]


def wait_and_go_on(dice: Dice) -> Block:
    names = Names()
    child: Block = ["os.fork()", names.say()]
    child += [END]
    return [FORK, child, "os.wait()", names.say(), FORK, [names.say(), END], names.say()]


LEVELS = (
    (one_child, wait_in_between),
    (two_children, one_by_one, a_certain_one),
    (grandchild, poll, two_and_two),
    (three_children, children_and_waits, family, wait_and_go_on),
)
