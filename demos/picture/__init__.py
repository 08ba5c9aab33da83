"""Pictures of a Recording: `timeline_svg` and `tree_svg` draw SVG, `png` makes an image of it; `film` animates."""

from demos.picture.film import film
from demos.picture.raster import png
from demos.picture.timeline import timeline_svg
from demos.picture.tree import tree_svg

__all__ = ["film", "png", "timeline_svg", "tree_svg"]
