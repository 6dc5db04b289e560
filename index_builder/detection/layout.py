"""Which series there are, and how they hang together: groups, provinces, neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from index_builder.detection.values import Ints
from pantau.districts import load_districts


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The series of one table, S of them.

    Attributes:
        districts: Code of each series.
        dimensions: Dimension of each series.
        group: Index of the group whose national level and seasons a series shares (its dimension).
        province: Index of group x province; the level between district and nation.
        groups: Number of groups.
        provinces: Number of group x province pairs.
        province_group: Group of each group x province pair.
        place: Index of the district of each series: its dimensions share coverage.
        zone: S x S, 1 where the column is the row's series itself or the same dimension next door.
    """

    districts: tuple[str, ...]
    dimensions: tuple[str, ...]
    group: Ints
    province: Ints
    groups: int
    provinces: int
    province_group: Ints
    place: Ints
    zone: csr_array

    def __len__(self) -> int:
        return len(self.districts)


def lay_out(
    districts: Sequence[str],
    dimensions: Sequence[str],
    *,
    neighbours: Mapping[str, Sequence[str]] | None = None,
) -> Layout:
    """Orders series into groups, provinces and neighbourhoods.

    Args:
        districts: District code of each series. The province is the part before the dot; a code without
            one (a foreign table) counts as its own "province" of all such codes.
        dimensions: Dimension of each series, same length.
        neighbours: District code to the codes next door; default are Indonesia's 514 districts. Codes it
            does not know have no neighbours.
    """
    known = (
        neighbours if neighbours is not None else {item.code: item.neighbours for item in load_districts()}
    )
    names, group = np.unique(np.asarray(dimensions, dtype=str), return_inverse=True)
    parents = [code.partition(".")[0] if "." in code else "" for code in districts]
    pairs = [f"{parent}|{name}" for parent, name in zip(parents, dimensions, strict=True)]
    _, first, province = np.unique(np.asarray(pairs, dtype=str), return_index=True, return_inverse=True)
    return Layout(
        districts=tuple(districts),
        dimensions=tuple(dimensions),
        group=group.astype(np.int64),
        province=province.astype(np.int64),
        groups=len(names),
        provinces=len(first),
        province_group=group[first].astype(np.int64),
        place=np.unique(np.asarray(districts, dtype=str), return_inverse=True)[1].astype(np.int64),
        zone=_zones(districts, dimensions, known),
    )


def _zones(
    districts: Sequence[str], dimensions: Sequence[str], neighbours: Mapping[str, Sequence[str]]
) -> csr_array:
    place = {key: k for k, key in enumerate(zip(districts, dimensions, strict=True))}
    rows: list[int] = []
    columns: list[int] = []
    for k, (code, dimension) in enumerate(zip(districts, dimensions, strict=True)):
        members = [
            k,
            *(place[near, dimension] for near in neighbours.get(code, ()) if (near, dimension) in place),
        ]
        rows += [k] * len(members)
        columns += members
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(districts), len(districts)))
