"""Survey indices beside media signals: read a table, match its places, compare by rank.

A survey value is kept raw: categories are published inconsistently, so a label is never stored. The
Indeks Harmoni Indonesia changed its instrument in 2025 (ten variables before, eight from then on);
values of both are never put into one comparison unless the caller says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from pantau.districts import Districts, load_districts
from search.errors import SurveyError

COLUMNS: Final = ("index", "year", "level", "place", "dimension", "value", "source")
"""Columns of a survey table; ``n`` (respondents) may stand beside them."""

IHAI_BREAK: Final = 2025
"""First edition of the eight-variable instrument ("Asta Cita")."""

HIGHER_IS_WORSE: Final = ("kerawanan", "ikp", "count", "kekerasan", "konflik", "perkelahian", "ipks")
"""Words in an index's name that tell its direction: these count trouble, all others count harmony."""

RESAMPLES: Final = 4000
"""Bootstrap samples: the 95 % limits of a rank correlation then move by less than 0.01 between seeds."""

MIN_PLACES: Final = 5
"""Fewer places give no interval worth printing (with 4 a perfect order has p = 0.08 by chance)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyValue:
    """One published or measured value of a survey index.

    ``place`` is a Kemendagri code; ``respondents`` is ``None`` where the table does not say.
    """

    index: str
    year: int
    place: str
    dimension: str
    value: float
    source: str
    respondents: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey table and the rows of it that could not be used, each with its reason."""

    values: tuple[SurveyValue, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Rank correlation of a survey index with a media measure over places.

    Attributes:
        rho: Spearman's rho, ``None`` with fewer than :data:`MIN_PLACES` places or without variance.
        low: Lower end of the 95 % percentile bootstrap interval.
        high: Upper end.
        places: Codes of the places in both.
        unseen: Codes of surveyed places that the media did not cover: they are left out, not zero.
        expected_sign: -1 where a higher survey value means more harmony (media measure = tension).
    """

    rho: float | None
    low: float | None
    high: float | None
    places: tuple[str, ...]
    unseen: tuple[str, ...]
    expected_sign: int


def read_survey(path: Path) -> Survey:
    """Read a survey table (CSV, UTF-8, decimal point or comma).

    Args:
        path: File with :data:`COLUMNS`.

    Returns:
        Values of provinces and kabupaten/kota; national, village-level and unmatched rows are
        listed in ``left_out``.

    Raises:
        SurveyError: The file cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise SurveyError(
                    f"{path} lacks the column(s) {', '.join(missing)};"
                    f" a survey table has {', '.join(COLUMNS)}"
                )
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SurveyError(f"cannot read the survey table {path}: {error}") from error
    codes = _codes_by_name(load_districts())
    values, left_out = [], []
    for number, row in enumerate(rows, start=2):
        try:
            values.append(_value_of(row, codes))
        except ValueError as error:
            left_out.append(f"row {number}: {error}")
    return Survey(values=tuple(values), left_out=tuple(left_out))


def choose(
    survey: Survey, index: str, *, year: int | None = None, dimension: str = "composite", mix: bool = False
) -> dict[str, float]:
    """One value a place: of the year asked for, or the latest there is.

    Args:
        survey: The table.
        index: Name as in the table (exact).
        year: Only this year.
        dimension: Which dimension of the index.
        mix: Allow editions of the IHaI before and from 2025 in one comparison.

    Returns:
        Value by place code.

    Raises:
        SurveyError: Nothing fits, or editions with different instruments would be mixed.
    """
    rows = [
        row
        for row in survey.values
        if row.index == index and row.dimension == dimension and year in (None, row.year)
    ]
    if not rows:
        known = sorted({(row.index, row.dimension) for row in survey.values})
        raise SurveyError(
            f"no value of {index!r}, dimension {dimension!r}, year {year}; there are {known[:10]}"
        )
    editions = {row.year >= IHAI_BREAK for row in rows}
    if index.casefold().startswith("ihai") and len(editions) > 1 and not mix:
        raise SurveyError(
            f"{index}: editions before and from {IHAI_BREAK} use different instruments;"
            " choose a year or say mix=True"
        )
    return {row.place: row.value for row in sorted(rows, key=lambda row: row.year)}


def compare(
    survey: Mapping[str, float],
    media: Mapping[str, float | None],
    *,
    index: str,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Comparison:
    """Rank correlation with a bootstrap interval over places.

    Args:
        survey: Value by place code.
        media: Tension by place code; ``None`` or absent = not observed, which is not zero.
        index: Name of the survey index (for its direction).
        seed: Of the resampling.
        resamples: How many samples of places, with replacement.

    Returns:
        Spearman's rho with its 95 % percentile interval and what was left out.
    """
    seen = tuple(sorted(code for code in survey if media.get(code) is not None))
    unseen = tuple(sorted(set(survey) - set(seen)))
    x = np.array([survey[code] for code in seen], dtype=float)
    y = np.array([media[code] for code in seen], dtype=float)
    rho = low = high = None
    if len(seen) >= MIN_PLACES and np.ptp(x) > 0 and np.ptp(y) > 0:
        rho = float(stats.spearmanr(x, y).statistic)
        low, high = _bootstrap(x, y, seed=seed, resamples=resamples)
    return Comparison(
        rho=rho, low=low, high=high, places=seen, unseen=unseen, expected_sign=expected_sign(index)
    )


def expected_sign(index: str) -> int:
    """Sign that agreement with a *tension* measure would have: +1 for indices that count trouble."""
    name = index.casefold()
    return 1 if any(word in name for word in HIGHER_IS_WORSE) else -1


def media_means(rows: Iterable[tuple[str, float | None]]) -> dict[str, float | None]:
    """Mean of a district's daily scores; ``None`` where it was never observed.

    Args:
        rows: ``(code, score or None)`` for each day.
    """
    sums: dict[str, list[float]] = {}
    for code, score in rows:
        bucket = sums.setdefault(code, [])
        if score is not None:
            bucket.append(score)
    return {code: float(np.mean(scores)) if scores else None for code, scores in sums.items()}


def _bootstrap(
    x: NDArray[np.float64], y: NDArray[np.float64], *, seed: int, resamples: int
) -> tuple[float, float]:
    """Percentile interval; a sample in which one side is constant says nothing and is left out."""
    generator = np.random.default_rng(seed)
    picks = generator.integers(0, len(x), size=(resamples, len(x)))
    ranks_x = stats.rankdata(x[picks], axis=1)
    ranks_y = stats.rankdata(y[picks], axis=1)
    centred_x = ranks_x - ranks_x.mean(axis=1, keepdims=True)
    centred_y = ranks_y - ranks_y.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred_x**2).sum(axis=1) * (centred_y**2).sum(axis=1))
    usable = spread > 0
    rhos = (centred_x * centred_y).sum(axis=1)[usable] / spread[usable]
    low, high = np.quantile(rhos, [0.025, 0.975])
    return float(low), float(high)


def _codes_by_name(districts: Districts) -> dict[tuple[str, str], str]:
    """Code by level and name: the province of Jambi and the city of Jambi are two places."""
    named = {("provinsi", _plain(province.name)): province.code for province in districts.provinces}
    for district in districts.districts:
        named[district.kind, _plain(district.bare_name)] = district.code
    return named


def _plain(name: str) -> str:
    """Without level word, case and spaces: "Kab. Pematang Siantar" and "Pematangsiantar" are one name."""
    words = name.casefold().replace(".", " ").split()
    if len(words) > 1 and words[0] in ("kabupaten", "kab", "kota", "provinsi", "prov"):
        words = words[1:]
    return "".join(words)


def _value_of(row: Mapping[str, str], codes: Mapping[tuple[str, str], str]) -> SurveyValue:
    level, place = row["level"].strip().casefold(), row["place"].strip()
    if level not in ("provinsi", "kabupaten", "kota"):
        raise ValueError(f"level {level!r} is not compared (provinsi, kabupaten, kota are)")
    code = codes.get((level, _plain(place)))
    if code is None:
        raise ValueError(f"place {place!r} ({level}) is not in the table of districts")
    respondents = row.get("n") or ""
    return SurveyValue(
        index=row["index"].strip(),
        year=_year(row["year"]),
        place=code,
        dimension=row["dimension"].strip() or "composite",
        value=_number(row["value"]),
        source=row["source"].strip(),
        respondents=int(respondents) if respondents.isdigit() else None,
    )


def _number(text: str) -> float:
    """``6,73`` and ``6.73`` are the same: Indonesian tables write a decimal comma."""
    return float(text.strip().replace(",", "."))


def _year(text: str) -> int:
    digits = text.strip()[:4]
    if not digits.isdigit():
        raise ValueError(f"year {text!r} does not begin with four digits")
    return int(digits)
