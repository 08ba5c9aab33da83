"""What somebody predicts who has a misconception: seen from what really happened, not from the program's text.

Each detector takes the recording apart by one wrong rule, and gives the answer that follows from it. The names are
those of `demos.quiz.misconceptions`, where each has a reference card, and words in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cogs.lab.data import Answer, Ask, Result, Subject, ending_name
from cogs.lab.judging import same, truth
from demos.output import Line, lines
from demos.recording import FIRST, Event, Exit, Fork, Recording, Reparent, Write


def expected(recording: Recording) -> dict[str, Answer]:
    """The misconceptions that lead to something else than what happened, and what each leads to."""
    found: dict[str, Answer] = {}
    for name, detector in _DETECTORS.items():
        answer = detector(recording)
        if answer is not None and answer != Answer():
            found[name] = answer
    return found


def believed(subject: Subject, result: Result, answer: Answer) -> str | None:
    """The misconception behind a prediction; None if none is known to lead to it."""
    if subject.quiz is not None:
        chosen = frozenset(answer.choice or ())
        for index, option in enumerate(subject.quiz.options):
            if (index in chosen) != option.right and option.misconception:
                return option.misconception
        return None
    for ask in subject.asks:
        given = same(ask, answer)
        if given == truth(ask, subject, result):
            continue
        for name, leads_to in result.beliefs.items():
            if _says(ask, leads_to) and same(ask, leads_to) == given:
                return name
    return None


def _says(ask: Ask, answer: Answer) -> bool:
    return getattr(answer, ask) is not None


# --- detectors ----------------------------------------------------------------------------------------------------


def _children_die(recording: Recording) -> Answer | None:
    """What orphans print after their parent's end does not come."""
    orphans: set[int] = set()
    kept: list[Event] = []
    for event in recording.events:
        if isinstance(event, Reparent):
            orphans.add(event.pid)
        if not (isinstance(event, Write) and event.pid in orphans):
            kept.append(event)
    return _printed(recording, kept) if orphans else None


def _child_from_the_top(recording: Recording) -> Answer | None:
    """Each child prints again what was printed before the fork; it prints it when it begins."""
    before: list[Event] = []
    made: list[Event] = []
    begun = False
    for event in recording.events:
        if isinstance(event, Fork):
            begun = True
            made += before
        elif isinstance(event, Write):
            made.append(event)
            if not begun and event.stream == "stdout":
                before.append(event)
    forks = sum(isinstance(event, Fork) for event in recording.events)
    return _printed(recording, made) if before and forks == 1 else None


def _child_stops(recording: Recording) -> Answer | None:
    """A child prints nothing on a line of the program where the first process prints too."""
    shared = {event.line for event in _writes(recording) if event.pid == FIRST and event.line is not None}
    kept = [event for event in _writes(recording) if event.pid == FIRST or event.line not in shared]
    return _printed(recording, kept)


def _exit_ends_all(recording: Recording) -> Answer | None:
    """Nothing comes after the first exit."""
    events = recording.events
    first = next((index for index, event in enumerate(events) if isinstance(event, Exit)), len(events))
    return _printed(recording, events[:first])


def _one_more(recording: Recording) -> Answer | None:
    """Every line of the program that forks makes one process."""
    forks = [event for event in recording.events if isinstance(event, Fork)]
    if any(fork.line is None for fork in forks):
        return None
    return _number(recording, len({fork.line for fork in forks}) + 1)


def _first_not_counted(recording: Recording) -> Answer | None:
    return _number(recording, _processes(recording) - 1)


def _childs_code(recording: Recording) -> Answer | None:
    """The program ends as its first child does."""
    exits = (event for event in recording.events if isinstance(event, Exit) and event.pid != FIRST)
    child = next(exits, None)
    if child is None:
        return None
    name = f"exit {child.code}" if child.code is not None else f"signal {child.signal}"
    return Answer(exit=name) if name != ending_name(recording.ending) else None


def _as_in_the_shell(recording: Recording) -> Answer | None:
    number = recording.ending.signal
    return Answer(exit=f"exit {128 + number}") if number else None


_DETECTORS: dict[str, Callable[[Recording], Answer | None]] = {
    "children-die": _children_die,
    "child-from-the-top": _child_from_the_top,
    "child-stops": _child_stops,
    "exit-ends-all": _exit_ends_all,
    "one-more": _one_more,
    "first-not-counted": _first_not_counted,
    "childs-code": _childs_code,
    "as-in-the-shell": _as_in_the_shell,
}


def _writes(recording: Recording) -> Iterator[Write]:
    return (event for event in recording.events if isinstance(event, Write))


def _printed(recording: Recording, events: Iterable[Event]) -> Answer | None:
    """What these events print, if that is something else than what was printed."""
    text, whole = _text(events), _text(recording.events)
    return Answer(output=text) if text != whole else None


def _text(events: Iterable[Event]) -> str:
    written: list[Line] = []
    for line in lines(event for event in events if not isinstance(event, Write) or event.stream == "stdout"):
        if line.begins or not written:
            written.append(replace(line))
        else:
            written[-1].text += line.text
    return "\n".join(line.text for line in written)


def _number(recording: Recording, count: int) -> Answer | None:
    return Answer(processes=count) if 0 < count != _processes(recording) else None


def _processes(recording: Recording) -> int:
    return processes(recording)


def processes(recording: Recording) -> int:
    """How many processes there were, with the first."""
    return 1 + sum(isinstance(event, Fork) for event in recording.events)
