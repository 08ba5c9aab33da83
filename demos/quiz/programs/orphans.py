"""Programs about orphans: who outlives whom, and who is the parent then."""

from __future__ import annotations

from demos.quiz.dice import Dice
from demos.quiz.programs.code import END, FORK, Block, Names

ME = "me = os.getpid()"
SAME: Block = ["same = os.getppid() == me", "print(same, flush=True)"]


def outlives(dice: Dice) -> Block:
    names = Names()
    body: Block = [*(names.say() for _ in range(dice.number(1, 2))), END]
    lines: Block = [names.say() for _ in range(dice.number(1, 2))]
    return [FORK, body, *lines, *([END] if dice.chance() else [])]


def same_parent(dice: Dice) -> Block:
    names = Names()
    body: Block = [*([names.say()] if dice.chance(0.3) else []), *SAME, END]
    wait: Block = ["os.wait()"] if dice.chance() else []
    lines: Block = [names.say()]
    return [ME, FORK, body, *dice.shuffled([*wait, *lines])]


def grandchild(dice: Dice) -> Block:
    names = Names()
    body: Block = [FORK, [names.say(), END], *([names.say()] if dice.chance(0.6) else []), END]
    before: Block = [names.say()] if dice.chance(0.3) else []
    return [FORK, body, *before, "os.wait()", names.say()]


def asks_twice(dice: Dice) -> Block:
    names = Names()
    body: Block = [*SAME, *SAME, END]
    wait: Block = ["os.wait()"] if dice.chance(0.3) else []
    return [ME, FORK, body, *wait, *([names.say()] if dice.chance() else [])]


def grandchild_asks(dice: Dice) -> Block:
    names = Names()
    whose = dice.chance()
    inner: Block = [FORK, [*SAME, END]]
    wait: Block = ["os.wait()"] if dice.chance(0.4) else []
    body: Block = [*([ME] if whose else []), *inner, *wait, *([names.say()] if dice.chance() else []), END]
    return [*([] if whose else [ME]), FORK, body, "os.wait()", names.say()]


def middle_waits(dice: Dice) -> Block:
    names = Names()
    inner: Block = [FORK, [names.say(), END], *(["os.wait()"] if dice.chance() else [])]
    body: Block = [*inner, names.say(), END]
    wait: Block = ["os.wait()"] if dice.chance() else []
    return [FORK, body, *wait, names.say()]


def told_by_pipe(dice: Dice) -> Block:
    names = Names()
    inner: Block = [FORK, [names.say(), 'os.write(w, b"x")', *([names.say()] if dice.chance() else []), END]]
    body: Block = [*inner, *([names.say()] if dice.chance() else []), END]
    end: Block = ["os.read(r, 1)"] if dice.chance(0.6) else ["os.wait()"]
    return ["r, w = os.pipe()", FORK, body, *end, names.say()]


def two_orphans(dice: Dice) -> Block:
    names = Names()
    inner: Block = ["for i in range(2):", [FORK, ["print(i, flush=True)", END]]]
    waits: Block = ["os.wait()"] * dice.number(0, 2)
    return [FORK, [*inner, *waits, END], "os.wait()", names.say()]


def three_generations(dice: Dice) -> Block:
    names = Names()
    last: Block = [FORK, [names.say(), END], *(["os.wait()"] if dice.chance() else []), names.say(), END]
    body: Block = [FORK, last, *(["os.wait()"] if dice.chance() else []), END]
    return [FORK, body, "os.wait()", names.say()]


LEVELS = (
    (outlives, same_parent),
    (grandchild, asks_twice),
    (grandchild_asks, middle_waits),
    (told_by_pipe, two_orphans, three_generations),
)
