"""Whether the day of a story that is not relevant is given, and the model behind it."""

from datetime import date

import numpy as np

from nlp.facts import choose_date, read_facts
from nlp.facts.date_training import fit, matrix
from nlp.facts.dated import WEIGHTS, event_chance, signs_of

DAY = date(2025, 11, 7)


def day_of(text: str, phase: str) -> date | None:
    return choose_date(read_facts("", text, published=DAY), phase)  # type: ignore[arg-type]


# The day on which a minister speaks of trade is no event; a fire in a village is.
def test_a_statement_about_markets_abroad_gives_no_day() -> None:
    text = (
        "Kementerian menilai ekspor ke Amerika dan Eropa masih kuat. Investasi dari Jepang naik 3 persen."
        ' "Saham membaik," kata menteri dalam keterangannya, Kamis (6/11/2025).'
    )
    assert day_of(text, "lain") is None


def test_a_local_accident_keeps_its_day() -> None:
    text = "Kebakaran melanda rumah warga di Desa Antah, Kecamatan Anu, Rabu (5/11/2025). Polsek memeriksa."
    assert day_of(text, "lain") == date(2025, 11, 5)


# A relevant story makes an incident, so its day is never withheld by this model.
def test_the_model_touches_only_stories_that_are_not_relevant() -> None:
    text = '"Saham Amerika turun," kata menteri dalam keterangannya, Kamis (6/11/2025).'
    assert day_of(text, "lain") is None
    assert day_of(text, "pencegahan") == date(2025, 11, 6)


# Hard rule 4: a follow-up keeps the original day; the day of the talks themselves is none.
def test_a_follow_up_dated_by_its_own_day_alone_gives_none() -> None:
    assert day_of("Dua desa bersalaman di kantor camat, Jumat (7/11/2025).", "lanjutan") is None
    told = "Dua desa bersalaman, Jumat (7/11/2025). Bentrok terjadi pada Sabtu (1/11/2025)."
    assert day_of(told, "lanjutan") == date(2025, 11, 1)


def test_signs_say_what_stands_nearest() -> None:
    signs = signs_of({"speech": 20, "incident": 50}, {}, sentence=0, age=1, closed=True)
    assert set(signs) == {"in lead", "after speech", "before nothing", "day before", "clause ends"}
    assert "day unknown" in signs_of({}, {}, sentence=-1, age=None, closed=False)


def test_weights_are_few_and_small_enough_to_read() -> None:
    assert len(WEIGHTS) < 60
    assert max(map(abs, WEIGHTS.values())) < 3
    assert 0 < event_chance(("unheard of",)) < 1


def test_the_fit_finds_the_signs_that_matter() -> None:
    signs = [("a",), ("a", "b"), ("b",), ()] * 30
    given = np.array([float("a" in found) for found in signs])
    constant, a, b = fit(matrix(signs, ["a", "b"]), given)
    assert a > 1 > abs(b)
    assert constant < 0


def test_signs_stay_out_of_the_stored_facts() -> None:
    assert "in lead" not in str(read_facts("", "Bentrok, Rabu (5/11/2025).", published=DAY).as_mapping())
