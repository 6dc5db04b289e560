"""How the outlets of a seeded press tell what happens there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from pantau.demo.days import write_days
from pantau.demo.grammar_events import EARLY
from pantau.demo.grammar_text import (
    Routine,
    district_of,
    fill,
    headline,
    load_bank,
    paragraphs,
    sentence_case,
)
from pantau.demo.newsroom import slug
from pantau.demo.truth import Truth
from pantau.records import Article, Outlet
from pantau.urls import article_key

if TYPE_CHECKING:
    from random import Random

    from pantau.demo.grammar_events import Events, Happening
    from pantau.districts import District

SECOND_REPORT: Final = 0.5
"""Chance that another owner tells an incident in its own words."""

REPRINT: Final = 0.35
"""Chance that another outlet prints the first report again."""

FOLLOW_UP: Final = 0.35
"""Chance that an incident is followed by an arrest, a trial or a settlement that is reported."""

TALK_DAYS: Final = 5
"""A story of prevention or ceremony about every five days: offices send them steadily."""

_PUNISHED: Final = frozenset(
    ("bentrok", "serangan", "perusakan", "main_hakim_sendiri", "intimidasi", "ujaran")
)
"""Forms after which people stand trial; disputes and strikes end at a table."""

_ZONE: Final = ZoneInfo("Asia/Jakarta")
_DAY_FORMS: Final = ("{hr}", "{hrt}", "{hr}")


def _outlet(domain: str, name: str, owner: str) -> Outlet:
    return Outlet(
        domain=domain,
        name=name,
        owner=owner,
        home="",
        rights="headline",
        state="active",
        source="pantau.demo",
    )


GRAMMAR_OUTLETS: Final[tuple[Outlet, ...]] = (
    _outlet("gema.example", "Gema Daerah", "Grup Gema"),
    _outlet("gemakota.example", "Gema Kota", "Grup Gema"),
    _outlet("nusakini.example", "Nusa Kini", "Nusa Kini"),
    _outlet("tapal.example", "Tapal Warta", "Yayasan Tapal"),
    _outlet("pelangi.example", "Pelangi Pos", "Pelangi Pers"),
    _outlet("arus.example", "Arus Pesisir", "Arus Media"),
    _outlet("lumbung.example", "Lumbung Berita", "Lumbung"),
    _outlet("cakrawala.example", "Cakrawala Rakyat", "Cakrawala"),
)
"""Registry rows of the outlets that seeded presses use: eight outlets of seven owners."""


class Desk:
    """Writes the stories of one press.

    Args:
        rng: Every choice comes from it.
        events: The press's incidents and districts.
        end: Last day of the press.
        days: Length of the press in days.
    """

    def __init__(self, rng: Random, events: Events, *, end: date, days: int) -> None:
        self._rng = rng
        self._events = events
        self._end = end
        self._days = days
        self._bank = load_bank()
        self._stories: list[tuple[Article, Truth]] = []
        self._serial = 0

    def report(self, happening: Happening) -> None:
        """Write an incident's stories: first report, perhaps a second, a reprint and a follow-up."""
        rng = self._rng
        outlets = rng.sample(GRAMMAR_OUTLETS, len(GRAMMAR_OUTLETS))
        first = outlets[0]
        others = [outlet for outlet in outlets if outlet.owner != first.owner]
        taken: set[str] = set()
        original = self._first_report(happening, first, taken=taken)
        if happening.rise or rng.random() < SECOND_REPORT:
            self._first_report(happening, others[0], taken=taken)
        if rng.random() < REPRINT:
            self._reprint(happening, original, others[1], taken=taken)
        if rng.random() < FOLLOW_UP and not happening.scene.background_only:
            self._follow_up(happening, rng.choice(outlets))

    def _first_report(
        self, happening: Happening, outlet: Outlet, *, taken: set[str]
    ) -> tuple[Article, Truth]:
        rng = self._rng
        scene = happening.scene
        hurt = happening.injured is not None
        calm = not hurt and rng.random() < 0.4
        patterns = [
            self._pick(scene.leads, taken),
            self._pick(scene.courses, taken),
            self._pick(scene.causes, taken),
            *([self._pick(self._bank.pool["harm"], taken)] if hurt else []),
            *([self._pick(self._bank.pool["noharm"], taken)] if calm else []),
            self._pick(scene.courses, taken),
            self._pick(self._bank.pool["official"], taken),
            self._pick(self._bank.pool["quote"], taken),
            self._pick(self._bank.pool["official"], taken),
            self._pick(self._bank.pool["aftermath"], taken),
        ]
        middle = patterns[1:-1]
        rng.shuffle(middle)
        slots = happening.slots | {"hari": self._day_words(happening.day)}
        sentences = [
            sentence_case(fill(pattern, slots, rng)) for pattern in (patterns[0], *middle, patterns[-1])
        ]
        truth = Truth(
            relevant=True,
            dimensions=(scene.dimension,),
            tone="tension",
            phase="peristiwa",
            form=scene.form,
            sentiment="negatif",
            places=(happening.district.code,),
            place_names=(slots["kec"], slots["desa"]),
            event_date=happening.day,
            deaths=0 if calm else None,
            injured=0 if calm else happening.injured,
            incident=happening.incident,
            rise=happening.rise,
        )
        title = self._title(self._pick(scene.titles, taken), slots, happening.district)
        story = self._publish(
            outlet,
            happening.day + timedelta(days=self._delay(happening)),
            title=title,
            text=paragraphs(sentences, rng),
            truth=truth,
            section="peristiwa",
        )
        self._stories.append(story)
        return story

    def _delay(self, happening: Happening) -> int:
        """Days until an incident is told: the evening's news stands in the morning's edition."""
        return self._rng.choice((0, 1)) if happening.slots["waktu"] in EARLY else 1

    def _reprint(
        self, happening: Happening, original: tuple[Article, Truth], outlet: Outlet, *, taken: set[str]
    ) -> None:
        """The same text, shortened, under another headline."""
        article, truth = original
        # The last paragraph holds no label of the event (it is always the aftermath).
        text, _, _ = article.text.rpartition("\n")
        title = self._title(self._pick(happening.scene.titles, taken), happening.slots, happening.district)
        day = min(
            (article.published or article.fetched).date() + timedelta(days=self._rng.choice((0, 1))),
            self._end,
        )
        told = replace(truth, reprint=True)
        self._stories.append(self._publish(outlet, day, title=title, text=text, truth=told, late=True))

    def _follow_up(self, happening: Happening, outlet: Outlet) -> None:
        rng = self._rng
        day = happening.day + timedelta(days=rng.randint(3, 30))
        if day > self._end:
            return
        punished = happening.scene.form in _PUNISHED
        kind = rng.choice([item for item in self._bank.followups if punished or item.key == "damai"])
        slots = happening.slots | {
            "noun": happening.scene.noun,
            "hari": self._day_words(day),
            "jumlah": str(rng.randint(2, 7)),
            "bulan": str(rng.randint(6, 30)),
        }
        truth = Truth(
            relevant=True,
            dimensions=(happening.scene.dimension,),
            tone=kind.tone,
            phase="lanjutan",
            form=happening.scene.form,
            sentiment=kind.sentiment,
            places=(happening.district.code,),
            place_names=(slots["kec"],),
            incident=happening.incident,
        )
        self._tell(kind, slots, happening.district, outlet, day, truth)

    def routine(self, everyday_a_day: int) -> None:
        """Everyday news on each day, prevention and ceremonies now and then."""
        for offset in range(self._days):
            day = self._events.start + timedelta(days=offset)
            for _ in range(everyday_a_day):
                self._routine(self._rng.choice(self._bank.everyday), day)
            if self._rng.random() < 1 / TALK_DAYS:
                self._routine(self._rng.choice(self._bank.talk), day)

    def _routine(self, kind: Routine, day: date) -> None:
        rng = self._rng
        district = district_of(rng.choice(self._events.codes))
        slots = self._events.place_slots(district) | {"hari": self._day_words(day)}
        slots |= {name: rng.choice(words) for name, words in kind.slots.items()}
        places = () if kind.nowhere else (district.code,)
        if kind.phase == "lain":
            truth = Truth(sentiment=kind.sentiment, places=places)
        else:
            truth = Truth(
                relevant=True,
                dimensions=(kind.dimension,),
                tone=kind.tone,
                phase=kind.phase,
                sentiment=kind.sentiment,
                places=places,
                event_date=day,
            )
        self._tell(kind, slots, district, rng.choice(GRAMMAR_OUTLETS), day, truth)

    def _tell(
        self,
        kind: Routine,
        slots: dict[str, str],
        district: District,
        outlet: Outlet,
        day: date,
        truth: Truth,
    ) -> None:
        rng = self._rng
        most = len(kind.sentences) - 1
        chosen = sorted(rng.sample(range(1, most + 1), rng.randint(min(5, most), most)))
        patterns = [kind.sentences[0], *(kind.sentences[index] for index in chosen)]
        sentences = [sentence_case(fill(pattern, slots, rng)) for pattern in patterns]
        title = self._title(rng.choice(kind.titles), slots, district)
        text = paragraphs(sentences, rng)
        story = self._publish(outlet, day, title=title, text=text, truth=truth, section=kind.section)
        self._stories.append(story)

    def _pick(self, patterns: tuple[str, ...], taken: set[str]) -> str:
        """A pattern that no story on this incident has used, as far as there is one."""
        fresh = [pattern for pattern in patterns if pattern not in taken]
        chosen = self._rng.choice(fresh or patterns)
        taken.add(chosen)
        return chosen

    def _title(self, pattern: str, slots: dict[str, str], district: District) -> str:
        """A headline; half of them name the district as headlines do, without its level word."""
        short = {"kab": district.bare_name} if self._rng.random() < 0.5 else {}
        return headline(fill(pattern, slots | short, self._rng))

    def _day_words(self, day: date) -> str:
        return write_days(self._rng.choice(_DAY_FORMS), published=day)

    def _publish(
        self,
        outlet: Outlet,
        day: date,
        *,
        title: str,
        text: str,
        truth: Truth,
        section: str = "daerah",
        late: bool = False,
    ) -> tuple[Article, Truth]:
        self._serial += 1
        clock = time(self._rng.randint(17, 21) if late else self._rng.randint(6, 16), self._rng.randrange(60))
        published = datetime.combine(day, clock, tzinfo=_ZONE)
        url = f"https://{outlet.domain}/{section}/{day:%Y/%m/%d}/{slug(title)}-{self._serial}"
        article = Article(
            key=article_key(url),
            url=url,
            outlet=outlet.domain,
            title=title,
            text=text,
            published=published,
            fetched=published + timedelta(minutes=20),
            author=f"Redaksi {outlet.name}",
            section=section,
        )
        return article, truth

    def finished(self) -> list[tuple[Article, Truth]]:
        """All stories, by time of publication."""
        return sorted(self._stories, key=lambda story: (story[0].published or story[0].fetched, story[0].key))
