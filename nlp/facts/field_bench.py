"""How right the facts without gold labels are: displaced, houses, worship, participants, actors, means, acts.

``python -m nlp.facts.field_bench SHARED`` finds the stories of ``hand_labels.csv`` by their hash among the
labelled and the unlabelled ones and prints one row for each field and round: a count is right where its range
is the labelled one; kinds are scored by precision and recall over all stories. The rules were corrected after
round 1 was scored and not after round 2.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nlp.facts.bench import wilson
from nlp.facts.reader import read_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nlp.facts.records import Count, Facts

COUNTS: Final = ("displaced", "houses_damaged", "worship_damaged", "participants")
KINDS: Final = ("actors", "means", "interventions")
KEY_CHARS: Final = 200
_TEXTS: Final = ("text", "isi_berita", "isi", "konten")
_TITLES: Final = ("title", "judul")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScore:
    """One field: ``right`` of ``given`` labels found, ``wrong`` told that no label has.

    For counts ``none`` is the number of stories without a label, among which ``wrong`` is counted.
    """

    field: str
    given: int
    right: int
    wrong: int
    none: int

    def line(self) -> str:
        """The row as text, with the 95 % Wilson interval of the share found."""
        low, high = wilson(self.right, self.given)
        share = self.right / self.given if self.given else 1.0
        text = (
            f"{self.field:<16} found {self.right:>3} of {self.given:>3} = {share:.3f} ({low:.3f}–{high:.3f})"
        )
        if self.field in KINDS:
            told = self.right + self.wrong
            return f"{text}  right of told {self.right / told if told else 1.0:.3f} of {told}"
        return f"{text}  told where none {self.wrong} of {self.none}"


def key_of(text: str) -> str:
    """Give the key of a story in ``hand_labels.csv``."""
    return hashlib.sha256(" ".join(text.split())[:KEY_CHARS].encode()).hexdigest()[:16]


def labels() -> dict[str, Mapping[str, str]]:
    """Read the labels, by key."""
    lines = files("nlp.facts").joinpath("hand_labels.csv").read_text(encoding="utf-8").splitlines()
    return {row["key"]: row for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


def stories(shared: Path) -> Iterator[tuple[str, str]]:
    """Give title and text of every story of the test data that may be labelled."""
    for path in (shared / "gold" / "rewritten.jsonl", *sorted((shared / "data" / "news").glob("*.jsonl.gz"))):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                story: dict[str, Any] = json.loads(line)
                yield _first(story, _TITLES), _first(story, _TEXTS)


def _first(story: Mapping[str, Any], names: Iterable[str]) -> str:
    return next((value for name in names if isinstance(value := story.get(name), str)), "")


def run(found: Iterable[tuple[str, str]], *, only: str) -> tuple[FieldScore, ...]:
    """Score the reader on those of the stories that are labelled.

    Args:
        found: Title and text of stories; those without a label are passed over.
        only: Round of labelling, ``1`` or ``2``.

    Returns:
        One score for each field.
    """
    wanted = {key: label for key, label in labels().items() if label["round"] == only}
    read: list[tuple[Mapping[str, str], Facts]] = []
    for title, text in found:
        label = wanted.pop(key_of(text), None)
        if label is not None:
            chars = int(label["chars"])
            read.append((label, read_facts(title, text[:chars] if chars else text)))
    return tuple(_count_score(name, read) for name in COUNTS) + tuple(
        _kind_score(name, read) for name in KINDS
    )


def _count_score(name: str, read: list[tuple[Mapping[str, str], Facts]]) -> FieldScore:
    pairs = [(label[name], _told(getattr(facts, name))) for label, facts in read]
    given = [(gold, told) for gold, told in pairs if gold]
    empty = [told for gold, told in pairs if not gold]
    right = sum(gold == told for gold, told in given)
    return FieldScore(field=name, given=len(given), right=right, wrong=sum(map(bool, empty)), none=len(empty))


def _told(count: Count | None) -> str:
    if count is None:
        return ""
    if count.number is not None:
        return str(count.number)
    return f"{count.low}-{'' if count.high is None else count.high}"


def _kind_score(name: str, read: list[tuple[Mapping[str, str], Facts]]) -> FieldScore:
    given = right = wrong = 0
    for label, facts in read:
        gold = set(label[name].split(";")) - {""}
        told = {fact.kind for fact in getattr(facts, name)}
        given, right, wrong = given + len(gold), right + len(gold & told), wrong + len(told - gold)
    return FieldScore(field=name, given=given, right=right, wrong=wrong, none=len(read))


def main(shared: Path) -> None:
    """Print one row for each field and round."""
    found = list(stories(shared))
    for only in ("1", "2"):
        print(f"round {only}")
        for score in run(found, only=only):
            print(score.line())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
