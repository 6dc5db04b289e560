"""How likely the day that a story names is the day of an event at all.

A story that is not relevant (phase ``lain``) often names no day but that on which somebody spoke, or tells of
a market, a match or a war abroad; its label is then "no day". The choice is a logistic model over signs with
readable names, one weight each, in ``date_weights.toml``; :mod:`nlp.facts.date_training` fits it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from math import exp
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nlp.facts.passage import Passage

NEAR: Final = 60
"""Characters between a date and the word that stands nearest to it, to be its sign: half a clause more
than the reach of a cue."""
OPENING: Final = 1500
"""Characters of the body in which its topic is looked for; the labels were given on openings."""
MANY: Final = 4
"""Words of one topic from which it carries the opening."""
SHORTEST_CHANCE: Final = 0.08
"""A day less likely than this is not given. Out of fold on the training half 2 of 198 exact days are lost
there and 45 of 318 wrongly given ones go. Higher would take more away (.15: 4 and 117), but an exact day is
what is asked for, and on regional stories every step costs exact days first (docs/facts.md)."""

_BEFORE: Final = (
    "incident",
    "activity",
    "legal",
    "speech",
    "desk",
    "scene",
    "plan",
    "document",
    "recall",
    "since",
)
_AFTER: Final = ("incident", "activity", "legal", "speech", "ask", "plan")
# Days from the day of the event to the day of speaking, up to and including.
_AGES: Final = ((-1, "ahead"), (0, "same day"), (1, "day before"), (10, "days before"), (45, "weeks before"))


def signs_of(
    before: Mapping[str, int],
    after: Mapping[str, int],
    *,
    sentence: int,
    age: int | None,
    closed: bool,
) -> tuple[str, ...]:
    """Name what stands around a date.

    Args:
        before: Kinds of known words before the date in its sentence, with their distance in characters.
        after: The same after it.
        sentence: Number of the sentence, -1 for the title.
        age: Days from the date to the day of speaking, ``None`` where that is not known.
        closed: The clause ends with the date.

    Returns:
        Names of signs, as in ``date_weights.toml``.
    """
    place = "title" if sentence < 0 else "lead" if sentence == 0 else "opening" if sentence < 4 else "later"
    found = [f"in {place}", f"after {_nearest(before, _BEFORE)}", f"before {_nearest(after, _AFTER)}"]
    if age is None:
        found.append("day unknown")
    else:
        found.append(next((name for most, name in _AGES if age <= most), "long before"))
    if closed:
        found.append("clause ends")
    return tuple(found)


def _nearest(kinds: Mapping[str, int], known: Iterable[str]) -> str:
    near = min((kinds[kind], kind) for kind in known if kind in kinds) if kinds.keys() & set(known) else None
    return near[1] if near and near[0] <= NEAR else "nothing"


def topics_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Name the topics that carry the opening: ``some local``, ``much sport``."""
    count: Counter[str] = Counter()
    for passage in passages:
        for hit in passage.hits:
            if hit.kind == "topic" and hit.start < OPENING:
                count[hit.value] += 1
    return tuple(f"{'much' if count[name] >= MANY else 'some'} {name}" for name in sorted(count))


def event_chance(signs: Iterable[str]) -> float:
    """Give the chance that the day is that of an event, 0 to 1 (logistic model; unknown signs count 0)."""
    total = WEIGHTS["always"] + sum(WEIGHTS.get(sign, 0.0) for sign in signs)
    return 1.0 / (1.0 + exp(-total))


def _weights() -> Mapping[str, float]:
    table = tomllib.loads(files("nlp.facts").joinpath("date_weights.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: float(weight) for name, weight in table["weights"].items()})


WEIGHTS: Final = _weights()
"""Sign → weight, in units of log odds."""
