"""What can be read from a story without a model, each fact with the words that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import date

Source = Literal["title", "text"]

DateCue = Literal[
    "event", "scene", "statement", "quoted", "planned", "legal", "recalled", "document", "period"
]
"""What a date stands for.

``event`` something happens on it · ``scene`` somebody speaks at the event itself · ``statement``
somebody speaks, the event's day is not said · ``quoted`` a statement by telephone, in a release or
taken from another medium · ``planned`` something is to happen · ``legal`` arrest, trial, verdict,
mediation: the follow-up · ``recalled`` an older story · ``document`` a letter, report or law ·
``period`` an end, a deadline, a statistic.
"""

ActorKind = Literal[
    "warga",
    "pelajar",
    "mahasiswa",
    "buruh",
    "petani",
    "nelayan",
    "pedagang",
    "sopir",
    "ormas",
    "suporter",
    "geng",
    "aparat",
    "perusahaan",
    "pemerintah",
    "kelompok_agama",
    "kelompok_adat",
    "kelompok_bersenjata",
    "kelompok_politik",
    "honorer",
    "pendatang",
]

InterventionKind = Literal[
    "dibubarkan",
    "ditangkap",
    "mediasi",
    "damai",
    "diamankan",
    "disegel",
    "dijaga",
    "gas_air_mata",
    "dibongkar",
    "dialog",
    "proses_hukum",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of the story, verbatim: ``text`` is ``story[source][start:end]``."""

    source: Source
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """One day that the story names.

    Attributes:
        day: The day, first day of a range.
        last: Last day of a range, else the same as ``day``.
        cue: What the day stands for.
        score: Higher = more likely the day of the event; comparable within one story only.
        incident: An incident word stands nearest, not a ceremony's or a court's.
        certain: The year is written, or the weekday confirms the year taken from the publication.
        signs: What stands around the day, by name, for :func:`nlp.facts.dated.event_chance`.
    """

    day: date
    last: date
    cue: DateCue
    score: float
    incident: bool
    certain: bool
    span: Span
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many, as a range: ``puluhan`` is 20..99, ``sedikitnya 127`` is 127 and open above.

    ``high`` is ``None`` where the text leaves the upper end open. ``about`` says that the number
    is hedged ("sekitar", "sedikitnya").
    """

    low: int
    high: int | None
    about: bool
    span: Span

    @property
    def number(self) -> int | None:
        """The stated number, hedged or not; ``None`` for a mere order of magnitude."""
        return self.low if self.high == self.low or (self.high is None and self.about) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFact:
    """A kind of actor that the story names; never a person's name."""

    kind: ActorKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MeansFact:
    """A weapon or means by a plain name, e.g. ``celurit``, ``batu``, ``api``."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionFact:
    """What was done about the event, or how it ended."""

    kind: InterventionKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one story. ``None`` = not stated; a count of 0 = stated that there were none.

    Attributes:
        event_date: Best guess without knowing the phase; :func:`choose_date` decides with it.
        date_candidates: Every day named, best first.
        published: The publication day that relative dates were counted from, where known.
    """

    event_date: date | None = None
    date_candidates: tuple[DateCandidate, ...] = ()
    published: date | None = None
    deaths: Count | None = None
    injured: Count | None = None
    displaced: Count | None = None
    houses_damaged: Count | None = None
    worship_damaged: Count | None = None
    participants: Count | None = None
    actors: tuple[ActorFact, ...] = ()
    means: tuple[MeansFact, ...] = ()
    interventions: tuple[InterventionFact, ...] = ()

    def as_mapping(self) -> dict[str, Any]:
        """Give the facts as JSON-ready values, empty ones left out, for ``Annotation.facts``."""
        found: dict[str, Any] = {}
        for name in ("deaths", "injured", "displaced", "houses_damaged", "worship_damaged", "participants"):
            count: Count | None = getattr(self, name)
            if count is not None:
                found[name] = {
                    "low": count.low,
                    "high": count.high,
                    "about": count.about,
                    **_span(count.span),
                }
        for name in ("actors", "means", "interventions"):
            facts: tuple[ActorFact | MeansFact | InterventionFact, ...] = getattr(self, name)
            if facts:
                found[name] = [{"kind": fact.kind, **_span(fact.span)} for fact in facts]
        if self.date_candidates:
            found["dates"] = [
                {"day": c.day.isoformat(), "last": c.last.isoformat(), "cue": c.cue, **_span(c.span)}
                for c in self.date_candidates
            ]
        return found


def _span(span: Span) -> dict[str, Any]:
    return {"source": span.source, "start": span.start, "end": span.end, "text": span.text}
