"""Deaths and injuries of the reported incident, chosen among all numbers of victims a story names.

A running total ("menjadi 3 orang") goes before the first number, a number before a single victim that is
named without one. Numbers of an older story ("carok 2006 menewaskan …", "tahun lalu …") are left out.
Not stated is ``None``; ``tidak ada korban jiwa`` is 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from nlp.facts import casualty_words as words
from nlp.facts.records import Count
from nlp.facts.victims import WEAK_RANK, Mention, read_victims

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nlp.facts.lexicon import Hit
    from nlp.facts.passage import Passage

Harm = Literal["die", "hurt"]

MOST_CASUALTY_WORDS: Final = 60
"""Casualty words read of one field; what a story says after sixty of them it has said before."""
RECALL_YEARS: Final = 1
"""A sentence that names a year more than so many years before publication tells an older story."""
VAGUE: Final = 1.5
"""How far "beberapa" and "puluhan" stand behind a number found in the same way."""


def count_harm(
    passages: Sequence[Passage],
    harm: Harm,
    published: date | None,
    *,
    dead: Count | None = None,
) -> Count | None:
    """Count the dead or the injured of the reported incident.

    Args:
        passages: Prepared fields with their known words.
        harm: ``die`` or ``hurt``.
        published: Day of publication, to know older stories by their year.
        dead: The dead already counted: where somebody died, the one who was stabbed is he.

    Returns:
        The count with its words, ``None`` where none is stated.
    """
    found: list[Mention] = []
    for passage in passages:
        for hit in [hit for hit in passage.hits if hit.kind == harm][:MOST_CASUALTY_WORDS]:
            if _recalled(passage, hit, published):
                continue
            mention = read_victims(passage, hit)
            if mention is not None and not (dead and dead.low and _may_be_the_dead(mention)):
                found.append(mention)
    return _as_count(min(found, key=_order)) if found else None


def _may_be_the_dead(mention: Mention) -> bool:
    return mention.rank >= WEAK_RANK and mention.quantity.high == 1


def _order(mention: Mention) -> tuple[float, bool]:
    """The surer way first, "beberapa" behind a number, the body before the title."""
    vague = VAGUE if mention.quantity.high is None and not mention.about else 0.0
    return mention.rank + vague, mention.passage.source == "title"


def _as_count(mention: Mention) -> Count:
    about = mention.about and mention.quantity.exact
    return Count(
        low=mention.quantity.low,
        high=None if about else mention.quantity.high,
        about=about,
        span=mention.passage.span(mention.start, mention.end),
    )


def _recalled(passage: Passage, hit: Hit, published: date | None) -> bool:
    number, start, end = passage.sentence(hit.start)
    if number in passage.recalled:
        return True
    if published is None:
        return False
    years = [int(year) for year in words.YEARS.findall(passage.text, start, end)]
    return bool(years) and max(years) < published.year - RECALL_YEARS
