"""The label vocabulary of the codebook: what a story can be said to report.

One place holds the words, so that models, rules, storage, query language and pages agree on them.
The definitions stand in ``docs/codebook.md``; the eight variables are those of the Indeks Harmoni
Indonesia 2025 ("Asta Cita" instrument).
"""

from typing import Final, Literal, get_args

Dimension = Literal["ekonomi", "sosial", "budaya", "keberagamaan"]
Tone = Literal["tension", "harmony", "mixed", "neutral"]
Phase = Literal["peristiwa", "potensi", "lanjutan", "pencegahan", "seremonial", "opini", "lain"]
Sentiment = Literal["negatif", "netral", "positif"]
Form = Literal[
    "unjuk_rasa",
    "bentrok",
    "serangan",
    "main_hakim_sendiri",
    "perusakan",
    "intimidasi",
    "penolakan",
    "ujaran",
    "sengketa_lahan",
    "sengketa_kerja",
    "kelangkaan",
    "sengketa_wilayah",
    "politik",
    "separatis_teror",
    "kriminal",
    "lainnya",
    "tidak_ada",
]
Level = Literal["provinsi", "kabkota", "kecamatan", "desa"]
Role = Literal["event", "institution", "dateline", "mention"]

DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
TONES: Final[tuple[Tone, ...]] = get_args(Tone)
PHASES: Final[tuple[Phase, ...]] = get_args(Phase)
SENTIMENTS: Final[tuple[Sentiment, ...]] = get_args(Sentiment)
FORMS: Final[tuple[Form, ...]] = get_args(Form)

TENSION_TONES: Final[frozenset[str]] = frozenset({"tension", "mixed"})
"""Tones of a *tension event*: the reported fact strains harmony, at least in part."""

TENSION_PHASES: Final[frozenset[str]] = frozenset({"peristiwa", "potensi"})
"""Phases of a *tension event*: it happens or concretely threatens. Follow-ups are not new events."""
