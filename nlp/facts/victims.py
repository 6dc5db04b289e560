"""The number of victims that belongs to one casualty word.

Forms read: ``dua warga … tewas`` · ``menewaskan dua warga dan seorang polisi`` · ``korban tewas menjadi tiga
orang`` · ``merenggut dua nyawa`` · ``tidak ada korban jiwa`` · ``tiga luka berat dan dua luka ringan`` ·
``seorang siswa … tewas``. Victims told without a number are read by :mod:`nlp.facts.lone_victims`; word
patterns stand in :mod:`nlp.facts.casualty_words`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nlp.facts import casualty_words as words
from nlp.facts.lone_victims import MOST_WORDS, REACH, Mention, named_people, one_person, quantities
from nlp.facts.numbers import Quantity, parse_quantity

if TYPE_CHECKING:
    from nlp.facts.lexicon import Hit
    from nlp.facts.passage import Passage

NEGATION_REACH: Final = 45
"""Characters before a casualty word in which a negation or a condition reaches it."""
WEAK_RANK: Final = 3
"""Rank from which a mention says that somebody was struck, not that he was hurt."""
_CLAUSE: Final = re.compile(r"[,;:]")
_DENIED: Final = re.compile(r"\b(?:tidak|tak|bukan)\s\Z")
_OF_PEOPLE: Final = re.compile(r"\b(?:korban|yang|seorang|satu|anggotanya|orang|warga)\b")
_COUNTED: Final = ("yang ", "jumlah orang ", "jumlah warga ")
_ONLY_LIVES: Final = re.compile(r"\s(?:korban\s)?(?:orang\s)?\Z")


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
    before = words.INSERTED.sub(_blank, text[max(start, hit.start - REACH) : hit.start])
    after = text[hit.end : min(end, hit.end + REACH)]
    if hit.value in words.NO_VICTIMS:
        return _no_victims(passage, hit, before, after)
    if hit.value not in words.WEAK and (zero := _zero(passage, hit, before, after)):
        return zero
    near = _CLAUSE.split(before[-NEGATION_REACH:])[-1]
    if words.UNREAL.search(near) or _DENIED.search(near):
        return None
    if hit.value in words.LIVES:
        return _lives(passage, hit, before, after)
    if hit.value == "kehilangan":
        return _bereft(passage, hit, after)
    if hit.value in words.STRIKES:
        return _struck(passage, hit, before, after)
    if hit.value in words.WEAK:
        return _weak(passage, hit, before, after)
    return (
        _number_after(passage, hit, before, after)
        or _number_before(passage, hit, before)
        or named_people(passage, hit, before, after)
        or one_person(passage, hit, before, after)
    )


def _no_victims(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """``tidak ada korban.``, not ``tidak ada korban jiwa``, which leaves the injured open."""
    if words.UNREAL.search(before[-NEGATION_REACH:]) or words.AT_ALL.match(after) is None:
        return None
    return Mention(Quantity(0, 0), False, WEAK_RANK, hit.start, hit.end, passage)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _bereft(passage: Passage, hit: Hit, after: str) -> Mention | None:
    """``kehilangan dua saudara``."""
    match = words.BEREFT.match(after)
    quantity = parse_quantity(match["number"]) if match else None
    if match is None or quantity is None:
        return None
    return Mention(quantity, False, 2, hit.start, hit.end + match.end(), passage)


def _weak(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """``dua aparat terkena panah`` · ``tujuh pria dikeroyok`` · ``dua warga jadi korban``."""
    if hit.value in ("terkena", "kena") and not words.HIT_BY.match(after):
        return None
    if "korban" in hit.value and not words.SUFFERED.match(after):
        return None
    if words.FATAL.search(after[:60]):
        return None
    found = _number_before(passage, hit, before)
    if found is None and hit.value in words.WARDED:
        found = _warded(passage, hit, after)
    if found is None and hit.value in words.STRUCK:
        found = one_person(passage, hit, before, after)
    if found is None or (found.quantity.high == 1 and hit.value not in words.STRUCK):
        return None
    return replace(found, rank=found.rank + WEAK_RANK - 1)


def _warded(passage: Passage, hit: Hit, after: str) -> Mention | None:
    """``dirawat di RSUD empat orang``."""
    match = words.WARD_AFTER.match(after)
    quantity = parse_quantity(match["number"]) if match else None
    if match is None or quantity is None:
        return None
    return Mention(quantity, False, 1, hit.start, hit.end + match.end(), passage)


def _struck(passage: Passage, hit: Hit, before: str, after: str) -> Mention | None:
    """``memanah dua warga`` · ``pembacokan terhadap seorang pelajar`` · ``peluru mengenai dua warga``."""
    if hit.value == "mengenai" and words.MISSILE.search(before) is None:
        return None
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
    if hit.value in words.LIVES and (no := words.NO_LIVES.search(before)):
        return Mention(none, False, 3, hit.start - len(no.group()), hit.end, passage)
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
    """``merenggut dua nyawa`` · ``3 korban jiwa`` · ``nyawa seorang pelajar melayang``."""
    if (match := words.LIVES_OF.match(after)) and (
        words.LIVES_TAKEN.search(before) or words.LIVES_GONE.match(after, match.end())
    ):
        quantity = parse_quantity(match["number"])
        end = hit.end + match.end()
        return None if quantity is None else Mention(quantity, False, 1, hit.start, end, passage)
    if not words.TAKES_LIVES.search(before) and not words.TAKES_LIVES.match(after.lstrip()):
        return None
    numbers = list(quantities(before))
    if numbers:
        last, begin, stop = numbers[-1]
        if _ONLY_LIVES.match(before, stop):
            return _built(passage, hit, last, before, begin, rank=1)
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
    listed = takes or words.LISTS.search(lead) or (_victims(before) and not lead)
    extra = _added(after, end) if listed else 0
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
    if lead == ":":
        return (
            _victims(before) or not before.strip()
        )  # "dua belas luka: sepuluh warga …" has its number before
    if lead == ",":
        return _victims(before) and match["unit"] in (" orang", " jiwa")
    if match["unit"] is not None:
        return True
    ends = words.ENDS.match(after, match.end("number")) is not None
    return (_victims(before) and (bool(lead) or ends)) or (before.endswith(_COUNTED) and ends)


def _victims(before: str) -> bool:
    return before.rstrip()[-6:] == "korban" or "korban" in before[-25:]


def _added(after: str, stop: int) -> int:
    """The second number of "menewaskan dua warga dan seorang polisi"."""
    if words.AND_KIN.match(after, stop):
        return 1
    match = words.AND_MORE.match(after, stop)
    if match is None or words.OTHER_HARM.search(after, stop, match.end() + 25):
        return 0
    extra = parse_quantity(match["number"])
    if extra is None or not extra.exact or words.NOT_AFTER.match(after, match.end("number")):
        return 0
    return extra.low


def _number_before(passage: Passage, hit: Hit, before: str) -> Mention | None:
    if hit.value in words.TRANSITIVE or hit.value in words.NOUNS:
        return None
    if hit.value == "mati" and words.DEADLY_SENTENCE.search(before):
        return None
    numbers = list(quantities(before))
    if not numbers:
        return None
    quantity, begin, stop = numbers[-1]
    between = before[stop:]
    if not _bonded(between) or words.PARTIAL.search(before[:begin]):
        return None
    if hit.value in words.WOUND and not between.strip() and words.WOUNDS.search(before[:begin]):
        return None
    if len(numbers) > 1 and words.OUT_OF.fullmatch(before[numbers[-2][2] : begin]):
        return _built(passage, hit, numbers[-2][0], before, numbers[-2][1], rank=1)
    rank = 1
    if words.PARTIAL_AFTER.match(between):
        rank = 2  # "dari 11 orang yang ditangkap tiga di antaranya luka": a part, but all the injured
    if len(numbers) > 1 and (joint := _joint(numbers[-2], (quantity, begin, stop), before)):
        quantity, begin = joint
    elif quantity.exact and words.AND_KIN.match(between):
        quantity = Quantity(quantity.low + 1, quantity.low + 1)
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
