"""Times as the database keeps them: UTC, ISO 8601, whole seconds, so that they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime

from pantau.errors import RecordError


def utc_text(moment: datetime) -> str:
    """``2026-11-25T08:20:12Z`` for an aware time.

    Raises:
        RecordError: The time has no zone.
    """
    if moment.tzinfo is None:
        raise RecordError(f"the time {moment.isoformat()} has no zone; every time here needs one")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_utc_text(text: str) -> datetime:
    """The aware time that :func:`utc_text` wrote."""
    return datetime.fromisoformat(text)


def now() -> datetime:
    """This moment, aware, in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
