"""An invented press: fills a database as crawl, annotation and index would, in a second, always the same.

Everything in it is made up; the places are real so that maps, zones and names are exercised.
"""

from __future__ import annotations

import math
import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from index_builder.fulltext import index_new
from pantau.districts import load_districts
from pantau.labels import DIMENSIONS
from pantau.records import (
    Alert,
    Annotation,
    Article,
    DistrictCoverage,
    Evidence,
    Incident,
    IndexValue,
    Outlet,
    PlaceMention,
    Signal,
    Story,
)
from pantau.storage import Database, alerts, articles, coverage, incidents, series, stories

LAST_DAY = date(2026, 11, 25)
DAYS = 60
PLANTED = "32.71"
"""Kota Bogor: there the tension rises in the last week and the alert is raised."""
SILENT = "95.01"
"""A district nobody reports from."""
DISTRICTS = (
    "11.71", "12.71", "13.71", "16.71", "18.71", "32.01", "32.71", "33.74", "34.71", "35.78",
    "51.71", "52.71", "53.71", "61.71", "64.72", "71.71", "72.71", "73.71", "81.71", "91.71",
)  # fmt: skip
OUTLETS = {
    "kabarpagi.example": "Grup Fajar",
    "bogor.kabarpagi.example": "Grup Fajar",
    "suaratimur.example": "Yayasan Timur",
    "warta-nusa.example": "Warta Nusa",
    "harianselat.example": "Harian Selat",
}
SCRIPT_TITLE = "Warga <script>alert('x')</script> & \"pagar\" dibongkar"
ATTACK_WORDS = "<img src=x onerror=alert(1)>"

# form: (dimensions, phase, tone, headline, sentence)
KINDS = {
    "bentrok": (
        ("sosial",),
        "peristiwa",
        "tension",
        "Bentrokan dua kelompok pemuda di {place}",
        "Dua kelompok pemuda terlibat bentrok di dekat pasar {place}.",
    ),
    "unjuk_rasa": (
        ("ekonomi", "sosial"),
        "peristiwa",
        "tension",
        "Buruh berunjuk rasa menolak PHK di {place}",
        "Ratusan buruh berunjuk rasa dan menolak pemutusan kerja di {place}.",
    ),
    "penolakan": (
        ("keberagamaan",),
        "peristiwa",
        "tension",
        "Penolakan rumah ibadah di {place} berlanjut",
        "Sebagian warga menolak pembangunan rumah ibadah di {place}.",
    ),
    "sengketa_lahan": (
        ("ekonomi", "budaya"),
        "potensi",
        "tension",
        "Sengketa lahan adat di {place} memanas",
        "Warga adat mengancam menutup jalan kebun di {place}.",
    ),
    "ujaran": (
        ("keberagamaan",),
        "lanjutan",
        "mixed",
        "Sidang ujaran kebencian digelar di {place}",
        "Majelis hakim membacakan putusan perkara ujaran kebencian di {place}.",
    ),
    "tidak_ada": (
        ("sosial",),
        "pencegahan",
        "neutral",
        "Kesbangpol {place} gelar rapat cegah konflik",
        "Pemerintah {place} mengajak warga mencegah konflik sosial.",
    ),
}
FILLER = (
    "Petugas berjaga di lokasi sampai malam dan keadaan berangsur tenang.",
    "Tokoh masyarakat meminta semua pihak menahan diri dan berdialog.",
    "Camat setempat menyatakan pertemuan lanjutan digelar pekan depan.",
    "Sejumlah pedagang menutup kiosnya lebih awal karena khawatir.",
    "Belum ada keterangan resmi tentang penyebab peristiwa itu.",
    "Kepala desa mencatat kerugian dan menyiapkan laporan kepada bupati.",
)


def registry() -> list[Outlet]:
    """The outlets, and one that was never read."""
    known = [
        Outlet(domain=domain, name=domain.split(".")[0].title(), owner=owner, home="", state="active")
        for domain, owner in OUTLETS.items()
    ]
    silent = Outlet(
        domain="sunyi.example", name="Media Sunyi", owner="unknown", home="95.01", reason="belum diperiksa"
    )
    return [*known, silent]


def fill(database: Database, *, count: int = 300, seed: int = 7) -> list[Story]:
    """Fills a fresh database; returns the annotated stories. Two articles more have no annotation or date."""
    dice = random.Random(seed)  # noqa: S311 (invented news needs no secrecy)
    written = [_story(dice, number) for number in range(count)]
    written.append(_story(dice, count, title=SCRIPT_TITLE, place=PLANTED))
    written += [
        _story(dice, count + 1 + number, place=PLANTED, form="bentrok", back=number // 2)
        for number in range(12)
    ]
    known = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    articles.add(database, [story.article for story in written], origin="crawl", known_at=known)
    articles.add(database, [_unread()], origin="crawl", known_at=known)
    stories.put(database, written, annotated_at=known)
    index_new(database)
    found = _incidents(written)
    incidents.put(database, found)
    _series(database, dice, found)
    coverage.refresh(database, since=LAST_DAY - timedelta(days=DAYS))
    _alerts(database, found)
    return written


def _story(
    dice: random.Random,
    number: int,
    *,
    title: str = "",
    place: str = "",
    form: str = "",
    back: int | None = None,
) -> Story:
    districts = load_districts()
    code = place or dice.choice(DISTRICTS)
    name = districts.name(code)
    form = form or dice.choice([*KINDS, "lainnya"])
    relevant = form != "lainnya"
    dimensions, phase, tone, headline, sentence = KINDS.get(
        form, ((), "lain", "neutral", "Jalan {place} diperbaiki", "Perbaikan jalan di {place} selesai.")
    )
    zone = ZoneInfo(districts.district(code).zone)
    published = datetime(2026, 11, 25, 6, 0, tzinfo=zone) - timedelta(
        days=dice.randrange(DAYS) if back is None else back, minutes=dice.randrange(600)
    )
    lead = sentence.format(place=name)
    village = ["Kejadian itu berpusat di Kec. Contoh Utara."] if number % 5 == 0 else []
    ending = f"Dilaporkan dari {ATTACK_WORDS} nomor {number}."
    body = "\n".join([lead, *village, *dice.sample(FILLER, 4), ending])
    start = lead.index(name)
    article = Article(
        key=f"s{number:05d}",
        url=f"https://{list(OUTLETS)[number % len(OUTLETS)]}/berita/{number}",
        outlet=list(OUTLETS)[number % len(OUTLETS)],
        title=title or headline.format(place=name),
        text=body,
        published=published,
        fetched=published.astimezone(UTC) + timedelta(minutes=12),
        dateline=name.upper(),
    )
    annotation = Annotation(
        language="id",
        relevant=relevant,
        dimensions=dimensions,  # type: ignore[arg-type]
        tone=tone,  # type: ignore[arg-type]
        phase=phase,  # type: ignore[arg-type]
        form="tidak_ada" if not relevant else form,  # type: ignore[arg-type]
        sentiment=dice.choice(["negatif", "netral", "positif"]),
        places=(code,) if number % 9 else (code[:2],),
        place_names=("Kec. Contoh Utara",) if number % 5 == 0 else (),
        mentions=(
            PlaceMention(
                name=name,
                source="text",
                start=start,
                end=start + len(name),
                code=code,
                level="kabkota",
                role="event",
                confidence=0.93,
                reason=f"{name} is named with its level",
            ),
        ),
        event_date=published.date() if number % 2 else None,
        deaths=dice.choice([None, 0, 1]) if form == "bentrok" else None,
        injured=dice.choice([None, 2, 5]) if form == "bentrok" else None,
        evidence=(Evidence(field="form", source="text", start=0, end=len(lead), text=lead),),
        confidence={
            "relevant": 0.97,
            "dimensions": 0.88,
            "tone": 0.91,
            "phase": 0.86,
            "form": 0.8,
            "places": 0.9,
        },
        method_version="test-1",
    )
    return Story(article=article, annotation=annotation)


def _unread() -> Article:
    return Article(
        key="unread",
        url="https://warta-nusa.example/belum",
        outlet="warta-nusa.example",
        title="Berita tanpa tanggal",
        text="Teks bentrok yang belum dibaca siapa pun.",
        published=None,
        fetched=datetime(2026, 11, 25, 1, 0, tzinfo=UTC),
    )


def _incidents(written: list[Story]) -> list[Incident]:
    """Pairs of stories of the same district and form count as one incident; the rest stand alone."""
    groups: dict[tuple[str, str, int], list[Story]] = {}
    for story in written:
        said = story.annotation
        if said.relevant and said.form != "tidak_ada" and story.article.published:
            week = story.article.published.date().toordinal() // 3
            groups.setdefault((said.places[0], said.form, week), []).append(story)
    return [_incident(number, members) for number, members in enumerate(groups.values())]


def _incident(number: int, members: list[Story]) -> Incident:
    members = sorted(members, key=lambda story: (story.article.published, story.key))
    first, said = members[0].article, members[0].annotation
    kind = {"lanjutan": "followup"}.get(said.phase, "protest" if said.form == "unjuk_rasa" else "tension")
    assert first.published is not None
    return Incident(
        id=f"i{number:04d}",
        day=first.published.date(),
        event_date=said.event_date,
        kind=kind,  # type: ignore[arg-type]
        form=said.form,
        phase=said.phase,
        tone=said.tone,
        dimensions=said.dimensions,
        places=said.places,
        place_names=said.place_names,
        deaths=said.deaths,
        injured=said.injured,
        owners=len({OUTLETS[story.article.outlet] for story in members}),
        severity=1.0,
        stories=tuple(story.key for story in members),
        title=first.title,
        method_version="test-1",
    )


def _series(database: Database, dice: random.Random, found: list[Incident]) -> None:
    counts: dict[tuple[str, str, date], int] = {}
    for incident in found:
        for code in incident.places:
            for dimension in incident.dimensions:
                cell = (code, dimension, incident.day)
                counts[cell] = counts.get(cell, 0) + 1
    for back in range(DAYS):
        day = LAST_DAY - timedelta(days=back)
        cells = [cell for cell in counts if cell[2] == day]
        series.replace_signals(
            database,
            day,
            [
                Signal(
                    district=code,
                    dimension=dimension,  # type: ignore[arg-type]
                    day=day,
                    tension=counts[code, dimension, day],
                    protests=0,
                    harmony=0,
                    severity=1.0,
                    stories=counts[code, dimension, day],
                    method_version="test-1",
                )
                for code, dimension, _ in cells
            ],
        )
        series.replace_district_coverage(
            database,
            day,
            [
                DistrictCoverage(
                    district=code, day=day, stories=dice.randrange(1, 9), outlets=dice.randrange(1, 4)
                )
                for code in DISTRICTS
            ],
        )
        series.replace_values(database, day, list(_values(day, back, counts)))


def _values(day: date, back: int, counts: dict[tuple[str, str, date], int]) -> list[IndexValue]:
    """Index values of the districts with a press and of a few without; the others have no row at all."""
    unseen = [district.code for district in load_districts() if district.code.startswith(("94", "95"))]
    values = []
    for code in (*DISTRICTS, *unseen):
        by_dimension = {name: counts.get((code, name, day), 0) for name in DIMENSIONS}
        for dimension, observed in {**by_dimension, "total": sum(by_dimension.values())}.items():
            values.append(_value(code, dimension, day, back, observed=observed, seen=code not in unseen))
    return values


def _value(code: str, dimension: str, day: date, back: int, *, observed: int, seen: bool) -> IndexValue:
    expected = 0.12 + 0.05 * math.sin(back / 7) if seen else 0.0
    score = min(100.0, 18 + 25 * observed + (58 if code == PLANTED and back < 7 else 0))
    level = "awas" if score > 85 else "siaga" if score > 60 else "waspada" if score > 40 else "aman"
    return IndexValue(
        district=code,
        dimension=dimension,
        day=day,
        observed=observed if seen else 0,
        expected=expected,
        low=0.0,
        high=expected + 1.2 if seen else 0.0,
        score=score if seen else None,
        level=level if seen else "tidak_teramati",  # type: ignore[arg-type]
        method_version="test-1",
    )


def _alerts(database: Database, found: list[Incident]) -> None:
    behind = [incident.id for incident in found if PLANTED in incident.places][:4]
    for district, level, days in ((PLANTED, "awas", 0), ("73.71", "siaga", 9)):
        alerts.add(
            database,
            [
                Alert(
                    number=0,
                    district=district,
                    dimension="sosial",
                    day=LAST_DAY - timedelta(days=days),
                    window_days=7,
                    observed=6,
                    expected=0.8,
                    probability=0.00021,
                    level=level,  # type: ignore[arg-type]
                    incidents=tuple(behind),
                    status="draf",
                    created=datetime(2026, 11, 25, 2, 0, tzinfo=UTC) - timedelta(days=days),
                    method_version="test-1",
                )
            ],
        )
