import zoneinfo

import pytest

from pantau.data.build import build
from pantau.districts import load_districts
from pantau.errors import RecordError


def test_the_law_has_514_districts_in_38_provinces() -> None:
    table = load_districts()
    assert len(table) == len({d.code for d in table}) == len({d.bps_code for d in table}) == 514
    assert len(table.provinces) == len({p.bps_code for p in table.provinces}) == 38
    assert {d.province for d in table} == {p.code for p in table.provinces}


def test_kota_and_kabupaten_of_one_name_are_two_districts() -> None:
    table = load_districts()
    assert table.name("32.01") == "Kabupaten Bogor"
    assert table.district("32.01").short_name == "Kab. Bogor"
    assert table.name("32.71") == table.district("32.71").short_name == "Kota Bogor"
    assert table.district("32.71").bare_name == table.district("32.01").bare_name == "Bogor"


def test_a_code_inside_a_district_finds_district_and_province() -> None:
    table = load_districts()
    assert table.district("32.04.05").name == "Kabupaten Bandung"
    assert table.province_of("32.04.05").name == "Jawa Barat"
    assert table.name("32") == "Jawa Barat"
    assert "32" in table
    assert "32.04" in table
    assert "32.99" not in table


def test_neighbours_know_each_other() -> None:
    # The spatial scan walks borders in both directions.
    table = load_districts()
    for district in table:
        for code in district.neighbours:
            assert district.code in table.district(code).neighbours, (district.code, code)


def test_every_zone_exists_and_the_three_zones_stand_where_the_law_puts_them() -> None:
    table = load_districts()
    assert {d.zone for d in table} <= zoneinfo.available_timezones()
    # Kalimantan is split: Barat and Tengah keep western time.
    zones = {p.code: p.zone for p in table.provinces}
    assert (zones["61"], zones["62"], zones["63"]) == ("Asia/Jakarta", "Asia/Jakarta", "Asia/Makassar")
    assert (zones["53"], zones["81"], zones["96"]) == ("Asia/Makassar", "Asia/Jayapura", "Asia/Jayapura")
    assert all(d.zone == table.province_of(d.code).zone for d in table)


def test_new_papua_provinces_have_their_own_statistical_codes() -> None:
    # Filing these districts under the provinces of before 2022 once put two fifths of a
    # published incident table into the wrong province.
    table = load_districts()
    merauke = table.district("93.01")
    assert (merauke.bps_code, merauke.bps_code_2020) == ("9501", "9401")
    for district in table:
        assert district.bps_code.startswith(table.province_of(district.code).bps_code)


def test_districts_lie_in_indonesia_and_have_people() -> None:
    for district in load_districts():
        assert -11.1 < district.latitude < 6.1
        assert 94.9 < district.longitude < 141.1
        assert district.population > 1000
        assert district.area_km2 > 5


@pytest.mark.parametrize("code", ["", "99", "32.99", "x"])
def test_an_unknown_code_says_what_a_code_looks_like(code: str) -> None:
    with pytest.raises(RecordError, match="Kemendagri code such as"):
        load_districts().name(code)


def test_a_missing_source_table_is_named(tmp_path) -> None:
    with pytest.raises(RecordError, match=r"kabkota_514\.csv is missing"):
        build(tmp_path)


@pytest.mark.shared
def test_the_tables_are_what_the_script_makes_of_the_source(shared, tmp_path) -> None:
    # A table edited by hand would be lost with the next build.
    from pantau.data.build import HERE

    build(shared / "data" / "geo", out=tmp_path)
    for name in ("districts.csv", "provinces.csv"):
        assert (tmp_path / name).read_bytes() == (HERE / name).read_bytes()
