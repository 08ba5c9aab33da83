"""The stepper of a page: all that ``assets/stepper.js`` shows, made from a Recording beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.language import Language
from bot.render import output, tree
from cogs.explain.pages.html import data, text
from demos.narration import Narrator
from demos.recording import Recording, Snapshot
from demos.stepping import ranges, step

BUTTONS = (("first", "|◀"), ("back", "◀"), ("next", "▶"), ("last", "▶|"))


def stepper(recording: Recording, language: Language) -> str:
    """The HTML of the stepper, on one line. Hidden until its script runs."""
    say = language.text
    buttons = "".join(
        f'<button type="button" data-go="{name}" aria-label="{text(say(f"pages-{name}"))}">{sign}</button>'
        for name, sign in BUTTONS
    )
    source = "".join(
        f'<span class="line"><span class="who"></span><span class="number">{number}</span>{text(line)}</span>'
        for number, line in enumerate(recording.program.source.rstrip("\n").split("\n"), 1)
    )
    return (
        '<div class="stepper" hidden>'
        f'<p class="title"></p><div class="buttons">{buttons}</div>'
        f'<p class="sentence" aria-live="polite"></p><pre class="source">{source}</pre>'
        f'<p>{text(say("pages-tree"))}</p><pre class="tree"></pre>'
        f'<p>{text(say("pages-so-far"))}</p><pre class="written"></pre>'
        f"{data(steps(recording, language))}</div>"
    )


def steps(recording: Recording, language: Language) -> dict[str, Any]:
    """What is shown after each event. `rows` holds each line of text once; `tree` and `written` are indices in it.

    `marks` says by line (from 1) who is on it, `focus` which one to look at.
    """
    rows: dict[str, int] = {}
    narrator, count = Narrator(language.code), len(recording.events)

    def numbers(lines: Iterable[str]) -> list[int]:
        return [rows.setdefault(line, len(rows)) for line in lines]

    shown = []
    for index, event in enumerate(recording.events):
        state = step(recording, index)
        snapshot = Snapshot(event=index, processes=state.processes)
        ending = [narrator.ending(recording.ending, recording.bound, deadlocked=bool(recording.deadlock))]
        sentences = [narrator.sentence(event), *(ending if index + 1 == count else [])]
        shown.append(
            {
                "title": language.text("stepper-title", number=index + 1, count=count, t=f"{event.t:.3f}"),
                "sentence": " ".join(sentences),
                "focus": state.focus,
                "marks": {
                    line: ranges(pid for pid, place in state.places.items() if place == line) + ">"
                    for line in state.places.values()
                },
                "tree": numbers(tree.rows(snapshot, language, narrator)),
                "written": numbers(output.rows(state.written, language)),
            }
        )
    return {"steps": shown, "rows": list(rows)}
