"""The database: nothing that was written may get lost, whatever happens to the process or the disk."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path

import apsw
import pytest

from pantau import codec
from pantau.errors import NewerDatabaseError, RecordError, StorageError
from pantau.records import Alert, Annotation, Article, Incident, PlaceMention, Story
from pantau.storage import Database, alerts, articles, coverage, exchange, incidents, stories
from pantau.storage.database import migrations
from pantau.storage.times import utc_text

MOMENT = datetime(2026, 3, 1, 5, tzinfo=UTC)


def article(number: int, *, outlet: str = "kabar.example", day: date = date(2026, 3, 1)) -> Article:
    return Article(
        key=f"key{number:04}",
        url=f"https://{outlet}/{number}",
        outlet=outlet,
        title=f"Judul {number}",
        text="Warga bermusyawarah.",
        published=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        fetched=MOMENT,
    )


def said(**changes: object) -> Annotation:
    base: dict[str, object] = {
        "language": "id",
        "relevant": True,
        "dimensions": ("sosial",),
        "tone": "tension",
        "phase": "peristiwa",
        "form": "bentrok",
        "sentiment": "negatif",
        "places": ("32.04",),
        "method_version": "m1",
    }
    return Annotation(**(base | changes))  # type: ignore[arg-type]


def test_an_article_comes_back_as_it_went_in(database: Database) -> None:
    one = article(1)
    assert articles.add(database, [one], origin="crawl", known_at=MOMENT) == 1
    assert articles.get(database, one.key) == one


# The crawl and imports meet the same story again and again; the first knowledge of it must stand.
def test_the_same_article_twice_is_kept_once(database: Database) -> None:
    articles.add(database, [article(1)], origin="crawl", known_at=MOMENT)
    assert articles.add(database, [article(1)], origin="import", known_at=MOMENT) == 0
    assert articles.count(database) == 1


def test_a_story_keeps_its_mentions_and_is_found_by_district(database: Database) -> None:
    mention = PlaceMention(
        name="Cicalengka",
        source="text",
        start=3,
        end=13,
        code="32.04.25",
        level="kecamatan",
        role="event",
        confidence=0.9,
        reason="Kec. Cicalengka lies in Kab. Bandung",
    )
    told = Story(article=article(1), annotation=said(mentions=(mention,)))
    articles.add(database, [told.article], origin="crawl", known_at=MOMENT)
    stories.put(database, [told], annotated_at=MOMENT)
    assert stories.get(database, told.key) == told
    assert list(database.rows("SELECT code, role FROM story_places")) == [("32.04", "event")]


def test_a_new_annotation_replaces_the_old_one_and_its_places(database: Database) -> None:
    articles.add(database, [article(1)], origin="crawl", known_at=MOMENT)
    for place in ("32.04", "32.73"):
        told = Story(article=article(1), annotation=said(places=(place,)))
        stories.put(database, [told], annotated_at=MOMENT)
    assert list(database.rows("SELECT code FROM story_places")) == [("32.73",)]
    assert stories.count(database) == 1


def test_only_articles_that_this_method_has_not_read_are_handed_out(database: Database) -> None:
    articles.add(database, [article(1), article(2)], origin="crawl", known_at=MOMENT)
    stories.put(database, [Story(article=article(1), annotation=said())], annotated_at=MOMENT)
    handed = articles.without_annotation(database, "m1", limit=10)
    assert [one.key for _, one in handed] == ["key0002"]
    assert articles.without_annotation(database, "m1", after=handed[-1][0], limit=10) == []
    assert articles.waiting(database, "m1") == (1, date(2026, 3, 1))
    assert articles.waiting(database, "m2")[0] == 2


def test_stories_come_in_the_order_in_which_they_became_known(database: Database) -> None:
    later, earlier = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    articles.add(database, [article(1)], origin="crawl", known_at=later)
    articles.add(database, [article(2)], origin="crawl", known_at=earlier)
    stories.put(database, [Story(article=article(n), annotation=said()) for n in (1, 2)], annotated_at=MOMENT)
    order = list(stories.in_order_of_knowledge(database))
    assert [story.key for _, story in order] == ["key0002", "key0001"]
    assert [story.key for _, story in stories.in_order_of_knowledge(database, after=order[0][0])] == [
        "key0001"
    ]
    known_then = stories.in_order_of_knowledge(database, until=utc_text(earlier))
    assert [story.key for _, story in known_then] == ["key0002"]


def test_coverage_counts_the_day_of_publication_and_an_unread_page_on_the_day_it_was_found(
    database: Database,
) -> None:
    articles.add(database, [article(1, day=date(2026, 2, 1)), article(2)], origin="crawl", known_at=MOMENT)
    stories.put(database, [Story(article=article(2), annotation=said())], annotated_at=MOMENT)
    database.execute(
        "INSERT INTO fetches (url_key, url, outlet, kind, state, found_day, updated_at)"
        " VALUES ('x', 'https://kabar.example/x', 'kabar.example', 'page', 'failed', '2026-03-01', '')"
    )
    coverage.refresh(database, since=date(2026, 1, 1))
    rows = list(coverage.of_outlets(database, since=date(2026, 1, 1), until=date(2026, 12, 31)))
    assert [(row.day, row.found, row.fetched, row.extracted, row.relevant) for row in rows] == [
        (date(2026, 2, 1), 1, 1, 1, 0),
        (date(2026, 3, 1), 2, 1, 1, 1),
    ]


def test_an_incident_moves_its_stories_with_it(database: Database) -> None:
    articles.add(database, [article(1), article(2)], origin="crawl", known_at=MOMENT)
    for stories_of in (("key0001",), ("key0001", "key0002")):
        incidents.put(database, [incident("i1", stories_of)])
    found = incidents.of_story(database, "key0002")
    assert found is not None
    assert found.stories == ("key0001", "key0002")
    assert [one.id for one in incidents.of_district(database, "32.04")] == ["i1"]


def incident(name: str, keys: tuple[str, ...]) -> Incident:
    return Incident(
        id=name,
        day=date(2026, 3, 1),
        event_date=None,
        kind="tension",
        form="bentrok",
        phase="peristiwa",
        tone="tension",
        dimensions=("sosial",),
        places=("32.04",),
        place_names=(),
        deaths=None,
        injured=None,
        owners=1,
        severity=1.0,
        stories=keys,
    )


# An officer must not get two leads for one rise because a build was run twice.
def test_the_same_alert_twice_is_one_alert(database: Database) -> None:
    one = Alert(
        number=0,
        district="32.04",
        dimension="sosial",
        day=date(2026, 3, 1),
        window_days=7,
        observed=5,
        expected=0.4,
        probability=0.0001,
        level="siaga",
        incidents=("i1",),
        status="draf",
        created=MOMENT,
    )
    assert [alert.number for alert in alerts.add(database, [one])] == [1]
    assert alerts.add(database, [one]) == []
    assert alerts.get(database, 1) is not None


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(RecordError, match="has no zone"):
        utc_text(datetime(2026, 3, 1))  # noqa: DTZ001 -- this is the mistake


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with contextlib.suppress(ZeroDivisionError), database.transaction():
        articles.add(database, [article(1)], origin="crawl", known_at=MOMENT)
        _ = 1 / 0
    assert articles.count(database) == 0


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "pantau.db"
    with Database.open(path) as opened:
        opened.execute("PRAGMA user_version = 999")
    with pytest.raises(NewerDatabaseError, match="schema 999"):
        Database.open(path)


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(StorageError, match="another program"):
        Database.open(path)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pantau.db"
    path.write_text("not a database, but long enough to have a header of its own" * 20)
    with pytest.raises(StorageError, match=r"pantau\.db is not a sound SQLite file"):
        Database.open(path)


# A full disk is simulated by SQLite's own limit on the file: the same error code as a real one.
def test_a_full_disk_is_said_in_words_and_keeps_what_was_there(database: Database) -> None:
    articles.add(database, [article(1)], origin="crawl", known_at=MOMENT)
    pages = database.value("PRAGMA page_count")
    database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageError, match="is full; free some space"):
        articles.add(database, [article(n) for n in range(2, 3000)], origin="crawl", known_at=MOMENT)
    assert articles.count(database) == 1
    database.execute("PRAGMA max_page_count = 1000000000")
    assert articles.add(database, [article(2)], origin="crawl", known_at=MOMENT) == 1


# The power of WAL is only real if a kill in the middle of writing leaves a sound file.
def test_a_killed_writer_leaves_whole_transactions_only(tmp_path: Path) -> None:
    path = tmp_path / "pantau.db"
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from datetime import UTC, datetime
        from pantau.records import Article
        from pantau.storage import Database, articles
        moment = datetime(2026, 3, 1, tzinfo=UTC)
        def one(n, half):
            return Article(key=f"{n}-{half}", url="u", outlet="o", title="t", text="x" * 500,
                           published=moment, fetched=moment)
        with Database.open(Path(sys.argv[1])) as database:
            n = 0
            while True:
                articles.add(database, [one(n, 0), one(n, 1)], origin="crawl", known_at=moment)
                n += 1
                print(n, flush=True)
        """
    )
    writer = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    for _ in range(50):
        writer.stdout.readline()
    os.kill(writer.pid, signal.SIGKILL)
    writer.stdout.close()
    writer.wait()
    with Database.open(path) as database:
        assert database.value("PRAGMA integrity_check") == "ok"
        kept = articles.count(database)
    assert kept >= 100
    assert kept % 2 == 0


def test_a_backup_is_a_whole_database(database: Database, tmp_path: Path) -> None:
    articles.add(database, [article(1)], origin="crawl", known_at=MOMENT)
    database.back_up(tmp_path / "copy" / "pantau.db")
    with Database.open(tmp_path / "copy" / "pantau.db") as copy:
        assert articles.get(copy, "key0001") == article(1)


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))


# A move to another machine must lose nothing: not the order of knowledge, not an annotation.
def test_an_export_reads_back_unchanged(database: Database, tmp_path: Path) -> None:
    articles.add(database, [article(1), article(2)], origin="crawl", known_at=MOMENT)
    stories.put(database, [Story(article=article(1), annotation=said())], annotated_at=MOMENT)
    header, *lines = exchange.export_lines(database)
    assert exchange.is_header(header)
    with Database.open(tmp_path / "other.db") as other:
        records = [codec.decode(line, exchange.Exchanged) for line in lines]
        assert exchange.import_lines(other, records) == (2, 1)
        assert exchange.import_lines(other, records) == (0, 0)
        assert list(exchange.export_lines(other))[1:] == lines


def test_an_export_of_a_later_format_is_refused() -> None:
    with pytest.raises(RecordError, match="format 99"):
        exchange.is_header('{"pantau_export": 99}')
