"""What happens in a seeded press: incidents at each district's normal rate, and the planted rise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from pantau.demo.grammar_text import (
    NUMBER_WORDS,
    VILLAGE_NAMES,
    Scene,
    district_of,
    fill,
    grammar_places,
    load_bank,
    village_name,
)
from pantau.demo.newsroom import slug
from pantau.labels import DIMENSIONS

if TYPE_CHECKING:
    from random import Random

    from pantau.districts import District
    from pantau.labels import Dimension

BACKGROUND_DAYS: Final = 75.0
"""Mean days between two incidents in a district: about five a year. Violent ones are about 2.4 a year
(CSIS 2021: 1,221 in 514 districts); disputes, strikes and refusals are counted here as well."""

DIMENSION_WEIGHTS: Final = (0.35, 0.40, 0.12, 0.13)
"""Shares of background incidents in the order of DIMENSIONS: daily strain is about land, work and
brawls; incidents of religion are about 175 a year in the nation (SETARA 2022)."""

RISE_SIZE: Final = (6, 10)
"""Incidents of a planted rise, least and most."""

RISE_DAYS: Final = (7, 14)
"""Days over which a planted rise spreads, least and most; it ends on the press's last day."""

EARLY: Final = ("dini hari", "pagi")
"""Parts of the day whose news the same day's edition still prints."""

_CLOCK: Final = (*EARLY, "siang", "sore", "petang", "malam")
_CROWDS: Final = (
    "puluhan",
    "ratusan",
    "sekitar {n40-90}",
    "kurang lebih {n100-300}",
    "belasan",
    "tak kurang dari {n50-95}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An invented incident, before anybody writes about it."""

    scene: Scene
    district: District
    day: date
    incident: str
    slots: dict[str, str]
    injured: int | None
    rise: bool


class Events:
    """Thinks up the incidents of one press; every choice comes from its random source.

    Args:
        rng: The source.
        end: Last day of the press.
        days: Length of the press in days.
        districts: How many districts it plays in.

    Attributes:
        start: First day.
        codes: Codes of the districts.
    """

    def __init__(self, rng: Random, *, end: date, days: int, districts: int) -> None:
        self._rng = rng
        self._end = end
        self._days = days
        self._bank = load_bank()
        self._villages: set[str] = set()
        self._serial = 0
        self.start = end - timedelta(days=days - 1)
        self.codes = rng.sample(sorted(grammar_places()), districts)

    def background(self) -> list[Happening]:
        """Incidents at each district's normal rate."""
        found = []
        for code in self.codes:
            moment = self._rng.expovariate(1 / BACKGROUND_DAYS)
            while moment < self._days - 1:  # what happens on the last day is told on the day after
                dimension = self._rng.choices(DIMENSIONS, DIMENSION_WEIGHTS)[0]
                found.append(self._happening(code, dimension, self.start + timedelta(days=int(moment))))
                moment += self._rng.expovariate(1 / BACKGROUND_DAYS)
        return found

    def rise(self) -> list[Happening]:
        """The planted incidents: other villages, days and kinds, one district and dimension."""
        code = self._rng.choice(self.codes)
        dimension = self._rng.choice(DIMENSIONS)
        window = self._rng.randint(*RISE_DAYS)
        size = self._rng.randint(*RISE_SIZE)
        scenes = [
            scene for scene in self._bank.scenes if scene.dimension == dimension and not scene.background_only
        ]
        self._rng.shuffle(scenes)
        kecamatan = self._rng.sample(grammar_places()[code], len(grammar_places()[code]))
        offsets = [self._rng.randrange(window) for _ in range(size - 1)] + [0]
        return [
            self._happening(
                code,
                dimension,
                self._end - timedelta(days=offset + 1),
                scene=scenes[position % len(scenes)],
                kecamatan=kecamatan[position % len(kecamatan)],
                rise=True,
            )
            for position, offset in enumerate(offsets)
        ]

    def _happening(
        self,
        code: str,
        dimension: Dimension,
        day: date,
        *,
        scene: Scene | None = None,
        kecamatan: str = "",
        rise: bool = False,
    ) -> Happening:
        rng = self._rng
        chosen = scene or rng.choice([item for item in self._bank.scenes if item.dimension == dimension])
        district = district_of(code)
        injured = rng.randint(2, 9) if chosen.harm else None
        self._serial += 1
        slots = self.place_slots(district) | {
            "desa2": self._village(),
            "waktu": rng.choice(_CLOCK),
            "jml": fill(rng.choice(_CROWDS), {}, rng),
            "luka": NUMBER_WORDS[injured or 0],
        }
        slots |= {key: rng.choice(words) for key, words in chosen.slots.items()}
        slots["kec"] = kecamatan or slots["kec"]
        name = f"{slug(district.name)}-{chosen.key}-{self._serial}-{day:%Y-%m}"
        return Happening(
            scene=chosen,
            district=district,
            day=day,
            incident=name,
            slots=slots,
            injured=injured,
            rise=rise,
        )

    def place_slots(self, district: District) -> dict[str, str]:
        """Words for a district, one of its kecamatan and a fresh village."""
        return {
            "kab": district.name,
            "kec": self._rng.choice(grammar_places()[district.code]),
            "desa": self._village(),
        }

    def _village(self) -> str:
        """A village name; no two incidents of a press share one."""
        name = village_name(self._rng)
        while name in self._villages and len(self._villages) < VILLAGE_NAMES // 2:
            name = village_name(self._rng)
        self._villages.add(name)
        return name
