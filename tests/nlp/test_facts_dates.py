"""The day of the event: phrases, years, cues, and what the phase decides."""

from datetime import date

import pytest

from nlp.facts import Facts, choose_date, read_facts

FRIDAY = date(2025, 11, 7)


def read(text: str, published: date | None = FRIDAY, title: str = "") -> Facts:
    return read_facts(title, text, published=published)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("Rabu (5/11/2025)", date(2025, 11, 5)),
        ("Rabu (5/11)", date(2025, 11, 5)),
        ("Rabu (5 / 11 / 2025) malam", date(2025, 11, 5)),
        ("Rabu malam, 5 November 2025", date(2025, 11, 5)),
        ("pada 5 November 2025", date(2025, 11, 5)),
        ("Rabu, 05, November, 2025", date(2025, 11, 5)),
        ("Jum’at (31/10/25)", date(2025, 10, 31)),
        ("Selasa (11/2)", date(2025, 2, 11)),
        ("Minggu malam", date(2025, 11, 2)),
        ("kemarin", date(2025, 11, 6)),
        ("tadi malam", date(2025, 11, 6)),
        ("hari ini", FRIDAY),
        ("dua hari lalu", date(2025, 11, 5)),
        ("pada 3–5 November", date(2025, 11, 3)),
        ("3 Nopember 2025", date(2025, 11, 3)),
    ],
)
def test_a_date_phrase_beside_an_incident_is_the_day_of_the_event(phrase: str, day: date) -> None:
    assert read(f"Dua kelompok pemuda bentrok di Desa Karangsari {phrase}.").event_date == day


# "di depan" after a weekday is a place, not the future.
def test_a_weekday_before_di_depan_lies_in_the_past() -> None:
    assert read("Warga berunjuk rasa Senin di depan kantor bupati.").event_date == date(2025, 11, 3)


def test_a_range_keeps_its_last_day() -> None:
    candidate = read("Warga memblokade jalan pada 3–5 November.").date_candidates[0]
    assert (candidate.day, candidate.last) == (date(2025, 11, 3), date(2025, 11, 5))


def test_a_story_in_january_about_december_takes_the_old_year() -> None:
    text = "Massa merusak kantor desa, Rabu (31/12)."
    assert read(text, date(2026, 1, 2)).event_date == date(2025, 12, 31)


# DD/MM: an American reading would put the clash of 11 February into November.
def test_digits_are_day_then_month() -> None:
    assert read("Bentrok pecah Selasa (11/2).", date(2025, 2, 12)).event_date == date(2025, 2, 11)


@pytest.mark.parametrize("phrase", ["31 April 2025", "Senin (31/4/2025)", "5 November 0202", "(45/13/2025)"])
def test_a_day_the_calendar_does_not_have_is_refused(phrase: str) -> None:
    assert read(f"Bentrok pecah pada {phrase} di pasar.").event_date is None


def test_a_weekday_that_contradicts_its_date_fixes_no_day() -> None:
    assert read("Bentrok pecah Senin (5/11/2025).").event_date is None


def test_a_wrong_year_is_corrected_where_the_weekday_proves_the_slip() -> None:
    assert read("Bentrok pecah Rabu (5/11/2026).").event_date == date(2025, 11, 5)


# 22 October was a Monday in 2012 and 2018: a weekday alone never fixes the year.
def test_without_publication_day_a_weekday_alone_fixes_no_year() -> None:
    assert read("Warga berunjuk rasa Senin (22/10).", None).event_date is None


def test_without_publication_day_a_year_in_the_text_fixes_it_where_the_weekday_fits() -> None:
    assert read("Menjelang Pilkada 2018 warga bentrok, Senin (22/10).", None).event_date == date(2018, 10, 22)


def test_a_hijri_year_can_fix_the_year() -> None:
    text = "Warga menolak acara Idul Adha 1437 Hijriah itu, Minggu (11/9)."
    assert read(text, None).event_date == date(2016, 9, 11)


@pytest.mark.parametrize(
    "text",
    [
        "Pemkot membuka posko dua minggu lalu.",
        "Pedagang Pasar Minggu berunjuk rasa.",
        "Warga berkumpul setiap Senin di balai desa.",
        "Pertigaan RT 03/04 diblokade warga selama 24/7.",
        "Sebanyak 3/4 warga menolak.",
        "Peserta merujuk Pasal 170 ayat 1/2 dan UU Nomor 7 Tahun 2012.",
    ],
)
def test_weeks_markets_habits_and_fractions_are_no_dates(text: str) -> None:
    assert read(text).date_candidates == ()


def test_the_event_beats_the_statement_about_it() -> None:
    text = "Kata Kapolsek kepada wartawan, Jumat (7/11). Bentrok itu terjadi pada Rabu (5/11) malam."
    assert read(text).event_date == date(2025, 11, 5)


def test_a_deed_told_after_a_speech_verb_is_still_the_event() -> None:
    text = "Kapolres menuturkan, Rabu (5/11) malam dua kelompok pemuda bentrok di jembatan."
    assert read(text).date_candidates[0].cue == "event"


def test_a_follow_up_keeps_the_day_of_the_original_event() -> None:
    text = (
        "Hakim memvonis lima terdakwa, Kamis (6/11/2025). Perkara itu bermula dari perusakan balai desa pada"
        " Sabtu (7/6/2025)."
    )
    assert choose_date(read(text), "lanjutan") == date(2025, 6, 7)


# Codebook rule 4: the day of the press conference is not the day of the clash.
def test_a_follow_up_that_names_only_the_statement_has_no_event_date() -> None:
    facts = read("Polisi masih memburu pelaku, kata Kapolres kepada wartawan, Kamis (6/11).")
    assert choose_date(facts, "lanjutan") is None


def test_a_threat_takes_the_planned_day() -> None:
    facts = read("Buruh akan mogok pada Senin (10/11) mendatang, kata ketua serikat, Jumat (7/11).")
    assert choose_date(facts, "potensi") == date(2025, 11, 10)
    assert facts.date_candidates[0].cue == "planned"


def test_a_prevention_story_takes_the_meeting_not_the_day_it_fears() -> None:
    facts = read(
        "Polres mengimbau warga menjelang laga 15 November 2025, kata Kapolres di balai kota, Kamis (6/11)."
    )
    assert choose_date(facts, "pencegahan") == date(2025, 11, 6)


def test_an_anniversary_of_an_old_riot_is_not_its_day() -> None:
    facts = read("Keluarga korban mengenang kerusuhan 12 Mei 1998 yang menewaskan ratusan orang.")
    assert choose_date(facts, "peristiwa") is None
    assert facts.date_candidates[0].cue == "recalled"
    assert facts.deaths is None


def test_a_letter_date_is_no_event() -> None:
    facts = read("Warga menyerahkan surat tertanggal 3 November 2025 kepada camat.")
    assert facts.date_candidates[0].cue == "document"


def test_a_link_to_another_story_names_no_day() -> None:
    link = "Baca juga: Bentrok di Desa Lain Rabu (5/11/2025)"
    facts = read(f"Warga berkumpul di balai desa.\n{link}\nMereka lalu pulang.")
    assert facts.date_candidates == ()


def test_a_span_is_verbatim_in_the_field_it_names() -> None:
    text = "Bentrok pecah RABU (5/11/2025) di pasar."
    span = read(text).date_candidates[0].span
    assert text[span.start : span.end] == span.text == "RABU (5/11/2025)"


def test_the_day_told_before_carries_sehari_sebelumnya() -> None:
    text = "Sidang digelar Kamis (6/11/2025). Sehari sebelumnya massa merusak kantor itu."
    assert date(2025, 11, 5) in [candidate.day for candidate in read(text).date_candidates]
