"""A fictional regional press, served on this machine, so that Pantau can be tried without internet.

Places are real, events, outlets and persons are invented. :class:`pantau.demo.press.Press` serves the
written press over HTTP; :func:`pantau.demo.grammar.seeded_press` makes presses by the dozen, to count
how often a planted rise is found and how often there is a false alarm.
"""

from importlib.resources import files
from pathlib import Path
from typing import Final

SURVEY: Final = Path(str(files("pantau.demo") / "survey.csv"))
"""A fictional survey table with the columns that :mod:`search.survey` reads."""
