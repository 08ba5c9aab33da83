"""Writes SVG: the few shapes that the pictures need. Text is made safe here, so that no picture can forget it."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from demos.picture.font import FAMILY, Font


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class Drawing:
    """Shapes on a ground, in units from the top left corner; later ones lie above earlier ones."""

    def __init__(self, font: Font) -> None:
        self.font = font
        self._shapes: list[str] = []
        self._definitions: dict[str, str] = {}

    def _add(self, name: str, content: str = "", **attributes: str | float | None) -> None:
        parts = [name]
        for key, value in attributes.items():
            if value is not None:
                text = value if isinstance(value, str) else _number(value)
                parts.append(f"{key.rstrip('_').replace('_', '-')}={quoteattr(text)}")
        self._shapes.append(f"<{' '.join(parts)}>{content}</{name}>" if content else f"<{' '.join(parts)}/>")

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *,
        stroke: str | None = None, radius: float | None = None, opacity: float | None = None,
    ) -> None:  # fmt: skip
        """A rectangle; `fill` is a colour, ``none``, or what `pattern` gave."""
        place: dict[str, Any] = {"x": x, "y": y}
        if fill.startswith("url"):
            # A pattern starts at the origin, and should at each rectangle: a thin one has room for one row of it.
            place = {"transform": f"translate({_number(x)} {_number(y)})"}
        self._add(
            "rect", **place, width=max(width, 0.0), height=height,
            fill=fill, stroke=stroke, rx=radius, fill_opacity=None if opacity is None else f"{opacity:.2f}",
        )  # fmt: skip

    def path(
        self, d: str, *, stroke: str = "none", fill: str = "none", width: float = 1.5, dashes: str = ""
    ) -> None:
        """Lines and curves, as in SVG's path data."""
        self._add(
            "path", d=d, fill=fill, stroke=stroke,
            stroke_width=None if stroke == "none" else width, stroke_dasharray=dashes or None,
        )  # fmt: skip

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1.5, dashes: str = ""
    ) -> None:
        """A straight line."""
        d = f"M{_number(x1)} {_number(y1)}L{_number(x2)} {_number(y2)}"
        self.path(d, stroke=stroke, width=width, dashes=dashes)

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: str | None = None) -> None:
        """A disc, or a ring."""
        self._add("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=1.5 if stroke else None)

    def text(self, x: float, y: float, text: str, size: float, fill: str, *, anchor: str = "start") -> float:
        """One line of text with its base line at `y`; gives its width. Hostile text is welcome."""
        line = self.font.shown(text)
        content = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        self._add(
            "text", content, x=x, y=y, font_size=size, fill=fill, text_anchor=None if anchor == "start" else anchor
        )  # fmt: skip
        return self.font.width(line, size)

    def pattern(self, name: str, tile: str, colour: str, ground: str) -> str:
        """The fill that repeats an 8 by 8 tile of lines in `colour` on `ground`."""
        self._definitions[name] = (
            f'<pattern id="{name}" width="8" height="8" '
            'patternUnits="userSpaceOnUse" patternTransform="scale(.75)">'
            f'<rect width="8" height="8" fill="{ground}"/>'
            f'<path d="{tile}" stroke="{colour}" stroke-width="1.6" fill="none"/></pattern>'
        )
        return f"url(#{name})"

    def svg(self, width: float, height: float, ground: str, title: str) -> str:
        """The whole picture; `title` is its name for screen readers."""
        name = self.font.shown(title).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        w, h = _number(width), _number(height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" '
            f'font-family="{FAMILY}" role="img"><title>{name}</title>'
            f"<defs>{''.join(self._definitions.values())}</defs>"
            f'<rect width="{w}" height="{h}" fill="{ground}"/>{"".join(self._shapes)}</svg>'
        )
