"""Programs about buffers: what is printed but not yet written is copied by fork, and lost by _exit."""

from __future__ import annotations

from demos.quiz.dice import Dice
from demos.quiz.programs.code import END, FORK, Block, Names

FLUSH = "sys.stdout.flush()"


def _printed(dice: Dice, names: Names, flushed: float = 0.3) -> str:
    return names.say() if dice.chance(flushed) else names.put()


def before_fork(dice: Dice) -> Block:
    names = Names()
    before: Block = [_printed(dice, names), *([_printed(dice, names)] if dice.chance(0.4) else [])]
    return [*before, "os.fork()", *([_printed(dice, names)] if dice.chance(0.7) else [])]


def flushed_or_not(dice: Dice) -> Block:
    names = Names()
    flush: Block = [FLUSH] if dice.chance() else []
    return [names.put(), *flush, FORK, [names.put()], names.put()]


def child_leaves(dice: Dice) -> Block:
    names = Names()
    before = _printed(dice, names)
    leave = dice.choice((END, "sys.exit(0)"))
    wait: Block = ["os.wait()"] if dice.chance(0.7) else []
    return [before, FORK, [_printed(dice, names), leave], *wait, _printed(dice, names)]


def parent_leaves(dice: Dice) -> Block:
    names = Names()
    body: Block = [_printed(dice, names), "sys.exit(0)"]
    wait: Block = ["os.wait()"] if dice.chance() else []
    return [_printed(dice, names), FORK, body, *wait, _printed(dice, names), END]


def two_forks(dice: Dice) -> Block:
    names = Names()
    first = _printed(dice, names)
    between: Block = [_printed(dice, names)] if dice.chance() else []
    after: Block = [_printed(dice, names)] if dice.chance() else []
    return [first, "os.fork()", *between, "os.fork()", *after]


def loop(dice: Dice) -> Block:
    body: Block = ["print(i)", "os.fork()"]
    if dice.chance(0.4):
        body.reverse()
    after: Block = [Names().put()] if dice.chance() else []
    return ["for i in range(2):", body, *after]


def flush_in_child(dice: Dice) -> Block:
    names = Names()
    body: Block = [FLUSH, names.put()] if dice.chance() else [names.put(), FLUSH]
    before = names.put()
    body[body.index(next(line for line in body if line != FLUSH))] = names.put()
    return [before, FORK, [*body, dice.choice((END, "sys.exit(0)"))], "os.wait()", names.put()]


def two_leave(dice: Dice) -> Block:
    names = Names()
    block: Block = [_printed(dice, names)]
    for _ in range(2):
        block += [FORK, [_printed(dice, names), dice.choice((END, "sys.exit(0)"))], "os.wait()"]
    return [*block, _printed(dice, names)]


def generations(dice: Dice) -> Block:
    names = Names()
    inner: Block = [FORK, [_printed(dice, names), dice.choice((END, "sys.exit(0)"))], "os.wait()"]
    body: Block = [_printed(dice, names), *inner, dice.choice((END, "sys.exit(0)"))]
    return [_printed(dice, names), FORK, body, "os.wait()", _printed(dice, names)]


def flushing_loop(dice: Dice) -> Block:
    flush: Block = [FLUSH] if dice.chance() else []
    body: Block = ["print(i)", FORK, [*flush, dice.choice((END, "sys.exit(0)"))], "os.wait()"]
    return [f"for i in range({dice.number(2, 3)}):", body, Names().put()]


LEVELS = (
    (before_fork, flushed_or_not),
    (child_leaves, parent_leaves),
    (two_forks, loop, flush_in_child),
    (two_leave, generations, flushing_loop),
)
