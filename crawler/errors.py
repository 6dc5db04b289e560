"""Everything the crawler raises on purpose.

::

    pantau.errors.CrawlError
    ├── RegistryError        a row of the outlet table breaks a rule (file, row, field, value)
    ├── FeedError            a feed or sitemap cannot be read
    ├── ExtractionError      a page holds no story
    ├── DateError            a text names a day outside reason
    ├── ImportFileError      a file to import cannot be read at all
    │   └── RowError         one row of it breaks a rule
    ├── ArchiveError         the archive of raw pages cannot be written
    └── CrawlProcessError    the crawling process ended without a summary

:class:`FeedError` and :class:`ExtractionError` of a single address never end a crawl, nor does a refusal or a
failure of the network (:mod:`crawler.failures`): they are recorded with the address and counted.
"""

from pantau.errors import CrawlError


class RegistryError(CrawlError):
    """A row of the outlet table breaks a rule; the message names file, row, field, value and rule."""


class FeedError(CrawlError):
    """A feed or sitemap cannot be read."""


class ExtractionError(CrawlError):
    """A page holds no story."""


class DateError(CrawlError):
    """A text names a day outside reason."""


class ImportFileError(CrawlError):
    """A file to import cannot be read at all."""


class RowError(ImportFileError):
    """One row of an import breaks a rule; it goes to the reject file."""


class ArchiveError(CrawlError):
    """The archive of raw pages cannot be written."""


class CrawlProcessError(CrawlError):
    """The crawling process ended without a summary."""
