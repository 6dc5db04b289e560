"""What joins and parts stories besides words and labels: printed days, names, dead, guessed villages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.facts import Facts
from index_builder.incidents import Grouper
from index_builder.localities import guessed_names, localities
from index_builder.printed_days import YEAR, day_before, day_of_year, printed_days
from index_builder.traits import MOST_DEATHS, Traits, traits_of
from pantau.records import Story
from tests.index_builder.conftest import CLASH, story

DAY = date(2026, 3, 3)


def groups(*given: Story) -> list[str | None]:
    grouper = Grouper()
    return [grouper.add(one.key, traits_of(one, known=date(2026, 5, 1))).incident for one in given]


def together(one: Story, two: Story) -> bool:
    first, second = groups(one, two)
    return first is not None and first == second


def undated(key: str, text: str, **labels: Any) -> Story:
    return story(key, text=text, title="", published=None, form="unjuk_rasa", **labels)


FUEL = (
    "Ratusan mahasiswa berunjuk rasa di gedung dewan, {day}, menolak kenaikan harga. Mereka membakar ban dan"
    " menuntut dewan menemui massa; polisi berjaga sampai sore."
)


def test_days_are_read_as_the_press_prints_them() -> None:
    assert printed_days("Bentrok pecah Senin (2/3) malam.").tolist()[0] == day_of_year(
        date(2024, 3, 2).toordinal()
    )
    assert printed_days("pada 17 Agustus 2025 dan (17/8/2025)").tolist() == [
        day_of_year(date(2024, 8, 17).toordinal()),
        0,
        0,
    ]


@pytest.mark.parametrize(
    "text", ["(31/4)", "30 Februari", "(0/0)", "(99/99/9999)", "skor (2-1)", "", "a" * 10**6]
)
def test_what_is_no_day_is_passed_over(text: str) -> None:
    # "(2-1)" is the second of January or the score of a match: a day that no label contradicts; it may stand.
    assert printed_days(text).tolist()[1:] == [0, 0]
    if "2-1" not in text:
        assert printed_days(text).tolist()[0] == 0


@given(st.text(max_size=400))
def test_any_text_prints_days_of_a_year(text: str) -> None:
    assert all(0 <= day <= YEAR for day in printed_days(text).tolist())


def test_the_only_printed_day_of_the_week_is_the_event_s() -> None:
    # A reader that missed "Senin (2/3)" must not make the next week's report the same event.
    assert traits_of(story("a"), known=DAY).event == date(2026, 3, 2).toordinal()
    two = story("b", text=CLASH + " Mediasi digelar Selasa (3/3).")
    assert traits_of(two, known=DAY).event == 0
    assert day_before(DAY.toordinal(), printed_days("pada 20 Maret")) == 0


def test_a_follow_up_s_printed_day_is_that_of_the_hearing() -> None:
    assert traits_of(story("a", phase="lanjutan"), known=DAY).event == 0


def test_a_day_that_the_labels_give_is_kept() -> None:
    given = story("a", event_date=date(2026, 3, 1))
    assert traits_of(given, known=DAY).event == date(2026, 3, 1).toordinal()


def test_undated_stories_that_print_one_day_are_one_event_and_of_two_days_are_two() -> None:
    # Protests of 2019, 2020 and 2024 before one building read alike; an archive page often has no date.
    first = undated("a", FUEL.format(day="Jumat (23/8)"))
    again = undated("b", FUEL.format(day="23 Agustus").replace("Ratusan", "Sekitar 300"))
    other = undated(
        "c",
        "Mahasiswa mendatangi gedung dewan, Selasa (24/9), menolak kenaikan harga. Mereka membakar ban"
        " di depan pagar dan menuntut dewan keluar menemui massa.",
    )
    assert together(first, again)
    assert not together(first, other)


def test_an_undated_story_does_not_tie_the_protests_of_two_years_together() -> None:
    plain = "Mahasiswa berunjuk rasa di gedung dewan menolak kenaikan harga dan membakar ban di depan pagar."
    years = [
        story("a", text=plain, form="unjuk_rasa", published=date(2024, 9, 24), event_date=date(2024, 9, 24)),
        undated("b", plain + " Polisi berjaga."),
        story("c", text=plain + " Jalan macet.", form="unjuk_rasa", published=date(2025, 10, 7)),
    ]
    found = groups(*years)
    assert found[0] != found[2]


def test_a_company_s_short_name_in_both_leads_joins_two_tellings() -> None:
    # Little else is common: one tells of the strike, one of the count of the hurt.
    first = story(
        "a",
        text="Buruh pabrik milik PT WKTX mogok sejak pagi dan berakhir ricuh dengan pekerja lain.",
        title="",
        event_date=DAY,
    )
    second = story(
        "b",
        text="Sembilan orang dirawat setelah ricuh di kawasan (WKTX); mes karyawan ikut terbakar.",
        title="",
        outlet="dua.example",
        event_date=DAY,
    )
    unnamed = story("c", text=second.article.text.replace("(WKTX)", "pabrik"), title="", event_date=DAY)
    one, two, three = (traits_of(item, known=DAY) for item in (first, second, unnamed))
    assert set(one.lead.tolist()) & set(two.lead.tolist()) - {0}
    assert together(first, second)
    assert not set(one.lead.tolist()) & set(three.lead.tolist()) - {0}


def test_a_village_that_only_the_lead_tells_keeps_the_next_village_apart() -> None:
    # The reader missed the village of one: the same day and firm in two villages are two events.
    told = (
        "Warga {village} menghentikan alat berat PT Rimba Elok, Senin (2/3) pagi. Kapolsek menenangkan massa."
    )
    first = story("a", text=told.format(village="Watu Lembing"), title="", place_names=("Watu Lembing",))
    second = story("b", text=told.format(village="Kali Tengah") + " Tenda didirikan di jalan.", title="")
    assert traits_of(second, known=DAY).guessed
    assert not together(first, second)
    same = story("c", text=told.format(village="Watu Lembing") + " Tenda didirikan di jalan.", title="")
    assert together(first, same)


def test_institutions_are_no_villages() -> None:
    assert guessed_names("", "Massa berkumpul di Mapolres, di Gedung Dewan dan di Jalan Melati.") == ()
    assert guessed_names("Warga Watu Lembing berkumpul", "") == ("Watu Lembing",)


def test_remembered_localities_are_the_same_arrays() -> None:
    # They are shared by all stories that name them; equal names must not cost twice.
    assert localities(("Watu Lembing",), ("33.05",)) is localities(("Watu Lembing",), ("33.05",))


def test_other_numbers_of_dead_part_two_old_fights() -> None:
    def settled(key: str, deaths: int) -> Traits:
        return traits_of(story(key, phase="lanjutan", tone="harmony", deaths=deaths), known=DAY)

    assert settled("a", 6).deaths == 6
    assert settled("a", 100_000).deaths == MOST_DEATHS
    assert Traits.unpack(settled("a", 100_000).pack()).deaths == MOST_DEATHS
    assert traits_of(story("a"), known=DAY).deaths == -1


def test_facts_contradict_each_other_alike_from_both_sides() -> None:
    one = Facts.of(traits_of(story("a", place_names=("Watu Lembing",)), known=DAY))
    later = CLASH.replace("Senin (2/3)", "Kamis (19/3)").replace("40 orang", "85 orang")
    two = Facts.of(traits_of(story("b", text=later, published=DAY + timedelta(days=17)), known=DAY))
    assert one.contradict(two)
    assert two.contradict(one)
    assert not one.contradict(one)
