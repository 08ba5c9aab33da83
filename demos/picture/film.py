"""The process tree as an animation: it grows with each fork and shrinks with each reap."""

from __future__ import annotations

import io

from PIL import Image

from demos.picture.raster import png
from demos.picture.style import GROUND
from demos.picture.tree import tree_svg
from demos.recording import Continue, Exec, Exit, Fork, Reap, Recording, Reparent, Start, Stop, Zombie

MAX_FRAMES = 24
"""How many moments a film shows at the most: what happens later is left to the pictures that show everything."""

FRAME_MILLISECONDS = 1500
LAST_MILLISECONDS = 4000

_ZOOM = 1.5
_SHOWN = (Start, Fork, Exec, Exit, Zombie, Reap, Reparent, Stop, Continue)  # What changes the tree.


def moments(recording: Recording) -> list[int]:
    """The indexes of the events that a film shows, one frame each."""
    changes = [index for index, event in enumerate(recording.events) if isinstance(event, _SHOWN)]
    return changes[:MAX_FRAMES]


def film(recording: Recording, language: str = "en") -> bytes:
    """The animation as WebP, which Discord and browsers play in place. Takes some 30 ms for each frame.

    Raises:
        LookupError: nothing was recorded that could be shown.
    """
    pictures = [
        Image.open(io.BytesIO(png(tree_svg(recording, event, language), _ZOOM))).convert("RGB")
        for event in moments(recording)
    ]
    if not pictures:
        raise LookupError("the recording holds no event that changes the process tree")
    size = pictures[0].width, max(picture.height for picture in pictures)
    frames = [_on_canvas(picture, size) for picture in pictures]
    output = io.BytesIO()
    frames[0].save(
        output,
        format="WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=[FRAME_MILLISECONDS] * (len(frames) - 1) + [LAST_MILLISECONDS],
        loop=0,
        quality=80,
        method=2,
    )
    return output.getvalue()


def _on_canvas(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGB", size, GROUND)
    canvas.paste(picture, (0, 0))
    return canvas
