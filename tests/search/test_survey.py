"""Survey against media: a researcher must not be able to get a correlation that is not there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from search.errors import SurveyError
from search.survey import Survey, SurveyValue, choose, compare, expected_sign, media_means, read_survey

HEADER = "index,year,level,place,dimension,value,source\n"


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return path


def test_places_are_matched_and_kota_is_not_kabupaten(tmp_path: Path) -> None:
    survey = read_survey(
        table(
            tmp_path,
            "IHaI,2025,kabupaten,Kabupaten Pekalongan,composite,6.73,own",
            "IHaI,2025,kota,Pekalongan,composite,7.10,own",
            "IHaI,2025,provinsi,Kalimantan Selatan,composite,6.6,own",
        )
    )
    assert [(value.place, value.value) for value in survey.values] == [
        ("33.26", 6.73),
        ("33.75", 7.10),
        ("63", 6.6),
    ]


# Indonesian tables write a decimal comma; taking it for a thousands mark would turn 6.73 into 673.
def test_a_decimal_comma_is_a_decimal_point(tmp_path: Path) -> None:
    survey = read_survey(table(tmp_path, 'IHaI,2025,kota,Kota Bogor,composite,"6,73",own'))
    assert survey.values[0].value == pytest.approx(6.73)


def test_what_cannot_be_used_is_listed_with_its_row_and_reason(tmp_path: Path) -> None:
    survey = read_survey(
        table(
            tmp_path,
            "KUB,2019,nasional,Indonesia,composite,73.83,own",
            "KUB,2019,kota,Kota Antah Berantah,composite,70,own",
            "KUB,dulu,kota,Kota Bogor,composite,70,own",
            "KUB,2019,kota,Kota Bogor,composite,tinggi,own",
        )
    )
    assert survey.values == ()
    assert [reason.split(":")[0] for reason in survey.left_out] == ["row 2", "row 3", "row 4", "row 5"]
    assert "Antah Berantah" in survey.left_out[1]


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SurveyError, match="lacks the column"):
        read_survey(path)


def value(year: int, place: str = "32.71", number: float = 7.0) -> SurveyValue:
    return SurveyValue(
        index="IHaI", year=year, place=place, dimension="composite", value=number, source="own"
    )


# The instrument changed in 2025: a trend over the break would be an artefact.
def test_editions_of_different_instruments_are_not_mixed_unless_asked_for() -> None:
    survey = Survey(values=(value(2024), value(2025, "32.73")), left_out=())
    with pytest.raises(SurveyError, match="different instruments"):
        choose(survey, "IHaI")
    assert set(choose(survey, "IHaI", mix=True)) == {"32.71", "32.73"}
    assert set(choose(survey, "IHaI", year=2025)) == {"32.73"}


def test_the_latest_year_of_a_place_wins() -> None:
    survey = Survey(values=(value(2026, number=8.0), value(2025, number=6.0)), left_out=())
    assert choose(survey, "IHaI") == {"32.71": 8.0}


# A district that the media did not cover is unknown; as a zero it would look harmonious.
def test_unobserved_places_are_left_out_and_named() -> None:
    survey = {f"32.{n:02}": float(n) for n in range(1, 9)}
    media: dict[str, float | None] = {code: -score for code, score in survey.items()}
    media["32.03"] = None
    del media["32.04"]
    found = compare(survey, media, index="IHaI")
    assert found.unseen == ("32.03", "32.04")
    assert len(found.places) == 6
    assert found.rho == pytest.approx(-1.0)


def test_too_few_places_give_no_number() -> None:
    survey = {"32.01": 1.0, "32.02": 2.0, "32.03": 3.0}
    assert compare(survey, dict(survey), index="IHaI").rho is None


def test_a_constant_side_gives_no_number() -> None:
    survey = {f"32.{n:02}": 5.0 for n in range(1, 9)}
    assert compare(survey, {code: float(n) for n, code in enumerate(survey)}, index="KUB").rho is None


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 50)),
        min_size=5,
        max_size=30,
    )
)
def test_rho_is_scipys_and_lies_in_its_interval_range(pairs: list[tuple[int, int]]) -> None:
    survey = {f"c{n}": float(x) for n, (x, _) in enumerate(pairs)}
    media: dict[str, float | None] = {f"c{n}": float(y) for n, (_, y) in enumerate(pairs)}
    found = compare(survey, media, index="KUB", resamples=200)
    if found.rho is None:
        assert len({x for x, _ in pairs}) == 1 or len({y for _, y in pairs}) == 1
        return
    order = [(survey[code], media[code]) for code in found.places]
    expected = stats.spearmanr([x for x, _ in order], [y for _, y in order]).statistic
    assert found.rho == pytest.approx(expected)
    assert found.low is not None
    assert found.high is not None
    assert -1.0001 <= found.low <= found.high <= 1.0001


def test_the_same_seed_gives_the_same_interval() -> None:
    survey = {f"c{n}": float(n % 7) for n in range(20)}
    media: dict[str, float | None] = {f"c{n}": float(n % 5) for n in range(20)}
    assert compare(survey, media, index="KUB") == compare(survey, media, index="KUB")


@pytest.mark.parametrize(
    ("index", "sign"),
    [("IHaI", -1), ("Indeks KUB", -1), ("Indeks Kerawanan Pemilu (IKP)", 1), ("KBB (count)", 1)],
)
def test_the_direction_of_an_index_is_known(index: str, sign: int) -> None:
    assert expected_sign(index) == sign


def test_a_district_never_observed_has_no_mean() -> None:
    assert media_means([("32.01", 10.0), ("32.01", None), ("32.02", None)]) == {"32.01": 10.0, "32.02": None}


@pytest.mark.shared
def test_the_published_table_reads_with_few_rows_left_out(shared: Path) -> None:
    survey = read_survey(shared / "reference" / "survey_indices.csv")
    kub = choose(survey, "Indeks KUB", year=2019)
    assert len(kub) == 34
