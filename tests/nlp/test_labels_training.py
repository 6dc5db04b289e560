"""Training and its measures: the same seed gives the same file, and no story judges itself."""

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training needs the extra 'train'")

from nlp.errors import TrainingError
from nlp.labels import LabelModel
from nlp.labels.baselines import KeywordReader, majority
from nlp.labels.evaluation import evaluate
from nlp.labels.measures import Bootstrap, calibration_error, f1, macro_f1, one_hot, precision_at
from nlp.labels.weights import load
from nlp.labels.words import WordReader
from nlp.training.calibrating import decision_point
from nlp.training.corpus import Example, read_further_labels, same_event_groups
from nlp.training.crossing import folds
from nlp.training.names import find_names
from nlp.training.prepared import Prepared, prepare
from nlp.training.train import train

SEED = 7
EVENTS = ("bentrok antarwarga", "unjuk rasa buruh", "penolakan rumah ibadah", "pembakaran kantor desa")
FORMS = ("bentrok", "unjuk_rasa", "penolakan", "perusakan")
CALM = ("panen padi", "lomba mewarnai", "perbaikan jalan", "pemeriksaan kesehatan", "kecelakaan truk")


def label(number: int, *, relevant: bool) -> dict[str, Any]:
    kind = number % 4
    phase = ("peristiwa", "lanjutan", "potensi")[number % 3]
    return {
        "id": f"r{number}",
        "outlet": "pers.example",
        "source": "regional_2018_2026" if number % 2 else "selatan",
        "lang": "id",
        "url": "",
        "title": f"{EVENTS[kind] if relevant else CALM[number % 5]} di desa {number % 9}",
        "text": _text(number, relevant=relevant),
        "published": "2025-11-24",
        "relevant": relevant,
        "dimensions": [("sosial", "ekonomi", "keberagamaan", "sosial")[kind]] if relevant else [],
        "tone": "tension" if relevant else "neutral",
        "phase": phase if relevant else "lain",
        "form": FORMS[kind] if relevant else "tidak_ada",
        "sentiment": "negatif" if relevant else ("netral", "positif")[number % 2],
        "incident": f"kejadian-{number // 2}" if relevant else None,
    }


def _text(number: int, *, relevant: bool) -> str:
    what = EVENTS[number % 4] if relevant else CALM[number % 5]
    end = (
        ("warga marah", "polisi menangkap pelaku", "warga mengancam")[number % 3]
        if relevant
        else "warga senang"
    )
    return f"Pada hari ke {number} terjadi {what} di wilayah itu. Kata warga {number}, {end}."


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small press of our own in the layout of the training data."""
    root = tmp_path_factory.mktemp("data")
    for folder in ("gold", "data/news", "data/labelled"):
        (root / folder).mkdir(parents=True)
    real = [label(n, relevant=n % 3 == 0) for n in range(90)]
    retold = [{**label(n, relevant=n % 5 != 0), "id": f"A-{n}", "incident": None} for n in range(90, 130)]
    _lines(root / "gold/dev.jsonl", real)
    _lines(root / "gold/rewritten.jsonl", retold)
    pool = [
        {"id": f"p{n}", "title": CALM[n % 5], "text": _text(n + 500, relevant=n % 2 == 0)} for n in range(60)
    ]
    _packed(root / "data/news/regional_2018_2026.jsonl.gz", pool)
    columns = {
        "detik_2026_1840": ("article_id", "judul", "isi"),
        "detik_aspect_1000": ("id", "judul", "isi_berita"),
        "indosum_dev_3463": ("id", "unused", "text"),
        "rss_2025-06_3698": ("url", "judul", "isi_berita"),
    }
    for name, (key, title, text) in columns.items():
        rows = [{key: f"{name}{n}", title: "", text: _text(n + 900, relevant=n % 3 == 0)} for n in range(10)]
        _packed(root / f"data/news/{name}.jsonl.gz", rows)
    _sentiments(root / "data/labelled")
    return root


def _lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _packed(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))


def _sentiments(folder: Path) -> None:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["judul", "tanggal", "sentimen"])
    writer.writerows(
        [f"laba naik {n}", "2024/01/01", ("positif", "negatif", "netral")[n % 3]] for n in range(30)
    )
    (folder / "cnbc_headline_sentiment_9819.csv.gz").write_bytes(gzip.compress(table.getvalue().encode()))
    comments = "".join(f"makanan enak {n}\t{('positive', 'negative', 'neutral')[n % 3]}\n" for n in range(30))
    (folder / "smsa_train.tsv.gz").write_bytes(gzip.compress(comments.encode()))
    (folder / "nusax_senti_indonesian_train.csv").write_text(
        "id,text,label\n1,bagus sekali,positive\n", "utf-8"
    )


@pytest.fixture(scope="module")
def prepared(data: Path) -> Prepared:
    return prepare(data, SEED)


def test_the_same_seed_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    # Every number can be explained and repeated: also the model behind it.
    first = train(data, tmp_path / "a", SEED)
    second = train(data, tmp_path / "b", SEED)
    assert first.read_bytes() == second.read_bytes()
    reading = LabelModel.load(first).read("bentrok antarwarga di desa", _text(0, relevant=True))
    assert reading.relevant
    assert reading.form == "bentrok"


def test_an_event_stays_on_one_side_of_every_split(prepared: Prepared) -> None:
    everything = np.arange(len(prepared.examples))
    judged = []
    for train_places, test_places in folds(prepared, everything, 5, SEED):
        assert not set(prepared.groups[train_places]) & set(prepared.groups[test_places])
        judged.extend(test_places)
    assert sorted(judged) == sorted(prepared.real)


def test_stories_that_are_scored_lend_the_vocabulary_no_words(data: Path, tmp_path: Path) -> None:
    # The pool may hold the labelled stories; their words must come from elsewhere or not at all.
    rows = [json.loads(line) for line in (data / "gold/dev.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        row["text"] += " Kata aneh zzyzxia muncul."
    copy = tmp_path / "data"
    for source in data.rglob("*"):
        if source.is_file():
            target = copy / source.relative_to(data)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    _lines(copy / "gold/dev.jsonl", rows)
    _packed(copy / "data/news/regional_2018_2026.jsonl.gz", rows)
    space = prepare(copy, SEED).space
    assert "zzyzxia" not in space.blocks["body"].terms


def test_the_bench_gives_figures_intervals_and_baselines_as_json(data: Path) -> None:
    lines: list[str] = []
    found = evaluate(data, seed=SEED, sources=True, resamples=40, report=lines.append)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    figure = found["figures"]["relevance_f1"]
    assert figure["low"] <= figure["value"] <= figure["high"]
    assert figure["value"] > found["baselines"]["majority"]["relevance_f1"]["value"]
    assert set(found["left_out_source"]) == {"regional_2018_2026", "selatan"}
    assert found["corpus"]["dev.jsonl"]
    assert all("text" not in row for row in found["mistakes"])
    assert any("fold 5 of 5" in line for line in lines)


def test_missing_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"dev\.jsonl is missing"):
        train(tmp_path, tmp_path / "out", SEED)


def test_a_broken_line_is_named_with_its_number(data: Path, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/dev.jsonl").write_text('{"id": "r1"}\n', "utf-8")
    with pytest.raises(TrainingError, match="line 1: field 'title'"):
        prepare(tmp_path, SEED)


def test_names_of_people_and_towns_are_found_without_a_list() -> None:
    # The model must learn conditions, not people: their names stay out of its vocabulary.
    texts = ["Kemarin warga menemui Sukarjono di rumah, lalu Sukarjono pulang ke Wonorejo dengan polisi."] * 3
    names = find_names(texts)
    assert {"sukarjono", "wonorejo"} <= names
    assert not {"warga", "polisi", "rumah", "kemarin"} & names


def test_the_shipped_model_knows_no_person() -> None:
    persons = set(WordReader().stems("Prabowo Jokowi Ahok Rizieq Anies"))
    for block in load().space.blocks.values():
        assert not any(persons & set(term.split("_")) for term in block.terms)


def example(name: str, text: str, incident: str | None = None) -> Example:
    words = WordReader().read("", text)
    labels = {"relevant": True, "incident": incident}
    return Example(id=name, origin="real", source="s", title="", text=text, labels=labels, words=words)


def test_reprints_and_reports_of_one_event_are_one_group() -> None:
    text = "Warga dua kampung terlibat bentrok semalam; tiga rumah rusak dan dua orang dibawa ke puskesmas."
    other = (
        "Petani memanen padi lebih awal karena cuaca bulan ini sangat mendukung pertumbuhan tanaman di sawah."
    )
    groups = same_event_groups(
        [
            example("a", text),
            example("b", "Semalam. " + text + " Polisi berjaga."),
            example("c", other, "panen"),
            example("d", "Kabar lain sama sekali tentang hasil bumi.", "panen"),
            example("e", "Jembatan gantung diperbaiki oleh dinas pekerjaan umum selama dua pekan."),
        ]
    )
    assert groups[0] == groups[1]
    assert groups[2] == groups[3]
    assert len(set(groups)) == 3


def test_the_projects_own_labels_follow_the_codebook() -> None:
    rows = read_further_labels().values()
    assert len(rows) > 400
    for row in rows:
        if not row["relevant"]:
            assert (row["dimensions"], row["tone"], row["phase"]) == ([], "neutral", "lain")
        else:
            assert row["dimensions"]


def test_f1_counts_both_kinds_of_mistake() -> None:
    truth = np.asarray([True, True, False, False])
    said = np.asarray([True, False, True, False])
    assert f1(truth, said)(np.arange(4)) == pytest.approx(0.5)


def test_macro_f1_lets_a_rare_answer_count_as_much_as_a_common_one() -> None:
    truth = one_hot(["a"] * 9 + ["b"], ["a", "b"])
    said = one_hot(["a"] * 10, ["a", "b"])
    assert macro_f1(truth, said)(np.arange(10)) == pytest.approx((18 / 19 + 0) / 2)


def test_precision_falls_with_prevalence() -> None:
    # A false-alarm rate that looks small on an enriched set drowns the hits on the natural stream.
    truth = np.asarray([True] * 100 + [False] * 100)
    said = np.asarray([True] * 80 + [False] * 20 + [True] * 5 + [False] * 95)
    assert precision_at(0.5, truth, said)(np.arange(200)) == pytest.approx(0.8 / 0.85)
    assert precision_at(0.03, truth, said)(np.arange(200)) == pytest.approx(0.024 / (0.024 + 0.0485))


def test_a_calibrated_answer_has_no_calibration_error() -> None:
    confidence = np.full(100, 0.7)
    right = np.asarray([True] * 70 + [False] * 30)
    shuffled = np.random.default_rng(1).permutation(100)
    assert calibration_error(confidence, right[shuffled])(np.arange(100)) < 0.15
    assert calibration_error(confidence, ~right)(np.arange(100)) > 0.3


def test_intervals_widen_when_cases_belong_to_few_events() -> None:
    truth = np.ones(200, bool)
    said = np.asarray([True] * 150 + [False] * 50)
    alone = Bootstrap(np.arange(200), SEED).figure(f1(truth, said))
    together = Bootstrap(np.repeat(np.arange(4), 50), SEED).figure(f1(truth, said))
    ends = [found[name] for found in (together, alone) for name in ("high", "low", "value")]
    assert None not in ends
    wide, narrow = together["high"] - together["low"], alone["high"] - alone["low"]  # type: ignore[operator]
    assert wide > narrow > 0


def test_the_decision_point_parts_what_can_be_parted() -> None:
    chances = np.asarray([0.9, 0.8, 0.7, 0.2, 0.1])
    truth = np.asarray([True, True, True, False, False])
    assert 0.2 < decision_point(chances, truth) <= 0.7


def test_the_baselines_answer_in_the_codebooks_words() -> None:
    reader = KeywordReader()
    words = WordReader().read("Warga Bentrok", "Puluhan warga terlibat bentrok dan saling lempar batu.")
    assert reader.read(words)["form"] == "bentrok"
    calm = WordReader().read("Panen Padi", "Petani memanen padi lebih awal.")
    assert reader.read(calm)["relevant"] is False
    assert (
        majority([{"sentiment": "netral"}, {"sentiment": "netral"}, {"sentiment": "positif"}])["phase"]
        == "lain"
    )
