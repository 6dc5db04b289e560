"""Publication times in every form Indonesian sites use; what is outside reason is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import dates
from crawler.errors import DateError
from pantau.calendar import MONTH_NAMES, WEEKDAY_NAMES

WIB, WITA, WIT = (ZoneInfo(name) for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))
FETCHED = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def read(text: str, zone: ZoneInfo = WIB) -> datetime | None:
    return dates.read(text, zone=zone, fetched=FETCHED)


@pytest.mark.parametrize(
    "text",
    [
        "Diperbarui 18 Jun 2025, 17:07 WIB",
        "Rabu, 18 Juni 2025 | 17:07 WIB",
        ",\xa0Jurnalis-Rabu, 18 Juni 2025 |17:07 WIB",
        "Kabarteluk.com- 18/06/2025, 17:07 WIB",
        "18 Juni 2025 | 17.07 WIB",
        "Rabu   18 Jun 2025  17:07 WIB",
        "Rabu (18/6/2025) pukul 17.07 WIB",
        "18-06-2025 17:07:00",
        "2025-06-18 17:07:00",
        "2025-06-18T17:07:00+07:00",
        "2025-06-18T17:07:00+0700",
        "2025-06-18T10:07:00Z",
        "2025-06-18T10:07:00.000Z",
        "Wed, 18 Jun 2025 17:07:00 +0700",
        "Wed, 18 Jun 2025 10:07:00 GMT",
        "Rab, 18 Jun 2025 10:07:00 +0000",
        "June 18, 2025 5:07 pm",
        "Juni 18, 2025 - 17:07",
        "18 Juni 2025 19:07 WIT",
        "18 Juni 2025 18.07 WITA",
        "18-Jun-25 17:07",
        "Rabu, 18 Juni 2025 17:07 GMT+7",
        "1750241220",
        "Terbit 18 Juni 2025 17:07 WIB, diperbarui 19 Juni 2025 08:00 WIB",
        "Diperbarui 19 Juni 2025 08:00 WIB | Tayang: 18 Juni 2025 17:07 WIB",
    ],
)
def test_one_moment_in_its_many_forms(text: str) -> None:
    assert read(text) == datetime(2025, 6, 18, 17, 7, tzinfo=WIB)


def test_a_time_without_a_zone_is_in_the_outlets_zone() -> None:
    # A Papuan site at 07:00 is still the evening before in UTC; read as WIB the story would lie 2 h off.
    moment = read("18 Juni 2025 07:00", WIT)
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=9)
    assert moment.astimezone(UTC).hour == 22


def test_digits_are_day_first_unless_that_is_impossible() -> None:
    assert read("2/11/2025 08:15") == datetime(2025, 11, 2, 8, 15, tzinfo=WIB)
    assert read("10/20/2025 16:35") == datetime(2025, 10, 20, 16, 35, tzinfo=WIB)


def test_a_source_known_to_write_the_month_first_is_read_so() -> None:
    moment = dates.read("2/11/2025 08:15", zone=WIB, fetched=FETCHED, month_first=True)
    assert moment == datetime(2025, 2, 11, 8, 15, tzinfo=WIB)
    assert dates.read("20/10/2025", zone=WIB, fetched=FETCHED, month_first=True) == datetime(
        2025, 10, 20, tzinfo=WIB
    )


def test_only_a_day_is_midnight_of_the_zone() -> None:
    assert read("Sabtu, 2 Mei 2026", WITA) == datetime(2026, 5, 2, tzinfo=WITA)
    assert read("12 Pebruari 2019") == datetime(2019, 2, 12, tzinfo=WIB)
    assert read("Jum'at, 3 Nopember 2023") == datetime(2023, 11, 3, tzinfo=WIB)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 jam lalu", datetime(2026, 11, 25, 13, 30, tzinfo=WIB)),
        ("sejam yang lalu", datetime(2026, 11, 25, 14, 30, tzinfo=WIB)),
        ("15 menit lalu", datetime(2026, 11, 25, 15, 15, tzinfo=WIB)),
        ("baru saja", datetime(2026, 11, 25, 15, 30, tzinfo=WIB)),
        ("3 hari yang lalu", datetime(2026, 11, 22, tzinfo=WIB)),
        ("kemarin 14:20", datetime(2026, 11, 24, 14, 20, tzinfo=WIB)),
        ("Hari ini, 10.05 WIB", datetime(2026, 11, 25, 10, 5, tzinfo=WIB)),
    ],
)
def test_relative_words_count_from_the_moment_of_fetching(text: str, expected: datetime) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["", "Penulis: Sari", "Edisi 12", "2 bulan lalu", "pukul 17.07 WIB", "telepon 0812-3456-7890"]
)
def test_no_day_is_no_date(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", [
    "31 April 2025", "29/02/2023", "1 Januari 1970 07:00", "2031-01-01", "27 November 2026", "32/13/2025",
    "31 Desember 1994",
])  # fmt: skip
def test_a_day_outside_reason_is_refused_and_named(text: str) -> None:
    with pytest.raises(DateError, match=r"is no day a story can be published"):
        read(text)


def test_a_bad_day_does_not_hide_a_good_one() -> None:
    assert read("01 Januari 1970 | Diperbarui 18 Juni 2025") == datetime(2025, 6, 18, tzinfo=WIB)


def test_tomorrow_is_believed_since_local_times_are_often_marked_as_utc() -> None:
    assert read("2026-11-25T15:00:00Z") == datetime(2026, 11, 25, 22, 0, tzinfo=WIB)


def test_the_day_in_an_address_is_a_last_resort() -> None:
    def day(url: str) -> datetime | None:
        return dates.day_in_url(url, zone=WIB, fetched=FETCHED)

    assert day("https://x.id/read/2025/06/18/1/judul") == datetime(2025, 6, 18, tzinfo=WIB)
    assert day("https://x.id/2025/99/18/judul") is None
    assert day("https://x.id/2031/01/18/judul") is None


MOMENTS = st.datetimes(datetime(1995, 1, 2), datetime(2026, 11, 24))  # noqa: DTZ001 - zones are drawn apart
ZONES = st.sampled_from([(WIB, "WIB"), (WITA, "WITA"), (WIT, "WIT")])


def written(moment: datetime, zone: str) -> list[str]:
    day, month = WEEKDAY_NAMES[moment.weekday()], MONTH_NAMES[moment.month - 1]
    clock, dotted = f"{moment:%H:%M}", f"{moment:%H.%M}"
    return [
        f"{day}, {moment.day} {month} {moment.year} {clock} {zone}",
        f"{day}, {moment.day} {month} {moment.year} | {dotted} {zone}",
        f"Diperbarui {moment.day} {month[:3]} {moment.year}, {clock} {zone}",
        f"{moment:%d/%m/%Y} {clock} {zone}",
        f"{day} ({moment.day}/{moment.month}/{moment.year}) pukul {dotted} {zone}",
        f"{month} {moment.day}, {moment.year} {clock} {zone}",
        f"{moment:%Y-%m-%d} {clock} {zone}",
        f"Tayang: {moment.day}-{month}-{moment.year} {clock} {zone}",
    ]


@given(MOMENTS, ZONES)
def test_what_is_written_is_read_back(moment: datetime, zone: tuple[ZoneInfo, str]) -> None:
    expected = moment.replace(second=0, microsecond=0, tzinfo=zone[0])
    for text in written(moment, zone[1]):
        assert read(text) == expected, text


@given(MOMENTS, st.integers(-12, 14))
def test_iso_with_any_offset_is_read_back(moment: datetime, hours: int) -> None:
    expected = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert read(expected.isoformat()) == expected


@given(st.text(max_size=60) | st.from_regex(r"[0-9/.: -]{1,30}( (Mei|Juni|lalu|WIB))?", fullmatch=True))
def test_any_text_gives_a_reasonable_aware_time_or_a_clear_refusal(text: str) -> None:
    try:
        moment = read(text)
    except DateError:
        return
    assert moment is None or (moment.tzinfo is not None and dates.is_reasonable(moment, fetched=FETCHED))


@given(st.dates(date(1995, 1, 2), date(2026, 11, 24)))
def test_american_order_never_wins_over_indonesian(day: date) -> None:
    moment = read(f"{day:%d/%m/%Y}")
    assert moment is not None
    assert moment.date() == day


# Half of the national sites write the day in one piece, often with the time; without it "Senin" has no year.
@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://kabar.example/nasional/20171004084014-32-245975/judul", "2017-10-04"),
        ("https://kabar.example/read/20250618-judul", "2025-06-18"),
        ("https://kabar.example/20250618", "2025-06-18"),
        ("https://kabar.example/20251399/judul", None),
        ("https://kabar.example/2025061845678901234/judul", None),
    ],
)
def test_a_day_written_in_one_piece_is_read_from_the_address(url: str, day: str | None) -> None:
    moment = dates.day_in_url(url, zone=WIB, fetched=FETCHED)
    assert (moment and moment.date().isoformat()) == day
