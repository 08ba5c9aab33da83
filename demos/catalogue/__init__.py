"""The demos: short programs that show how an operating system runs processes, in every language.

A demo is a folder with its program, ``demo.toml`` (topic, parameters, limits, the moment to look at) and one
Markdown file for each language. To add a demo or a language, add files; no code knows their names.
"""

from demos.catalogue.demo import Demo, DemoText, Moment, Parameter, ParameterError, UnknownParameter
from demos.catalogue.loader import Catalogue, CatalogueError, Topic, UnknownDemo, load, read

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Demo",
    "DemoText",
    "Moment",
    "Parameter",
    "ParameterError",
    "Topic",
    "UnknownDemo",
    "UnknownParameter",
    "load",
    "read",
]
