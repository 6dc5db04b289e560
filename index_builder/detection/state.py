"""The state of a surveillance as plain arrays, so that a new day needs no replay.

Only numbers are written (``numpy.savez`` without pickle): a state that was tampered with can be wrong, but
cannot run anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index_builder.detection.errors import SeriesError
from index_builder.detection.layout import Layout
from index_builder.detection.surveillance import Surveillance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index_builder.detection.budget import Budget

LAST_DAY: Final = "last_day"
_PACKAGE: Final = "index_builder.detection"


def to_arrays(watching: Surveillance) -> dict[str, NDArray[Any]]:
    """Everything that a surveillance has learned.

    Args:
        watching: Between two days.
    """
    ordinal = watching.last_day.toordinal() if watching.last_day else 0
    arrays: dict[str, NDArray[Any]] = {LAST_DAY: np.array(ordinal)}
    for path, owner, name in _places(watching, ""):
        arrays[path] = np.array(getattr(owner, name))
    return arrays


def from_arrays(layout: Layout, budget: Budget, arrays: Mapping[str, NDArray[Any]]) -> Surveillance:
    """A surveillance that goes on where the written one stopped.

    Args:
        layout: The same series in the same order.
        budget: May differ: it is no part of what was learned.
        arrays: As :func:`to_arrays` gave them.

    Raises:
        SeriesError: If the arrays belong to other series or another version.
    """
    watching = Surveillance(layout, budget)
    for path, owner, name in list(_places(watching, "")):
        fresh = getattr(owner, name)
        if path not in arrays or np.shape(arrays[path]) != np.shape(fresh):
            raise SeriesError(
                f"the written state does not fit these series ({path} is missing or of another size): "
                "build it anew from the counts"
            )
        value = arrays[path]
        setattr(owner, name, value.copy() if isinstance(fresh, np.ndarray) else type(fresh)(value))
    ordinal = int(arrays[LAST_DAY])
    watching.last_day = date.fromordinal(ordinal) if ordinal else None
    return watching


def _places(owner: object, path: str) -> Iterator[tuple[str, object, str]]:
    """Every number and array below an object of this package: path, owner, attribute."""
    names = getattr(owner, "__slots__", None) or vars(owner)
    for name in sorted(names):
        value = getattr(owner, name)
        if isinstance(value, (Layout, bool)):
            continue
        if isinstance(value, (np.ndarray, float, int)):
            yield f"{path}{name}", owner, name
        elif type(value).__module__.startswith(_PACKAGE) and type(value).__name__ != "Budget":
            yield from _places(value, f"{path}{name}.")
