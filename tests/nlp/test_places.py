"""What a sentence says about where it happened, one rule a test."""

from datetime import date

import pytest

from nlp.places import PlaceResolver
from nlp.places.gazetteer import load_gazetteer


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver.load()


def places(resolver: PlaceResolver, text: str, title: str = "", **more) -> tuple[str, ...]:
    return resolver.read(title, text, **more).places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The level word decides between a kota and a kabupaten of one name.
        ("Warga Kota Bogor memblokir jalan di depan pasar, Senin pagi.", "32.71"),
        ("Warga Kabupaten Bogor memblokir jalan di depan pasar, Senin pagi.", "32.01"),
        ("Petani di Kab. Tegal menolak tambang pasir.", "33.28"),
        # A named child decides: the kecamatan lies in only one of them.
        ("Tawuran pecah di Pondok Gede, Bekasi, Sabtu malam.", "32.75"),
        ("Tawuran pecah di Babelan, Bekasi, Sabtu malam.", "32.16"),
        # Police units: "Kota" behind the name is the kota's police.
        ("Polres Metro Bekasi Kota menangkap pelajar yang hendak tawuran.", "32.75"),
        ("Polres Metro Bekasi menangkap pelajar yang hendak tawuran.", "32.16"),
        ("Polresta Malang Kota menangkap pengeroyok di halaman ruko.", "35.73"),
        ("Polres Malang menangkap pengeroyok di halaman ruko.", "35.07"),
        ("Polrestabes Bandung menjaga unjuk rasa buruh.", "32.73"),
        ("Polresta Bandung menjaga unjuk rasa buruh.", "32.04"),
        ("Polresta Sorong Kota menangkap perusuh.", "96.71"),
        # Only kota have a wali kota, only kabupaten a bupati.
        ("Buruh mengepung kantor Bupati Tangerang sampai malam.", "36.03"),
        ("Buruh mengepung kantor Wali Kota Tangerang sampai malam.", "36.71"),
        # A court that a twin lends its name sits in the kota.
        ("Pengunjung sidang ricuh di Pengadilan Negeri Malang, Rabu.", "35.73"),
        # Abbreviations and nicknames.
        ("Warga Kukar menutup jalan tambang.", "64.02"),
        ("Petani di Madina, Sumut, menolak tambang emas.", "12.13"),
        ("Sopir angkot mogok di Kota Hujan.", "32.71"),
        # Spelling: words joined, parted, hyphenated.
        ("Warga Gunung Kidul mengeluh air.", "34.03"),
        ("Bentrok terjadi di Bau-bau, Sulawesi Tenggara.", "74.72"),
        ("Bentrok terjadi di Toli-Toli, Sulawesi Tengah.", "72.04"),
        # The new provinces of Papua, under their new and their former province.
        ("Dua kelompok bertikai di Wamena, Papua Pegunungan.", "95.01"),
        ("Dua kelompok bertikai di Wamena, Papua.", "95.01"),
        ("Warga Merauke, Papua, menolak kebun tebu.", "93.01"),
    ],
)
def test_what_decides(resolver: PlaceResolver, text: str, expected: str) -> None:
    assert places(resolver, text) == (expected,)


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Harga beras di Bekasi naik sejak awal pekan.", "32"),
        ("Pedagang Malang mengeluhkan harga cabai.", "35"),
        ("Warga Serang mengeluhkan antrean gas. Banten kekurangan pasokan.", "36"),
    ],
)
def test_a_bare_twin_stays_open_with_the_province_that_is_sure(
    resolver: PlaceResolver, text: str, province: str
) -> None:
    # An alert for the wrong Bekasi would end the trust in all others.
    assert places(resolver, text) == (province,)


def test_an_open_twin_is_a_doubt_with_both_candidates(resolver: PlaceResolver) -> None:
    reading = resolver.read("", "Harga beras di Bekasi naik sejak awal pekan.")
    assert "twin-undecided" in reading.doubts
    assert "province-only" in reading.doubts
    mention = next(m for m in reading.mentions if m.name == "Bekasi")
    assert mention.code is None
    assert set(mention.rejected) == {"32.16", "32.75"}


@pytest.mark.parametrize(
    "text",
    [
        "Massa serang kantor itu lalu pergi.",
        "Perusahaan batu itu malang nasibnya.",
        "Serang dan bakar, teriak seorang perusuh.",
        "Metro TV menyiarkan debat itu secara langsung.",
        "Batu Bata merah jatuh dari truk dan menutup jalan.",
        "Lampu Merah rusak, Puncak arus mudik macet total.",
        # Persons and clubs that carry a place's name.
        "Bima Arya berpidato selama satu jam di acara itu.",
        "Rocky Gerung mengkritik rencana tersebut dalam siniar.",
        "Persib Bandung menang tiga gol tanpa balas.",
        "Suporter Arema Malang menyanyi sepanjang laga.",
        # Streets, dishes, tribes.
        "Truk terguling di Jalan Surabaya dan menutup dua lajur.",
        "Resep soto Lamongan yang gurih untuk berbuka.",
    ],
)
def test_a_word_a_person_or_a_street_is_no_place(resolver: PlaceResolver, text: str) -> None:
    assert places(resolver, text) == ()


def test_a_common_word_is_a_place_where_the_text_says_so(resolver: PlaceResolver) -> None:
    assert places(resolver, "Kebakaran melanda pasar di Kota Batu, Jawa Timur.") == ("35.79",)
    assert places(resolver, "Kebakaran melanda pasar di Metro, Lampung.") == ("18.72",)
    assert places(resolver, "Warga di Kabupaten Buru menolak tambang.") == ("81.04",)


def test_the_place_of_a_statement_is_not_the_place_of_the_event(resolver: PlaceResolver) -> None:
    text = (
        "Dua kampung di Kabupaten Lembata terlibat bentrok karena batas kebun. "
        "Kedua pihak akan dipertemukan, kata seorang pejabat di Kupang, Senin (4/3)."
    )
    assert places(resolver, text) == ("53.13",)
    quoted = "Pemerintah akan menambah subsidi pupuk, kata menteri itu di Jakarta, Senin (4/3)."
    assert places(resolver, quoted) == ()


def test_the_home_of_an_institution_is_not_the_place_of_the_event(resolver: PlaceResolver) -> None:
    text = "Polda Jatim mengirim pasukan setelah bentrok dua perguruan silat di Kabupaten Ngawi."
    assert places(resolver, text) == ("35.21",)


def test_a_dateline_gives_way_to_the_named_place_and_stands_in_where_none_is(resolver: PlaceResolver) -> None:
    moved = "MEDAN - Bentrok dua kelompok nelayan pecah di Kabupaten Toba, Sumatera Utara, Rabu."
    assert places(resolver, moved) == ("12.12",)
    alone = "SAMARINDA - Ratusan sopir truk menutup jalan di depan pelabuhan, Kamis pagi."
    assert places(resolver, alone) == ("64.72",)
    match = "SOLO - Pelatih timnas itu puas dengan gol striker muda di laga kualifikasi."
    assert places(resolver, match) == ()


def test_a_dateline_kept_apart_counts_as_one(resolver: PlaceResolver) -> None:
    text = "Ratusan sopir truk menutup jalan di depan pelabuhan, Kamis pagi."
    assert places(resolver, text, dateline="SAMARINDA") == ("64.72",)


def test_several_districts_of_one_event_are_all_given(resolver: PlaceResolver) -> None:
    text = "Massa menutup jalan di Kabupaten Luwu, Luwu Utara, dan Kota Palopo sejak pagi."
    assert set(places(resolver, text)) == {"73.17", "73.22", "73.73"}


def test_a_headline_about_the_province_is_not_narrowed_to_its_parts(resolver: PlaceResolver) -> None:
    title = "Cuaca Lampung Hari Ini Cerah"
    text = (
        "Hujan ringan berpeluang turun di Tanggamus, Pesisir Barat, Way Kanan, dan Mesuji pada sore hari. "
        "Wilayah lain cerah berawan."
    )
    assert places(resolver, text, title) == ("18",)


def test_names_that_agree_settle_each_other(resolver: PlaceResolver) -> None:
    # Each name exists in several districts; only one district has all three.
    text = "Rombongan merusak rumah warga di Silo, Gumukmas, dan Tanggul pada dini hari."
    assert places(resolver, text) == ("35.09",)


def test_a_kecamatan_shared_by_two_districts_follows_the_named_one(resolver: PlaceResolver) -> None:
    assert places(resolver, "Longsor menimpa rumah di Pacet, Cianjur.") == ("32.03",)
    assert places(resolver, "Longsor menimpa rumah di Pacet, Mojokerto.") == ("35.16",)


def test_the_outlet_chooses_between_provinces_but_never_between_twins(resolver: PlaceResolver) -> None:
    text = "Warga di Kecamatan Tanjungsari bentrok dengan pengembang kemarin sore."
    assert places(resolver, text, outlet_home="18.71") == ("18.01",)
    assert places(resolver, text, url="https://sumedang.contoh.id/a") == ("32.11",)
    assert places(resolver, "Harga beras di Bekasi naik.", outlet_home="32.75") == ("32",)


def test_a_former_code_of_the_outlet_is_read_as_of_the_day(resolver: PlaceResolver) -> None:
    table = load_gazetteer()
    assert table.today("91.01", date(2018, 5, 1)) == "93.01"
    assert table.today("91.03", date(2018, 5, 1)) == "91.03"


def test_a_protest_before_a_provincial_office_is_in_the_capital(resolver: PlaceResolver) -> None:
    text = "Ratusan nelayan berunjuk rasa di kantor Gubernur Bangka Belitung menuntut izin tambang dicabut."
    assert places(resolver, text) == ("19.71",)


def test_parliament_is_a_place_only_where_something_happens(resolver: PlaceResolver) -> None:
    protest = "Mahasiswa berunjuk rasa dan melempar botol di depan Gedung DPR, Jakarta Pusat, Kamis sore."
    assert places(resolver, protest) == ("31.71",)
    speech = "Rapat di Gedung DPR, Senayan, Jakarta Pusat, membahas anggaran kementerian itu."
    assert places(resolver, speech) == ()


def test_every_mention_has_a_span_a_role_and_a_reason(resolver: PlaceResolver) -> None:
    text = "Bentrok di Desa Sukanegara, Kecamatan Muncang, Lebak, dijaga Polda Banten, kata camat di Serang."
    reading = resolver.read("Bentrok di Lebak", text)
    assert reading.places == ("36.02",)
    assert reading.place_names == ("Sukanegara", "Muncang")
    for mention in reading.mentions:
        source = "Bentrok di Lebak" if mention.source == "title" else text
        assert source[mention.start : mention.end] == mention.name
        assert mention.reason
    roles = {m.name: m.role for m in reading.mentions}
    assert roles["Banten"] == "institution"
    assert roles["Muncang"] == "event"
    assert roles["Serang"] == "mention"
    levels = {m.name: m.level for m in reading.mentions}
    assert (levels["Sukanegara"], levels["Muncang"], levels["Lebak"]) == ("desa", "kecamatan", "kabkota")
    muncang = next(m for m in reading.mentions if m.name == "Muncang")
    assert muncang.reason == "Muncang lies in Kabupaten Lebak"
