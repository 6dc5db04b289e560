"""A grammar that writes reports of invented events, for measuring how well grouping parts and joins.

Every event is told in reprints (other headline, cut, reordered, paraphrased) and is given neighbours that
only look like it: the same place and form on another day, the same day and form in the next village.
The sentences stand in ``data/reprints.toml``.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

from pantau.districts import load_districts
from pantau.labels import Dimension, Form
from pantau.records import Annotation, Article, Story

WIB: Final = timezone(timedelta(hours=7))

PARAPHRASED: Final = 0.3
"""Share of sentences told in another pattern, and of known words replaced, in a paraphrased reprint."""

UNREAD: Final = 0.2
"""Share of stories whose event day, and of those whose village, is missing from the labels where readers
that miss some are imitated."""

LATEST_HOURS: Final = 30
"""Hours after the evening of the event within which it is printed."""

EDITS: Final = ("headline", "cut", "reordered", "paraphrased", "dateline")
"""Ways in which the first report is printed again."""

Relation = Literal["first", "reprint", "other day", "next village"]

_DIMENSIONS: Final[Mapping[str, Dimension]] = {
    "bentrok": "sosial",
    "unjuk_rasa": "sosial",
    "penolakan": "keberagamaan",
    "perusakan": "sosial",
    "sengketa_lahan": "ekonomi",
    "sengketa_kerja": "ekonomi",
}

_WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_ROLES: Final = ("lead", "cause", "detail", "hurt", "police", "people", "village", "closing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, and in which words the first report tells it.

    Attributes:
        slots: Values of the grammar's slots.
        chosen: Sentence chosen for each role, in the order of the report.
        title: Pattern of the headline.
    """

    name: str
    form: Form
    district: str
    day: date
    slots: Mapping[str, str]
    chosen: tuple[tuple[str, int], ...]
    title: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One story of the bench.

    Attributes:
        incident: Name of the event it really reports.
        group: Name of the first event beside which it stands.
        edit: How it was made from the first report.
    """

    story: Story
    incident: str
    group: str
    relation: Relation
    edit: str


@cache
def _grammar() -> dict[str, Any]:
    source = resources.files("index_builder") / "data" / "reprints.toml"
    return tomllib.loads(source.read_text("utf-8"))


def reports(
    *, groups: int, seed: int = 1, first: date = date(2026, 3, 2), unread: float = UNREAD
) -> Iterator[Report]:
    """Reprint groups with their hard negatives, in the order of publication within a group.

    Args:
        groups: Number of events that are reprinted (each five times).
        seed: Equal seeds give equal reports.
        first: Day of the first event.
        unread: Share of stories whose event day (and, apart from that, village) no label gives.

    Yields:
        For each group the first report, five reprints, an event of the same place and form on another day,
        and one of the same day and form in the next village.
    """
    chance = random.Random(seed)  # noqa: S311 -- test data, nothing secret
    districts = [district.code for district in load_districts()]
    for number in range(groups):
        event = _event(f"g{number:06d}", chance, districts, first + timedelta(days=number % 180))
        made: list[tuple[Event, Relation, str]] = [(event, "first", "whole")]
        made += [(event, "reprint", edit) for edit in EDITS]
        made += [(_other_day(event, chance), "other day", "whole")]
        made += [(_next_village(event, chance), "next village", "whole")]
        for told, relation, edit in made:
            story = _labelled(_story(told, edit, chance), told, unread, chance)
            yield Report(story=story, incident=told.name, group=event.name, relation=relation, edit=edit)


def _event(name: str, chance: random.Random, districts: list[str], day: date) -> Event:
    grammar = _grammar()
    form: Form = chance.choice(sorted(grammar["forms"]))
    fills = grammar["fills"]
    village, other = chance.sample(fills["village"], 2)
    slots = {
        "village": village,
        "other": other,
        "kecamatan": chance.choice(fills["kecamatan"]),
        "time": chance.choice(fills["time"]),
        "group": chance.choice(fills["group"]),
        "firm": chance.choice(fills["firm"]),
        "cause": chance.choice(grammar["causes"][form]),
        **_numbers(chance),
    }
    return Event(
        name=name,
        form=form,
        district=chance.choice(districts),
        day=day,
        slots=slots,
        chosen=_choose(form, chance),
        title=chance.randrange(4),
    )


def _numbers(chance: random.Random) -> dict[str, str]:
    return {
        "number": str(chance.randrange(40, 900)),
        "hurt": str(chance.randrange(2, 15)),
        "amount": str(chance.randrange(3, 40)),
    }


def _choose(form: str, chance: random.Random) -> tuple[tuple[str, int], ...]:
    chosen = []
    for role in _ROLES:
        if role == "hurt" and form not in ("bentrok", "perusakan"):
            continue
        count = len(_sentences(form, role))
        picks = chance.sample(range(count), 2 if role in ("detail", "people") else 1)
        chosen += [(role, pick) for pick in picks]
    return tuple(chosen)


def _sentences(form: str, role: str) -> list[str]:
    grammar = _grammar()
    found: list[str] = grammar["forms"][form].get(role) or grammar["shared"][role]
    return found


def _other_day(event: Event, chance: random.Random) -> Event:
    """The same village and form some days later: half of them in the very same sentences."""
    return replace(
        event,
        name=f"{event.name}-day",
        day=event.day + timedelta(days=chance.randrange(3, 21)),
        slots={**event.slots, **_numbers(chance), "time": chance.choice(_grammar()["fills"]["time"])},
        chosen=event.chosen if chance.random() < 0.5 else _choose(event.form, chance),
    )


def _next_village(event: Event, chance: random.Random) -> Event:
    """The same day and form in another village: half of them in the very same sentences."""
    village = chance.choice(
        [name for name in _grammar()["fills"]["village"] if name not in event.slots.values()]
    )
    return replace(
        event,
        name=f"{event.name}-village",
        slots={**event.slots, **_numbers(chance), "village": village, "other": f"{village} Baru"},
        chosen=event.chosen if chance.random() < 0.5 else _choose(event.form, chance),
    )


def _story(event: Event, edit: str, chance: random.Random) -> Article:
    """The article that one edit makes of an event's first report."""
    chosen = list(event.chosen)
    if edit == "cut":
        chosen = chosen[: max(3, len(chosen) // 2)]
    elif edit == "reordered":
        rest = chosen[1:]
        chance.shuffle(rest)
        chosen = chosen[:1] + rest
    elif edit == "paraphrased":
        chosen = [_told_otherwise(event.form, one, chance) for one in chosen]
    title = _fill(event, _grammar()["forms"][event.form]["titles"][event.title])
    sentences = [_fill(event, _sentences(event.form, role)[pick]) for role, pick in chosen]
    if edit != "whole":
        title = _new_headline(event, title, chance)
    if edit == "paraphrased":
        sentences = [_replaced(sentence, chance) for sentence in sentences]
    if edit in ("headline", "dateline"):
        sentences.append(chance.choice(_grammar()["shared"]["bylines"]))
    if edit == "dateline":
        sentences[0] = f"{load_districts().name(event.district).upper()}, KABAR NUSA - {sentences[0]}"
    return _article(event, edit, title, "\n".join(sentences), chance)


def _told_otherwise(form: str, one: tuple[str, int], chance: random.Random) -> tuple[str, int]:
    role, pick = one
    if chance.random() >= PARAPHRASED:
        return one
    others = [number for number in range(len(_sentences(form, role))) if number != pick]
    return role, chance.choice(others)


def _new_headline(event: Event, title: str, chance: random.Random) -> str:
    pattern: str = chance.choice(_grammar()["shared"]["headlines"])
    return pattern.format(title=title, district=load_districts().name(event.district))


def _fill(event: Event, sentence: str) -> str:
    day = f"{_WEEKDAYS[event.day.weekday()]} ({event.day.day}/{event.day.month})"
    filled = sentence.format(day=day, district=load_districts().name(event.district), **event.slots)
    return filled[0].upper() + filled[1:]


def _replaced(sentence: str, chance: random.Random) -> str:
    synonyms: dict[str, str] = _grammar()["synonyms"]

    def one(match: re.Match[str]) -> str:
        word = match[0]
        found = synonyms.get(word.lower())
        if found is None or chance.random() >= PARAPHRASED:
            return word
        return found.capitalize() if word[0].isupper() else found

    return re.sub(r"\w+", one, sentence)


def _article(event: Event, edit: str, title: str, text: str, chance: random.Random) -> Article:
    key = f"{event.name}-{edit}"
    evening = datetime(event.day.year, event.day.month, event.day.day, 18, tzinfo=WIB)
    published = evening + timedelta(hours=chance.randrange(LATEST_HOURS))
    return Article(
        key=key,
        url=f"https://{key}.example/",
        outlet=f"{edit}.example",
        title=title,
        text=text,
        published=published,
        fetched=published.astimezone(UTC),
    )


def _labelled(article: Article, event: Event, unread: float, chance: random.Random) -> Story:
    """The article with the labels a reader would give it."""
    village = event.slots["village"]
    told = village in article.text and chance.random() >= unread
    return Story(
        article=article,
        annotation=Annotation(
            language="id",
            relevant=True,
            dimensions=(_DIMENSIONS[event.form],),
            tone="tension",
            phase="peristiwa",
            form=event.form,
            sentiment="negatif",
            places=(event.district,),
            place_names=(village, f"Kecamatan {event.slots['kecamatan']}") if told else (),
            event_date=event.day if chance.random() >= unread else None,
        ),
    )
