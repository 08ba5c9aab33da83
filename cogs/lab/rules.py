"""The rules of an experiment: who may do what in which phase, and what comes next.

    predict -> run -> reveal -> discuss -> (a variation) predict -> ...

Each method is a pure transition: it gives how the experiment stands afterwards, or refuses. Whoever calls it keeps
that in one transaction (`bot.store.labs`) before anybody is told, and then does what the new phase asks for: in the
phase ``run``, that is running the program, once, whoever has asked for it and however often.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.store.lab_data import Standing
from bot.store.lab_privacy import NOBODY

PREDICT, RUN, REVEAL, DISCUSS = PHASES = ("predict", "run", "reveal", "discuss")
"""What is going on, or comes next: predictions are taken; the program runs; its result waits; all is to be seen."""

GONE_SECONDS = 600
"""After how long without a sign of a host everybody may lead. While a countdown goes on, nobody has to."""

MOST_SECONDS = 24 * 60 * 60
MOST_TRIALS = 25
MOST_COHOSTS = 20


class Refused(Exception):
    """Something the rules do not allow. `key` names the text that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Experiment:
    """An experiment as it stands at the time `now`, in seconds since 1970. Users are ids.

    `trial` in the methods is the number of the trial that somebody saw when they clicked: what was meant for an
    earlier one never changes a later one. `manages`: the user may manage messages in that channel.
    """

    standing: Standing
    now: int

    def leads(self, user: int) -> bool:
        """Whether the user is its host or a co-host."""
        return user == self.standing.host or user in self.standing.cohosts

    def may_lead(self, user: int, *, manages: bool = False) -> bool:
        """Whether the user may run and reveal: hosts, and everybody once the hosts are gone."""
        counting = self.standing.deadline is not None and self.standing.deadline > self.now
        gone = not counting and self.now - self.standing.touched_at >= GONE_SECONDS
        led = self.standing.host != NOBODY or bool(self.standing.cohosts)
        return manages or gone or not led or self.leads(user)

    # --- everybody ------------------------------------------------------------------------------------------------

    def predict(self, user: int, trial: int) -> Standing:
        """The user gives a prediction, the first or another one.

        Raises:
            Refused: it is too late.
        """
        self._check_open(trial, "lab-too-late")
        if self.standing.phase != PREDICT or self._time_is_up:
            raise Refused("lab-too-late")
        return self._touched(user)

    # --- those who lead -------------------------------------------------------------------------------------------

    def run(self, user: int, trial: int, *, manages: bool = False) -> Standing:
        """No more predictions: the program is run. In the phase ``run`` already, nothing changes.

        Raises:
            Refused: the user may not, or it has been run.
        """
        self._check_open(trial, "lab-outdated")
        self._check_leads(user, manages)
        if self.standing.phase == RUN:
            return self._touched(user)
        if self.standing.phase != PREDICT:
            raise Refused("lab-has-run")
        return replace(self._touched(user), phase=RUN, deadline=None)

    def reveal(self, user: int, trial: int, *, manages: bool = False) -> Standing:
        """Everybody sees what came out. Revealed already, nothing changes.

        Raises:
            Refused: the user may not, or it has not been run.
        """
        self._check_open(trial, "lab-outdated")
        self._check_leads(user, manages)
        if self.standing.phase == DISCUSS:
            return self._touched(user)
        if self.standing.phase != REVEAL:
            raise Refused("lab-not-run")
        return replace(self._touched(user), phase=DISCUSS)

    def vary(self, user: int, trial: int, *, manages: bool = False) -> Standing:
        """Another trial, of a changed program, begins.

        Raises:
            Refused: the user may not, or the trial before is not revealed yet, or there are too many.
        """
        self._check_open(trial, "lab-outdated")
        self._check_leads(user, manages)
        if self.standing.phase != DISCUSS:
            raise Refused("lab-not-revealed")
        if self.standing.trial >= MOST_TRIALS:
            raise Refused("lab-too-many-trials")
        return replace(self._touched(user), phase=PREDICT, trial=trial + 1)

    def count_down(self, user: int, trial: int, seconds: int, *, manages: bool = False) -> Standing:
        """The predictions are closed in so many seconds; never by itself if that is 0.

        Raises:
            Refused: the user may not, or no predictions are taken.
        """
        self._check_open(trial, "lab-outdated")
        self._check_leads(user, manages)
        if self.standing.phase != PREDICT:
            raise Refused("lab-too-late")
        return replace(self._touched(user), deadline=self.now + min(seconds, MOST_SECONDS) if seconds else None)

    def appoint(self, user: int, others: frozenset[int]) -> Standing:
        """These, and no others, are the co-hosts.

        Raises:
            Refused: the user is not the host, or it is closed.
        """
        if self.standing.closed:
            raise Refused("lab-closed")
        if user != self.standing.host:
            raise Refused("lab-host-alone")
        others -= {self.standing.host}
        if len(others) > MOST_COHOSTS:
            raise Refused("lab-too-many-hosts")
        return replace(self._touched(user), cohosts=others)

    def close(self, user: int, *, manages: bool = False) -> Standing:
        """It is over, whatever the phase. Closed already, nothing changes.

        Raises:
            Refused: the user may not.
        """
        self._check_leads(user, manages)
        return replace(self._touched(user), closed=True, deadline=None)

    # --- what happens by itself -----------------------------------------------------------------------------------

    def time_up(self) -> Standing:
        """The countdown may have come to its end."""
        if self.standing.closed or self.standing.phase != PREDICT or not self._time_is_up:
            return self.standing
        return replace(self.standing, phase=RUN, deadline=None)

    def ran(self, trial: int) -> Standing:
        """The program has run. A closed experiment keeps that as well.

        Raises:
            Refused: nobody waits for that run: another one of the same trial was faster.
        """
        if self.standing.trial != trial or self.standing.phase != RUN:
            raise Refused("lab-has-run")
        return replace(self.standing, phase=REVEAL)

    def failed(self, trial: int) -> Standing:
        """The program could not be run: predictions are taken again, and it can be tried again."""
        if self.standing.trial != trial or self.standing.phase != RUN:
            return self.standing
        return replace(self.standing, phase=PREDICT)

    # --- what the transitions share -------------------------------------------------------------------------------

    @property
    def _time_is_up(self) -> bool:
        return self.standing.deadline is not None and self.standing.deadline <= self.now

    def _check_open(self, trial: int, outdated: str) -> None:
        if self.standing.closed:
            raise Refused("lab-closed")
        if trial != self.standing.trial:
            raise Refused(outdated)

    def _check_leads(self, user: int, manages: bool) -> None:
        if not self.may_lead(user, manages=manages):
            raise Refused("lab-hosts-only")

    def _touched(self, user: int) -> Standing:
        """It stands as before, but a host was seen."""
        return replace(self.standing, touched_at=self.now) if self.leads(user) else self.standing
