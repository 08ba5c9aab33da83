"""SVG to PNG, with resvg (in Rust, without a browser)."""

from __future__ import annotations

import resvg_py

from demos.picture.font import FAMILY, bundled
from demos.picture.style import WIDTH, ZOOM


def png(svg: str, zoom: float = ZOOM) -> bytes:
    """The picture as PNG, `WIDTH` times `zoom` pixels wide. Takes some 30 ms: call it off the event loop.

    Raises:
        ValueError: it is not SVG.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=round(WIDTH * zoom),
        skip_system_fonts=True,
        font_family=FAMILY.partition(",")[0],
        font_files=list(bundled().files),
    )
