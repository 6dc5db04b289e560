"""Exact tails of the negative binomial, many cells at once.

A count with mean ``m`` and size ``s`` has variance ``m + m**2 / s``: a Poisson count whose rate is itself
uncertain (gamma) or clumped. The probabilities are added up term by term from zero, which is exact and
fast for the small counts of this field, and needs no special functions.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_TERMS: Final = 100_000
"""Terms after which a quantile is given up: a mean that needs more is not a count of incidents."""


def mid_p(observed: npt.ArrayLike, mean: npt.ArrayLike, size: npt.ArrayLike) -> Floats:
    """Chance of more than the observed count plus half the chance of exactly that count.

    The mid-p value (Lancaster 1961) has mean 0.5 under the null also for small counts, where the plain
    tail is too cautious.

    Args:
        observed: Counts, broadcast with the others.
        mean: Expected counts, from 0.
        size: Sizes of the negative binomial, above 0.

    Returns:
        Probabilities in 0..1, in the broadcast shape. An expected count of 0 gives 0.5 for an observed 0
        and 0 for anything else.
    """
    counts, means, sizes = np.broadcast_arrays(
        np.asarray(observed, dtype=np.int64), np.asarray(mean, np.float64), np.asarray(size, np.float64)
    )
    counts, means, sizes = counts.ravel(), means.ravel(), sizes.ravel()
    shape = np.broadcast_shapes(np.shape(observed), np.shape(mean), np.shape(size))
    below, equal = _summed(counts, means, sizes)
    return np.clip(1.0 - below - 0.5 * equal, 0.0, 1.0).reshape(shape)


def quantile(chance: float, mean: npt.ArrayLike, size: npt.ArrayLike) -> Ints:
    """Smallest count whose cumulated probability reaches ``chance``, cell by cell."""
    means, sizes = np.broadcast_arrays(np.asarray(mean, np.float64), np.asarray(size, np.float64))
    shape = means.shape
    means, sizes = means.ravel(), sizes.ravel()
    found = np.zeros(len(means), dtype=np.int64)
    active = np.arange(len(means))
    term = _first_term(means, sizes)
    total = term.copy()
    for count in range(1, MOST_TERMS):
        short = total[active] < chance
        active = active[short]
        if not len(active):
            break
        term[active] *= _step(count, means[active], sizes[active])
        total[active] += term[active]
        found[active] = count
    return found.reshape(shape)


def _summed(counts: Ints, means: Floats, sizes: Floats) -> tuple[Floats, Floats]:
    """Chance of fewer than each count, and of exactly that count."""
    term = _first_term(means, sizes)
    below = np.zeros(len(term))
    active = np.flatnonzero(counts > 0)
    count = 0
    while len(active):
        count += 1
        below[active] += term[active]
        term[active] *= _step(count, means[active], sizes[active])
        active = active[counts[active] > count]
    return below, term


def _first_term(means: Floats, sizes: Floats) -> Floats:
    """Chance of zero."""
    found: Floats = np.exp(-sizes * np.log1p(means / sizes))
    return found


def _step(count: int, means: Floats, sizes: Floats) -> Floats:
    """Factor from the chance of ``count - 1`` to that of ``count``."""
    found: Floats = (sizes + (count - 1)) / count * (means / (means + sizes))
    return found
