"""What counts as one alarm: an onset, after which the series must be quiet before the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from index_builder.detection.values import Bools

QUIET_DAYS: Final = 14
"""An alarm lasts until the statistic stayed below the threshold for this long: the longest window, so that
the same incidents never ring twice."""


def onset_days(above: Bools) -> Bools:
    """Marks the days on which an alarm begins.

    Args:
        above: Whether the threshold is reached, S x T.

    Returns:
        S x T; a day above with none above in the :data:`QUIET_DAYS` before it.
    """
    total = np.cumsum(above, axis=1, dtype=np.int32)
    before = np.zeros_like(total)
    before[:, 1:] = total[:, :-1]
    gone = np.zeros_like(total)
    gone[:, QUIET_DAYS + 1 :] = total[:, : -QUIET_DAYS - 1]
    onset: Bools = above & (before == gone)
    return onset
