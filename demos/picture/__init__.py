"""Pictures of a Recording: `timeline_svg` and `tree_svg` draw SVG, `png` makes of it an image for Discord."""

from demos.picture.raster import png
from demos.picture.timeline import timeline_svg
from demos.picture.tree import tree_svg

__all__ = ["png", "timeline_svg", "tree_svg"]
