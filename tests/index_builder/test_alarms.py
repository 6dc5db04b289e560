"""When an alarm is raised, and what the notice says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from index_builder.alarms import LEAST_INCIDENTS, QUIET_DAYS, Evidence, Watch, alert_of
from index_builder.baseline import SERIES
from index_builder.indexing import Computed
from index_builder.notices import LONGEST, notice
from index_builder.values import Scores
from pantau.records import Alert, Incident

FIRST = date(2026, 3, 1).toordinal()
NOW = datetime(2026, 3, 9, tzinfo=UTC)


def computed(observed: list[int], *, row: int = 1, chance: float = 1e-4, visible: bool = True) -> Computed:
    """One district whose window holds these counts, day by day."""
    shape = (len(observed), len(SERIES), 1)
    counts = np.zeros(shape, dtype=np.int64)
    counts[:, row, 0] = observed
    return Computed(
        first=FIRST,
        visible=np.full((len(observed), 1), visible),
        scores=Scores(
            observed=counts,
            expected=np.full(shape, 0.1),
            low=np.zeros(shape),
            high=np.ones(shape),
            chance=np.full(shape, chance),
            score=np.full(shape, 90.0),
            level=np.full(shape, 3),
        ),
    )


def evidence(*owners: str) -> Any:
    def of(district: str, dimension: str, day: date) -> list[Evidence]:
        return [
            Evidence(incident=f"i{number}", day=day, severity=float(number), owners=frozenset((owner,)))
            for number, owner in enumerate(owners)
        ]

    return of


def onsets(given: Computed, *owners: str) -> list[int]:
    watch = Watch(["33.05"], chance=0.001, evidence=evidence(*owners))
    return [onset.day.toordinal() - FIRST for onset in watch.onsets(given)]


def test_a_rise_is_alarming_once() -> None:
    assert onsets(computed([0, 2, 3, 4, 5, 5, 4, 3, 0]), "a", "b", "c") == [2]


def test_two_incidents_are_no_rise() -> None:
    assert onsets(computed([LEAST_INCIDENTS - 1] * 5), "a", "b") == []


def test_a_likely_count_is_no_rise() -> None:
    assert onsets(computed([5] * 5, chance=0.01), "a", "b") == []


def test_one_voice_is_no_evidence() -> None:
    assert onsets(computed([5] * 5), "a", "a", "a") == []


def test_an_unseen_district_raises_nothing() -> None:
    assert onsets(computed([5] * 5, visible=False), "a", "b") == []


def test_after_a_quiet_fortnight_a_rise_is_new() -> None:
    quiet = [0] * QUIET_DAYS
    assert onsets(computed([4, *quiet, 4]), "a", "b") == [0, QUIET_DAYS + 1]
    assert onsets(computed([4, *quiet[:-1], 4]), "a", "b") == [0]


def test_a_dimension_says_more_than_the_total() -> None:
    both = computed([4], row=1)
    both.scores.observed[:, SERIES.index("total"), 0] = 4
    watch = Watch(["33.05"], chance=0.001, evidence=evidence("a", "b"))
    assert [onset.dimension for onset in watch.onsets(both)] == [SERIES[1]]


def alert(**given: Any) -> Alert:
    fields: dict[str, Any] = {
        "number": 7,
        "district": "33.05",
        "dimension": "sosial",
        "day": date(2026, 3, 8),
        "window_days": 7,
        "observed": 4,
        "expected": 0.12,
        "probability": 0.00021,
        "level": "awas",
        "incidents": ("i1",),
        "status": "draf",
        "created": NOW,
        **given,
    }
    return Alert(**fields)


def incident(**given: Any) -> Incident:
    fields: dict[str, Any] = {
        "id": "i1",
        "day": date(2026, 3, 3),
        "event_date": date(2026, 3, 2),
        "kind": "tension",
        "form": "bentrok",
        "phase": "peristiwa",
        "tone": "tension",
        "dimensions": ("sosial",),
        "places": ("33.05",),
        "place_names": ("Sumber Wungu",),
        "deaths": None,
        "injured": 8,
        "owners": 3,
        "severity": 7.0,
        "stories": ("a",),
        "title": "Si Fulan jadi tersangka",
        **given,
    }
    return Incident(**fields)


def test_the_gravest_incidents_are_named_first() -> None:
    watch = Watch(["33.05"], chance=0.001, evidence=evidence("a", "b", "c"))
    onset = next(watch.onsets(computed([4])))
    raised = alert_of(onset, evidence("a", "b", "c")("33.05", "sosial", onset.day), created=NOW)
    assert raised.incidents == ("i2", "i1", "i0")
    assert raised.status == "draf"


def test_a_notice_says_what_is_reported_what_is_computed_and_that_it_is_unverified() -> None:
    text = notice(alert(), [incident()])
    assert "Kabupaten Kebumen" in text
    assert "BELUM DIVERIFIKASI" in text
    assert text.index("FAKTA") < text.index("ANALISIS")
    assert "2 Maret 2026: bentrokan di Sumber Wungu; meninggal tidak diketahui, luka 8" in text
    assert "0,1 kejadian" in text
    assert "1 banding 4.762" in text


def test_a_notice_names_nobody_and_never_declares_a_state_of_conflict() -> None:
    # A headline may name a suspect; a status is a legal act.
    text = notice(alert(), [incident()])
    assert "Fulan" not in text
    assert "keadaan konflik" not in text.lower()


def test_a_notice_fits_into_900_characters() -> None:
    # However long the names are.
    many = [incident(place_names=("Nama Desa Yang Sangat Panjang Sekali " * 10,)) for _ in range(12)]
    text = notice(alert(dimension="keberagamaan", district="74.13"), many)
    assert len(text) <= LONGEST
    assert "BELUM DIVERIFIKASI" in text
