"""Deaths and injuries of the reported incident, chosen among all numbers of victims a story names.

A running total ("menjadi 3 orang") goes before the first number, a number before a single victim that is
named without one. Numbers of an older story ("carok 2006 menewaskan …", "tahun lalu …") are left out.
Not stated is ``None``; ``tidak ada korban jiwa`` is 0.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from nlp.facts import casualty_words as words
from nlp.facts.lone_victims import Mention
from nlp.facts.numbers import Quantity
from nlp.facts.other_tolls import checks_a_rumour, is_another_toll
from nlp.facts.records import Count
from nlp.facts.victims import WEAK_RANK, read_victims

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nlp.facts.passage import Passage

Harm = Literal["die", "hurt"]

MOST_CASUALTY_WORDS: Final = 60
"""Casualty words read of one field; what a story says after sixty of them it has said before."""
PLAIN_RANK: Final = 1
"""Rank of a plain number beside its casualty word; only such ones are added up."""
_NAME: Final = re.compile(r"\s(?:bernama\s)?[A-Z][a-z'’]+\s[A-Z][a-z'’.]+")
"""Two words with capitals between a number and its casualty word may be a person: the span ends before."""
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
    if any(passage.source == "title" and checks_a_rumour(passage) for passage in passages):
        return None
    for passage in passages:
        for hit in [hit for hit in passage.hits if hit.kind == harm][:MOST_CASUALTY_WORDS]:
            if is_another_toll(passage, hit, published):
                continue
            mention = read_victims(passage, hit)
            if mention is not None and not (dead and dead.low and _may_be_the_dead(mention, dead)):
                found.append(mention)
    return _as_count(_summed(min(found, key=_order), found)) if found else None


def _summed(first: Mention, found: Sequence[Mention]) -> Mention:
    """Add the other groups of the same sentence: "lima polisi luka dan delapan demonstran luka"."""
    if first.rank != PLAIN_RANK or not first.quantity.exact:
        return first
    passage = first.passage
    number, _, _ = passage.sentence(first.start)
    total, end = first.quantity.low, first.end
    for other in sorted(found, key=lambda mention: mention.start):
        if other.passage is not passage or other.start < end or passage.sentence(other.start)[0] != number:
            continue
        if other.rank != PLAIN_RANK or not other.quantity.exact:
            continue
        if words.PART_OF.search(passage.text, end, other.start + 1) or not _another_group(other):
            continue
        total, end = total + other.quantity.low, other.end
    return replace(first, quantity=Quantity(total, total), end=end)


def _another_group(mention: Mention) -> bool:
    """Not "kedua korban tewas …", which speaks of those already counted."""
    start = mention.start
    return not mention.passage.text.startswith(("ke", "para ", "korban"), start)


def _may_be_the_dead(mention: Mention, dead: Count) -> bool:
    """Struck, and one or as many as died: "dua pekerja ditembak. Keduanya tewas."."""
    if mention.rank < WEAK_RANK or mention.quantity.high not in (1, dead.low):
        return False
    text = mention.passage.text
    _, start, _ = mention.passage.sentence(mention.start)
    apart = words.BESIDE_THE_DEAD.search(text[start : mention.start])
    return not (apart and text.endswith("kritis", mention.start, mention.end))


def _order(mention: Mention) -> tuple[float, int, bool]:
    """The surer way first, "beberapa" behind a number, the body before the title.

    Of those merely struck the most: "tujuh dikeroyok, satu dirawat" is seven.
    """
    vague = VAGUE if mention.quantity.high is None and not mention.about else 0.0
    struck = -mention.quantity.low if mention.rank == WEAK_RANK else 0
    return mention.rank + vague, struck, mention.passage.source == "title"


def _as_count(mention: Mention) -> Count:
    about = mention.about and mention.quantity.exact
    raw = mention.passage.raw
    name = _NAME.search(raw, mention.start + 1, mention.end) if mention.passage.source == "text" else None
    return Count(
        low=mention.quantity.low,
        high=None if about else mention.quantity.high,
        about=about,
        span=mention.passage.span(mention.start, name.start() if name else mention.end),
    )
