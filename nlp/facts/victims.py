"""The number of victims that belongs to one casualty word.

Forms read: ``dua warga … tewas`` · ``menewaskan dua warga dan seorang polisi`` · ``korban tewas menjadi tiga
orang`` · ``merenggut dua nyawa`` · ``tidak ada korban jiwa`` · ``tiga luka berat dan dua luka ringan`` ·
``seorang siswa … tewas``. Word patterns stand in :mod:`nlp.facts.casualty_words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from nlp.facts import casualty_words as words
from nlp.facts.numbers import Quantity, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.facts.lexicon import Hit
    from nlp.facts.passage import Passage

REACH: Final = 110
"""Characters before or after a casualty word in which its number is looked for: one clause."""
MOST_WORDS: Final = 8
"""Words between a number and its casualty word ("tiga warga Kampung X yang … tewas")."""
NEGATION_REACH: Final = 45
"""Characters before a casualty word in which a negation or a condition reaches it."""
WEAK_RANK: Final = 3
"""Rank from which a mention says that somebody was struck, not that he was hurt."""
_CLAUSE: Final = re.compile(r"[,;:]")
_DENIED: Final = re.compile(r"\b(?:tidak|tak|bukan)\s\Z")
_OF_PEOPLE: Final = re.compile(r"\b(?:korban|yang|seorang|satu|anggotanya|orang|warga)\b")
_ONLY_LIVES: Final = re.compile(r"\s(?:korban\s)?(?:orang\s)?\Z")
_NEW_CLAUSE: Final = re.compile(r"[;:]|\b(?:karena|setelah|sehingga|ketika|saat)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """One number of victims.

    ``rank`` orders the ways in which it was found, lower is surer: 0 a running total, 1 a number, 2 a
    part of another group, 3 a denial or somebody struck, 4 and 5 a single victim without a number.
    """

    quantity: Quantity
    about: bool
    rank: int
    start: int
    end: int
    passage: Passage


def read_victims(passage: Passage, hit: Hit) -> Mention | None:
    """Read the number of victims that belongs to one casualty word.

    Args:
        passage: The prepared field.
        hit: A word of kind ``die`` or ``hurt`` in it.

    Returns:
        The mention, or ``None`` where no number and no single victim belongs to the word, or where
        the sentence only fears, denies or supposes the harm.
    """
    text = passage.text
    _, start, end = passage.sentence(hit.start)
    before = text[max(start, hit.start - REACH) : hit.start]
    after = text[hit.end : min(end, hit.end + REACH)]
    if hit.value not in words.WEAK and (zero := _zero(passage, hit, before, after)):
        return zero
    near = _CLAUSE.split(before[-NEGATION_REACH:])[-1]
    if words.UNREAL.search(near) or _DENIED.search(near):
        return None
    if hit.value in words.LIVES:
        return _lives(passage, hit, before, after)
    if hit.value in words.STRIKES:
        return _struck(passage, hit, after)
    if hit.value in words.WEAK:
        return _weak(passage, hit, before, after)
    return (
        _number_after(passage, hit, before, after)
        or _number_before(passage, hit, before)
        or _one_person(passage, hit, before, after)
    )


def _weak(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """``dua aparat terkena panah`` · ``tujuh pria dikeroyok`` · ``dua warga jadi korban``."""
    if hit.value in ("terkena", "kena") and not words.HIT_BY.match(after):
        return None
    if "korban" in hit.value and not words.SUFFERED.match(after):
        return None
    if words.FATAL.search(after[:60]):
        return None
    found = _number_before(passage, hit, before)
    if found is None or (found.quantity.high == 1 and hit.value not in words.STRUCK):
        return None
    return replace(found, rank=found.rank + WEAK_RANK - 1)


def _struck(passage: Passage, hit: Hit, after: str) -> Mention | None:
    """``memanah dua warga`` · ``pembacokan terhadap seorang pelajar``."""
    match = words.VICTIMS_OF.match(after)
    quantity = parse_quantity(match["number"]) if match else None
    if match is None or quantity is None or words.FATAL.search(after):
        return None
    return Mention(quantity, False, WEAK_RANK, hit.start, hit.end + match.end(), passage)


def _zero(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """``tidak ada korban jiwa`` · ``tanpa korban jiwa`` · ``korban jiwa nihil``."""
    none = Quantity(0, 0)
    if words.UNREAL.search(before[-NEGATION_REACH:]):
        return None
    victims = "korban" in before[-30:] or hit.value not in words.LIVES
    if victims and (no := words.NO.search(before)) and _counts_people(no.group(), hit):
        return Mention(none, False, 3, hit.start - len(no.group()), hit.end, passage)
    if "korban" in before[-12:] and (match := words.NO_AFTER.match(after)):
        return Mention(none, False, 3, hit.start, hit.end + match.end(), passage)
    return None


def _counts_people(negation: str, hit: Hit) -> bool:
    if _OF_PEOPLE.search(negation):
        return True
    return hit.value in ("luka", "luka-luka", "jiwa", "nyawa") and "ada" in negation


def _lives(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """``merenggut dua nyawa`` · ``3 korban jiwa`` · ``korban jiwa mencapai tiga orang``."""
    if not words.TAKES_LIVES.search(before) and not words.TAKES_LIVES.match(after.lstrip()):
        return None
    numbers = list(_quantities(before))
    if numbers:
        quantity, begin, stop = numbers[-1]
        if _ONLY_LIVES.match(before, stop):
            return _built(passage, hit, quantity, before, begin, rank=1)
    return _number_after(passage, hit, before, after) if "korban" in before[-10:] else None


def _number_after(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    match = words.FORWARD.match(after)
    if match is None and _victims(before):
        match = words.FORWARD_NAMED.match(after)
    if match is None:
        return None
    quantity, end = _risen(after, match)
    if quantity is None or words.NOT_AFTER.match(after, end) or "di antaranya" in (match["unit"] or ""):
        return None
    lead = (match["lead"] or "").strip()
    takes = hit.value in words.TRANSITIVE or hit.value in words.NOUNS
    total = words.TOTAL.search(lead) is not None
    if not (takes or total or _counted(before, after, match, lead)):
        return None
    extra = _added(after, end) if takes else 0
    if extra and quantity.exact:
        quantity = Quantity(quantity.low + extra, quantity.low + extra)
    about = _hedged(after[: match.start("number")])
    return Mention(quantity, about, 0 if total else 1, hit.start, hit.end + end, passage)


def _risen(after: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    """The number, or the one it rose to: "bertambah satu menjadi lima orang"."""
    risen = words.RISEN_TO.match(after, match.end("number"))
    found = risen or match
    return parse_quantity(found["number"]), found.end("number")


def _counted(before: str, after: str, match: re.Match[str], lead: str) -> bool:
    """Whether a number after an intransitive word counts its victims: "tewas dua orang", "korban luka 12"."""
    if lead == ",":
        return False
    if match["unit"] is not None:
        return True
    return _victims(before) and (bool(lead) or words.ENDS.match(after, match.end("number")) is not None)


def _victims(before: str) -> bool:
    return before.rstrip()[-6:] == "korban" or "korban" in before[-25:]


def _added(after: str, stop: int) -> int:
    """The second number of "menewaskan dua warga dan seorang polisi"."""
    match = words.AND_MORE.match(after, stop)
    if match is None or words.OTHER_HARM.search(after, stop, match.end() + 25):
        return 0
    extra = parse_quantity(match["number"])
    if extra is None or not extra.exact or words.NOT_AFTER.match(after, match.end("number")):
        return 0
    return extra.low


def _severities(text: str, hit: Hit, quantity: Quantity, stop: int) -> Quantity:
    """Add the second number of "tiga luka berat dan dua luka ringan"."""
    match = words.SECOND_SEVERITY.match(text, stop)
    second = parse_quantity(match["number"]) if match and quantity.exact else None
    if second is None or not second.exact or hit.kind != "hurt":
        return quantity
    return Quantity(quantity.low + second.low, quantity.low + second.low)


def _number_before(passage: Passage, hit: Hit, before: str) -> Mention | None:
    if hit.value in words.TRANSITIVE or hit.value in words.NOUNS:
        return None
    if hit.value == "mati" and words.DEADLY_SENTENCE.search(before):
        return None
    numbers = list(_quantities(before))
    if not numbers:
        return None
    quantity, begin, stop = numbers[-1]
    between = before[stop:]
    if not _bonded(between) or words.PARTIAL.search(before[:begin]):
        return None
    rank = 1
    if words.PARTIAL_AFTER.match(between):
        rank = 2  # "dari 11 orang yang ditangkap tiga di antaranya luka": a part, but all the injured
    if len(numbers) > 1 and (joint := _joint(numbers[-2], (quantity, begin, stop), before)):
        quantity, begin = joint
    quantity = _severities(passage.text, hit, quantity, hit.end)
    return _built(passage, hit, quantity, before, begin, rank=rank)


def _joint(
    first: tuple[Quantity, int, int], second: tuple[Quantity, int, int], before: str
) -> tuple[Quantity, int] | None:
    """Put two numbers together: "dua siswa dan seorang guru" adds up, "tujuh atau delapan" is a range."""
    linked = before[first[2] : second[1]].split()
    if words.KILLS.search(before[: first[1]]):
        return None  # "menewaskan satu anak dan dua lainnya luka"
    if not linked or len(linked) > 5 or any(words.VERB.match(word) for word in linked[:-1]):
        return None
    low, high = first[0], second[0]
    if linked[-1] in ("dan", "serta") and len(linked) > 1:
        total = low.low + high.low
        return Quantity(total, total if low.exact and high.exact else None), first[1]
    if linked[-1] == "atau" and low.exact and high.exact and low.low < high.low:
        return Quantity(low.low, high.low), first[1]
    return None


def _bonded(between: str) -> bool:
    """Whether the words between a number and a casualty word let them belong together."""
    if words.BREAK.search(between) or between.count(",") > 1 or len(between.split()) > MOST_WORDS:
        return False
    return "(" not in between or ")" in between


def _built(passage: Passage, hit: Hit, quantity: Quantity, before: str, begin: int, *, rank: int) -> Mention:
    lead = before[:begin]
    if rank == 1 and words.TOTAL.search(lead[-20:]):
        rank = 0
    start = hit.start - len(before) + begin
    return Mention(quantity, _hedged(lead), rank, start, hit.end, passage)


def _hedged(lead: str) -> bool:
    return words.HEDGE.search(lead) is not None


def _quantities(window: str) -> Iterator[tuple[Quantity, int, int]]:
    """The numbers of a window that can count people."""
    for match in words.NUMBER.finditer(window):
        if words.NOT_BEFORE.search(window[: match.start()]) or words.NOT_AFTER.match(window, match.end()):
            continue
        quantity = parse_quantity(match.group())
        if quantity is not None and quantity.low > 0 and not words.YEAR.fullmatch(match.group()):
            yield quantity, match.start(), match.end()


def _lone_subject(passage: Passage, hit: Hit) -> bool:
    """Whether the sentence speaks of "seorang …" and of no other number of people before the word."""
    _, start, _ = passage.sentence(hit.start)
    people = [quantity for quantity, _, _ in _quantities(passage.text[start : hit.start])]
    return bool(people) and all(quantity == Quantity(1, 1) for quantity in people)


def _one_person(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """A single victim without a number: ``siswa SMA tewas`` · ``tewasnya suporter`` · a named person."""
    one = Quantity(1, 1)
    if hit.value in words.TRANSITIVE or hit.value in words.NOUNS:
        follow = after[:30]
        named = passage.raw[hit.end + 1 : hit.end + 2].isupper() and not passage.raw.isupper()
        if (named or words.PERSON.match(follow.lstrip())) and not words.MANY.search(follow):
            return Mention(one, False, 4, hit.start, hit.end + len(follow.rstrip()), passage)
        return None
    if hit.value in words.BODIES or hit.value in ("mati", "jiwa", "nyawa", "gugur", "kematian"):
        return None
    if (hit.kind == "die" or words.PREDICATE.search(before)) and _lone_subject(passage, hit):
        return Mention(one, False, 5, hit.start, hit.end, passage)
    clause = _NEW_CLAUSE.split(before)[-1]
    if words.MANY.search(clause) or any(not q.exact or q.low != 1 for q, _, _ in _quantities(clause)):
        return None
    people = list(words.PERSON.finditer(clause))
    if not people:
        return None
    person = people[-1]
    if len(clause[person.end() :].split()) > MOST_WORDS:
        return None
    if words.BREAK.search(clause[person.end() :]):
        return None
    begin = hit.start - len(clause) + person.start()
    return Mention(one, False, 4, begin, hit.end, passage)
