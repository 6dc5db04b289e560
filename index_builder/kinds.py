"""What part a story plays in an incident, and of which kind an incident is.

The codebook labels a story; the design says what counts: tension events, peaceful protests apart, and
for harmony only a settlement between parties or an act across groups.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final, Literal

from pantau.labels import TENSION_TONES
from pantau.records import Annotation, Story

Kind = Literal["tension", "protest", "harmony", "followup", "none"]

STALE_DAYS: Final = 45
"""A first report comes within days of an event. What is told as news more than six weeks after its day is a
retelling (an anniversary, an archive page with a new date): it may join its incident, it raises nothing."""


class Part(IntEnum):
    """The part of one story. The numbers are kept in the database."""

    NONE = 0
    """Belongs to no incident."""
    EVENT = 1
    """Reports that a tension event happens."""
    THREAT = 2
    """Reports that one concretely threatens."""
    PROTEST = 3
    """Reports a peaceful demonstration."""
    FOLLOWUP = 4
    """Follows up on an earlier incident: arrest, trial, compensation."""
    SETTLEMENT = 5
    """Reports that the parties of an incident settle it."""
    ACT = 6
    """Reports an act across groups."""
    REPORT = 7
    """Speaks of an incident without strain or as opinion; it may join one and raises nothing."""


RAISING: Final = frozenset((Part.EVENT, Part.THREAT, Part.PROTEST))
"""Parts that make an incident one of tension or protest."""

GROUPED: Final = frozenset(Part) - {Part.NONE}
"""Parts that belong to an incident."""

_ACROSS: Final = re.compile(
    r"\b(?:lintas[ -](?:agama|iman|etnis|suku|kampung|desa|umat)"
    r"|antar[ -]?(?:umat|agama|etnis|suku|kampung|desa)"
    r"|beda (?:agama|keyakinan|iman|suku)|dua (?:desa|kampung|suku|kelompok|negeri|umat|etnis)"
    r"|kedua (?:desa|kampung|suku|kelompok|negeri|umat|etnis|belah pihak))\b",
    re.IGNORECASE,
)
"""Words that say that two groups take part."""

_GROUPS: Final = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"muslim|umat islam|santri|pesantren|masjid|banser|nahdlatul|muhammadiyah",
        r"kristen|kristiani|katolik|gereja|jemaat|nasrani|pastor|pendeta",
        r"hindu|pura|pecalang",
        r"buddha|vihara|wihara|biksu|bhikkhu",
        r"khonghucu|konghucu|kelenteng|klenteng",
        r"tionghoa",
        r"ahmadiyah|syiah",
        r"penghayat|parmalim|kaharingan",
    )
)
"""Groups by faith or descent; two of them in the top of a story are two groups."""

_DEED: Final = re.compile(
    r"\b(?:membantu|bantu|menjaga|jaga|mengamankan|gotong[ -]royong|bergotong|kerja bakti|membersihkan"
    r"|memperbaiki|membangun|menampung|menolong|mengantar(?:kan)?|berbagi|berdamai|bermaafan"
    r"|saling memaafkan|ikrar|bersama[ -]sama|bahu[ -]membahu|meminjamkan|menyediakan|memasak"
    r"|menyumbang(?:kan)?)\b",
    re.IGNORECASE,
)
"""Things that people do for or with each other."""

_NO_DEED: Final = re.compile(
    r"\b(?:penghargaan|award|anugerah|meluncurkan|peluncuran|launching|sosialisasi|indeks|skor|survei|peringkat"
    r"|seminar|lokakarya|fgd|rakor|rapat koordinasi|dialog publik|pelatihan|bimtek|lomba|imbau\w*|mengimbau"
    r"|mengajak|kunjungan|studi banding|talkshow|diseminasi|predikat|piala|juara)\b",
    re.IGNORECASE,
)
"""Awards, launches, socialisations, index reports, appeals: press releases would otherwise buy harmony."""

_ACT_TOP: Final = 600
"""Characters of the body in which the deed must stand: what the story is about comes first."""


def part_of(story: Story) -> Part:
    """The part that a story plays, from its labels (and, for acts across groups, its words)."""
    said = story.annotation
    if not said.relevant:
        return Part.NONE
    if said.form == "tidak_ada":
        return Part.ACT if is_act_across_groups(story) else Part.NONE
    match said.phase:
        case "lanjutan":
            return Part.SETTLEMENT if said.tone == "harmony" else Part.FOLLOWUP
        case "peristiwa" | "potensi":
            return _event_part(story)
        case _:
            return Part.REPORT


def _event_part(story: Story) -> Part:
    said = story.annotation
    if is_stale(story):
        return Part.FOLLOWUP
    if said.form == "unjuk_rasa" and is_peaceful(said) and said.tone != "harmony":
        return Part.PROTEST
    if said.tone not in TENSION_TONES:
        return Part.REPORT
    return Part.THREAT if said.phase == "potensi" else Part.EVENT


def is_peaceful(said: Annotation) -> bool:
    """Whether a demonstration hurt nobody; disorder makes it another form (codebook, rule 6)."""
    return not said.deaths and not said.injured


def is_stale(story: Story) -> bool:
    """Whether the event lay long before the story was published."""
    published, event = story.article.published, story.annotation.event_date
    return published is not None and event is not None and (published.date() - event).days > STALE_DAYS


def is_act_across_groups(story: Story) -> bool:
    """Whether people of different groups do something for or with each other.

    The story must have the tone ``harmony``, name two groups (or say "lintas agama", "dua desa" …) and a
    deed in its headline or lead, and must not be about an award, a launch, a meeting or an index.
    """
    said = story.annotation
    if said.tone != "harmony" or said.phase == "opini":
        return False
    top = f"{story.article.title}\n{story.article.text[:_ACT_TOP]}"
    if _NO_DEED.search(top) or not _DEED.search(top):
        return False
    return bool(_ACROSS.search(top)) or sum(bool(group.search(top)) for group in _GROUPS) > 1


def kind_of(parts: set[Part]) -> Kind:
    """The kind of an incident from the parts of its stories.

    A settlement makes an incident one of harmony only where nothing of the strain before it was ever
    seen; otherwise it is the end of that incident, and its harmony is counted on its own day (see
    :mod:`index_builder.signals`).
    """
    if parts & {Part.EVENT, Part.THREAT}:
        return "tension"
    if Part.PROTEST in parts:
        return "protest"
    if parts & {Part.SETTLEMENT, Part.ACT}:
        return "harmony"
    return "followup" if Part.FOLLOWUP in parts else "none"
