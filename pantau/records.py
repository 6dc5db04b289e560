"""The records that travel through the house, one type for each stage.

::

    Outlet -fetch-> Page -extract-> Article -annotate-> Story -group-> Incident -count-> Signal
                                                                       -> IndexValue -> Alert

Every record is frozen and slotted. Times are timezone-aware; days are calendar days in the zone of
the place (WIB where the place is unknown); places are Kemendagri codes (``"32"`` province,
``"32.04"`` kabupaten/kota, ``"32.04.05"`` kecamatan).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from pantau.labels import Dimension, Form, Level, Phase, Role, Sentiment, Tone

OutletState = Literal["active", "unverified", "refused", "retired"]
IndexLevel = Literal["aman", "waspada", "siaga", "awas", "tidak_teramati"]
AlertStatus = Literal[
    "draf",
    "disetujui",
    "terkirim",
    "diterima",
    "diverifikasi",
    "ditangani",
    "salah_alarm",
    "ditutup",
    "dibatalkan",
    "kedaluwarsa",
]

TOTAL: Literal["total"] = "total"
"""Name of the row that joins the four dimensions of a district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A source: where it lives, whose it is and what may be done with it.

    What the registry does not know is ``"unknown"``, never guessed.

    Attributes:
        domain: Key; without scheme and ``www.``.
        owner: Group that owns it; independence of reports is counted by owner.
        home: Kemendagri code of the home district or province, ``""`` for national outlets,
            ``"unknown"`` where it is not known.
        rights: What others may see of its stories: ``headline`` (headline, lead, link),
            ``full`` (text as well), ``none`` (it is not read at all).
        local: The operator declared that its host may be a private address (tests, demo).
    """

    domain: str
    name: str
    owner: str
    home: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    rights: Literal["headline", "full", "none", "unknown"] = "unknown"
    state: OutletState = "unverified"
    reason: str = ""
    source: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story as published by one outlet.

    Attributes:
        key: Hash of the canonical URL (see :func:`pantau.urls.article_key`).
        published: Aware; midnight of the outlet's zone where only the day is known.
        dateline: The place word before the dash that opens the body, kept apart from the text.
        text: Body without boilerplate; paragraphs separated by a newline.
    """

    key: str
    url: str
    outlet: str
    title: str
    text: str
    published: datetime | None
    fetched: datetime
    author: str = ""
    section: str = ""
    dateline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place named in a story, with what was decided about it and why.

    Attributes:
        source: In which field the span lies.
        start: Offset of the first character in that field.
        end: Offset after the last character.
        code: Kemendagri code, ``None`` where the mention stays open.
        confidence: Probability in 0..1 that ``code`` is right.
        reason: Words a person can check, e.g. "Kec. Cikarang Utara lies in Kab. Bekasi".
        rejected: Codes of the candidates that lost.
    """

    name: str
    source: Literal["title", "text", "dateline"]
    start: int
    end: int
    code: str | None
    level: Level
    role: Role
    confidence: float
    reason: str
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence of the story that carries a label, verbatim.

    ``start`` and ``end`` are offsets in ``source``; ``field`` is the label it speaks for.
    """

    field: str
    source: Literal["title", "text"]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What a story says, after the codebook.

    Attributes:
        language: ISO code of the body; only ``"id"`` is annotated further.
        places: Codes of the event's places, main one first; at most three.
        place_names: Kecamatan, desa or kelurahan named as the event's place, as written.
        deaths: Of the reported incident; ``None`` = not stated, ``0`` = stated that nobody died.
        confidence: Probability in 0..1 for each field, by field name.
        doubts: Named reasons to ask a person, e.g. ``"twin-undecided"``.
    """

    language: str
    relevant: bool
    dimensions: tuple[Dimension, ...]
    tone: Tone
    phase: Phase
    form: Form
    sentiment: Sentiment
    places: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    mentions: tuple[PlaceMention, ...] = ()
    event_date: date | None = None
    deaths: int | None = None
    injured: int | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    method_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article together with what it says."""

    article: Article
    annotation: Annotation

    @property
    def key(self) -> str:
        """The article's key."""
        return self.article.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Stories that report the same event, counted once.

    Attributes:
        id: Stable hash of the first known story's key.
        day: Day of the first publication known of it; it counts on this day.
        event_date: Day of the event where a story fixes it.
        kind: ``tension`` and ``harmony`` count; ``protest`` is a peaceful ``unjuk_rasa`` (counted
            apart); ``followup`` was first met as ``lanjutan`` and raises nothing; ``none`` counts
            for nothing (prevention, ceremonies, opinion).
        places: Codes of districts (or a province where the district is not known).
        owners: Number of independent owners that report it.
        severity: Weight from the documented table, apart from the count.
        stories: Article keys in the order in which they became known.
    """

    id: str
    day: date
    event_date: date | None
    kind: Literal["tension", "protest", "harmony", "followup", "none"]
    form: Form
    phase: Phase
    tone: Tone
    dimensions: tuple[Dimension, ...]
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    deaths: int | None
    injured: int | None
    owners: int
    severity: float
    stories: tuple[str, ...]
    title: str = ""
    method_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What one district's media reported in one dimension on one day.

    ``tension`` counts incidents with strain (peaceful protests apart in ``protests``), ``harmony``
    settlements and acts across groups, ``stories`` all stories behind them. ``district`` may be a
    province code: what is known only to the province is kept there and never spread.
    """

    district: str
    dimension: Dimension
    day: date
    tension: int
    protests: int
    harmony: int
    severity: float
    stories: int
    method_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictCoverage:
    """How much of a district could be seen on a day.

    ``stories`` counts distinct stories that name the district, ``outlets`` those alive (that
    published anything at all that day) among the outlets that ever named it.
    """

    district: str
    day: date
    stories: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCoverage:
    """The denominator of one outlet and day: no row is not a zero."""

    outlet: str
    day: date
    found: int
    fetched: int
    extracted: int
    relevant: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexValue:
    """The early-warning index of one district, dimension (or ``total``) and day.

    ``score`` runs 0-100 (higher = more tension than is normal there); it is ``None`` with level
    ``tidak_teramati`` where the district could not be seen.
    """

    district: str
    dimension: str
    day: date
    observed: int
    expected: float
    low: float
    high: float
    score: float | None
    level: IndexLevel
    method_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One warning: a lead to verify, never a finding.

    ``probability`` is the chance of so many incidents in the window if nothing had changed there.
    """

    number: int
    district: str
    dimension: str
    day: date
    window_days: int
    observed: int
    expected: float
    probability: float
    level: IndexLevel
    incidents: tuple[str, ...]
    status: AlertStatus
    created: datetime
    method_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's change to a label, a place, an incident or a status; it outlives any model.

    ``target`` is an article key or an incident id, ``field`` what was changed, ``value`` the new
    value as JSON.
    """

    number: int
    target: str
    field: str
    value: str
    who: str
    when: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReport:
    """What FKDM, a Camat or another person reported; kept apart from media."""

    number: int
    district: str
    day: date
    text: str
    reporter_role: str
    entered_by: str
    entered: datetime
    incident: str | None = None
