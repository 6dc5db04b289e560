"""What the headline and the first lines say about the kind of story.

The places of a story mean something else in a report of a protest, of a match or of another country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nlp.places import vocabulary as words

CHARS: Final = 700
"""Characters of the body that count as its opening: three or four paragraphs."""
SPORT_WORDS: Final = 3
"""So many different words of sport make a match report; one or two stand in any story."""

LOCAL: Final = (
    words.LOCAL_OFFICES
    | words.POLICE_UNITS
    | words.KOTA_OFFICES
    | words.KABUPATEN_OFFICES
    | (words.PEOPLE_WORDS - words.word_set("masyarakat publik umat guru tokoh penduduk korban"))
    | words.word_set(
        "polisi kebakaran terbakar korban tewas banjir camat lurah kades desa kelurahan kecamatan"
    )
)
"""Words of local news; without one of them a dateline stands over advice, calendars and prices."""

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The kind of story.

    Attributes:
        protest: A protest or riot is reported: a parliament or palace can be its place.
        ceremony: A ceremony is reported: so can a palace.
        venue: A venue is named: a dateline is where that stands.
        local: Offices, police, people or a venue of some town are named.
        elsewhere: It is about a match or another country: a dateline is only the newsroom's.
    """

    protest: bool
    ceremony: bool
    venue: bool
    local: bool
    elsewhere: bool


def read_opening(title: str, body: str) -> Opening:
    """Read the kind of story from headline and opening."""
    head = set(_WORD.findall(title.lower()))
    lead = set(_WORD.findall(body[:CHARS].lower()))
    both = head | lead
    protest = not words.PROTEST_WORDS.isdisjoint(both)
    venue = protest or not words.VENUES.isdisjoint(lead)
    return Opening(
        protest=protest,
        ceremony=not words.CEREMONY_WORDS.isdisjoint(both),
        venue=venue,
        local=venue or not LOCAL.isdisjoint(both),
        elsewhere=len(words.SPORT & both) >= SPORT_WORDS or not words.FOREIGN.isdisjoint(both),
    )
