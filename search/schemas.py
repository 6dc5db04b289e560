"""What the API gives out. Of a story that is headline, lead and link; its full text stays inside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Schema(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True)


class Highlight(Schema):
    """HTML, escaped; ``<mark>`` is the only element."""

    title: str = Field(examples=["<mark>Bentrokan</mark> dua kelompok pemuda di Kota Bogor"])
    lead: str
    text: str = Field(description="A few words around what was found below the lead; may be empty.")


class Labels(Schema):
    """What the story reports, after the codebook; all empty where nobody has read it yet."""

    relevant: bool | None = Field(examples=[True])
    dimensions: list[str] = Field(examples=[["sosial"]])
    tone: str | None = Field(examples=["tension"])
    phase: str | None = Field(examples=["peristiwa"])
    form: str | None = Field(examples=["bentrok"])
    sentiment: str | None = Field(examples=["negatif"])
    places: list[str] = Field(description="Kemendagri codes, main one first.", examples=[["32.71"]])
    event_date: date | None
    deaths: int | None = Field(description="Of the incident; null = not stated.")
    injured: int | None


class StoryOut(Schema):
    """A story in an answer."""

    key: str
    url: str
    outlet: str = Field(examples=["kabarpagi.example"])
    owner: str = Field(examples=["Grup Fajar"])
    published: datetime | None = Field(description="With the outlet's offset.")
    title: str
    lead: str
    labels: Labels


class HitOut(StoryOut):
    """A hit of a search."""

    highlight: Highlight


class FacetOut(Schema):
    """How many hits have a value."""

    value: str = Field(examples=["sosial"])
    count: int = Field(examples=[12])


class SearchOut(Schema):
    """A page of hits and counts over all of them."""

    query: str = Field(description="The query as it was understood.", examples=['bentrok kab:"Kota Bogor"'])
    total: int = Field(description="Exact number of hits.", examples=[41])
    sort: str = Field(examples=["relevance"])
    page: int
    pages: int
    size: int
    until: int = Field(
        description="Give it back with the next page: pages stay as they are while stories arrive."
    )
    notes: list[str] = Field(examples=[["Bogor: Kabupaten Bogor + Kota Bogor"]])
    hits: list[HitOut]
    facets: dict[str, list[FacetOut]]


class PlaceOut(Schema):
    """A place named in the story and why it was resolved so."""

    name: str
    code: str | None
    level: str
    role: str
    confidence: float
    reason: str


class QuoteOut(Schema):
    """A short quotation that carries a label."""

    field: str
    text: str


class StoryDetail(StoryOut):
    """A story with what was read out of it."""

    confidence: dict[str, float]
    places: list[PlaceOut]
    evidence: list[QuoteOut]
    doubts: list[str]
    incident: str | None
    method_version: str | None


class DistrictOut(Schema):
    """A district with its state on the last day of the index."""

    code: str = Field(examples=["32.71"])
    name: str = Field(examples=["Kota Bogor"])
    province: str = Field(examples=["Jawa Barat"])
    level: str = Field(examples=["awas"], description="aman, waspada, siaga, awas or tidak_teramati")
    score: float | None = Field(
        description="0-100, higher = more tension than is normal there.", examples=[93.0]
    )
    dimension: str | None = Field(description="The dimension that stands out.", examples=["sosial"])
    tension: int = Field(description="Incidents with strain in the window.")
    protests: int = Field(description="Peaceful protests in the window, counted apart.")
    harmony: int
    stories: int = Field(description="Stories that name the district in the window.")
    outlets: int
    alert: int | None = Field(description="Number of an alert that is not closed.")


class OverviewOut(Schema):
    """All districts on the last day of the index."""

    day: date | None
    window_days: int
    levels: dict[str, int]
    districts: list[DistrictOut]


class ValueOut(Schema):
    """One day of a series."""

    day: date
    observed: int
    expected: float
    low: float
    high: float
    score: float | None
    level: str
    method_version: str


class CoverageOut(Schema):
    """How much of the district could be seen on a day; a missing day was not observed."""

    day: date
    stories: int
    outlets: int


class ReportOut(Schema):
    """An article behind an incident."""

    key: str
    title: str
    url: str
    outlet: str
    owner: str
    published: datetime | None


class IncidentOut(Schema):
    """An incident, counted once however many articles report it."""

    id: str
    day: date
    event_date: date | None
    kind: str
    form: str
    phase: str
    tone: str
    dimensions: list[str]
    places: list[str]
    deaths: int | None
    injured: int | None
    owners: int = Field(description="Independent owners that report it.")
    severity: float
    stories: int = Field(description="Articles known of it.")
    title: str
    reports: list[ReportOut]


class DistrictDetail(Schema):
    """A district's series, coverage and incidents."""

    code: str
    name: str
    province: str
    zone: str = Field(examples=["Asia/Jakarta"])
    level: str
    score: float | None
    first: date | None
    last: date | None
    series: dict[str, list[ValueOut]]
    coverage: list[CoverageOut]
    incidents: list[IncidentOut]
    alerts: list[int]


class AlertOut(Schema):
    """A lead to verify, never a finding."""

    number: int
    district: str
    name: str
    dimension: str
    day: date
    window_days: int
    observed: int
    expected: float
    probability: float = Field(description="Chance of so many incidents if nothing had changed there.")
    level: str
    status: str
    created: datetime
    method_version: str


class AlertDetail(AlertOut):
    """An alert with the incidents behind it and the coverage of its window."""

    incidents: list[IncidentOut]
    missing: list[str]
    coverage: list[CoverageOut]


class OutletDayOut(Schema):
    """What an outlet gave on a day: found, fetched, extracted, relevant. No row is not a zero."""

    outlet: str
    owner: str
    day: date
    found: int
    fetched: int
    extracted: int
    relevant: int


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(examples=["urn:pantau:problem:query"])
    title: str = Field(examples=["The query cannot be read"])
    status: int = Field(examples=[400])
    detail: str = Field(examples=["position 9: the field has no value 'sosal'; expected sosial"])

    model_config = ConfigDict(extra="allow")


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The question cannot be answered as it stands."},
    404: {"model": Problem, "description": "There is no such thing."},
    422: {"model": Problem, "description": "A parameter is out of its bounds."},
}
