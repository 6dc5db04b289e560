"""What detection raises on purpose, beside :class:`index_builder.errors.SeriesError`.

::

    BuildError
    ├── SeriesError    a table of counts breaks a rule; the message names the row
    ├── ClockError     a day came twice or before one that was already taken in
    ├── BudgetError    a budget of false alarms cannot be read
    └── RivalError     R surveillance is missing or failed (comparison only)
"""

from index_builder.errors import SeriesError
from pantau.errors import BuildError

__all__ = ["BudgetError", "ClockError", "RivalError", "SeriesError"]


class ClockError(BuildError):
    """A day came twice, too late or too early."""


class BudgetError(BuildError):
    """A budget of false alarms cannot be read or is out of range."""


class RivalError(BuildError):
    """R surveillance is missing or failed; it serves comparison only."""
