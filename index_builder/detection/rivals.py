"""Other people's detectors, as scores that grow with alarm; used by the bench only."""

from __future__ import annotations

import numpy as np

from index_builder.detection.negative_binomial import mid_p
from index_builder.detection.values import Floats

PLAIN_HISTORY = 730
PLAIN_GUARD = 7


def rolling(counts: Floats, days: int) -> Floats:
    total = np.cumsum(counts, axis=1, dtype=float)
    out = total.copy()
    out[:, days:] -= total[:, :-days]
    return out


def plain_window(counts: Floats, *, history: int = PLAIN_HISTORY, guard: int = PLAIN_GUARD) -> Floats:
    week = rolling(counts, 7)
    shifted = np.zeros_like(week)
    shifted[:, guard:] = week[:, :-guard]
    n = np.minimum(np.maximum(np.arange(week.shape[1]) + 1 - guard, 1), history)
    mean = rolling(shifted, history) / n
    square = rolling(shifted**2, history) / n
    variance = np.maximum(square - mean**2, mean)
    mean = np.maximum(mean, 0.25 / n * 7)
    p = mid_p(week, mean, np.maximum(variance, mean))
    return -np.log10(p)
