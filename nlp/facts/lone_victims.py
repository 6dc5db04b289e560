"""Victims told without a number: ``siswa SMA tewas`` · ``tewasnya suporter`` · ``R (17) dan J (18) tewas``.

Names are looked at to count people, never kept: a span covers the words, a fact holds the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from nlp.facts import casualty_words as words
from nlp.facts.numbers import Quantity, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.facts.lexicon import Hit
    from nlp.facts.passage import Passage

REACH: Final = 110
"""Characters before or after a casualty word in which its number is looked for: one clause."""
MOST_WORDS: Final = 9
"""Words between a number and its casualty word ("tiga warga Kampung X yang … tewas")."""
MOST_NAMED: Final = 8
"""People listed by name before one casualty word; a clause of :data:`REACH` holds no more."""
_NEW_CLAUSE: Final = re.compile(r"[;:]|\b(?:karena|setelah|sehingga|ketika|saat)\b")
_ONE: Final = Quantity(1, 1)
# Words of the dead that hold for things, cases and burials as well, so that they need a number: the
# refusal of a burial ("jenazah ditolak") is an incident without a dead of its own.
_NEEDS_NUMBER: Final = frozenset({"mati", "jiwa", "nyawa", "kematian", "mayat", "jenazah"})
_SUBJECT: Final = re.compile(r"[\"“'\s]*(?:ia|dia|korban)\s")


@dataclass(frozen=True, slots=True)
class Mention:
    """One number of victims.

    ``rank`` orders the ways in which it was found, lower is surer: 0 a running total, 1 a number, 2 a
    part of another group, 3 a denial or somebody struck, 4 and more a victim without a number.
    """

    quantity: Quantity
    about: bool
    rank: int
    start: int
    end: int
    passage: Passage


def quantities(window: str) -> Iterator[tuple[Quantity, int, int]]:
    """Find the numbers of a window that can count people, with their offsets."""
    for match in words.NUMBER.finditer(window):
        lead = window[: match.start()]
        if words.NOT_BEFORE.search(lead) or words.NOT_AFTER.match(window, match.end()):
            continue
        if match.group()[0].isdigit() and words.PLATE.search(lead):
            continue
        quantity = parse_quantity(match.group())
        if quantity is not None and quantity.low > 0 and not words.YEAR.fullmatch(match.group()):
            yield quantity, match.start(), match.end()


def named_people(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """Count people listed by name and age: ``RA (17) dan JA (18) tewas`` · ``korban tewas RA (17)``."""
    if hit.value in words.TRANSITIVE or hit.value in words.NOUNS or hit.value in words.BODIES:
        return None
    listed = _listed_before(before) or _listed_after(after)
    if listed < 2:
        return None
    return Mention(Quantity(listed, listed), False, 3, hit.start, hit.end, passage)


def _listed_before(before: str) -> int:
    ages = list(words.AGED.finditer(before))[-MOST_NAMED:]
    if not ages or not _near(before[ages[-1].end() :]):
        return 0
    return _joined(before, ages[::-1])


def _listed_after(after: str) -> int:
    ages = list(words.AGED.finditer(after))[:MOST_NAMED]
    if not ages or words.NAMED_AFTER.match(after, 0, ages[0].start()) is None:
        return 0
    return _joined(after, ages)


def _joined(text: str, ages: list[re.Match[str]]) -> int:
    """How many names follow each other with nothing but a comma or "dan" between."""
    count = 1
    for one, other in pairwise(ages):
        first, second = (one, other) if one.end() <= other.start() else (other, one)
        if words.AND_AGED.match(text, first.end(), second.start()) is None:
            break
        count += 1
    return count


def _near(between: str) -> bool:
    return len(between.split()) <= MOST_WORDS and not words.BREAK.search(between)


def one_person(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """Read a single victim: a kind of person, a pronoun, a name with the age, or a named person."""
    if hit.value in words.TRANSITIVE or hit.value in words.NOUNS or hit.value == "jasad":
        return _object(passage, hit, after)
    if words.THERE_IS_NO.search(before):
        return None
    if hit.value in _NEEDS_NUMBER or (hit.value == "gugur" and not words.SOLDIER.search(before)):
        return None
    if (hit.kind == "die" or words.PREDICATE.search(before)) and _lone_subject(passage, hit):
        return Mention(_ONE, False, 5, hit.start, hit.end, passage)
    return _person_before(passage, hit, before)


def _object(passage: Passage, hit: Hit, after: str) -> Mention | None:
    """``melukai kepala desa`` · ``tewasnya Rudi`` · ``pembunuhan … terhadap seorang warga``."""
    follow = after[:30]
    named = passage.raw[hit.end + 1 : hit.end + 2].isupper() and not passage.raw.isupper()
    against = words.AGAINST.match(after)
    person = words.PERSON.match(follow.lstrip()) or (against and words.PERSON.match(after, against.end()))
    if (named or person) and not words.MANY.search(follow):
        more = words.AND_MORE.match(after) if hit.value in words.TRANSITIVE else None
        extra = parse_quantity(more["number"]) if more else None
        if more and extra and extra.exact and not words.OTHER_HARM.search(after, 0, more.end() + 25):
            return Mention(Quantity(1 + extra.low, 1 + extra.low), False, 4, hit.start, hit.end, passage)
        return Mention(_ONE, False, 4, hit.start, hit.end, passage)
    return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _person_before(passage: Passage, hit: Hit, before: str) -> Mention | None:
    clause = _NEW_CLAUSE.split(before)[-1]
    if hit.value in words.WOUND:
        clause = words.WOUND_COUNT.sub(_blank, clause)
    if words.MANY.search(clause) or any(not q.exact or q.low != 1 for q, _, _ in quantities(clause)):
        return None
    people = list(words.PERSON.finditer(clause))
    if not people or not _near(clause[people[-1].end() :]):
        return None
    named = people[-1].group().endswith((")", ","))  # "Rudi (17)": the name stays out of the span
    begin = hit.start if named else hit.start - len(clause) + people[-1].start()
    return Mention(_ONE, False, 4, begin, hit.end, passage)


def _lone_subject(passage: Passage, hit: Hit) -> bool:
    """Whether the sentence speaks of "seorang …" or "dia …" and of no other number of people before."""
    _, start, _ = passage.sentence(hit.start)
    told = passage.text[start : hit.start]
    people = [quantity for quantity, _, _ in quantities(told)]
    if not people:
        return _SUBJECT.match(told) is not None
    return all(quantity == _ONE for quantity in people)
