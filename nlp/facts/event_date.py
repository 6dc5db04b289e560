"""Which of the days a story names is the day of the event.

Each day gets a cue (what stands beside it in its sentence) and a score (cue, place in the story, how
it is written). :func:`choose_date` then decides with the phase: a follow-up keeps the day of the
original event, a threat the planned day (codebook, hard rules 4 and 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from nlp.facts.dated import SHORTEST_CHANCE, event_chance, signs_of, topics_of
from nlp.facts.days import DayPhrase, find_days
from nlp.facts.records import DateCandidate, DateCue, Facts
from nlp.facts.resolution import Day, resolve, years_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nlp.facts.passage import Passage
    from pantau.labels import Phase

# What a cue is worth on its own: an event verb beside the date is the best sign, a speech verb the
# commonest wrong one. The distances between them matter, not the values.
_CUE_SCORES: Final[Mapping[DateCue, float]] = MappingProxyType(
    {
        "event": 4.0,
        "scene": 3.0,
        "planned": 2.0,
        "legal": 1.5,
        "statement": 0.0,
        "quoted": -0.5,
        "period": -1.0,
        "recalled": -2.0,
        "document": -3.0,
    }
)
_LEAD: Final = (3.0, 2.0, 1.5, 1.0, 0.7)
"""Worth of the first five sentences; news tells when it happened at once."""
_TITLE: Final = 1.0
_RELATIVE: Final = -1.0
"""``kemarin`` may be counted from another day than the publication."""
_NO_DAY_OF_MONTH: Final = -0.7
_OLD_DAYS: Final = 45
"""News is about what happened within weeks; an older day belongs to the background of the story."""
_OLD: Final = -3.0
_CONFLICT: Final = -1.0
"""Written weekday and date contradict each other."""
_REPEAT: Final = 0.5
"""Another mention of the same day, up to two."""

MOST_PHRASES: Final = 60
"""Date phrases read of one field; a story that names more is a calendar or a table."""

_NEAR: Final = 90
"""Characters between a cue word and a date that it can speak for: about one clause."""
_DOCUMENT: Final = 22
"""``Nomor 2 Tahun``, ``surat tertanggal``: the document's date follows at once."""
_BESIDE: Final = 4
"""``hingga 26 Juni``, ``13 Juni mendatang``: nothing but a blank and a bracket between."""
_SPEECH_AFTER: Final = 30
"""``Kepala Desa, Rabu (17/5), menyatakan``: the verb follows at once."""
_DEED_AFTER: Final = 60
"""``Menurut polisi, pada Sabtu (3/5) dua kelompok bentrok``: the deed follows in the same clause."""
_CLOSE: Final = re.compile(
    r"[)\]\s]{0,3}(?:\s?(?:dini hari|pagi|siang|sore|petang|malam|subuh))?[)\]\s]{0,2}(?:[.,;:\"”]|\Z)"
)
_FAR: Final = 9999
_IN_TALK: Final = -1.5
"""A relative day after the opening stands mostly in a quotation and is loose ("kemarin" = lately)."""


@dataclass(frozen=True, slots=True)
class _Context:
    """The known words of a date's sentence, by kind, with their distance to the date.

    ``closed``: the clause ends with the date ("kata Kapolres, Rabu (5/3)."), so that what follows is
    not told of that day.
    """

    before: Mapping[str, int]
    after: Mapping[str, int]
    closed: bool


def date_candidates(passages: Sequence[Passage], published: date | None) -> tuple[DateCandidate, ...]:
    """Find every day a story names and rank them.

    Args:
        passages: Prepared fields with their known words, title first.
        published: Day of publication, where known.

    Returns:
        Candidates, best first; the same day may come several times with different cues.
    """
    found: list[DateCandidate] = []
    dated: list[tuple[Passage, DayPhrase]] = []
    for passage in passages:
        phrases = find_days(passage.text, passage.raw, passage.hits)
        dated += [(passage, phrase) for phrase in phrases[:MOST_PHRASES]]
    if not dated:
        return ()
    years: frozenset[int] = frozenset()
    if published is None:
        years = frozenset().union(*(years_named(passage.text) for passage in passages))
    speaking = published or _day_of_speaking(dated, years)
    told: date | None = None
    topics = topics_of(passages)
    for passage, phrase in dated:
        day = resolve(phrase, (told or speaking) if phrase.from_told else speaking, years)
        if day is not None:
            found.append(_candidate(passage, phrase, day, speaking, topics))
            if phrase.day is not None:
                told = day.first
    return _ranked(found)


def _day_of_speaking(dated: Sequence[tuple[Passage, DayPhrase]], years: frozenset[int]) -> date | None:
    """Without a publication day: the latest written day that is not beyond the others by a plan."""
    written = [
        day.first
        for _, phrase in dated
        if phrase.weekday is not None and phrase.day is not None and (day := resolve(phrase, None, years))
    ]
    return max(written, default=None)


def _candidate(
    passage: Passage, phrase: DayPhrase, day: Day, speaking: date | None, topics: tuple[str, ...]
) -> DateCandidate:
    number, start, end = passage.sentence(phrase.start)
    context = _context(passage, start, end, phrase)
    talk = phrase.offset is not None and number > 1
    cue = "statement" if talk else _cue(context, day, speaking)
    score = _CUE_SCORES[cue]
    score += _TITLE if passage.source == "title" else _LEAD[number] if number < len(_LEAD) else 0.0
    if phrase.offset is not None:
        score += _RELATIVE + (_IN_TALK if talk else 0.0)
    elif phrase.day is None:
        score += _NO_DAY_OF_MONTH
    if speaking is not None and (speaking - day.last).days > _OLD_DAYS:
        score += _OLD
    if phrase.weekday is not None and phrase.day is not None and not day.certain:
        score += _CONFLICT
    return DateCandidate(
        day=day.first,
        last=day.last,
        cue=cue,
        score=score,
        incident=_incident(context),
        certain=day.certain,
        span=passage.span(phrase.start, phrase.end),
        signs=(
            f"cue {cue}",
            *signs_of(
                context.before,
                context.after,
                sentence=-1 if passage.source == "title" else number,
                age=None if speaking is None else (speaking - day.last).days,
                closed=context.closed,
            ),
            *topics,
        ),
    )


def _context(passage: Passage, start: int, end: int, phrase: DayPhrase) -> _Context:
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for hit in passage.hits_in(start, end):
        if hit.end <= phrase.start:
            distance = phrase.start - hit.end
            if distance < before.get(hit.kind, 9999):
                before[hit.kind] = distance
        elif hit.start >= phrase.end:
            distance = hit.start - phrase.end
            if distance < after.get(hit.kind, 9999):
                after[hit.kind] = distance
    return _Context(before, after, _CLOSE.match(passage.text, phrase.end) is not None)


def _incident(context: _Context) -> bool:
    """Whether an incident word stands nearer before the date than any other sign, or follows at once."""
    before = context.before
    incident = before.get("incident", _FAR)
    if incident > _NEAR:
        return before.get("activity", _FAR) > _NEAR and context.after.get("incident", _FAR) <= _SPEECH_AFTER
    return incident < before.get("activity", _FAR)


def _cue(context: _Context, day: Day, speaking: date | None) -> DateCue:
    before, after = context.before, context.after
    event = min(before.get("incident", _FAR), before.get("activity", _FAR))
    legal = before.get("legal", _FAR)
    deed = min(event, legal)
    speech, desk = before.get("speech", _FAR), before.get("desk", _FAR)
    ahead = speaking is not None and day.first > speaking
    if before.get("document", _FAR) <= _DOCUMENT:
        return "document"
    if before.get("period", _FAR) <= _BESIDE:
        return "period"
    if ahead or after.get("later", _FAR) <= _BESIDE:
        return "planned"
    plan = before.get("plan", _FAR)
    if day.first == speaking and plan <= _NEAR and plan < min(speech, before.get("incident", _FAR)):
        return "planned"
    if before.get("recall", _FAR) <= _NEAR and speaking is not None and (speaking - day.last).days > 1:
        return "recalled"
    if speech <= _NEAR and before.get("scene", _FAR) <= _NEAR:
        return "scene"
    if desk <= _NEAR and desk < deed:
        return "quoted"
    told_after = min(after.get("incident", _FAR), after.get("legal", _FAR))
    if speech <= _NEAR and speech < deed and (context.closed or told_after > _DEED_AFTER):
        return "statement"
    if min(after.get("speech", _FAR), after.get("ask", _FAR)) <= _SPEECH_AFTER and event > _NEAR:
        return "statement"
    return "legal" if legal < event and legal <= _NEAR else "event"


def _ranked(found: Sequence[DateCandidate]) -> tuple[DateCandidate, ...]:
    times: dict[date, int] = {}
    for candidate in found:
        times[candidate.day] = times.get(candidate.day, 0) + 1

    def key(candidate: DateCandidate) -> tuple[float, int]:
        return (-(candidate.score + _REPEAT * min(times[candidate.day] - 1, 2)), candidate.span.start)

    return tuple(sorted(found, key=key))


def choose_date(facts: Facts, phase: Phase | None) -> date | None:
    """Decide the day of the event with the phase known.

    Args:
        facts: What :func:`nlp.facts.read_facts` found.
        phase: The story's phase, ``None`` where it is not known.

    Returns:
        The day, first day of a range; ``None`` where the text does not fix it, or where the story is not
        relevant and its day is hardly that of an event (:mod:`nlp.facts.dated`).
    """
    chosen = choose_candidate(facts, phase)
    if chosen is None:
        return None
    if phase == "lain" and event_chance(chosen.signs) < SHORTEST_CHANCE:
        return None
    if phase == "lanjutan" and not chosen.incident and chosen.day == facts.published:
        return None  # the day of the trial or talks itself: the original incident's is not told
    return chosen.day


def choose_candidate(facts: Facts, phase: Phase | None) -> DateCandidate | None:
    """Decide which of the days named speaks for the story, by the order of cues that its phase has."""
    candidates = [c for c in facts.date_candidates if c.certain or c.span.text[:1].isdigit()]
    for cues in _ALLOWED[phase]:
        chosen = [candidate for candidate in candidates if candidate.cue in cues]
        if phase == "lanjutan":
            chosen.sort(key=lambda c: (not c.incident, c.day == facts.published))
        if chosen:
            return chosen[0]
    return None


_ANY: Final[tuple[frozenset[DateCue], ...]] = (
    frozenset({"event", "scene", "planned", "legal"}),
    frozenset({"statement", "quoted"}),
    frozenset({"period", "recalled"}),
)
# What a prevention story or a ceremony reports is the meeting at which somebody speaks; the day ahead is
# the one on which trouble is to be prevented.
_MEETING: Final[tuple[frozenset[DateCue], ...]] = (
    frozenset({"event", "scene", "legal"}),
    frozenset({"statement"}),
    frozenset({"planned", "quoted"}),
)
_ALLOWED: Final[Mapping[Phase | None, tuple[frozenset[DateCue], ...]]] = MappingProxyType(
    {
        None: _ANY,
        "peristiwa": (
            frozenset({"event", "scene", "legal"}),
            frozenset({"statement"}),
            frozenset({"planned"}),
        ),
        "potensi": (frozenset({"planned"}), frozenset({"event", "scene"})),
        "lanjutan": (frozenset({"event", "legal"}), frozenset({"scene", "recalled"})),
        "pencegahan": _MEETING,
        "seremonial": _ANY,
        "opini": (frozenset({"event"}),),
        "lain": _ANY,
    }
)
