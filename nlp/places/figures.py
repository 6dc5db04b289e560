"""Rates with intervals, for the benchmark of places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

Z: Final = 1.959964
"""Normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A count out of a count, with its 95 % Wilson interval.

    Source: Wilson 1927, "Probable inference", JASA 22; kept because the share can be near 0 or 1.
    """

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 where nothing was counted."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of the interval; (0, 1) where nothing was counted."""
        if not self.of:
            return (0.0, 1.0)
        share, n = self.value, self.of
        centre = share + Z * Z / (2 * n)
        spread = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        base = 1 + Z * Z / n
        return (max(0.0, (centre - spread) / base), min(1.0, (centre + spread) / base))

    def as_mapping(self) -> dict[str, Any]:
        """For JSON."""
        low, high = self.interval
        return {
            "value": round(self.value, 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "hits": self.hits,
            "of": self.of,
        }

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} [{low:.3f}-{high:.3f}] {self.hits}/{self.of}"
