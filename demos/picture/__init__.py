"""Pictures of a Recording: `timeline_svg` draws it as SVG, `png` makes an image that Discord shows."""

from demos.picture.raster import png
from demos.picture.timeline import timeline_svg

__all__ = ["png", "timeline_svg"]
