"""How right and how fast grouping and alarms are (``pantau bench incidents``, ``pantau bench presses``).

Everything is measured on stories that nothing was trained on: the incident slugs of the hand-labelled
retold stories, a bench of reprints with hard negatives of our own grammar, and whole seeded presses.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from index_builder.agreement import Agreement, agreement
from index_builder.build import build
from index_builder.duplicates import RUN
from index_builder.incidents import Grouper
from index_builder.reprints import Report, reports
from index_builder.traits import traits_of
from index_builder.words import tokens_of
from nlp.pipeline import Annotator
from pantau.demo.grammar import GRAMMAR_OUTLETS, planted, seeded_press
from pantau.records import Annotation, Article, Story
from pantau.storage import Database, articles, stories

GROUPS: Final = 75
"""Reprint groups: 75 x 6 reports, with 150 hard negatives (asked for: 60 and 100)."""

TARGETS: Final = {"precision": 0.97, "rand": 0.92}
"""What is to be reached on slugs and reprints."""

FLOORS: Final[Mapping[str, tuple[float, float]]] = {
    "slugs as written": (0.55, 0.64),
    "slugs, double ones joined": (0.89, 0.80),
    "of these, stories with a day": (0.95, 0.85),
    "reprints, all labels": (0.97, 0.97),
    "reprints, a fifth unread": (0.90, 0.93),
}
"""Precision and adjusted Rand that are reached, less a little; ``--check`` fails below. Never lowered
silently; where a floor is below the target, ``docs/incidents.md`` says why."""

RESEMBLANCE: Final = 0.5
"""Threshold of the peer that knows MinHash alone, and the number of its permutations."""
PERMUTATIONS: Final = 64

JOINED_SLUGS: Final[Mapping[str, str]] = dict(
    line.split()
    for line in """
    halmahera-selatan-rusuh-sengketa-pilkades halsel-pilkades-bakar-kantor-2023-01
    bogor-sukamanah-segel-kantor-desa-2019-11 kab-bogor-sukamanah-pilkades-nodate
    padang-rumah-doa-gksi-2025-07 padang-perusakan-rumah-doa-2025-07
    aceh-singkil-gereja-2015-10 aceh-singkil-pembakaran-gereja-2015-10
    sukabumi-cidahu-retret-2025-06 sukabumi-perusakan-rumah-retret-2025-06
    sintang-rusak-masjid-ahmadiyah-2021-09 sintang-perusakan-masjid-ahmadiyah-2021-09
    bireuen-empat-desa-tolak-rohingya-2023-11 bireuen-acehutara-tolak-rohingya-2023-11
    kabupaten-malang-kanjuruhan-2022-10 kab-malang-kanjuruhan-tragedi-2022-10
    flores-timur-sandosi-perang-tanding-2020-03 flotim-adonara-sandosi-2020-03
    flores-timur-sandosi-2020-03 flotim-adonara-sandosi-2020-03
    flores-timur-wewit-nubalema-2019-06 flotim-wewit-nubalema-2019-06
    maluku-tengah-konflik-kariu-pelauw-2022-01 malteng-haruku-pelauw-kariuw-2022-01
    maluku-tengah-haruku-bentrok-2022-01 malteng-haruku-pelauw-kariuw-2022-01
    maluku-tengah-pelauw-kariu-2022-01 malteng-haruku-pelauw-kariuw-2022-01
    kota-banda-aceh-bma-tolak-rohingya-2023-12 kota-banda-aceh-bma-usir-rohingya-2023-12
    jayawijaya-bentrok-wouma-2022-01 jayawijaya-wouma-nduga-lannyjaya-2022-01
    jayawijaya-nduga-lanny-jaya-2022-01 jayawijaya-wouma-nduga-lannyjaya-2022-01
    seram-bagian-barat-rusuh-pilkades-buano-utara-2021-11 sbb-buano-utara-pilkades-2021-11
    mesuji-bentrok-register45-2019-07 mesuji-register45-2019-07
    morut-bentrok-gni-2023-01 morowali-utara-bentrok-gni-2023-01
    kota-tangerang-ojol-angkot-2017-03 kotatangerang-angkot-ojol-2017-03
    kota-bogor-ojol-angkot-2017-03 kotabogor-angkot-ojol-2017-03
    aceh-singkil-pendudukan-empat-pulau-2025-06 aceh-singkil-empat-pulau-2025-06
    kota-bengkulu-nelayan-trawl-siaga-2018-03 kota-bengkulu-nelayan-trawl-2018-03
    jakarta-kerusuhan-agustus-2025-08 jakarta-demo-dpr-28agustus-2025-08
    """.strip().splitlines()
)
"""Slugs of the hand-labelled file that name an event which another batch had named otherwise, found by
reading all pairs of slugs of one district and month. With the slugs as written, joining these stories
rightly counts as an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: agreement of a grouping with the truth."""

    name: str
    precision: float
    recall: float
    rand: float
    stories: int
    pairs: int
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether it keeps its floor (a peer has none)."""
        precision, rand = FLOORS.get(self.name, (0.0, 0.0))
        return self.precision >= precision and self.rand >= rand


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How long grouping generated stories took, without making them."""

    stories: int
    seconds: float
    new_day: int
    new_day_seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What became of one seeded press.

    Attributes:
        delay: Days from the rise's first publication to the alert, ``None`` where it was not found.
        false: Alerts elsewhere.
    """

    seed: int
    rise: bool
    delay: int | None
    false: int


def bench_incidents(gold: Path | None, *, groups: int = GROUPS, seed: int = 1) -> list[Row]:
    """Measure grouping.

    Args:
        gold: Folder with ``rewritten.jsonl``; ``None`` leaves the slugs out.
        groups: Number of reprint groups.
        seed: Seed of the reprints.
    """
    rows = list(_slug_rows(gold / "rewritten.jsonl")) if gold is not None else []
    given: list[Report] = []
    for name, unread in (("reprints, all labels", 0.0), ("reprints, a fifth unread", 0.2)):
        given = sorted(
            reports(groups=groups, seed=seed, unread=unread),
            key=lambda report: (report.story.article.fetched, report.story.key),
        )
        rows.append(_timed(name, _truth(given), partial(grouped, [report.story for report in given])))
    texts = [report.story.article.text for report in given]
    rows.append(_timed("peer: exact text", _truth(given), partial(list, texts)))
    rows.append(_timed("peer: MinHash alone", _truth(given), partial(_minhash_groups, texts)))
    return rows


def grouped(given: Iterable[Story]) -> list[str]:
    """Name of the group of each story, in the order given; a story without an incident stands alone."""
    grouper = Grouper()
    found = []
    for story in given:
        known = story.article.fetched.date()
        placement = grouper.add(story.key, traits_of(story, known=known))
        found.append(placement.incident or f"alone {story.key}")
    return found


def bench_speed(count: int, *, new_day: int = 20_000, seed: int = 9) -> Speed:
    """Group generated stories from nothing, then another day of them.

    Args:
        count: Stories to group (every eighth is a first report).
        new_day: Stories of the day that follows.
        seed: Seed of the reprints.
    """
    grouper = Grouper()
    spent = _spent(grouper, reports(groups=count // 8, seed=seed))
    first = date(2026, 3, 2) + timedelta(days=180)
    day = _spent(grouper, reports(groups=new_day // 8, seed=seed + 1, first=first))
    return Speed(
        stories=count,
        seconds=spent,
        new_day=new_day,
        new_day_seconds=day,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def seeded_presses(
    seeds: Iterable[int],
    *,
    annotator: Annotator | None = None,
    end: date = date(2026, 11, 25),
    on_progress: Callable[[], None] | None = None,
) -> list[Press]:
    """Take seeded presses from article to alert, each once with a planted rise and once without.

    Args:
        seeds: Seeds of the presses.
        annotator: Reads the articles; ``None`` gives each story its true labels.
        end: Last day of each press.
        on_progress: Called after each press.
    """
    found = []
    for seed in seeds:
        for rise in (True, False):
            found.append(_press(seed, rise, annotator, end))
            if on_progress is not None:
                on_progress()
    return found


def _press(seed: int, rise: bool, annotator: Annotator | None, end: date) -> Press:
    press = seeded_press(seed, rise=rise, end=end)
    given = [article for article, _ in press]
    read = (
        list(annotator.annotate(given))
        if annotator is not None
        else [Story(article=article, annotation=_true_labels(truth)) for article, truth in press]
    )
    where = planted(press)
    began = min(
        (article.published.date() for article, truth in press if truth.rise and article.published),
        default=end,
    )
    with (
        tempfile.TemporaryDirectory(prefix="pantau-press-") as folder,
        Database.open(Path(folder) / "press.db") as database,
    ):
        now = datetime(end.year, end.month, end.day, 12, tzinfo=UTC)
        articles.add(database, (story.article for story in read), origin="import", known_at=now)
        stories.put(database, read, annotated_at=now)
        raised = build(database, outlets=GRAMMAR_OUTLETS, through=end, now=now).alerts
    hits = [(alert.day - began).days for alert in raised if where is not None and alert.district == where[0]]
    return Press(seed=seed, rise=rise, delay=min(hits, default=None), false=len(raised) - len(hits))


def _true_labels(truth: Any) -> Annotation:
    return Annotation(
        language=truth.language,
        relevant=truth.relevant,
        dimensions=truth.dimensions,
        tone=truth.tone,
        phase=truth.phase,
        form=truth.form,
        sentiment=truth.sentiment,
        places=truth.places,
        place_names=truth.place_names,
        event_date=truth.event_date,
        deaths=truth.deaths,
        injured=truth.injured,
    )


def _slug_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        labelled = [json.loads(line) for line in lines]
    started = time.process_time()
    found = grouped(labelled_story(row) for row in labelled)
    seconds = time.process_time() - started
    kept = [(row, group) for row, group in zip(labelled, found, strict=True) if row["incident"]]
    dated = [(row, group) for row, group in kept if row["event_date"] or row["published"]]
    for name, pairs, joined in (
        ("slugs as written", kept, {}),
        ("slugs, double ones joined", kept, JOINED_SLUGS),
        ("of these, stories with a day", dated, JOINED_SLUGS),
    ):
        truth = [joined.get(row["incident"], row["incident"]) for row, _ in pairs]
        yield _row(name, agreement(truth, [group for _, group in pairs]), seconds)


def labelled_story(row: Mapping[str, Any]) -> Story:
    """A hand-labelled line as a story; one without a day of publication stays without."""
    published = row["published"]
    moment = datetime.fromisoformat(f"{published}T09:00:00+07:00") if published else None
    return Story(
        article=Article(
            key=row["id"],
            url="",
            outlet=row["outlet"],
            title=row["title"],
            text=row["text"],
            published=moment,
            fetched=datetime(2026, 1, 1, tzinfo=UTC),
        ),
        annotation=Annotation(
            language=row["lang"],
            relevant=row["relevant"],
            dimensions=tuple(row["dimensions"]),
            tone=row["tone"],
            phase=row["phase"],
            form=row["form"],
            sentiment=row["sentiment"],
            places=tuple(row["places"]),
            place_names=tuple(row["place_names"]),
            event_date=date.fromisoformat(row["event_date"]) if row["event_date"] else None,
            deaths=row["deaths"],
            injured=row["injured"],
        ),
    )


def _minhash_groups(texts: Sequence[str]) -> list[int]:
    """The peer that knows nothing but the resemblance of runs of four words (datasketch, extra `test`)."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=RESEMBLANCE, num_perm=PERMUTATIONS)
    groups: list[int] = []
    for number, text in enumerate(texts):
        words = tokens_of(text)
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update_batch(
            [" ".join(words[place : place + RUN]).encode() for place in range(len(words) - RUN + 1)]
        )
        near = sorted(index.query(sketch))
        groups.append(groups[near[0]] if near else number)
        index.insert(number, sketch)
    return groups


def _spent(grouper: Grouper, given: Iterable[Report]) -> float:
    spent = 0.0
    for report in given:
        started = time.perf_counter()
        grouper.add(report.story.key, traits_of(report.story, known=report.story.article.fetched.date()))
        spent += time.perf_counter() - started
    return spent


def _timed(name: str, truth: Sequence[str], group: Callable[[], Sequence[Any]]) -> Row:
    started = time.process_time()
    found = group()
    return _row(name, agreement(truth, found), time.process_time() - started)


def _row(name: str, found: Agreement, seconds: float) -> Row:
    return Row(
        name=name,
        precision=round(found.precision, 4),
        recall=round(found.recall, 4),
        rand=round(found.rand, 4),
        stories=found.stories,
        pairs=found.pairs,
        seconds=round(seconds, 2),
    )


def _truth(given: Sequence[Report]) -> list[str]:
    return [report.incident for report in given]
