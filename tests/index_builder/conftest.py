"""Small stories to build from; every text here is invented."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from pantau.records import Annotation, Article, PlaceMention, Story
from pantau.storage import Database, articles, stories

WIB = timezone(timedelta(hours=7))
KNOWN = datetime(2026, 5, 1, 1, tzinfo=UTC)

CLASH = (
    "Dua kelompok pemuda bentrok di Desa Sumber Wungu pada Senin (2/3) malam. Keributan dipicu saling ejek"
    " sesudah pertandingan voli antarkampung.\nSedikitnya 40 orang turun ke jalan membawa bambu, dan tiga"
    " rumah rusak terkena lemparan batu.\nKapolsek setempat mengatakan situasi terkendali dan enam saksi"
    " dimintai keterangan di kantor polisi."
)


def story(
    key: str,
    *,
    text: str = CLASH,
    title: str = "Dua kelompok pemuda bentrok",
    outlet: str = "satu.example",
    published: date | None = date(2026, 3, 3),
    places: Sequence[str] = ("33.05",),
    named: Sequence[str] = (),
    **labels: Any,
) -> Story:
    """A story about a clash in Kebumen unless something else is said."""
    moment = None
    if published is not None:
        moment = datetime(published.year, published.month, published.day, 9, tzinfo=WIB)
    given: dict[str, Any] = {
        "language": "id",
        "relevant": True,
        "dimensions": ("sosial",),
        "tone": "tension",
        "phase": "peristiwa",
        "form": "bentrok",
        "sentiment": "negatif",
        **labels,
    }
    mentions = tuple(
        PlaceMention(
            name=code,
            source="text",
            start=0,
            end=1,
            code=code,
            level="kabkota" if len(code) > 2 else "provinsi",
            role="mention",
            confidence=1.0,
            reason="test",
        )
        for code in (*places, *named)
    )
    return Story(
        article=Article(
            key=key,
            url=f"https://{outlet}/{key}",
            outlet=outlet,
            title=title,
            text=text,
            published=moment,
            fetched=KNOWN,
        ),
        annotation=Annotation(places=tuple(places), mentions=mentions, **given),
    )


def quiet(key: str, *, outlet: str, published: date, named: Sequence[str]) -> Story:
    """An everyday story that names districts and is not relevant."""
    return story(
        key,
        text=f"Panen raya berlangsung di sawah nomor {key}. Petani {key} bersyukur cuaca {key} mendukung.",
        title=f"Panen raya {key}",
        outlet=outlet,
        published=published,
        places=(),
        named=named,
        relevant=False,
        dimensions=(),
        tone="neutral",
        phase="lain",
        form="tidak_ada",
        sentiment="positif",
    )


@dataclass
class Desk:
    """Puts stories into a database as an import would, one moment of knowledge after the other."""

    database: Database
    moment: datetime = KNOWN

    def put(self, *given: Story) -> None:
        """Make stories known, a minute after the ones before."""
        self.moment += timedelta(minutes=1)
        articles.add(self.database, (one.article for one in given), origin="import", known_at=self.moment)
        stories.put(self.database, given, annotated_at=self.moment)


DERIVED = tuple(
    "incidents incident_places incident_stories signals district_coverage index_values".split()  # noqa: SIM905
)


def derived(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All derived tables, row by row."""
    return {name: sorted(database.rows(f"SELECT * FROM {name}"), key=repr) for name in DERIVED}  # noqa: S608


@pytest.fixture
def desk(database: Database) -> Desk:
    """A desk over a fresh database."""
    return Desk(database)


@pytest.fixture
def new_desk(tmp_path: Path) -> Callable[[], Desk]:
    """Makes as many desks over fresh databases as a test wants."""
    numbers = itertools.count()
    opened: list[Database] = []

    def make() -> Desk:
        opened.append(Database.open(tmp_path / f"desk{next(numbers)}.db"))
        return Desk(opened[-1])

    return make
