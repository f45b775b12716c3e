"""What the points of a sweep are made of, in words: the number that `--samples` asks for means something else in each design."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.results.values import counted

UNITS = {
    "sample": ("sample of the numbers", "samples of the numbers", "combination of categories", "combinations of categories"),
    "row": ("row", "rows", "point", "points"),
    "trajectory": ("trajectory", "trajectories", "point", "points"),
}
"""What the column of a design counts, and what each of them holds: one of it, several of it."""


def made_of(kind: str, values: Mapping[str, NDArray[Any]], columns: Mapping[str, NDArray[Any]]) -> str:
    """`mixture: 4 samples of the numbers x 5 combinations of categories`; the kind alone where a sample is a point."""
    if kind == "grid":
        counts = [len(np.unique(column)) for column in values.values()]
        return f"grid: {' x '.join(map(str, counts))} value" + ("" if counts == [1] else "s")
    name = next((name for name in UNITS if name in columns and "part" not in columns), "")
    if not name:
        return kind
    one, several, each, many = UNITS[name]
    count, units = len(columns[name]), int(np.max(columns[name])) + 1
    return f"{kind}: {counted(units, one, several)} x {counted(count // units, each, many)}"
