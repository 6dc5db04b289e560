"""The record of operations: one SQLite file, numbered migrations, one module for each kind of record."""

from pantau.storage.database import Database, Row

__all__ = ["Database", "Row"]
