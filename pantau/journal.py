"""Log lines on standard error: plain for people, JSON for machines."""

from __future__ import annotations

import json
import logging
import sys
from typing import Final, Literal

from pantau.storage.times import now, utc_text

_PLAIN: Final = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One JSON object a line; what was given as ``extra`` becomes fields of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a log record."""
        line = {
            "time": utc_text(now()),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in record.__dict__.items() if name not in _PLAIN}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(*, level: str, shape: Literal["text", "json"]) -> None:
    """Send log lines to standard error, so that standard output stays clean for data.

    Args:
        level: Least serious level that is written (``debug`` … ``error``).
        shape: ``text`` or ``json``.
    """
    handler = logging.StreamHandler(sys.stderr)
    if shape == "json":
        handler.setFormatter(JsonLines())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
