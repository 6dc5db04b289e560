"""The whole way from stories to alerts, over a real database."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from index_builder.build import build
from index_builder.reprints import reports
from pantau import codec
from pantau.records import Correction, Outlet, Story
from pantau.storage import Database, alerts, corrections, incidents, stories
from tests.index_builder.conftest import CLASH, Desk, derived, quiet, story

DAY = date(2026, 3, 3)


def kinds(database: Database) -> list[tuple[str, str]]:
    return list(database.rows("SELECT kind, day FROM incidents ORDER BY day, kind"))


def signal_sum(database: Database, column: str) -> int:
    return int(database.value(f"SELECT coalesce(sum({column}), 0) FROM signals"))  # noqa: S608


def test_reports_of_one_event_count_once(desk: Desk) -> None:
    # Truth 2 of the design: an event counts once, whoever prints it.
    desk.put(story("a"), story("b", outlet="dua.example"), story("c", outlet="tiga.example"))
    build(desk.database)
    assert signal_sum(desk.database, "tension") == 1
    assert signal_sum(desk.database, "stories") == 3
    incident = incidents.of_story(desk.database, "c")
    assert incident is not None
    assert incident.stories == ("a", "b", "c")
    assert incident.owners == 3


def test_outlets_of_one_owner_are_one_voice(desk: Desk) -> None:
    # Seventeen regional sites of one group are one owner.
    registry = [
        Outlet(domain=name, name=name, owner="Grup Satu", home="unknown")
        for name in ("a.example", "b.example")
    ]
    desk.put(story("a", outlet="a.example"), story("b", outlet="b.example"))
    build(desk.database, outlets=registry)
    incident = incidents.of_story(desk.database, "b")
    assert incident is not None
    assert incident.owners == 1


def test_a_follow_up_weeks_later_raises_nothing(desk: Desk) -> None:
    # A trial is the end of an old event, not a new one.
    desk.put(story("a", place_names=("Sumber Wungu",)))
    build(desk.database)
    before = list(desk.database.rows("SELECT * FROM signals"))
    desk.put(
        story(
            "b",
            text="Jaksa menuntut enam pemuda Desa Sumber Wungu setahun penjara karena ribut sesudah voli.",
            title="Enam pemuda dituntut",
            published=date(2026, 4, 20),
            place_names=("Sumber Wungu",),
            phase="lanjutan",
        )
    )
    build(desk.database)
    incident = incidents.of_story(desk.database, "b")
    assert incident is not None
    assert incident.stories == ("a", "b")
    assert [row[:7] for row in desk.database.rows("SELECT * FROM signals")] == [row[:7] for row in before]


def test_a_follow_up_of_something_never_seen_is_recorded_at_its_day_and_raises_nothing(desk: Desk) -> None:
    desk.put(story("a", phase="lanjutan", event_date=date(2026, 1, 4)))
    build(desk.database)
    assert kinds(desk.database) == [("followup", "2026-01-04")]
    assert signal_sum(desk.database, "tension") == 0


def test_a_peaceful_protest_is_counted_apart(desk: Desk) -> None:
    desk.put(story("a", form="unjuk_rasa"))
    build(desk.database)
    assert (signal_sum(desk.database, "tension"), signal_sum(desk.database, "protests")) == (0, 1)


def test_a_settlement_is_harmony_on_its_own_day(desk: Desk) -> None:
    # The clash counts when it was first reported, the peace when it was made, both once.
    desk.put(
        story("a", place_names=("Sumber Wungu",)),
        story(
            "b",
            text="Dua kelompok pemuda Desa Sumber Wungu berdamai di balai desa sesudah bentrok karena voli.",
            title="Pemuda berdamai",
            published=date(2026, 3, 20),
            place_names=("Sumber Wungu",),
            phase="lanjutan",
            tone="harmony",
        ),
    )
    build(desk.database)
    rows = list(desk.database.rows("SELECT day, tension, harmony FROM signals ORDER BY day"))
    assert rows == [("2026-03-03", 1, 0), ("2026-03-20", 0, 1)]


def test_an_award_buys_no_harmony(desk: Desk) -> None:
    desk.put(
        story(
            "a",
            title="Kabupaten raih penghargaan indeks harmoni",
            text="Bupati menerima penghargaan karena umat lintas agama menjaga kerukunan bersama-sama.",
            tone="harmony",
            phase="seremonial",
            form="tidak_ada",
            dimensions=("keberagamaan",),
        )
    )
    build(desk.database)
    assert kinds(desk.database) == []


def test_an_act_across_groups_is_harmony(desk: Desk) -> None:
    desk.put(
        story(
            "a",
            title="Pemuda masjid bantu jaga gereja",
            text="Puluhan pemuda masjid menjaga gereja di Kebumen selama misa, lalu jemaat mengantar takjil.",
            tone="harmony",
            phase="pencegahan",
            form="tidak_ada",
            dimensions=("keberagamaan",),
        )
    )
    build(desk.database)
    assert kinds(desk.database) == [("harmony", "2026-03-03")]
    assert signal_sum(desk.database, "harmony") == 1


def test_prevention_talk_raises_nothing(desk: Desk) -> None:
    # Words are not events: the word "konflik" seven times and nothing happened.
    desk.put(story("a", phase="pencegahan", form="tidak_ada", tone="neutral", text="Konflik " * 30))
    build(desk.database)
    assert kinds(desk.database) == []


def test_a_province_is_never_spread_over_its_districts(desk: Desk) -> None:
    desk.put(story("a", places=("33",)))
    build(desk.database)
    assert list(desk.database.rows("SELECT DISTINCT district FROM signals")) == [("33",)]
    assert not list(desk.database.rows("SELECT 1 FROM index_values WHERE observed > 0"))


def test_an_incident_in_three_districts_counts_once_in_each(desk: Desk) -> None:
    desk.put(story("a", places=("33.05", "33.06", "34.01")))
    build(desk.database)
    rows = list(desk.database.rows("SELECT district, tension FROM signals ORDER BY district"))
    assert rows == [("33.05", 1), ("33.06", 1), ("34.01", 1)]


def test_a_late_story_changes_the_days_from_its_own_on(desk: Desk) -> None:
    # The second story is known later but was published earlier: the incident moves to its day.
    desk.put(story("a", published=date(2026, 3, 4)))
    build(desk.database)
    assert kinds(desk.database) == [("tension", "2026-03-04")]
    desk.put(story("b", outlet="dua.example", published=date(2026, 3, 3)))
    build(desk.database)
    assert kinds(desk.database) == [("tension", "2026-03-03")]
    assert list(desk.database.rows("SELECT day FROM signals")) == [("2026-03-03",)]


def test_a_story_without_a_day_counts_on_no_day(desk: Desk) -> None:
    # Archives without dates must not become today's unrest.
    desk.put(story("a", published=None))
    build(desk.database)
    assert len(kinds(desk.database)) == 1
    assert signal_sum(desk.database, "tension") == 0


def test_a_silent_district_is_not_seen_instead_of_quiet(desk: Desk) -> None:
    desk.put(
        quiet("q1", outlet="satu.example", published=date(2026, 3, 1), named=("33.05",)),
        quiet("q2", outlet="satu.example", published=date(2026, 3, 20), named=("33.06",)),
    )
    build(desk.database)
    levels = dict(
        desk.database.rows(
            "SELECT day, level FROM index_values WHERE district = '33.05' AND dimension = 'total'"
        )
    )
    assert levels["2026-03-07"] == "aman"
    assert levels["2026-03-08"] == "tidak_teramati"
    assert (
        desk.database.value(
            "SELECT score FROM index_values WHERE district = '33.05' AND dimension = 'total'"
            " AND day = '2026-03-08'"
        )
        is None
    )


def test_a_day_without_news_makes_districts_unseen_when_asked_for_today(desk: Desk) -> None:
    desk.put(quiet("q1", outlet="satu.example", published=DAY, named=("33.05",)))
    build(desk.database, through=DAY + timedelta(days=10))
    seen = desk.database.value(
        "SELECT count(*) FROM index_values WHERE day > '2026-03-09' AND level <> 'tidak_teramati'"
    )
    assert seen == 0


def press(seed: int, *, groups: int = 9) -> list[Story]:
    """A few dozen stories in a random order of knowledge, everyday ones between them."""
    chance = random.Random(seed)  # noqa: S311 -- test data
    found = [report.story for report in reports(groups=groups, seed=seed, first=date(2026, 2, 20))]
    found += [
        quiet(
            f"q{number}",
            outlet=f"{chance.choice('abc')}.example",
            published=date(2026, 2, 15) + timedelta(days=chance.randrange(30)),
            named=(chance.choice(("33.05", "73.71", "51.71")),),
        )
        for number in range(12)
    ]
    chance.shuffle(found)
    return found


def fill(desk: Desk, given: list[Story], sizes: list[int], *, built: bool) -> None:
    """Make stories known in pieces; with ``built`` the index is brought up to date after each."""
    start = 0
    for size in sizes:
        desk.put(*given[start : start + size])
        start += size
        if built:
            build(desk.database)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_going_on_equals_beginning_anew_to_the_byte(seed: int, new_desk: Callable[[], Desk]) -> None:
    # Stories arrive late, in odd pieces and out of order; the result may depend on what is known only.
    given = press(seed)
    chance = random.Random(seed + 100)  # noqa: S311 -- test data
    sizes = []
    while sum(sizes) < len(given):
        sizes.append(min(chance.choice((1, 2, 5, 30)), len(given) - sum(sizes)))
    bit_by_bit, at_once = new_desk(), new_desk()
    fill(bit_by_bit, given, sizes, built=True)
    fill(at_once, given, sizes, built=False)
    build(at_once.database)
    assert derived(bit_by_bit.database) == derived(at_once.database)
    build(bit_by_bit.database, rebuild=True)
    assert derived(bit_by_bit.database) == derived(at_once.database)


def test_a_story_that_is_removed_leaves_no_trace(new_desk: Callable[[], Desk]) -> None:
    given = press(5)
    with_it, without_it = new_desk(), new_desk()
    for desk in (with_it, without_it):
        desk.put(*given)
    build(with_it.database)
    for desk in (with_it, without_it):
        desk.database.execute("DELETE FROM articles WHERE key = ?", (given[3].key,))
    build(with_it.database)
    build(without_it.database)
    assert derived(with_it.database) == derived(without_it.database)


def test_a_story_that_is_read_again_is_grouped_again(new_desk: Callable[[], Desk]) -> None:
    # A new model finds another form: the old decision may not stay.
    given = press(6)
    again, fresh = new_desk(), new_desk()
    for desk in (again, fresh):
        desk.put(*given)
    build(again.database)
    changed = story(given[0].key, places=("73.71",), form="penolakan", title=given[0].article.title)
    for desk in (again, fresh):
        stories.put(desk.database, [changed], annotated_at=datetime(2026, 3, 2, tzinfo=UTC))
    build(again.database)
    build(fresh.database)
    assert derived(again.database) == derived(fresh.database)


def test_a_killed_build_goes_on(new_desk: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    # The process dies between two batches, and again while the index is written.
    monkeypatch.setattr("index_builder.grouping.BATCH", 10)
    given = press(7)
    killed, whole = new_desk(), new_desk()
    for desk in (killed, whole):
        desk.put(*given)

    class KilledError(Exception):
        pass

    def die(stage: str) -> Callable[[str, int], None]:
        def on_progress(name: str, done: int) -> None:
            if name == stage and done >= 20:
                raise KilledError

        return on_progress

    for stage in ("incidents", "index"):
        with pytest.raises(KilledError):
            build(killed.database, on_progress=die(stage))
    build(killed.database)
    build(whole.database)
    assert derived(killed.database) == derived(whole.database)


def correction(target: str, field: str, value: object) -> Correction:
    return Correction(
        number=0,
        target=target,
        field=field,
        value=codec.encode(value),
        who="petugas",
        when=datetime(2026, 5, 1, 1, 1, 30, tzinfo=UTC),
        why="test",
    )


def incident_of(database: Database, key: str) -> str:
    found = incidents.of_story(database, key)
    assert found is not None
    return found.id


def two_events(desk: Desk) -> None:
    desk.put(
        story("a", place_names=("Sumber Wungu",), event_date=date(2026, 3, 2)),
        story(
            "b",
            text="Buruh pabrik saling serang dengan pekerja proyek di Desa Watu Lembing, Rabu (4/3) siang.",
            title="Buruh dan pekerja proyek bentrok",
            place_names=("Watu Lembing",),
            event_date=date(2026, 3, 4),
            published=date(2026, 3, 5),
        ),
    )


def test_a_merge_stands_through_regrouping(desk: Desk) -> None:
    two_events(desk)
    build(desk.database)
    one, other = incident_of(desk.database, "a"), incident_of(desk.database, "b")
    assert one != other
    corrections.add(desk.database, correction(one, "merge", other))
    build(desk.database)
    assert incident_of(desk.database, "b") == one
    assert signal_sum(desk.database, "tension") == 1
    before = derived(desk.database)
    build(desk.database, rebuild=True)
    assert derived(desk.database) == before


def test_a_split_stands_and_later_reprints_follow_it(desk: Desk) -> None:
    desk.put(story("a"), story("b", outlet="dua.example", title="Judul lain"))
    build(desk.database)
    corrections.add(desk.database, correction(incident_of(desk.database, "a"), "split", ["b"]))
    build(desk.database)
    assert incident_of(desk.database, "a") != incident_of(desk.database, "b")
    assert signal_sum(desk.database, "tension") == 2
    before = derived(desk.database)
    build(desk.database, rebuild=True)
    assert derived(desk.database) == before


def test_a_moved_story_belongs_to_the_other_incident(desk: Desk) -> None:
    two_events(desk)
    desk.put(story("c", outlet="tiga.example"))
    build(desk.database)
    assert incident_of(desk.database, "c") == incident_of(desk.database, "a")
    corrections.add(desk.database, correction("c", "move", incident_of(desk.database, "b")))
    build(desk.database)
    assert incident_of(desk.database, "c") == incident_of(desk.database, "b")


def test_a_person_can_say_that_nothing_happened(desk: Desk) -> None:
    desk.put(story("a"))
    build(desk.database)
    corrections.add(desk.database, correction(incident_of(desk.database, "a"), "not_event", True))
    build(desk.database)
    assert kinds(desk.database) == [("none", "2026-03-03")]
    assert signal_sum(desk.database, "tension") == 0


def test_a_person_can_re_date_an_incident(desk: Desk) -> None:
    desk.put(story("a"))
    build(desk.database)
    corrections.add(desk.database, correction(incident_of(desk.database, "a"), "day", date(2026, 3, 1)))
    build(desk.database)
    assert list(desk.database.rows("SELECT day FROM signals")) == [("2026-03-01",)]


def test_a_corrected_place_moves_the_signal(desk: Desk) -> None:
    # "Wrong Bekasi" put right by a person; a new reading of the story must not undo it.
    desk.put(story("a"))
    build(desk.database)
    corrections.add(desk.database, correction("a", "places", ["33.06"]))
    build(desk.database)
    assert list(desk.database.rows("SELECT district FROM signals")) == [("33.06",)]
    stories.put(desk.database, [story("a")], annotated_at=datetime(2026, 3, 9, tzinfo=UTC))
    build(desk.database)
    assert list(desk.database.rows("SELECT district FROM signals")) == [("33.06",)]


def rise(desk: Desk, *, outlets: tuple[str, ...] = ("satu.example", "dua.example")) -> None:
    """A quiet half year in three districts, then four different clashes within a week in one."""
    for day in range(0, 180, 2):
        desk.put(
            *(
                quiet(
                    f"q{day}{code}",
                    outlet="satu.example",
                    published=date(2025, 9, 1) + timedelta(days=day),
                    named=(code,),
                )
                for code in ("33.05", "33.06", "73.71")
            )
        )
    for number, village in enumerate(("Sumber Wungu", "Watu Lembing", "Talang Rimba", "Kalimpo")):
        desk.put(
            story(
                f"r{number}",
                text=f"Kejadian nomor {number}: pemuda {village} berkelahi karena alasan {village}.",
                title=f"Perkelahian di {village}",
                outlet=outlets[number % len(outlets)],
                published=date(2026, 3, 1) + timedelta(days=number),
                event_date=date(2026, 3, 1) + timedelta(days=number),
                place_names=(village,),
            )
        )


def test_a_rise_raises_one_alert_and_no_second_one(desk: Desk) -> None:
    rise(desk)
    summary = build(desk.database)
    assert [(alert.district, alert.dimension) for alert in summary.alerts] == [("33.05", "sosial")]
    alert = summary.alerts[0]
    assert alert.number == 1
    assert alert.observed >= 3
    assert alert.expected < 1.0
    assert alert.probability < 0.001
    assert len(alert.incidents) == alert.observed
    assert build(desk.database).alerts == ()
    assert build(desk.database, rebuild=True).alerts == ()
    assert len(alerts.latest(desk.database)) == 1


def test_a_rise_told_by_one_owner_raises_no_alert(desk: Desk) -> None:
    rise(desk, outlets=("satu.example",))
    assert build(desk.database).alerts == ()


def test_a_storm_of_reprints_raises_no_alert(desk: Desk) -> None:
    # One event in forty outlets is one event.
    for day in range(0, 60, 2):
        desk.put(
            quiet(
                f"q{day}",
                outlet="satu.example",
                published=date(2026, 1, 1) + timedelta(days=day),
                named=("33.05",),
            )
        )
    desk.put(*(story(f"s{number}", outlet=f"o{number}.example", text=CLASH) for number in range(40)))
    assert build(desk.database).alerts == ()
    assert signal_sum(desk.database, "tension") == 1


def test_peaceful_protests_alone_never_pass_waspada(desk: Desk) -> None:
    for day in range(0, 60, 2):
        desk.put(
            quiet(
                f"q{day}",
                outlet="satu.example",
                published=date(2026, 1, 1) + timedelta(days=day),
                named=("33.05",),
            )
        )
    for number in range(12):
        desk.put(
            story(
                f"p{number}",
                form="unjuk_rasa",
                text=f"Kelompok {number} berunjuk rasa menuntut perkara {number} di alun-alun {number}.",
                title=f"Unjuk rasa {number}",
                published=date(2026, 3, 1),
                event_date=date(2026, 3, 1),
                outlet=f"o{number}.example",
                place_names=(f"Tempat{'abcdefghijkl'[number] * 3}",),
            )
        )
    assert build(desk.database).alerts == ()
    assert signal_sum(desk.database, "protests") > 5
    levels = {level for (level,) in desk.database.rows("SELECT DISTINCT level FROM index_values")}
    assert "waspada" in levels
    assert not levels & {"siaga", "awas"}


def test_coverage_counts_distinct_texts_and_outlets_that_watch(desk: Desk) -> None:
    # An outlet watches a district from the day on which it first named it, and only when it publishes.
    day = date(2026, 3, 1)
    desk.put(
        quiet("a1", outlet="a.example", published=day, named=("33.05",)),
        quiet("b1", outlet="b.example", published=day, named=("33.06",)),
        quiet("b2", outlet="b.example", published=day + timedelta(days=1), named=("33.05",)),
        quiet("a2", outlet="a.example", published=day + timedelta(days=1), named=("33.06",)),
        quiet("a3", outlet="a.example", published=day + timedelta(days=2), named=("33.06",)),
    )
    # The same text in another outlet on the same day is one text.
    copy = quiet("b1", outlet="c.example", published=day, named=("33.06",))
    desk.put(dataclasses.replace(copy, article=dataclasses.replace(copy.article, key="c1", url="https://c/")))
    build(desk.database)
    rows = list(
        desk.database.rows("SELECT district, day, stories, outlets FROM district_coverage ORDER BY 1, 2")
    )
    assert rows == [
        ("33.05", "2026-03-01", 1, 1),
        ("33.05", "2026-03-02", 1, 2),
        ("33.05", "2026-03-03", 0, 1),
        ("33.06", "2026-03-01", 1, 2),
        ("33.06", "2026-03-02", 1, 2),
        ("33.06", "2026-03-03", 1, 1),
    ]
