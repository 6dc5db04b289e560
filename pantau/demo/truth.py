"""What a demo story really says: the labels a person would give it after the codebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pantau.labels import DIMENSIONS, FORMS, PHASES, SENTIMENTS, TENSION_PHASES, TENSION_TONES, TONES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pantau.labels import Dimension, Form, Phase, Sentiment, Tone

_CODE: Final = re.compile(r"\d\d(\.\d\d)?")
MAX_PLACES: Final = 3
"""The codebook names at most three places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The labels of one story.

    Attributes:
        incident: Slug shared by all stories on one event, ``None`` where there is none.
        language: ISO code of the body.
        rise: The story reports an incident of the planted rise.
        reprint: The story is another outlet's story, printed again.
        traps: Names of the traps the story sets for software.
    """

    relevant: bool = False
    dimensions: tuple[Dimension, ...] = ()
    tone: Tone = "neutral"
    phase: Phase = "lain"
    form: Form = "tidak_ada"
    sentiment: Sentiment = "netral"
    places: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    event_date: date | None = None
    deaths: int | None = None
    injured: int | None = None
    incident: str | None = None
    language: str = "id"
    rise: bool = False
    reprint: bool = False
    traps: tuple[str, ...] = ()

    @property
    def tension_event(self) -> bool:
        """Whether an incident that strains harmony happens or concretely threatens."""
        return self.relevant and self.tone in TENSION_TONES and self.phase in TENSION_PHASES


def broken_rules(truth: Truth) -> tuple[str, ...]:
    """Say which rules of the codebook a set of labels breaks.

    Args:
        truth: Labels of one story.

    Returns:
        One sentence for each broken rule; empty if the labels are sound.
    """
    return (*_unknown_words(truth), *_irrelevant_rules(truth), *_relevant_rules(truth))


def _unknown_words(truth: Truth) -> Iterator[str]:
    vocabularies = (
        ("tone", truth.tone, TONES),
        ("phase", truth.phase, PHASES),
        ("form", truth.form, FORMS),
        ("sentiment", truth.sentiment, SENTIMENTS),
        *(("dimension", dimension, DIMENSIONS) for dimension in truth.dimensions),
    )
    for field, value, words in vocabularies:
        if value not in words:
            yield f"{field} {value!r} is not a word of the codebook"
    if len(truth.places) > MAX_PLACES:
        yield f"{len(truth.places)} places, at most {MAX_PLACES} are allowed"
    for code in truth.places:
        if not _CODE.fullmatch(code):
            yield f"place {code!r} is not a Kemendagri code of a province or kabupaten/kota"


def _irrelevant_rules(truth: Truth) -> Iterator[str]:
    if truth.relevant:
        return
    if truth.dimensions or truth.phase != "lain" or truth.form != "tidak_ada" or truth.tone != "neutral":
        yield "a story that is not relevant has no dimension, phase lain, form tidak_ada, tone neutral"
    if truth.incident is not None or truth.deaths is not None or truth.injured is not None:
        yield "a story that is not relevant has no incident and no casualties"


def _relevant_rules(truth: Truth) -> Iterator[str]:
    if not truth.relevant:
        return
    if not 1 <= len(truth.dimensions) <= 2:
        yield "a relevant story has one or two dimensions"
    if truth.phase in ("pencegahan", "seremonial", "opini") and truth.form != "tidak_ada":
        yield f"phase {truth.phase} has form tidak_ada"
    if truth.phase in ("pencegahan", "seremonial", "opini") and truth.incident is not None:
        yield f"phase {truth.phase} reports no incident"
    if truth.phase in ("peristiwa", "potensi", "lanjutan") and truth.form == "tidak_ada":
        yield f"phase {truth.phase} has the form of its incident"
    if truth.phase in ("peristiwa", "potensi") and truth.incident is None:
        yield f"phase {truth.phase} names its incident"
