"""Array types of the package: what is counted, what is estimated, what is true or false."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Estimates and probabilities."""
Ints = NDArray[np.int64]
"""Counts and indices."""
Bools = NDArray[np.bool_]
"""Marks."""
