"""Which stories join: by text, by place, day and form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from index_builder.incidents import Grouper, Placement
from index_builder.localities import spelling
from index_builder.reprints import reports
from index_builder.traits import Traits, traits_of
from pantau.records import Story
from tests.index_builder.conftest import CLASH, story

DAY = date(2026, 3, 3)


def place(*given: Story) -> list[Placement]:
    grouper = Grouper()
    return [grouper.add(one.key, traits_of(one, known=date(2026, 5, 1))) for one in given]


def together(first: Story, second: Story) -> bool:
    one, two = place(first, second)
    return two.incident is not None and one.incident == two.incident


def own_report(key: str = "b", **given: Any) -> Story:
    """Another outlet's own words on the same clash."""
    labels: dict[str, Any] = {
        "title": "Tawuran usai laga voli, rumah warga rusak",
        "text": "Saling ejek sesudah laga voli berujung tawuran dua kelompok pemuda. Tiga rumah warga rusak"
        " dilempari batu; polisi meminta keterangan enam saksi.",
        "outlet": "dua.example",
        "place_names": ("Sumber Wungu",),
        **given,
    }
    return story(key, **labels)


FIRST = story("a", place_names=("Sumber Wungu",), event_date=date(2026, 3, 2))


def test_an_independent_report_of_the_same_event_joins() -> None:
    assert together(FIRST, own_report(event_date=date(2026, 3, 2)))


def test_a_report_without_an_event_day_joins_by_its_publication() -> None:
    assert together(FIRST, own_report())


def test_another_day_is_another_event() -> None:
    assert not together(FIRST, own_report(event_date=date(2026, 3, 9), published=date(2026, 3, 10)))


def test_the_same_form_filled_in_anew_is_another_event() -> None:
    # The police's form letter: same sentences, other date and counts.
    later = CLASH.replace("Senin (2/3)", "Kamis (19/3)").replace("40 orang", "85 orang")
    assert not together(
        FIRST,
        story(
            "b",
            text=later,
            place_names=("Sumber Wungu",),
            event_date=date(2026, 3, 19),
            published=date(2026, 3, 20),
        ),
    )


def test_the_same_text_joins_although_its_day_was_read_wrongly() -> None:
    assert together(
        FIRST, story("b", outlet="dua.example", event_date=date(2026, 2, 2), published=date(2026, 3, 4))
    )


def test_the_next_village_is_another_event() -> None:
    text = CLASH.replace("Sumber Wungu", "Watu Lembing")
    assert not together(
        FIRST, story("b", text=text, place_names=("Watu Lembing",), event_date=date(2026, 3, 2))
    )


def test_another_form_in_the_same_village_on_the_same_day_is_another_event() -> None:
    scarce = own_report(
        title="Gas tiga kilogram langka di Sumber Wungu",
        text="Antrean terlihat di pangkalan gas Sumber Wungu sejak pagi. Ibu rumah tangga mengeluh tabung"
        " tiga kilogram kosong sejak akhir pekan dan harga eceran naik.",
        form="kelangkaan",
        event_date=date(2026, 3, 2),
    )
    assert not together(FIRST, scarce)


def test_another_district_is_another_event() -> None:
    assert not together(FIRST, own_report(places=("33.06",), event_date=date(2026, 3, 2), place_names=()))


def test_a_story_known_to_the_province_only_joins_when_its_words_do() -> None:
    assert together(FIRST, own_report(places=("33",), event_date=date(2026, 3, 2)))


def test_a_planned_protest_and_the_protest_are_one_event() -> None:
    planned = story(
        "a",
        form="unjuk_rasa",
        phase="potensi",
        text="Nelayan Sumber Wungu akan berunjuk rasa menuntut pengerukan muara, Kamis (5/3).",
        event_date=date(2026, 3, 5),
        place_names=("Sumber Wungu",),
    )
    held = story(
        "b",
        form="unjuk_rasa",
        text="Ratusan nelayan Sumber Wungu berunjuk rasa menuntut pengerukan muara yang dangkal.",
        event_date=date(2026, 3, 5),
        published=date(2026, 3, 6),
        place_names=("Sumber Wungu",),
    )
    assert together(planned, held)


def test_daily_protests_do_not_chain_into_one_event() -> None:
    # Each is a day from the one before; two weeks of them are not one event.
    days = [
        story(
            f"s{number}",
            form="unjuk_rasa",
            text=f"Sopir angkutan Sumber Wungu berunjuk rasa menolak tarif baru terminal, hari ke {number}.",
            event_date=DAY + timedelta(days=number),
            published=DAY + timedelta(days=number),
            place_names=("Sumber Wungu",),
        )
        for number in range(10)
    ]
    assert len({placement.incident for placement in place(*days)}) > 2


def test_an_irrelevant_story_belongs_to_no_incident_but_its_text_is_known() -> None:
    # Coverage counts a text once a day, also where nothing happened.
    one, two = place(
        story("a", relevant=False, phase="lain", form="tidak_ada", tone="neutral"),
        story("b", relevant=False, phase="lain", form="tidak_ada", tone="neutral", outlet="dua.example"),
    )
    assert one.incident is None
    assert two.incident is None
    assert two.root == "a"


def test_traits_come_back_from_their_bytes() -> None:
    traits = traits_of(own_report(event_date=date(2026, 3, 2)), known=DAY)
    again = Traits.unpack(traits.pack())
    assert again.pack() == traits.pack()
    assert (again.places, again.form, again.part) == (traits.places, traits.form, traits.part)


def test_spellings_of_one_village_are_one() -> None:
    assert spelling("Desa Ambeipua") == spelling("Ambaipua")
    assert spelling("Sumber Wungu") == spelling("Sumberwungu")
    assert spelling("Kecamatan") == ""
    assert spelling("Karo") != spelling("Kore")


BENCH = [report.story for report in reports(groups=12, seed=21)]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(30)), st.integers(1, 29))
def test_a_continued_run_places_stories_as_an_unbroken_one(order: list[int], cut: int) -> None:
    # Going on from what was remembered must equal never having stopped.
    chosen = [BENCH[number] for number in order]
    traits = [traits_of(one, known=DAY) for one in chosen]
    whole = Grouper()
    unbroken = [whole.add(one.key, trait) for one, trait in zip(chosen, traits, strict=True)]
    resumed = Grouper()
    for one, trait, placement in zip(chosen[:cut], traits[:cut], unbroken[:cut], strict=True):
        resumed.recall(one.key, Traits.unpack(trait.pack()), placement)
    rest = [resumed.add(one.key, trait) for one, trait in zip(chosen[cut:], traits[cut:], strict=True)]
    assert rest == unbroken[cut:]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(24)))
def test_groups_do_not_depend_on_chance(order: list[int]) -> None:
    # The same stories in the same order give the same groups, every time.
    chosen = [BENCH[number] for number in order]
    assert place(*chosen) == place(*chosen)


@settings(max_examples=25, deadline=None)
@given(
    st.text(max_size=300),
    st.lists(st.text(max_size=20), max_size=8),
    st.lists(st.sampled_from(["33", "33.05", "33.05.10", "99.99", "x"]), max_size=5),
)
def test_any_text_has_traits(text: str, names: list[str], places: list[str]) -> None:
    # OCR noise, emojis and codes nobody knows: a defined answer, never an exception.
    traits = traits_of(story("a", text=text, title=text, place_names=tuple(names), places=places), known=DAY)
    assert len(traits.pack()) > 0
    assert Grouper().add("a", traits).incident == "a"
