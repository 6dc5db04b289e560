"""The short text of an alert: a lead to verify, in at most 900 characters.

It follows the habit of Indonesian information reports (*Laporan Informasi*): what is reported stands apart
from what is computed, what is not known is said, and it asks for verification. It names no person: it is
made of places, days, forms and counts only; of a story's words it takes none but the name of a village.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pantau.calendar import MONTH_NAMES
from pantau.districts import load_districts
from pantau.labels import Form
from pantau.records import TOTAL, Alert, Incident

LONGEST: Final = 900
"""Characters of a notice: a message that is read whole on a phone (house rule of the domain notes)."""

LONGEST_NAME: Final = 40
"""Characters of a village's name; the longest official ones have about 35."""

LINES_OF_INCIDENTS: Final = 3
"""Incidents named; the page has them all."""

FORMS_IN_WORDS: Final[Mapping[Form, str]] = {
    "unjuk_rasa": "unjuk rasa",
    "bentrok": "bentrokan",
    "serangan": "penyerangan",
    "main_hakim_sendiri": "main hakim sendiri",
    "perusakan": "perusakan",
    "intimidasi": "intimidasi",
    "penolakan": "penolakan",
    "ujaran": "ujaran kebencian atau provokasi",
    "sengketa_lahan": "sengketa lahan",
    "sengketa_kerja": "sengketa kerja",
    "kelangkaan": "kelangkaan",
    "sengketa_wilayah": "sengketa batas wilayah",
    "politik": "ketegangan politik",
    "separatis_teror": "serangan bersenjata",
    "kriminal": "kejahatan yang memicu ketegangan",
    "lainnya": "kejadian lain",
    "tidak_ada": "kejadian",
}

DIMENSIONS_IN_WORDS: Final[Mapping[str, str]] = {
    "ekonomi": "ekonomi",
    "sosial": "sosial",
    "budaya": "budaya",
    "keberagamaan": "keberagamaan",
    TOTAL: "semua dimensi",
}

_CLOSING: Final = "BELUM DIVERIFIKASI. Bahan awal dari berita media; cek ke lapangan sebelum bertindak."


def notice(alert: Alert, incidents: Sequence[Incident]) -> str:
    """The text that is sent for an alert, in Indonesian.

    Args:
        alert: The alert.
        incidents: Its incidents, the gravest first.

    Returns:
        At most 900 characters; incidents are left out from the end where they do not fit.
    """
    head = _head(alert)
    tail = f"\nANALISIS (hitungan mesin): {_analysis(alert)}\n{_CLOSING}"
    facts: list[str] = []
    for incident in incidents[:LINES_OF_INCIDENTS]:
        line = f"- {_fact(incident)}"
        if len("\n".join([head, *facts, line])) + len(tail) > LONGEST:
            break
        facts.append(line)
    return "\n".join([head, *facts]) + tail


def _head(alert: Alert) -> str:
    district = load_districts().name(alert.district)
    return (
        f"PERINGATAN DINI no. {alert.number} · {district} · dimensi {DIMENSIONS_IN_WORDS[alert.dimension]}"
        f" · tingkat {alert.level.capitalize()}\n"
        f"FAKTA (diberitakan, {alert.window_days} hari sampai {in_words(alert.day)}):"
        f" {alert.observed} kejadian."
    )


def _analysis(alert: Alert) -> str:
    return (
        f"biasanya sekitar {_decimal(alert.expected)} kejadian dalam {alert.window_days} hari;"
        f" peluang sebanyak ini bila tak ada perubahan {_chance(alert.probability)}."
    )


def _fact(incident: Incident) -> str:
    place = f" di {incident.place_names[0][:LONGEST_NAME]}" if incident.place_names else ""
    hurt = f"meninggal {_known(incident.deaths)}, luka {_known(incident.injured)}"
    day = incident.event_date or incident.day
    phase = "ancaman " if incident.phase == "potensi" else ""
    return (
        f"{in_words(day)}: {phase}{FORMS_IN_WORDS[incident.form]}{place}; {hurt};"
        f" {incident.owners} sumber independen"
    )


def in_words(day: date) -> str:
    """A day as people write it: "5 Maret 2026"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _known(count: int | None) -> str:
    return "tidak diketahui" if count is None else str(count)


def _decimal(number: float) -> str:
    """A number with the Indonesian decimal comma."""
    shown = f"{number:.1f}" if number >= 0.1 else f"{number:.2f}"
    return "kurang dari 0,01" if number < 0.01 else shown.replace(".", ",")


def _chance(probability: float) -> str:
    if probability < 1e-6:
        return "kurang dari 1 banding sejuta"
    return f"1 banding {round(1 / probability):,}".replace(",", ".")
