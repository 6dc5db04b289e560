"""From the story files to the stories of one press, written for its last day.

A story file is TOML with a table ``[[story]]`` for each story. Days are offsets: ``day`` counts from
the press's last day (0 or less), ``event`` from the story's own day. A reprint names its original and
what the other outlet changed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from pantau.demo.days import write_days
from pantau.demo.errors import StoryFileError
from pantau.demo.houses import BY_LAYOUT, Layout
from pantau.demo.truth import Truth, broken_rules

DAYS: Final = 120
"""Length of the demo press: long enough that 90 days of normal news precede the planted rise."""

_LABELS: Final = frozenset(
    [
        "relevant",
        "dimensions",
        "tone",
        "phase",
        "form",
        "sentiment",
        "places",
        "place_names",
        "deaths",
        "injured",
        "rise",
        "language",
        "traps",
    ]
)
"""Keys of a story's table that are labels as they stand."""

_OWN: Final = frozenset(
    [
        "id",
        "outlet",
        "day",
        "time",
        "section",
        "title",
        "byline",
        "dateline",
        "text",
        "event",
        "incident",
        "reprint",
        "keep",
        "lead",
    ]
)
"""The other keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStory:
    """One story as one outlet of the demo publishes it.

    Attributes:
        number: Running number inside the press; part of some addresses.
        path: Path and query on the outlet's site.
        text: Body as it should be extracted: paragraphs separated by a newline, no dateline.
        truth: The labels a person would give it.
    """

    id: str
    number: int
    outlet: Layout
    published: datetime
    section: str
    title: str
    byline: str
    dateline: str
    text: str
    path: str
    truth: Truth

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs."""
        return tuple(self.text.split("\n"))

    @property
    def closed(self) -> bool:
        """Whether the outlet's robots.txt closes the story's section to crawlers."""
        closed = BY_LAYOUT[self.outlet].closed
        return bool(closed) and self.section == closed


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, Any], ...]:
    """The tables of all story files, reprints filled from their originals."""
    rows: dict[str, dict[str, Any]] = {}
    folder = files("pantau.demo") / "stories"
    for source in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not source.name.endswith(".toml"):
            continue
        for row in tomllib.loads(source.read_text(encoding="utf-8"))["story"]:
            _check_row(row, source=source.name, taken=rows)
            rows[row["id"]] = row
    return tuple(_filled(row, rows) for row in rows.values())


def _check_row(row: dict[str, Any], *, source: str, taken: dict[str, dict[str, Any]]) -> None:
    """Refuse a table that lacks its id, uses one twice or has a key that nobody reads."""
    name = row.get("id", "")
    if not name or name in taken:
        raise StoryFileError(f"{source}: story id {name!r} is missing or used twice; give it its own id")
    unknown = set(row) - _LABELS - _OWN
    if unknown:
        raise StoryFileError(f"{source}: story {name!r} has unknown keys {sorted(unknown)}; remove them")


def _filled(row: dict[str, Any], rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A reprint with the text and the labels of its original; other stories as they are."""
    if "reprint" not in row:
        return {**row, "told": row["day"]}
    original = rows.get(row["reprint"])
    if original is None:
        raise StoryFileError(f"story {row['id']!r} reprints {row['reprint']!r}, which does not exist")
    paragraphs = _paragraphs(original["text"])
    kept = [paragraphs[index - 1] for index in row.get("keep", range(1, len(paragraphs) + 1))]
    if "lead" in row:
        kept[0] = row["lead"].strip()
    inherited = {key: value for key, value in original.items() if key not in ("byline", "time")}
    own = {key: value for key, value in row.items() if key not in ("keep", "lead")}
    return {**inherited, **own, "text": "\n".join(kept), "told": original["day"]}


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of a text in a story file: one a line, blank lines do not count."""
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


def load_stories(*, end: date) -> tuple[DemoStory, ...]:
    """Write the whole press for its last day.

    Args:
        end: Last day of the press; the first lies :data:`DAYS` days before.

    Returns:
        All stories, oldest first.

    Raises:
        StoryFileError: If a story breaks a rule of the file format or of the codebook.
    """
    ordered = sorted(_rows(), key=lambda row: (row["day"], row.get("time", "09:00"), row["id"]))
    months = _incident_months(ordered, end=end)
    return tuple(
        _story(row, number=10_000 + 7 * position, end=end, months=months)
        for position, row in enumerate(ordered)
    )


def _incident_months(ordered: list[dict[str, Any]], *, end: date) -> dict[str, str]:
    """Month of each incident's first known day, for its slug."""
    months: dict[str, str] = {}
    for row in ordered:
        slug = row.get("incident")
        if slug and slug not in months:
            months[slug] = f"{end + timedelta(days=row['told'] + row.get('event', 0)):%Y-%m}"
    return months


def _story(row: dict[str, Any], *, number: int, end: date, months: dict[str, str]) -> DemoStory:
    house = BY_LAYOUT[row["outlet"]]
    day = end + timedelta(days=row["day"])
    told = end + timedelta(days=row["told"])
    published = datetime.combine(day, time.fromisoformat(row.get("time", "09:00")), tzinfo=house.zone)
    title = write_days(row["title"], published=told)
    section = row.get("section", "daerah")
    path = house.story_path.format(
        year=day.year, month=day.month, day=day.day, number=number, section=section, slug=slug(title)
    )
    return DemoStory(
        id=row["id"],
        number=number,
        outlet=house.layout,
        published=published,
        section=section,
        title=title,
        byline=row.get("byline", f"Redaksi {house.name}"),
        dateline=row.get("dateline", ""),
        text=write_days("\n".join(_paragraphs(row["text"])), published=told),
        path=path,
        truth=_truth(row, told=told, months=months),
    )


def _truth(row: dict[str, Any], *, told: date, months: dict[str, str]) -> Truth:
    labels: dict[str, Any] = {key: row[key] for key in _LABELS if key in row}
    for key in ("dimensions", "places", "place_names", "traps"):
        labels[key] = tuple(labels.get(key, ()))
    truth = Truth(**labels, reprint="reprint" in row)
    if "event" in row:
        truth = replace(truth, event_date=told + timedelta(days=row["event"]))
    if row.get("incident"):
        truth = replace(truth, incident=f"{row['incident']}-{months[row['incident']]}")
    if broken := broken_rules(truth):
        raise StoryFileError(f"story {row['id']!r} breaks the codebook: {'; '.join(broken)}")
    return truth


def slug(title: str) -> str:
    """The part of an address that is made from a headline."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:90].strip("-")
