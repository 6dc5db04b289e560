"""Charts of a district as SVG, drawn by Altair and vl-convert without a browser."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import altair as alt
import vl_convert
from babel.dates import get_day_names, get_month_names

from pantau.records import DistrictCoverage, IndexValue

WIDTH: Final = 390
HEIGHT: Final = 96
COVERAGE_HEIGHT: Final = 64
"""Units of the drawing; pages scale it to their columns, where letters come out at 9 to 14 pixels."""

INK: Final = "#1d2733"
QUIET: Final = "#5a6673"
BAND: Final = "#cfe0e6"
EXPECTED: Final = "#2b7a92"
UNSEEN: Final = "#e9e4dc"

KEPT: Final = 512
"""Drawings kept, about 12 kB each: those of a hundred districts."""


class Drawings:
    """Keeps drawings by what they show, the least recently asked for goes first."""

    def __init__(self, *, kept: int = KEPT) -> None:
        """Makes an empty store."""
        self._kept = kept
        self._drawn: OrderedDict[object, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object, draw: Callable[[], str]) -> str:
        """Returns the drawing with this key, drawn now where it is not there."""
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        svg = draw()
        with self._lock:
            self._drawn[key] = svg
            while len(self._drawn) > self._kept:
                self._drawn.popitem(last=False)
        return svg


def series_chart(values: Sequence[IndexValue], *, first: date, last: date, language: str) -> str:
    """Draws what was observed over the band of what was to be expected.

    Days without a value or *tidak teramati* have a ground of their own: nothing is drawn as zero there.

    Args:
        values: One dimension's values, oldest first.
        first: First day of the axis.
        last: Last day of the axis.
        language: Language of months.

    Returns:
        An SVG document.
    """
    seen = [value for value in values if value.level != "tidak_teramati"]
    unseen = _gaps({value.day for value in seen}, first, last)
    top = max([2.0, *(max(value.high, value.observed) for value in seen)])
    x = _time_axis(first, last)
    y = alt.Y("observed:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False), axis=_count_axis(top))
    usual = alt.Chart(alt.InlineData(values=_steps(seen))).encode(x=x, detail="run:N")
    bars = alt.Chart(alt.InlineData(values=[_bar(value.day, observed=value.observed) for value in seen]))
    layers = [
        _unseen_layer(unseen, x),
        usual.mark_area(color=BAND, interpolate="step-after").encode(
            y=alt.Y("low:Q", title=None), y2="high:Q"
        ),
        usual.mark_line(color=EXPECTED, strokeWidth=1.4, strokeDash=[4, 3], interpolate="step-after").encode(
            y=alt.Y("expected:Q", title=None)
        ),
        bars.mark_rect(color=INK).encode(x=x, x2="end:T", y=y, y2=alt.datum(0)),
    ]
    return _svg(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT), language)


def coverage_chart(days: Sequence[DistrictCoverage], *, first: date, last: date, language: str) -> str:
    """Draws how many stories named the district each day; days not seen have another ground."""
    data = [_bar(day.day, stories=day.stories) for day in days]
    seen = {day.day for day in days if day.stories or day.outlets}
    x = _time_axis(first, last)
    top = max([2, *(day.stories for day in days)])
    y = alt.Y("stories:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False), axis=_count_axis(top))
    bars = (
        alt.Chart(alt.InlineData(values=data))
        .mark_rect(color=QUIET)
        .encode(x=x, x2="end:T", y=y, y2=alt.datum(0))
    )
    chart = alt.layer(_unseen_layer(_gaps(seen, first, last), x), bars)
    return _svg(chart.properties(width=WIDTH, height=COVERAGE_HEIGHT), language)


def _gaps(seen: set[date], first: date, last: date) -> list[dict[str, str]]:
    """Returns the stretches of the axis that were not seen."""
    gaps: list[dict[str, str]] = []
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        if day not in seen:
            start, end = day.isoformat(), (day + timedelta(days=1)).isoformat()
            if gaps and gaps[-1]["end"] == start:
                gaps[-1]["end"] = end  # one ground without seams
            else:
                gaps.append({"day": start, "end": end})
    return gaps


def _bar(day: date, **counts: int) -> dict[str, object]:
    return {"day": day.isoformat(), "end": (day + timedelta(days=1)).isoformat(), **counts}


def _steps(seen: Sequence[IndexValue]) -> list[dict[str, object]]:
    """Returns what is usual as the corners of steps; each stretch of seen days is a run of its own.

    Without runs, lines and bands would be drawn across days nobody observed.
    """
    steps: list[dict[str, object]] = []
    run = 0
    for place, value in enumerate(seen):
        following = seen[place + 1] if place + 1 < len(seen) else None
        corner = {
            "run": run,
            "expected": round(value.expected, 4),
            "low": round(value.low, 4),
            "high": round(value.high, 4),
        }
        end = value.day + timedelta(days=1)
        steps.append({"day": value.day.isoformat(), **corner})
        if following is None or following.day != end:
            steps.append({"day": end.isoformat(), **corner})
            run += 1
    return steps


def _unseen_layer(gaps: list[dict[str, str]], x: alt.X) -> alt.Chart:
    layer: alt.Chart = alt.Chart(alt.InlineData(values=gaps)).mark_rect(color=UNSEEN).encode(x=x, x2="end:T")
    return layer


def _time_axis(first: date, last: date) -> alt.X:
    axis = alt.Axis(
        title=None, format="%-d %b", tickCount=6, grid=False, labelFlush=True, labelOverlap="greedy"
    )
    end = (last + timedelta(days=1)).isoformat()
    return alt.X("day:T", axis=axis, scale=alt.Scale(domain=[first.isoformat(), end], nice=False))


def _count_axis(top: float) -> alt.Axis:
    """Whole numbers only, three steps at most: there are no half incidents."""
    step = max(1, math.ceil(top / 3))
    steps = list(range(0, math.ceil(top) + 1, step))
    return alt.Axis(values=steps, format="d", grid=True, domain=False, ticks=False)


def _svg(chart: alt.LayerChart | alt.FacetChart, language: str) -> str:
    config = {
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            "labelColor": QUIET,
            "labelFont": "Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif",
            "labelFontSize": 11,
            "gridColor": "#e3e7ec",
            "domainColor": "#b7c0ca",
            "tickColor": "#b7c0ca",
        },
    }
    svg: str = vl_convert.vegalite_to_svg(
        chart.to_dict(), config=config, time_format_locale=_time_locale(language)
    )
    return svg


def _time_locale(language: str) -> dict[str, Any]:
    """Returns the names d3 needs; the formats are not used."""
    months, short = get_month_names("wide", locale=language), get_month_names("abbreviated", locale=language)
    days, short_days = get_day_names("wide", locale=language), get_day_names("abbreviated", locale=language)
    order = (6, 0, 1, 2, 3, 4, 5)  # d3 begins the week on Sunday, Babel on Monday
    return {
        "dateTime": "%-d %B %Y %H.%M",
        "date": "%-d %B %Y",
        "time": "%H.%M",
        "periods": ["AM", "PM"],
        "days": [days[number] for number in order],
        "shortDays": [short_days[number] for number in order],
        "months": [months[number] for number in range(1, 13)],
        "shortMonths": [short[number] for number in range(1, 13)],
    }
