"""The version of the method, and a digest that notices when the method changed without it.

Every derived row carries :data:`METHOD_VERSION`; a database that another version built is built again.
"""

from __future__ import annotations

from typing import Final

METHOD_VERSION: Final = "index-1"
"""Raise it with every change that can change a number or a group, and record the new digest (the test
that fails tells it)."""
