"""The words that carry facts, found in one pass over a text.

The words stand in ``words.toml``, each under the way it is read; months and weekdays come from
:mod:`pantau.calendar`. One automaton (Aho-Corasick) finds them all, so that the cost of a story does
not grow with the number of words.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import ahocorasick

from pantau.calendar import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PARTS_OF_DAY: Final = ("pagi", "siang", "sore", "petang", "malam", "dini hari", "subuh")

RELATIVE_DAYS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "hari ini": 0,
        "kemarin": -1,
        "kemaren": -1,
        "kemarin lusa": -2,
        "semalam": -1,
        "tadi malam": -1,
        "malam tadi": -1,
        "besok": 1,
        "esok hari": 1,
        "lusa": 2,
        **{f"{part} ini": 0 for part in _PARTS_OF_DAY},
        **{f"{part} tadi": 0 for part in _PARTS_OF_DAY if part != "malam"},
        **{f"tadi {part}": 0 for part in _PARTS_OF_DAY if part != "malam"},
    }
)
"""Relative day → days from the day of speaking. "tadi malam" and "semalam" are the evening before."""

# Short forms of weekdays are common words or names ("sat", "min", "kam"), so weekdays take part in
# their full forms alone. Months are read only beside a day number, so that short forms may stay.
_FULL_WEEKDAYS: Final = tuple(name for name in WEEKDAYS if len(name) > 4 or name in ("rabu", "ahad"))


class Hit(NamedTuple):
    """A known word in a text. ``kind`` says how it is read, ``value`` what it stands for."""

    start: int
    end: int
    kind: str
    value: str


def _entries() -> Iterable[tuple[str, str, str]]:
    for name in _FULL_WEEKDAYS:
        yield name, "weekday", name
    for name in MONTHS:
        yield name, "month", name
    for word, days in RELATIVE_DAYS.items():
        yield word, "relative", str(days)
    table = tomllib.loads(files("nlp.facts").joinpath("words.toml").read_text(encoding="utf-8"))
    for kind, entry in table["cue"].items():
        for word in _listed(entry):
            yield word, kind, word
    for kind in ("actor", "means", "act", "topic"):
        for value, entry in table[kind].items():
            for word in _listed(entry):
                yield word, kind, value


def _listed(entry: Mapping[str, Any]) -> list[str]:
    return [*entry.get("words", "").split(), *entry.get("phrases", ())]


def _automaton() -> ahocorasick.Automaton:
    readings: dict[str, dict[tuple[str, str], None]] = {}
    for word, kind, value in _entries():
        readings.setdefault(word, {})[(kind, value)] = None
    automaton = ahocorasick.Automaton()
    for word, found in readings.items():
        automaton.add_word(word, (len(word), tuple(found)))
    automaton.make_automaton()
    return automaton


_WORDS: Final = _automaton()


def find(text: str) -> list[Hit]:
    """Find the known words of a text.

    Args:
        text: Lower case.

    Returns:
        Whole words only, ordered by end; a word with several kinds gives a hit for each.
    """
    hits: list[Hit] = []
    size = len(text)
    for last, (length, readings) in _WORDS.iter(text):
        start, end = last - length + 1, last + 1
        if (start and text[start - 1].isalnum()) or (end < size and text[end].isalnum()):
            continue
        hits += [Hit(start, end, kind, value) for kind, value in readings]
    return hits
