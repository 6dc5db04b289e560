"""Everything the crawler raises on purpose.

::

    pantau.errors.CrawlError
    ├── RegistryError        a row of the outlet table breaks a rule (file, row, field, value)
    ├── RefusedError         we may not read this: robots.txt, 401/403/451, an opt-out, a private address
    ├── FetchError           the server gave nothing usable (too large, too slow, endless redirect, 5xx)
    ├── FeedError            a feed or sitemap cannot be read
    ├── ExtractionError      a page holds no story
    ├── DateError            a text names a day outside reason
    ├── ImportFileError      a file to import cannot be read at all
    │   └── RowError         one row of it breaks a rule
    ├── ArchiveError         the archive of raw pages cannot be written
    └── CrawlProcessError    the crawling process ended without a summary

:class:`RefusedError`, :class:`FetchError`, :class:`FeedError` and :class:`ExtractionError` of a single
address never end a crawl: they are recorded with the address and counted.
"""

from pantau.errors import CrawlError


class RegistryError(CrawlError):
    """A row of the outlet table breaks a rule; the message names file, row, field, value and rule."""


class RefusedError(CrawlError):
    """Something may not be read; it is recorded and left alone."""


class FetchError(CrawlError):
    """A server gave nothing usable."""


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
