"""Programs about fork: who goes on where, and with which variables."""

from __future__ import annotations

from demos.quiz.dice import Dice
from demos.quiz.programs.code import END, FORK, Block, Names


def one_child(dice: Dice) -> Block:
    names = Names()
    before: Block = [names.say()] if dice.chance() else []
    body: Block = [names.say() for _ in range(dice.number(1, 2))]
    if dice.chance(0.4):
        body.append(END)
    after: Block = [names.say() for _ in range(dice.number(1, 2))]
    return [*before, FORK, body, *after]


def branches(dice: Dice) -> Block:
    names = Names()
    before: Block = [names.say()] if dice.chance() else []
    child, parent = [names.say()], [names.say()]
    if dice.chance():
        return [*before, FORK, [*child], "else:", [*parent], names.say()]
    return [*before, "if os.fork() > 0:", [*child], "else:", [*parent], names.say()]


def both_go_on(dice: Dice) -> Block:
    names = Names()
    before: Block = [names.say() for _ in range(dice.number(0, 2))]
    return [*before, "os.fork()", *(names.say() for _ in range(dice.number(1, 2)))]


def variable(dice: Dice) -> Block:
    start, step = dice.number(1, 5), dice.number(1, 4)
    if dice.chance():
        return [f"x = {start}", FORK, [f"x += {step}"], "print(x, flush=True)"]
    body: Block = [f"x += {step}", "print(x, flush=True)", END]
    return [f"x = {start}", FORK, body, f"x += {dice.number(5, 9)}", "print(x, flush=True)"]


def two_forks(dice: Dice) -> Block:
    names = Names()
    before: Block = [names.say()] if dice.chance(0.4) else []
    between: Block = [names.say()] if before == [] or dice.chance(0.4) else []
    return [*before, "os.fork()", *between, "os.fork()", names.say()]


def nested(dice: Dice) -> Block:
    names = Names()
    before: Block = [names.say()] if dice.chance(0.3) else []
    inner: Block = [names.say()] if dice.chance() else []
    body: Block = [*inner, "os.fork()", names.say()]
    if dice.chance(0.6):
        body.append(END)
    return [*before, FORK, body, names.say()]


def children_in_a_loop(dice: Dice) -> Block:
    end = dice.choice((END, "break"))
    body: Block = ["print(i, flush=True)"]
    after: Block = [Names().say()] if end == END or dice.chance() else []
    return ["for i in range(2):", [FORK, [*body, end]], *after]


def two_variables(dice: Dice) -> Block:
    one, other = dice.number(1, 4), dice.choice((10, 20, 30))
    first: Block = [FORK, [f"x += {one}"]]
    second: Block = [FORK, [f"x += {other}"]]
    if dice.chance():
        second[1:] = [[f"x += {other}", END]]
    return ["x = 0", *first, *second, "print(x, flush=True)"]


def expression(dice: Dice) -> Block:
    names = Names()
    operator = dice.choice(("and", "or"))
    taken: Block = [f"if os.fork() {operator} os.fork():", [names.say()]]
    if dice.chance(0.4):
        taken += ["else:", [names.say()]]
    return [*taken, *([names.say()] if dice.chance(0.4) else [])]


def leaving_a_loop(dice: Dice) -> Block:
    who = dice.choice(("==", ">"))
    count = dice.number(2, 3)
    return [f"for i in range({count}):", [f"if os.fork() {who} 0:", ["break"]], "print(i, flush=True)"]


def printing_loop(dice: Dice) -> Block:
    said = dice.choice(("i", '"A"'))
    body: Block = ["os.fork()", f"print({said}, flush=True)"]
    if dice.chance():
        body.reverse()
    return ["for i in range(2):", body]


def long_expression(dice: Dice) -> Block:
    one, other = dice.shuffled(("and", "or"))
    forms = (
        f"if os.fork() {one} os.fork() {other} os.fork():",
        f"if os.fork() {one} (os.fork() {other} os.fork()):",
    )
    said = Names().say()
    return [dice.choice(forms), ["pass"] if dice.chance() else [said]]


def picky_loop(dice: Dice) -> Block:
    test = dice.choice(("i % 2 == 0", "i == 1", "i > 0"))
    count = dice.number(2, 3)
    leave = dice.choice(("break", END))
    return [f"for i in range({count}):", [f"if os.fork() == 0 and {test}:", [leave]]]


def bare_loop(dice: Dice) -> Block:
    after: Block = ["os.fork()"] if dice.chance() else []
    return [f"for i in range({3 - len(after)}):", ["os.fork()"], *after]


LEVELS = (
    (one_child, branches, both_go_on, variable),
    (two_forks, nested, children_in_a_loop, two_variables),
    (expression, leaving_a_loop, printing_loop),
    (long_expression, picky_loop, bare_loop),
)
