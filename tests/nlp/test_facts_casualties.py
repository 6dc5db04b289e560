"""Deaths, injuries, damage and turnout. Every sentence here was written for these tests."""

from datetime import date

import pytest

from nlp.facts import read_facts

DAY = date(2025, 11, 7)


def number(text: str, field: str) -> int | None:
    count = getattr(read_facts("", text, published=DAY), field)
    return None if count is None else count.number


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("Bentrok menewaskan tiga orang.", 3),
        ("Bentrok itu menewaskan dua warga dan seorang polisi.", 3),
        ("Bentrok menewaskan dua orang dari kubu A dan satu dari kubu B.", 3),
        ("Dua siswa dan seorang guru tewas.", 3),
        ("Korban tewas bertambah menjadi 3 orang.", 3),
        ("Korban meninggal bertambah satu menjadi lima orang.", 5),
        ("Yang tewas menjadi empat.", 4),
        ("Sedikitnya 127 orang meninggal dunia.", 127),
        ("Bentrokan itu memakan dua korban jiwa.", 2),
        ("Dua nyawa melayang dalam bentrokan itu.", 2),
        ("Kematian dua pemuda memicu amarah.", 2),
        ("Seorang siswa akhirnya meninggal setelah lima hari dirawat.", 1),
        ("Sultan marah atas tewasnya seorang pelajar.", 1),
        ("Dua penjaga kebun dibunuh.", 2),
        ("Sembilan belas orang tewas: satu dianiaya, 18 terbakar.", 19),
        ("Tidak ada korban jiwa dalam kejadian itu.", 0),
        ("Kejadian itu tidak sampai menimbulkan korban jiwa.", 0),
        ("Korban jiwa nihil.", 0),
        ("Tak seorang pun tewas.", 0),
    ],
)
def test_the_dead_are_counted(text: str, deaths: int) -> None:
    assert number(text, "deaths") == deaths


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("Tiga orang cedera, dua di antaranya polisi.", 3),
        ("Satu tewas, enam lainnya luka.", 6),
        ("Bentrok menewaskan satu orang dan melukai tujuh orang lain.", 7),
        ("Tujuh orang luka-luka, termasuk dua polisi.", 7),
        ("Dua luka berat dan tiga luka ringan.", 5),
        ("Jumlah korban luka 12.", 12),
        ("Luka ringan dialami empat orang.", 4),
        ("Dua polisi terkena lemparan batu.", 2),
        ("Seorang pekerja ditembak di kamp, Kabupaten Antah, dan luka di kaki kanan.", 1),
        ("Dari 11 orang yang ditangkap tiga di antaranya mengalami luka.", 3),
        ("Remaja itu memanah dua warga.", 2),
        ("Tidak ada korban jiwa maupun luka.", 0),
        ("Tak ada yang terluka.", 0),
    ],
)
def test_the_injured_are_counted(text: str, injured: int) -> None:
    assert number(text, "injured") == injured


# "Not stated" must stay apart from "none": an alert that says 0 dead has to have read it.
@pytest.mark.parametrize(
    "text",
    [
        "Dua kelompok pemuda bentrok di jembatan.",
        "Polisi berjaga agar tidak ada korban jiwa.",
        "Warga nyaris menelan korban jiwa.",
        "Belum diketahui apakah ada korban jiwa.",
        "Hakim menjatuhkan hukuman mati kepada dua terdakwa.",
        "Bentrok serupa tahun lalu menewaskan enam orang.",
        "Pada 2006 carok menewaskan tujuh orang.",
        "Kecamatan itu dihuni 3.000 jiwa.",
        "Pengendara berusia 45 tahun itu melapor.",
        "Mobil bernomor AB 1234 CD dibakar.",
    ],
)
def test_what_is_not_stated_is_none(text: str) -> None:
    facts = read_facts("", text, published=DAY)
    assert facts.deaths is None
    assert facts.injured is None


def test_an_order_of_magnitude_is_a_range_without_a_number() -> None:
    count = read_facts("", "Belasan orang terluka.", published=DAY).injured
    assert count is not None
    assert (count.low, count.high, count.number) == (11, 19, None)


def test_a_vague_group_makes_the_sum_vague() -> None:
    assert number("Belasan warga dan tiga polisi luka.", "injured") is None


def test_a_hedged_number_is_open_above() -> None:
    count = read_facts("", "Sedikitnya 30 orang terluka.", published=DAY).injured
    assert count is not None
    assert (count.low, count.high, count.about) == (30, None, True)


# Contradictory figures get a defined answer: the first one told, a running total before it.
def test_contradictory_numbers_give_the_first_unless_a_total_is_told() -> None:
    assert number("Empat orang tewas, kata warga. Tiga orang tewas, kata polisi.", "deaths") == 4
    assert number("Dua orang tewas pagi itu. Malamnya korban tewas menjadi lima orang.", "deaths") == 5


def test_the_one_who_died_of_his_wound_is_not_also_injured() -> None:
    facts = read_facts(
        "", "Seorang remaja dibacok di lampu merah. Remaja itu meninggal, satu orang tewas.", published=DAY
    )
    assert facts.deaths is not None
    assert facts.injured is None


@pytest.mark.parametrize(
    ("field", "text", "low"),
    [
        ("displaced", "Sebanyak 1.933 orang mengungsi ke balai desa.", 1933),
        ("displaced", "Kapal itu mengangkut 249 pengungsi.", 249),
        ("houses_damaged", "Massa membakar 12 rumah warga.", 12),
        ("houses_damaged", "Tercatat 211 unit rumah hangus.", 211),
        ("worship_damaged", "Dua gereja dibakar massa.", 2),
        ("worship_damaged", "Perusakan masjid itu disesalkan pemerintah.", 1),
        ("participants", "Sekitar 200 mahasiswa berunjuk rasa di balai kota.", 200),
        ("participants", "Ratusan warga mendatangi kantor desa.", 100),
        ("participants", "Massa berjumlah 500 orang menutup jalan.", 500),
    ],
)
def test_losses_and_turnout_are_counted(field: str, text: str, low: int) -> None:
    count = getattr(read_facts("", text, published=DAY), field)
    assert count is not None
    assert count.low == low


def test_police_and_arrested_are_no_participants() -> None:
    text = "Polisi mengerahkan 300 personel. Sebanyak 20 orang ditangkap dalam unjuk rasa itu."
    assert read_facts("", text, published=DAY).participants is None


def test_a_hospital_is_no_damaged_house() -> None:
    assert (
        read_facts("", "Korban kebakaran dirawat di dua rumah sakit.", published=DAY).houses_damaged is None
    )


def test_actors_means_and_outcome_are_named_with_spans() -> None:
    text = (
        "Pelajar dua sekolah tawuran dengan celurit. Polisi membubarkan mereka dengan gas air mata, lalu"
        " tokoh adat memediasi dan kedua pihak berdamai."
    )
    facts = read_facts("", text, published=DAY)
    assert {fact.kind for fact in facts.actors} == {"pelajar", "aparat", "kelompok_adat"}
    assert "celurit" in {fact.kind for fact in facts.means}
    assert {"dibubarkan", "gas_air_mata", "mediasi", "damai"} <= {fact.kind for fact in facts.interventions}
    for fact in (*facts.actors, *facts.means, *facts.interventions):
        assert text[fact.span.start : fact.span.end] == fact.span.text


def test_a_denied_intervention_and_a_place_named_like_a_weapon_are_left_out() -> None:
    facts = read_facts("", "Aksi di Kabupaten Batu Bara itu tidak dibubarkan.", published=DAY)
    assert facts.interventions == ()
    assert facts.means == ()


# Truth 12: conditions are watched, not people. No field may hold a person's name.
def test_no_name_of_a_person_is_kept_as_a_fact() -> None:
    text = (
        "Budi Santoso (30), ketua aksi, memimpin 200 warga berunjuk rasa membawa spanduk, Rabu (5/11/2025)."
    )
    mapping = read_facts("Aksi Budi Santoso", text, published=DAY).as_mapping()
    assert "Budi" not in str(mapping)
    assert "Santoso" not in str(mapping)
