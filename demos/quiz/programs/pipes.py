"""Programs about pipes: a read waits for a write, takes what is there, and finds the end when nobody can write."""

from __future__ import annotations

from demos.quiz.dice import Dice
from demos.quiz.programs.code import END, FORK, Block, Names

PIPE = "r, w = os.pipe()"
WRITE = 'os.write(w, b"x")'
READ = "os.read(r, 1)"


def child_tells(dice: Dice) -> Block:
    names = Names()
    before: Block = [names.say()] if dice.chance(0.8) else []
    after: Block = [names.say()] if dice.chance(0.6) else []
    meanwhile: Block = [names.say()] if dice.chance(0.4) or not (before or after) else []
    return [PIPE, FORK, [*before, WRITE, *after, END], *meanwhile, READ, names.say()]


def parent_tells(dice: Dice) -> Block:
    names = Names()
    ahead: Block = [names.say()] if dice.chance(0.4) else []
    body: Block = [*ahead, READ, names.say(), END]
    before: Block = [names.say()] if dice.chance(0.8) else []
    after: Block = [names.say()] if dice.chance(0.7) else []
    wait: Block = ["os.wait()", names.say()] if dice.chance(0.3) or not (before or after) else []
    return [PIPE, FORK, body, *before, WRITE, *after, *wait]


def two_writers(dice: Dice) -> Block:
    loop: Block = ['for data in (b"1", b"2"):', [FORK, ["os.write(w, data)", END]]]
    size = dice.number(1, 2)
    reads = dice.number(1, 3 - size)
    return [PIPE, *loop, *[f"print(os.read(r, {size}).decode())"] * reads]


def pieces(dice: Dice) -> Block:
    body: Block = ['os.write(w, b"A")', 'os.write(w, b"B")', END]
    wait: Block = ["os.wait()"] if dice.chance() else []
    size = dice.number(1, 3)
    reads = 2 if size == 1 and dice.chance() else 1
    return [PIPE, FORK, body, *wait, *[f"print(os.read(r, {size}).decode())"] * reads]


def until_the_end(dice: Dice) -> Block:
    names = Names()
    writes: Block = [WRITE] * dice.number(1, 2)
    close: Block = ["os.close(w)"] if dice.chance(0.6) else []
    said: Block = [names.say()] if dice.chance() else []
    loop: Block = ["n = 0", f"while {READ}:", ["n += 1"], "print(n)"]
    return [PIPE, FORK, [*writes, *said, END], *close, *loop]


def two_children(dice: Dice) -> Block:
    names = Names()
    teller: Block = [FORK, [names.say(), WRITE, END]]
    listener: Block = [FORK, [READ, names.say(), END]]
    children = [*teller, *listener] if dice.chance() else [*listener, *teller]
    after: Block = ["os.wait()"] * dice.choice((0, 2))
    return [PIPE, *children, *after, names.say()]


def there_and_back(dice: Dice) -> Block:
    names = Names()
    body: Block = [
        "os.read(r, 1)",
        names.say(),
        'os.write(w2, b"x")',
        *([names.say()] if dice.chance() else []),
        END,
    ]
    before: Block = [names.say()] if dice.chance(0.7) else []
    between: Block = [names.say()] if dice.chance(0.4) else []
    pipes: Block = [PIPE, "r2, w2 = os.pipe()"]
    return [*pipes, FORK, body, *before, WRITE, *between, "os.read(r2, 1)", names.say()]


def one_for_two(dice: Dice) -> Block:
    names = Names()
    body: Block = [READ, "print(i, flush=True)", *([WRITE] if dice.chance() else []), END]
    loop: Block = ["for i in range(2):", [FORK, body]]
    before: Block = [names.say()] if dice.chance() else []
    return [PIPE, *loop, *before, WRITE, "os.wait()", names.say()]


def who_closes(dice: Dice) -> Block:
    names = Names()
    in_child = dice.chance()
    child: Block = [*(["os.close(w)"] if in_child else []), f"while {READ}:", ["pass"], names.say(), END]
    parent: Block = [*(["os.close(w)"] if dice.chance() else []), "os.wait()", names.say()]
    before: Block = [names.say()] if dice.chance() else []
    return [PIPE, FORK, child, *before, WRITE, *parent]


LEVELS = (
    (child_tells, parent_tells),
    (two_writers, pieces),
    (until_the_end, two_children, there_and_back),
    (one_for_two, who_closes),
)
