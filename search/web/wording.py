"""Words, numbers and times as the reader's language writes them.

The words in code and templates are Indonesian; other languages have a gettext catalogue in ``locale``
(``pybabel``'s layout, made by ``python -m search.web.catalogue``).
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_month_names

from pantau.districts import load_districts
from pantau.errors import SettingsError
from search.query.fields import FIELDS

SOURCE_LANGUAGE: Final = "id"
DOMAIN: Final = "messages"

ZONES: Final[Mapping[str, str]] = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_ZONES_BY_OFFSET: Final = {7: "WIB", 8: "WITA", 9: "WIT"}


def N_(text: str) -> str:  # noqa: N802 (gettext's name for "translate later")
    """Marks a text for translation where it stands."""
    return text


LABELS: Final[Mapping[str, str]] = {
    "ekonomi": N_("Ekonomi"),
    "sosial": N_("Sosial"),
    "budaya": N_("Budaya"),
    "keberagamaan": N_("Keberagamaan"),
    "total": N_("Gabungan"),
    "tension": N_("Ketegangan"),
    "harmony": N_("Kerukunan"),
    "mixed": N_("Campuran"),
    "neutral": N_("Netral"),
    "peristiwa": N_("Peristiwa"),
    "potensi": N_("Potensi"),
    "lanjutan": N_("Lanjutan"),
    "pencegahan": N_("Pencegahan"),
    "seremonial": N_("Seremonial"),
    "opini": N_("Opini"),
    "lain": N_("Lain"),
    "unjuk_rasa": N_("Unjuk rasa"),
    "bentrok": N_("Bentrok"),
    "serangan": N_("Serangan"),
    "main_hakim_sendiri": N_("Main hakim sendiri"),
    "perusakan": N_("Perusakan"),
    "intimidasi": N_("Intimidasi"),
    "penolakan": N_("Penolakan"),
    "ujaran": N_("Ujaran kebencian"),
    "sengketa_lahan": N_("Sengketa lahan"),
    "sengketa_kerja": N_("Sengketa kerja"),
    "kelangkaan": N_("Kelangkaan"),
    "sengketa_wilayah": N_("Sengketa wilayah"),
    "politik": N_("Politik"),
    "separatis_teror": N_("Separatis atau teror"),
    "kriminal": N_("Kriminal"),
    "lainnya": N_("Lainnya"),
    "tidak_ada": N_("Tidak ada"),
    "negatif": N_("Negatif"),
    "netral": N_("Netral"),
    "positif": N_("Positif"),
    "ya": N_("Ya"),
    "tidak": N_("Tidak"),
    "aman": N_("Aman"),
    "waspada": N_("Waspada"),
    "siaga": N_("Siaga"),
    "awas": N_("Awas"),
    "tidak_teramati": N_("Tidak teramati"),
    "draf": N_("Draf"),
    "disetujui": N_("Disetujui"),
    "terkirim": N_("Terkirim"),
    "diterima": N_("Diterima"),
    "diverifikasi": N_("Diverifikasi"),
    "ditangani": N_("Ditangani"),
    "salah_alarm": N_("Salah alarm"),
    "ditutup": N_("Ditutup"),
    "dibatalkan": N_("Dibatalkan"),
    "kedaluwarsa": N_("Kedaluwarsa"),
    "followup": N_("Lanjutan"),
    "protest": N_("Unjuk rasa damai"),
    "none": N_("Tidak dihitung"),
    "active": N_("Aktif"),
    "unverified": N_("Belum diperiksa"),
    "refused": N_("Menolak dibaca"),
    "retired": N_("Berhenti"),
    "relevant": N_("Relevan"),
    "dimensions": N_("Dimensi"),
    "tone": N_("Nada"),
    "phase": N_("Fase"),
    "form": N_("Bentuk"),
    "sentiment": N_("Sentimen"),
    "places": N_("Wilayah"),
    "event_date": N_("Hari kejadian"),
    "deaths": N_("Meninggal"),
    "injured": N_("Luka"),
    "provinsi": N_("Provinsi"),
    "kabkota": N_("Kabupaten/kota"),
    "kecamatan": N_("Kecamatan"),
    "desa": N_("Desa/kelurahan"),
    "event": N_("tempat kejadian"),
    "institution": N_("lembaga"),
    "dateline": N_("titimangsa"),
    "mention": N_("disebut"),
    "unknown": N_("tidak diketahui"),
}
"""Every label of the records in words."""

DOUBTS: Final[Mapping[str, str]] = {
    "twin-undecided": N_("kota atau kabupaten tidak dapat dipastikan"),
    "province-only": N_("hanya provinsinya yang diketahui"),
    "dateline-only": N_("tempat hanya dari titimangsa"),
    "many-places": N_("lebih dari tiga tempat"),
    "low-confidence": N_("kurang yakin tentang %(field)s"),
    "by-rule": N_("%(field)s diputuskan oleh aturan"),
    "tension-undecided": N_("ketegangan tidak dapat dipastikan"),
    "short-text": N_("naskah sangat pendek"),
    "not-read": N_("naskah tidak terbaca"),
    "language": N_("bukan bahasa Indonesia"),
    "cut": N_("naskah terpotong"),
    "failed": N_("satu langkah pembacaan gagal"),
}
"""Reasons to ask a person, in words; what follows a colon is the field in doubt."""

FIELD_NAMES: Final[Mapping[str, str]] = {
    "dimensi": N_("Dimensi"),
    "nada": N_("Nada"),
    "fase": N_("Fase"),
    "bentuk": N_("Bentuk"),
    "relevan": N_("Relevan"),
    "prov": N_("Provinsi"),
    "kab": N_("Kabupaten/kota"),
    "kec": N_("Kecamatan"),
    "sumber": N_("Media"),
    "bulan": N_("Bulan"),
    "pemilik": N_("Pemilik media"),
    "insiden": N_("Insiden"),
    "sentimen": N_("Sentimen"),
    "tanggal": N_("Tanggal terbit"),
    "kejadian": N_("Hari kejadian"),
    "korban": N_("Korban"),
    "tewas": N_("Meninggal"),
    "luka": N_("Luka"),
    "judul": N_("Judul"),
    "isi": N_("Isi"),
}
assert {field.name for field in FIELDS} <= set(FIELD_NAMES)  # noqa: S101 (a field without a name is a mistake of ours)


class Wording:
    """One language: translates, and writes numbers, days and times."""

    def __init__(self, language: str) -> None:
        """Loads a language.

        Raises:
            SettingsError: There is no catalogue for it.
        """
        self.language = language
        self._catalogue = _catalogue(language)
        self._decimal, self._group = _signs(language)
        self._months = get_month_names("wide", locale=Locale.parse(language))

    def gettext(self, text: str) -> str:
        """Translates a text."""
        return self._catalogue.gettext(text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Translates a text that depends on a number."""
        return self._catalogue.ngettext(one, many, count)

    def label(self, value: str | None) -> str:
        """A label of the records in words."""
        return "–" if value is None else self.gettext(LABELS.get(value, value))

    def doubt(self, name: str) -> str:
        """A reason to ask a person, in words."""
        kind, _, field = name.partition(":")
        words = self.gettext(DOUBTS.get(kind, name))
        return words % {"field": self.label(field).lower()} if "%(field)s" in words else words

    def field(self, name: str) -> str:
        """The name of a field of the query language in words."""
        return self.gettext(FIELD_NAMES.get(name, name))

    def number(self, value: float | None, digits: int = 0) -> str:
        """``1.234,5`` in Indonesian."""
        if value is None:
            return "–"
        text = f"{value:,.{digits}f}"
        return text.translate({ord(","): self._group, ord("."): self._decimal})

    def percent(self, share: float, digits: int = 0) -> str:
        """``93%`` for 0.93."""
        return f"{self.number(100 * share, digits)}%"

    def chance(self, probability: float) -> str:
        """``1 : 4.800`` for a small probability, a percentage otherwise."""
        if probability <= 0:
            return self.gettext("kurang dari %(share)s") % {"share": self.percent(0.0001, 2)}
        if probability >= 0.01:
            return self.percent(probability, 1)
        return self.gettext("1 banding %(many)s") % {"many": self.number(_round(1 / probability))}

    def day(self, day: date | None) -> str:
        """``25 November 2026``."""
        return "–" if day is None else f"{day.day} {self._months[day.month]} {day.year}"

    def month(self, text: str) -> str:
        """``November 2026`` for ``2026-11``."""
        year, month = text.split("-")
        return f"{self._months[int(month)]} {year}"

    def moment(self, moment: datetime | None, place: str | None = None) -> str:
        """``25 November 2026, 15.20 WIB``, in the zone of a place where one is given.

        A time of exactly midnight stands for a day whose hour is not known.
        """
        if moment is None:
            return self.gettext("waktu tidak diketahui")
        if moment.timetz().replace(tzinfo=None) == time(0, 0):
            return self.day(moment.date())
        local, name = _localised(moment, place)
        clock = local.strftime("%H.%M" if self.language == SOURCE_LANGUAGE else "%H:%M")
        return f"{self.day(local.date())}, {clock} {name}"


def _localised(moment: datetime, place: str | None) -> tuple[datetime, str]:
    """Returns the time in the zone of the place, or in its own, with the zone's name."""
    zone: tzinfo | None = None
    if place:
        districts = load_districts()
        name = districts.district(place).zone if len(place) > 2 else districts.province(place).zone
        zone = ZoneInfo(name)
        return moment.astimezone(zone), ZONES[name]
    offset = moment.utcoffset()
    hours = None if offset is None else offset.total_seconds() / 3600
    if hours in _ZONES_BY_OFFSET:
        return moment, _ZONES_BY_OFFSET[int(hours or 0)]
    return (moment, "UTC") if hours == 0 else (moment.astimezone(UTC), "UTC")


def _round(value: float) -> float:
    """Two figures that count: a chance is no measurement."""
    digits = len(str(int(value))) - 2
    return round(value, -digits) if digits > 0 else round(value)


def _signs(language: str) -> tuple[str, str]:
    symbols = Locale.parse(language).number_symbols["latn"]
    return symbols["decimal"], symbols["group"]


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    path = resources.files("search.web") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not path.is_file():
        raise SettingsError(f"there are no pages in {language!r}; choose one of {', '.join(languages())}")
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def languages() -> tuple[str, ...]:
    """Returns the languages there are pages in."""
    folder = resources.files("search.web") / "locale"
    return (SOURCE_LANGUAGE, *sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))
