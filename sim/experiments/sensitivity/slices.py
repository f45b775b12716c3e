"""Points sorted into slices along one input: parts of equal number for a number, each value for a category or for a number with few values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array

OUTSIDE = -1
"""The slice of a point that is in none."""


@dataclass(frozen=True)
class Slices:
    """Which slice each point is in, `[point]`, counted from 0 without a gap; `OUTSIDE` for none."""

    codes: NDArray[np.int16]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many points each slice holds."""
        return tuple(int(size) for size in np.bincount(self.codes[self.codes >= 0]))

    def shuffled(self, random: np.random.Generator) -> Slices:
        """Slices of the same sizes along a dummy that has nothing to do with the answers."""
        return Slices(random.permutation(self.codes))


def by_value(values: NDArray[np.generic]) -> Slices:
    """A slice for each value."""
    return Slices(np.unique(values, return_inverse=True)[1].astype(np.int16))


def by_quantile(values: Array, count: int) -> Slices:
    """Slices between quantiles, each without its upper end: the largest value is in none. As SALib has it for PAWN."""
    edges = np.quantile(values, np.arange(count + 1) / count)
    inside = np.searchsorted(edges, values, side="right") - 1
    return closed_up(np.where(inside < count, inside, OUTSIDE))


def by_rank(values: Array, count: int) -> Slices:
    """Slices of equal number by rank, ties in the order of the points. As Plischke, Borgonovo and Smith (2013) have it for delta."""
    rank = np.empty(len(values), dtype=np.intp)
    rank[np.argsort(values, kind="stable")] = np.arange(1, len(values) + 1)
    edges = np.linspace(0, len(values), count + 1)
    return closed_up(np.searchsorted(edges, rank, side="left") - 1)


def closed_up(codes: NDArray[np.intp]) -> Slices:
    """Slices without the empty ones among them."""
    used = np.unique(codes[codes >= 0])
    found = np.searchsorted(used, codes)
    return Slices(np.where(codes >= 0, found, OUTSIDE).astype(np.int16))


def few(values: NDArray[np.generic], most: int) -> bool:
    """Whether an input takes no more than so many values."""
    return len(np.unique(values)) <= most
