"""A machine small enough to know all its outcomes: processes that share variables, take turns, wait and branch.

It stands in for the engine where a test is about the exploration alone: `Machine` does what a `Runner` does, and
`Machine.outcomes` tries everything there is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from demos import recording as r
from demos.runner import RunnerStatus
from demos.worker.schedule import Action, ExploringScheduler, Step

_MODES = {"read": "r", "skip": "r", "write": "w", "add": "c", "put": "w", "take": "w"}

_REAPED = -1  # Not a variable of the program's.

ROOT = 0
"""The process that runs from the beginning."""


@dataclass(frozen=True)
class Instruction:
    """One step of a process; `what` is a variable, or a process for ``start``, ``join`` and ``kill``.

    Others: ``read``, ``write``, ``add`` (commutes with itself), ``put``, ``take`` (waits for something to take),
    ``skip`` (the next instruction, if the variable was changed), ``wait`` (for any process, and says for which).
    """

    name: str
    what: int


@dataclass(frozen=True)
class State:
    """Where each process is, what it has seen, and what the variables hold; processes not started are not there."""

    at: Mapping[int, int]
    seen: Mapping[int, tuple[object, ...]]
    variables: Mapping[int, tuple[object, ...]]

    def key(self) -> Hashable:
        """Equal for equal states."""
        return tuple(tuple(sorted(part.items())) for part in (self.at, self.seen, self.variables))

    def __str__(self) -> str:
        return f"{sorted(self.seen.items())} {sorted(self.variables.items())}"


class Machine:
    """Runs one program, given as the instructions of each process."""

    def __init__(self, processes: Mapping[int, tuple[Instruction, ...]]) -> None:
        self._processes = processes
        self.runs = 0

    def __repr__(self) -> str:
        return repr({who: [f"{i.name} {i.what}" for i in all_of] for who, all_of in self._processes.items()})

    # --- what it does ---------------------------------------------------------------------------------------

    def _enabled(self, state: State) -> list[int]:
        return [who for who in sorted(state.at) if self._can_go(state, who)]

    def _can_go(self, state: State, who: int) -> bool:
        if self._is_over(state, who):
            return False
        instruction = self._processes[who][state.at[who]]
        if instruction.name == "join":
            return instruction.what not in state.at or self._is_over(state, instruction.what)
        if instruction.name == "wait":
            return any(self._waited_for(state))
        return instruction.name != "take" or bool(state.variables.get(instruction.what))

    def _is_over(self, state: State, who: int) -> bool:
        return state.at[who] >= len(self._processes[who])

    def _waited_for(self, state: State) -> list[int]:
        """Who has ended, and was not waited for yet."""
        over = [who for who in sorted(state.at) if who != ROOT and self._is_over(state, who)]
        return [who for who in over if who not in state.variables.get(_REAPED, ())]

    def _after(self, state: State, who: int) -> tuple[State, tuple[str, ...]]:
        """The state after the next instruction of a process, and what that has touched."""
        instruction = self._processes[who][state.at[who]]
        name, what = instruction.name, instruction.what
        at, seen, variables = dict(state.at), dict(state.seen), dict(state.variables)
        held = variables.get(what, ())
        touched = self._touched(state, who)
        at[who] += 1
        if name in ("read", "skip"):
            if name == "read":
                seen[who] += (held,)
            elif held:
                at[who] = min(at[who] + 1, len(self._processes[who]))
        elif name == "write":
            variables[what] = ((who, at[who], len(seen[who])),)
        elif name == "add":
            variables[what] = tuple(sorted((*held, (who, at[who])), key=repr))
        elif name == "put":
            variables[what] = (*held, (who, at[who]))
        elif name == "take":
            seen[who] += held[:1]
            variables[what] = held[1:]
        elif name == "start" and what not in at:
            at[what], seen[what] = 0, ()
        elif name == "wait":
            (first, *_) = self._waited_for(state)
            touched.append(f"r end {first}")
            seen[who] += (first,)
            variables[_REAPED] = (*variables.get(_REAPED, ()), first)
        elif name == "kill" and what in at:
            at[what] = len(self._processes[what])
        after = State(at, seen, variables)
        for other in state.at:
            if self._is_over(after, other) and not self._is_over(state, other):
                touched += [f"w end {other}", "c children"]
        return after, tuple(touched)

    def _touched(self, state: State, who: int) -> list[str]:
        """What the next instruction of a process touches, beside the ends that it brings about."""
        instruction = self._processes[who][state.at[who]]
        name, what = instruction.name, instruction.what
        touched = [f"r signals {who}"]
        if state.at[who] == 0 and who != ROOT:
            touched.append(f"r birth {who}")
        if name in _MODES:
            touched.append(f"{_MODES[name]} variable {what}")
        elif name == "start":
            touched += [f"w birth {what}", f"w signals {what}"]
        elif name == "kill":
            touched.append(f"w signals {what}")
        elif name == "join" and what in state.at:
            touched.append(f"r end {what}")
        elif name == "wait":
            touched.append("w children")
        return touched

    def _first(self) -> State:
        return State({ROOT: 0}, {ROOT: ()}, {})

    def _ending(self, state: State) -> r.Ending:
        over = all(self._is_over(state, who) for who in state.at)
        return r.Ending(kind="exited", code=0) if over else r.Ending(kind="deadlock")

    def outcomes(self) -> set[tuple[str, r.Ending]]:
        """All that is possible."""
        met: set[Hashable] = set()
        found = set()
        waiting = [self._first()]
        while waiting:
            state = waiting.pop()
            if state.key() in met:
                continue
            met.add(state.key())
            enabled = self._enabled(state)
            waiting += [self._after(state, who)[0] for who in enabled]
            if not enabled:
                found.add((str(state), self._ending(state)))
        return found

    # --- what a Runner does ---------------------------------------------------------------------------------

    def status(self) -> RunnerStatus:
        return RunnerStatus(workers=2, busy=0, queued=0)

    async def run(self, job: r.Job, *, owner: Hashable = None) -> r.Recording:
        """One run, as the job's exploration asks for it."""
        assert job.exploration is not None
        self.runs += 1
        scheduler = ExploringScheduler(job.exploration)
        state, redundant = self._first(), False
        operations: list[r.Operation] = []
        undone: list[r.Undone] = []
        while (enabled := self._enabled(state)) and not redundant:
            chosen = scheduler.choose([Step(0, who, Action.PERFORM) for who in enabled], 0, lambda _: False)
            if chosen is None:
                redundant = True
            else:
                after, touched = self._after(state, chosen.who)
                scheduler.done(touched)
                operations.append(r.Operation(who=chosen.who, accesses=touched, enabled=tuple(enabled)))
                killed = [who for who in state.at if who != chosen.who and self._is_over(after, who)]
                undone += self._not_done(state, killed, len(operations))
                state = after
        return r.Recording(
            program=job.program,
            ending=self._ending(state),
            choices=tuple(scheduler.choices),
            operations=tuple(operations),
            undone=(*undone, *self._not_done(state, state.at.keys() - set(enabled), len(operations))),
            redundant=redundant,
            stdout=str(state),
            stderr="",
            events=(),
            snapshots=(),
            seconds=0.0,
            wall_seconds=0.0,
        )

    def _not_done(self, state: State, whose: Iterable[int], after: int) -> list[r.Undone]:
        return [
            r.Undone(who=who, accesses=tuple(self._touched(state, who)), after=after)
            for who in whose
            if not self._is_over(state, who)
        ]
