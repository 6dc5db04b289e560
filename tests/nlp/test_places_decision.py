"""The learned decision: what it may learn from, what it says about itself, and that it is scored fairly."""

import gzip
import json
import re

import pytest

from nlp.errors import ModelError
from nlp.places import PlaceResolver
from nlp.places.decision import Decider, Worths, read_worths, shipped_worths
from nlp.places.training import crossing
from nlp.places.training.__main__ import train
from nlp.places.training.crossing import out_of_fold, prepare, source_out
from nlp.places.training.examples import FURTHER, read_examples, read_further, same_event
from nlp.places.training.fitting import Case, fit

RESOLVER = PlaceResolver.load()
WORD_SIGNS = ("T", "B", "TT", "BB", "left", "before")

AFFRAY = "Dua kelompok pemuda bentrok di Kecamatan Laweyan, Kota Solo, dan merusak tiga warung, Sabtu malam."
STATEMENT = "Harga pupuk akan dijaga pemerintah, kata menteri itu dalam keterangan tertulis di Kota Bogor."


def row(number: int, places: list[str], text: str, incident: str | None = None) -> dict[str, object]:
    return {
        "id": f"t-{number}",
        "outlet": "contoh.id",
        "title": "",
        "text": text,
        "places": places,
        "incident": incident,
    }


@pytest.fixture
def gold(tmp_path):
    rows = []
    for number in range(12):
        rows.append(row(2 * number, ["33.72"], f"{AFFRAY} Korban ke-{number} dirawat.", f"solo-{number % 6}"))
        rows.append(row(2 * number + 1, [], f"{STATEMENT} Pernyataan ke-{number}."))
    (tmp_path / "dev.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
    return tmp_path


def test_a_sign_that_goes_with_the_right_district_gets_worth() -> None:
    cases = [
        Case(
            districts=("a", "b"),
            signs=({"near": 1.0}, {"far": 1.0}),
            story={"bias": 1.0},
            answer=frozenset("a"),
        )
        for _ in range(20)
    ]
    worths = fit(cases, [1.0] * 20)
    assert worths.district["near"] > 0 > worths.district["far"]
    assert worths.story["bias"] < 0


def test_worths_hold_no_place_no_person_and_no_outlet() -> None:
    # What names a town or a person would be learned by heart instead of how places are told.
    worths = shipped_worths()
    everyday = RESOLVER.gazetteer.everyday
    for name in (*worths.district, *worths.story):
        family, _, rest = name.partition(":")
        if family in WORD_SIGNS:
            assert all(word in everyday for word in rest.rpartition(":")[2].split()), name
    assert not any("." in name and re.search(r"\d\d\.\d\d", name) for name in worths.district)
    assert worths.origin["stories"] > 2900
    assert set(worths.origin["digests"]) >= {"dev.jsonl", "rewritten.jsonl", "further_places.csv"}


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", gzip.compress(b"{"), gzip.compress(b'{"format": 99}'), gzip.compress(b"[]")],
)
def test_a_broken_file_of_worths_says_what_to_do(tmp_path, content: bytes) -> None:
    path = tmp_path / "worths.json.gz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"worths\.json\.gz .*anew"):
        read_worths(path)


def test_probabilities_of_districts_and_of_none_add_to_one() -> None:
    told = RESOLVER.tell(
        "", "Bentrok di Kabupaten Luwu dan Kota Palopo, kata polisi di Makassar, Senin (4/3)."
    )
    decider = Decider(shipped_worths(), RESOLVER.gazetteer)
    shares = decider.probabilities(told)
    assert len(shares) == len(told.districts) + 1
    assert sum(shares) == pytest.approx(1)


def test_the_reason_names_the_place_and_its_grounds() -> None:
    reading = RESOLVER.read(
        "Tawuran di Kota Ambon", AFFRAY.replace("Laweyan, Kota Solo", "Sirimau, Kota Ambon")
    )
    assert reading.places == ("81.71",)
    assert reading.reason.startswith("Kota Ambon: ")
    assert "headline" in reading.reason or "sentence" in reading.reason
    assert RESOLVER.read("", "tidak ada nama").reason == "no place is named"


def test_a_district_that_is_not_likely_enough_is_left_open() -> None:
    unsure = PlaceResolver(RESOLVER.gazetteer, Worths(district={}, story={}, origin={}))
    assert unsure.read("", AFFRAY).places == ()
    assert RESOLVER.read("", AFFRAY).places == ("33.72",)


def test_training_twice_gives_the_same_bytes(gold, tmp_path) -> None:
    one, two = train(gold, tmp_path / "one.gz"), train(gold, tmp_path / "two.gz")
    assert one.read_bytes() == two.read_bytes()
    learned = PlaceResolver(RESOLVER.gazetteer, read_worths(one))
    assert learned.read("", AFFRAY).places == ("33.72",)
    assert learned.read("", STATEMENT).places == ()


@pytest.mark.parametrize("way", [out_of_fold, source_out])
def test_no_story_is_scored_by_worths_that_saw_its_event(gold, monkeypatch, way) -> None:
    material = prepare(gold, RESOLVER)
    groups = same_event(material.examples)
    of_case = {id(case): groups[i] for i, case in enumerate(material.cases)}
    of_told = {id(told): groups[i] for i, told in enumerate(material.told)}
    log: list[tuple[str, set[int]]] = []
    decide = RESOLVER.decide

    def spy_on_fit(cases, weights):
        log.append(("fit", {of_case[id(case)] for case in cases}))
        return Worths(district={}, story={}, origin={})

    def spy_on_decide(told, decider):
        log.append(("read", {of_told[id(told)]}))
        return decide(told, decider)

    monkeypatch.setattr(crossing, "fit", spy_on_fit)
    monkeypatch.setattr(RESOLVER, "decide", spy_on_decide)
    assert len(way(material, RESOLVER)) == 24
    assert sum(kind == "read" for kind, _ in log) == 24
    trained: set[int] = set()
    for kind, found in log:
        if kind == "fit":
            trained = found
        else:
            assert not trained & found


def test_reports_of_one_event_and_reprints_are_one_group(tmp_path) -> None:
    reprint = f"Redaksi. {STATEMENT} Warga menunggu."
    other = "Panen padi di Kabupaten Ngawi tahun ini naik karena irigasi baru, kata petani setempat."
    texts = [
        (AFFRAY, "solo"),
        ("Polisi memeriksa saksi.", "solo"),
        (STATEMENT, None),
        (reprint, None),
        (other, None),
    ]
    rows = [row(number, [], text, slug) for number, (text, slug) in enumerate(texts)]
    (tmp_path / "dev.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
    groups = same_event(read_examples(tmp_path))
    assert groups[0] == groups[1]
    assert groups[2] == groups[3]
    assert len(set(groups)) == 3


def test_further_labels_are_hashes_and_codes_that_exist() -> None:
    labels = read_further(FURTHER)
    assert len(labels) >= 150
    known = {
        code for entries in RESOLVER.gazetteer.names.values() for entry in entries for code in [entry.code]
    }
    for story, places in labels.items():
        assert re.fullmatch(r"[0-9a-f]{12}", story)
        assert places <= known
