"""Sentences of the seeded presses: banks of patterns and how a pattern becomes a sentence."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from pantau.districts import load_districts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from pantau.districts import District
    from pantau.labels import Dimension, Form, Phase, Sentiment, Tone

_NUMBER: Final = re.compile(r"\{n(\d+)-(\d+)\}")
_SLOT: Final = re.compile(r"\{([A-Za-z]+\d?)\}")

NUMBER_WORDS: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
"""Small numbers as news writes them in words."""

_VILLAGE_HEADS: Final = (
    *("Suka", "Mekar", "Karang", "Sido", "Wana", "Marga", "Sumber", "Giri", "Tirta", "Jati"),
    *("Rawa", "Lembah", "Padang", "Banyu", "Purwa", "Tani"),
)
_VILLAGE_TAILS: Final = (
    *("sari", "mulya", "rejo", "jaya", "asih", "makmur", "wangi", "harapan", "luhur", "lestari", "damai"),
    *("agung", "indah", "waras", "raya", "bakti", "rahayu", "tani", "kerta", "mukti", "utama", "tengah"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Patterns of one kind of incident.

    Attributes:
        noun: How a follow-up names it, e.g. "bentrok antarpemuda".
        harm: People get hurt in it.
        slots: Words that stay the same in all reports of one incident, by slot name.
        background_only: It never serves a planted rise (peaceful protest does not raise the index).
    """

    key: str
    dimension: Dimension
    form: Form
    noun: str
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    causes: tuple[str, ...]
    courses: tuple[str, ...]
    harm: bool = False
    background_only: bool = False
    slots: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """Patterns of a story that reports no incident; ``phase`` ``lain`` means not relevant."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    sentiment: Sentiment
    section: str = "daerah"
    slots: Mapping[str, Sequence[str]] = field(default_factory=dict)
    nowhere: bool = False
    phase: Phase = "lain"
    tone: Tone = "neutral"
    dimension: Dimension = "sosial"
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """All patterns.

    Attributes:
        pool: Sentences that fit any incident, by purpose.
        followups: Patterns of later stories about an incident, by kind.
    """

    scenes: tuple[Scene, ...]
    pool: Mapping[str, tuple[str, ...]]
    everyday: tuple[Routine, ...]
    talk: tuple[Routine, ...]
    followups: tuple[Routine, ...]


@cache
def load_bank() -> Bank:
    """The banks that ship with the demo, read once."""
    incidents = _toml("grammar_scenes.toml")
    routine = _toml("grammar_everyday.toml")
    return Bank(
        scenes=tuple(Scene(**_tuples(row)) for row in incidents["scene"]),
        pool={name: tuple(sentences) for name, sentences in incidents["pool"].items()},
        everyday=tuple(Routine(**_tuples(row)) for row in routine["everyday"]),
        talk=tuple(Routine(**_tuples(row)) for row in routine["talk"]),
        followups=tuple(Routine(**_tuples(row), phase="lanjutan") for row in routine["followup"]),
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pantau.demo") / name).read_text(encoding="utf-8"))


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


@cache
def grammar_places() -> Mapping[str, tuple[str, ...]]:
    """Districts in which seeded presses play, with some of their kecamatan, by code."""
    text = (files("pantau.demo") / "grammar_places.csv").read_text(encoding="utf-8")
    return {row["code"]: tuple(row["kecamatan"].split(";")) for row in csv.DictReader(text.splitlines())}


def district_of(code: str) -> District:
    """The district behind a code of :func:`grammar_places`."""
    return load_districts().district(code)


_PARTICLES: Final = frozenset(
    ("di", "ke", "dari", "dan", "yang", "untuk", "pada", "saat", "karena", "oleh", "dengan", "soal", "bagi")
)

VILLAGE_NAMES: Final = len(_VILLAGE_HEADS) * len(_VILLAGE_TAILS)
"""How many different names :func:`village_name` can make."""


def village_name(rng: Random) -> str:
    """An invented village name, e.g. "Karangmulya"."""
    return rng.choice(_VILLAGE_HEADS) + rng.choice(_VILLAGE_TAILS)


def fill(pattern: str, slots: Mapping[str, str], rng: Random) -> str:
    """Write a pattern out.

    Args:
        pattern: Text with ``{slot}`` and ``{n10-90}``; ``{Slot}`` begins with a capital letter.
        slots: Words by slot name, in lower case.
        rng: Chooses the numbers.

    Returns:
        The text.

    Raises:
        KeyError: If the pattern uses a slot that ``slots`` does not have.
    """

    def number(match: re.Match[str]) -> str:
        return str(rng.randint(int(match[1]), int(match[2])))

    def word(match: re.Match[str]) -> str:
        name = match[1]
        text = slots[name[0].lower() + name[1:]]
        return text[0].upper() + text[1:] if name[0].isupper() else text

    return _SLOT.sub(word, _NUMBER.sub(number, pattern))


def headline(text: str) -> str:
    """The text as a headline: words begin with a capital letter, particles do not."""
    words = [word if word in _PARTICLES else word[:1].upper() + word[1:] for word in text.split(" ")]
    return sentence_case(" ".join(words))


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def paragraphs(sentences: Sequence[str], rng: Random) -> str:
    """Join sentences to paragraphs of one or two, as news is set."""
    lines: list[str] = [sentences[0]]
    rest = list(sentences[1:])
    while rest:
        size = rng.choice((1, 2))
        lines.append(" ".join(rest[:size]))
        rest = rest[size:]
    return "\n".join(sentence_case(line) for line in lines)
