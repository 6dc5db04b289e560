"""What this room raises on purpose.

::

    PantauError
    └── BuildError           incidents, signals or the index cannot be built
        ├── TableError       a table that ships with this room is missing or broken
        ├── CorrectionError  a person's correction names something that is not there
        ├── TurnError        another build of the same database is running
        └── SeriesError      a series of counts given from outside breaks a rule
"""

from pantau.errors import BuildError


class TableError(BuildError):
    """A table that ships with this room is missing or broken."""


class CorrectionError(BuildError):
    """A person's correction names something that is not there or has a value it cannot have."""


class TurnError(BuildError):
    """Another build of the same database is running and did not end in time."""


class SeriesError(BuildError):
    """A series of counts given from outside breaks a rule."""
