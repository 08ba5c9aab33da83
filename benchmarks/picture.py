"""How long the picture of the orphan takes: from a Recording to SVG, and from SVG to PNG.

python -m benchmarks.picture [ROUNDS]
"""

from __future__ import annotations

import asyncio
import sys
import time

from benchmarks.measure import report
from demos.catalogue import load
from demos.picture import png, timeline_svg
from demos.recording import Recording
from demos.runner import Runner


async def record() -> Recording:
    """The orphan, really run."""
    async with Runner(workers=1) as runner:
        return await runner.run(load().get("orphan").job({}))


def measure(recording: Recording, rounds: int) -> dict[str, list[float]]:
    """Seconds of each step, in each round but the first, which reads the fonts."""
    svg_seconds, png_seconds = [], []
    png(timeline_svg(recording))
    for _ in range(rounds):
        start = time.perf_counter()
        svg = timeline_svg(recording)
        middle = time.perf_counter()
        png(svg)
        end = time.perf_counter()
        svg_seconds.append(middle - start)
        png_seconds.append(end - middle)
    together = [one + other for one, other in zip(svg_seconds, png_seconds, strict=True)]
    return {"to SVG": svg_seconds, "to PNG": png_seconds, "together": together}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    report(f"The picture of the orphan, {rounds} times", measure(asyncio.run(record()), rounds))


if __name__ == "__main__":
    main()
