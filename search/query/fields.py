"""The fields of the query language: their names, what they mean and the values they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from pantau.labels import DIMENSIONS, FORMS, PHASES, SENTIMENTS, TONES

Kind = Literal["text", "label", "place", "name", "days", "number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field.

    Attributes:
        name: The name that is printed.
        aliases: Other names, English ones among them.
        kind: ``text`` searches one column; ``label`` takes one of ``values``; ``place`` a name or code;
            ``name`` any text; ``days`` and ``number`` a value or a range.
        values: What can be written → the value in the tree.
        help: One line in English for the API and the docs.
    """

    name: str
    aliases: tuple[str, ...]
    kind: Kind
    help: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _labels(values: tuple[str, ...], **also: str) -> Mapping[str, str]:
    return MappingProxyType({**{value: value for value in values}, **also})


FIELDS: Final[tuple[Field, ...]] = (
    Field(name="judul", aliases=("title", "headline"), kind="text", help="text in the headline"),
    Field(name="isi", aliases=("body",), kind="text", help="text in the body"),
    Field(
        name="kab",
        aliases=("kota", "kabkota", "kabupaten", "district"),
        kind="place",
        help="district of the event: name or code",
    ),
    Field(
        name="prov",
        aliases=("provinsi", "province"),
        kind="place",
        help="province of the event: name or code",
    ),
    Field(
        name="kec", aliases=("kecamatan", "subdistrict"), kind="name", help="kecamatan of the event, by name"
    ),
    Field(
        name="dimensi",
        aliases=("dimension",),
        kind="label",
        help="dimension of harmony",
        values=_labels(
            DIMENSIONS,
            economy="ekonomi",
            social="sosial",
            culture="budaya",
            religion="keberagamaan",
            agama="keberagamaan",
        ),
    ),
    Field(
        name="nada",
        aliases=("tone",),
        kind="label",
        help="direction for harmony",
        values=_labels(
            TONES,
            ketegangan="tension",
            tegang="tension",
            harmoni="harmony",
            rukun="harmony",
            campuran="mixed",
            netral="neutral",
        ),
    ),
    Field(
        name="fase",
        aliases=("phase",),
        kind="label",
        help="phase of the story",
        values=_labels(
            PHASES,
            event="peristiwa",
            threat="potensi",
            followup="lanjutan",
            prevention="pencegahan",
            ceremony="seremonial",
            opinion="opini",
            other="lain",
        ),
    ),
    Field(
        name="bentuk",
        aliases=("form",),
        kind="label",
        help="form of the incident",
        values=_labels(
            FORMS,
            protest="unjuk_rasa",
            demo="unjuk_rasa",
            clash="bentrok",
            attack="serangan",
            mob_justice="main_hakim_sendiri",
            destruction="perusakan",
            intimidation="intimidasi",
            rejection="penolakan",
            hate_speech="ujaran",
            land_dispute="sengketa_lahan",
            labour_dispute="sengketa_kerja",
            scarcity="kelangkaan",
            boundary_dispute="sengketa_wilayah",
            politics="politik",
            terror="separatis_teror",
            crime="kriminal",
            other="lainnya",
            none="tidak_ada",
        ),
    ),
    Field(
        name="sentimen",
        aliases=("sentiment",),
        kind="label",
        help="sentiment of the reporting",
        values=_labels(SENTIMENTS, negative="negatif", neutral="netral", positive="positif"),
    ),
    Field(
        name="relevan",
        aliases=("relevant",),
        kind="label",
        help="whether the story bears on social harmony",
        values=_labels(("ya", "tidak"), yes="ya", no="tidak", true="ya", false="tidak"),
    ),
    Field(
        name="sumber",
        aliases=("outlet", "source", "media"),
        kind="name",
        help="outlet by domain, or a domain above it",
    ),
    Field(name="pemilik", aliases=("owner",), kind="name", help="owner of the outlet"),
    Field(name="insiden", aliases=("incident",), kind="name", help="incident that the story belongs to"),
    Field(name="tanggal", aliases=("date", "published"), kind="days", help="local day of publication"),
    Field(name="kejadian", aliases=("event_date",), kind="days", help="day of the event"),
    Field(name="korban", aliases=("casualties",), kind="number", help="deaths and injured together"),
    Field(name="tewas", aliases=("deaths",), kind="number", help="deaths"),
    Field(name="luka", aliases=("injured",), kind="number", help="injured"),
)

BY_NAME: Final[Mapping[str, Field]] = MappingProxyType(
    {name: item for item in FIELDS for name in (item.name, *item.aliases)}
)
"""Every name a field can be called by → the field."""
