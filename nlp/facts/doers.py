"""Kinds of actors, means and interventions that a story names, never persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from nlp.facts.records import ActorFact, ActorKind, InterventionFact, InterventionKind, MeansFact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.facts.lexicon import Hit
    from nlp.facts.passage import Passage

MOST_KINDS: Final = 12
"""Kinds kept of each sort; a story that names more is a list, and the first ones carry it."""

_ACTOR_KINDS: Final = frozenset(get_args(ActorKind))
_ACT_KINDS: Final = frozenset(get_args(InterventionKind))
# The next word shows another sense: "membuka blokir anggaran", "massa membubarkan diri"; or a deed of the mob
# itself: "membubarkan ibadah".
_OTHER_AFTER: Final = re.compile(
    r"\s(?:anggaran|rekening|nomor|akun|situs|konten|diri|ibadah|kebaktian|misa|pengajian)\b"
)
# What is asked for, hoped for or planned has not been done.
_WANTED: Final = re.compile(
    r"\b(?:minta|meminta|menuntut|tuntut|desak|mendesak|agar|supaya|harapan|berharap|mengimbau|dijadwalkan|rencana"
    r"|akan|bisa|jika|bila)\b[^.;]{0,50}\Z"
)
WANTED_REACH: Final = 70
"""Characters before an intervention in which a wish reaches it: one clause."""
_NEGATIONS: Final = frozenset(["tidak", "tak", "belum", "tanpa", "bukan", "jangan"])


def actors(passages: Sequence[Passage]) -> tuple[ActorFact, ...]:
    """Name each kind of actor once, where it stands first."""
    return tuple(
        ActorFact(kind=kind, span=passage.span(hit.start, hit.end))
        for passage, hit in _first_of_each(passages, "actor")
        if (kind := _actor_kind(hit.value)) is not None
    )


def means(passages: Sequence[Passage]) -> tuple[MeansFact, ...]:
    """Name each weapon or means once, where it stands first."""
    return tuple(
        MeansFact(kind=hit.value, span=passage.span(hit.start, hit.end))
        for passage, hit in _first_of_each(passages, "means")
    )


def interventions(passages: Sequence[Passage]) -> tuple[InterventionFact, ...]:
    """Name each intervention and outcome once; one that a negation denies is none."""
    return tuple(
        InterventionFact(kind=kind, span=passage.span(hit.start, hit.end))
        for passage, hit in _first_of_each(passages, "act")
        if (kind := _act_kind(hit.value)) is not None
    )


def _actor_kind(value: str) -> ActorKind | None:
    return value if value in _ACTOR_KINDS else None  # type: ignore[return-value]


def _act_kind(value: str) -> InterventionKind | None:
    return value if value in _ACT_KINDS else None  # type: ignore[return-value]


def _first_of_each(passages: Sequence[Passage], sort: str) -> list[tuple[Passage, Hit]]:
    first: dict[str, tuple[Passage, Hit]] = {}
    for passage in passages:
        for hit in passage.hits:
            if hit.kind == sort and hit.value not in first and not _other_sense(passage, hit, sort):
                first[hit.value] = (passage, hit)
    return list(first.values())[:MOST_KINDS]


def _other_sense(passage: Passage, hit: Hit, sort: str) -> bool:
    """Whether the word is denied ("tidak dibubarkan"), only wanted, or a name ("Batu Bara")."""
    if sort == "actor":
        return False
    if _OTHER_AFTER.match(passage.text, hit.end) or (sort == "means" and _names_a_place(passage, hit)):
        return True
    if sort == "act" and _WANTED.search(passage.text[max(0, hit.start - WANTED_REACH) : hit.start]):
        return True
    words = passage.text[max(0, hit.start - 16) : hit.start].split()
    return bool(words) and words[-1] in _NEGATIONS


def _names_a_place(passage: Passage, hit: Hit) -> bool:
    """A capital inside a sentence of ordinary case: "di Kayu Agung"; a title has capitals everywhere."""
    if passage.source == "title":
        return False
    word = passage.raw[hit.start : hit.end]
    return word[:1].isupper() and not word.isupper() and hit.start not in passage.starts
