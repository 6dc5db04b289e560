"""Incidents with their places and stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pantau import codec
from pantau.records import Incident
from pantau.storage.database import Database

_PUT = """
INSERT INTO incidents (id, day, event_date, kind, form, phase, tone, detail, method_version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    day = excluded.day, event_date = excluded.event_date, kind = excluded.kind, form = excluded.form,
    phase = excluded.phase, tone = excluded.tone, detail = excluded.detail,
    method_version = excluded.method_version
"""


def put(database: Database, incidents: Iterable[Incident]) -> None:
    """Write incidents; an earlier state of the same incident is replaced."""
    connection = database.connection
    with database.transaction():
        for incident in incidents:
            connection.execute(
                _PUT,
                (
                    incident.id,
                    incident.day.isoformat(),
                    incident.event_date.isoformat() if incident.event_date else None,
                    incident.kind,
                    incident.form,
                    incident.phase,
                    incident.tone,
                    codec.encode(incident),
                    incident.method_version,
                ),
            )
            connection.execute("DELETE FROM incident_places WHERE incident_id = ?", (incident.id,))
            connection.executemany(
                "INSERT INTO incident_places (code, incident_id) VALUES (?, ?)",
                [(code, incident.id) for code in sorted(set(incident.places))],
            )
            connection.execute("DELETE FROM incident_stories WHERE incident_id = ?", (incident.id,))
            connection.executemany(
                "INSERT INTO incident_stories (article_key, incident_id, position) VALUES (?, ?, ?)"
                " ON CONFLICT (article_key) DO UPDATE SET incident_id = excluded.incident_id,"
                " position = excluded.position",
                [(key, incident.id, position) for position, key in enumerate(incident.stories)],
            )


def delete(database: Database, ids: Iterable[str]) -> None:
    """Remove incidents (their stories stay)."""
    database.execute_many("DELETE FROM incidents WHERE id = ?", ((one,) for one in ids))


def get(database: Database, incident_id: str) -> Incident | None:
    """The incident with this id, ``None`` where there is none."""
    detail = database.value("SELECT detail FROM incidents WHERE id = ?", (incident_id,))
    return None if detail is None else codec.decode(detail, Incident)


def of_story(database: Database, article_key: str) -> Incident | None:
    """The incident that a story belongs to, ``None`` where it belongs to none."""
    detail = database.value(
        "SELECT i.detail FROM incident_stories AS s JOIN incidents AS i ON i.id = s.incident_id"
        " WHERE s.article_key = ?",
        (article_key,),
    )
    return None if detail is None else codec.decode(detail, Incident)


def between(database: Database, first: str, last: str) -> Iterator[Incident]:
    """Incidents whose day lies between two days (ISO, both included), by day and id."""
    for (detail,) in database.rows(
        "SELECT detail FROM incidents WHERE day BETWEEN ? AND ? ORDER BY day, id", (first, last)
    ):
        yield codec.decode(detail, Incident)


def of_district(database: Database, code: str, *, limit: int = 100) -> list[Incident]:
    """The latest incidents of a district or province, newest first."""
    rows = database.rows(
        "SELECT i.detail FROM incident_places AS p JOIN incidents AS i ON i.id = p.incident_id"
        " WHERE p.code = ? ORDER BY i.day DESC, i.id LIMIT ?",
        (code, limit),
    )
    return [codec.decode(detail, Incident) for (detail,) in rows]
