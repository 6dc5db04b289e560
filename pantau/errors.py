"""Everything that Pantau raises on purpose.

::

    PantauError
    ├── UsageError         a command or call was used in a way it does not offer
    │   └── SettingsError  a setting is unknown or has a value it cannot have
    ├── StorageError       the database cannot be used
    │   └── NewerDatabaseError   written by a later version of Pantau
    ├── RecordError        a record on its way in or out breaks a rule
    ├── CrawlError         a source could not be read (see crawler.errors)
    ├── AnnotationError    a model or table of nlp is missing or broken (see nlp.errors)
    ├── BuildError         incidents, signals or the index cannot be built (see index_builder.errors)
    └── SearchError        a question cannot be answered (see search.errors)

A message says what happened, with which value, which rule it breaks and what to do next. The
command line prints it without a traceback and exits with 1 (2 for :class:`UsageError`).
"""


class PantauError(Exception):
    """Base of everything Pantau raises on purpose."""


class UsageError(PantauError):
    """The command or call was used in a way it does not offer (exit code 2)."""


class SettingsError(UsageError):
    """A setting is unknown or has a value it cannot have."""


class StorageError(PantauError):
    """The database cannot be opened, read or written."""


class NewerDatabaseError(StorageError):
    """The database was written by a later version of Pantau."""


class RecordError(PantauError):
    """A record on its way in or out breaks a rule."""


class CrawlError(PantauError):
    """A source could not be read."""


class AnnotationError(PantauError):
    """A model or table of the language pipeline is missing or broken."""


class BuildError(PantauError):
    """Incidents, signals or the index cannot be built."""


class SearchError(PantauError):
    """A question cannot be answered."""
