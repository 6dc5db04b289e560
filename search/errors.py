"""What search raises on purpose.

::

    SearchError (pantau.errors)
    ├── QueryError            a question is not in the query language
    │   ├── QuerySyntaxError  a word, sign or bracket stands where it cannot stand
    │   ├── QueryValueError   a field or its value does not exist
    │   └── QueryLimitError   longer, deeper or with more terms than is answered
    ├── SurveyError           a survey table cannot be read or compared
    ├── PageError             a page of hits outside what can be asked for
    └── NotIndexedError       the full-text table lacks what was asked of it
"""

from __future__ import annotations

from pantau.errors import SearchError

__all__ = [
    "NotIndexedError",
    "PageError",
    "QueryError",
    "QueryLimitError",
    "QuerySyntaxError",
    "QueryValueError",
    "SearchError",
    "SurveyError",
]


class QueryError(SearchError):
    """A question is not in the query language.

    Attributes:
        position: Offset in the query, in characters, of what is wrong; 0 is the first.
        found: What stands there; empty at the end of the query.
        expected: What could stand there instead, as a person would write it.
        problem: Name of the mistake, for pages that say it in the reader's language.
    """

    def __init__(
        self, problem: str, *, position: int, found: str = "", expected: tuple[str, ...] = ()
    ) -> None:
        self.problem = problem
        self.position = position
        self.found = found
        self.expected = expected
        super().__init__(self._message())

    def _message(self) -> str:
        text = PROBLEMS[self.problem].format(found=self.found)
        wanted = f"; expected {_listed(self.expected)}" if self.expected else ""
        return f"position {self.position + 1}: {text}{wanted}"


class QuerySyntaxError(QueryError):
    """A word, sign or bracket stands where it cannot stand."""


class QueryValueError(QueryError):
    """A field or the value of a field does not exist."""


class QueryLimitError(QueryError):
    """The query is longer, deeper or has more terms than is answered."""


class SurveyError(SearchError):
    """A survey table cannot be read, or what is to be compared cannot be compared."""


class PageError(SearchError):
    """A page of hits outside what can be asked for."""


class NotIndexedError(SearchError):
    """The full-text table lacks what was asked of it."""


PROBLEMS = {
    "unexpected": "{found!r} cannot stand here",
    "unfinished": "the query ends too early",
    "unclosed-quote": "the quotation mark is never closed",
    "unclosed-bracket": "the bracket is never closed",
    "no-word": "{found!r} holds no letter or digit to search for",
    "short-prefix": "{found!r} would match too much",
    "unknown-field": "there is no field {found!r}",
    "unknown-value": "the field has no value {found!r}",
    "not-a-date": "{found!r} is no date",
    "not-a-number": "{found!r} is no number",
    "reversed": "the range {found!r} ends before it begins",
    "too-long": "the query has {found} characters",
    "too-deep": "brackets and NOT are nested too deeply",
    "too-many": "the query has too many terms",
}
"""Each mistake in English, by its name; pages hold the translations."""


def _listed(items: tuple[str, ...]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} or {items[-1]}"
