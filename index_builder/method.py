"""The version of the method, and a digest that notices when the method changed without it.

Every derived row carries :data:`METHOD_VERSION`; a database that another version built is built again.
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np

from pantau.labels import FORMS

METHOD_VERSION: Final = "index-2"
"""Raise it with every change that can change a number or a group, and record the new digest (the test
that fails tells it)."""

DIGEST: Final = "827f56c200f295f7"
"""What :func:`digest` gives for this version."""


def digest() -> str:
    """A short fingerprint of what the method makes of fixed input.

    It covers grouping (reprints of the bench), severity, baseline, tails and scores of fixed counts, and
    all named constants; numbers are rounded far above what different machines compute differently.

    Returns:
        16 hexadecimal digits.
    """
    found = hashlib.sha256()
    for part in (_grouping(), _severities(), _index(), _constants()):
        found.update(part.encode())
    return found.hexdigest()[:16]


def _grouping() -> str:
    from index_builder.incidents import Grouper
    from index_builder.reprints import reports
    from index_builder.traits import traits_of

    grouper = Grouper()
    return " ".join(
        str(grouper.add(one.story.key, traits_of(one.story, known=one.story.article.fetched.date())).incident)
        for one in reports(groups=20, seed=77)
    )


def _severities() -> str:
    from index_builder.severity import severity

    return " ".join(str(severity(form, deaths=2, injured=5, threatened=True)) for form in FORMS)


def _index() -> str:
    from index_builder.baseline import SERIES, Baseline
    from index_builder.cells import Cells
    from index_builder.indexing import LEAD, compute

    chance = np.random.Generator(np.random.PCG64(5))
    provinces = np.array([0, 0, 0, 1, 1, 2])
    shape = (LEAD + 60, len(SERIES), len(provinces))
    counts = chance.integers(0, 12, shape) // 10
    cells = Cells(
        first=700_000,
        tension=counts,
        protests=chance.integers(0, 12, shape) // 11,
        stories=chance.integers(0, 2, (shape[0], shape[2])),
        outlets=chance.integers(0, 5, (shape[0], shape[2])),
    )
    scores = compute(cells, strain=Baseline(provinces), both=Baseline(provinces)).scores
    expected = np.char.mod("%.4f", scores.expected.ravel())
    return " ".join([*expected, *np.char.mod("%.1f", scores.score.ravel()), *map(str, scores.high.ravel())])


def _constants() -> str:
    """The named numbers of the modules that decide; one that no sample above touches counts too."""
    from index_builder import (
        alarms,
        baseline,
        duplicates,
        facts,
        forms,
        incidents,
        indexing,
        kinds,
        likeness,
        localities,
        matching,
        members,
        printed_days,
        severity,
        traits,
        values,
        villages,
        words,
    )

    found = [forms.KINSHIP.tobytes().hex()]
    for module in (
        alarms,
        baseline,
        duplicates,
        facts,
        incidents,
        indexing,
        kinds,
        likeness,
        localities,
        matching,
        members,
        printed_days,
        severity,
        traits,
        values,
        villages,
        words,
    ):
        named = {name: value for name, value in vars(module).items() if name.isupper()}
        found += [
            f"{name}={value}" for name, value in named.items() if isinstance(value, int | float | tuple)
        ]
    return " ".join(found)
