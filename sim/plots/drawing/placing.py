"""Names beside points, set where they hide least: each tries the places around its point and takes the emptiest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.plots.drawing.picture import Box
from sim.world.rows import Array

HEIGHT, MARGIN = 0.13, 0.02
"""Height of a line of text and the space around it, in inches."""

DIRECTIONS = ((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1))
DISTANCES = (0.09, 0.2, 0.32)
"""How far from its point a name may stand, in inches: the nearest first."""

HIDES_A_NAME, LEAVES_THE_PAGE, FURTHER = 1000.0, 1000.0, 1.5
"""Costs, counted in points of a path that a name would hide."""


class Name(NamedTuple):
    """A name's place: its left end, the middle of its height, its width, in inches."""

    left: float
    middle: float
    width: float

    def holds(self, points: Array) -> float:
        """How many points it would hide."""
        across = (points[:, 0] > self.left - MARGIN) & (points[:, 0] < self.left + self.width + MARGIN)
        up = np.abs(points[:, 1] - self.middle) < HEIGHT / 2 + MARGIN
        return float(np.count_nonzero(across & up))

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of its edge that is nearest to a place."""
        left, right = self.left - MARGIN, self.left + self.width + MARGIN
        return min(max(x, left), right), min(max(y, self.middle - HEIGHT / 2), self.middle + HEIGHT / 2)

    def meets(self, other: Name) -> bool:
        """Whether two names would touch."""
        across = self.left < other.left + other.width + MARGIN and other.left < self.left + self.width + MARGIN
        return across and abs(self.middle - other.middle) < HEIGHT + MARGIN


def names_beside(points: Sequence[tuple[float, float]], widths: Sequence[float], paths: Array, page: Box) -> list[Name]:
    """A place for each name beside its point, in inches; `paths` are the points `[point, 2]` that should stay visible."""
    taken: list[Name] = []
    for point, width in zip(points, widths, strict=True):
        tried = [(_cost(name, taken, paths, page) + far * FURTHER, place, name) for place, (far, name) in enumerate(_around(point, width))]
        taken.append(min(tried)[-1])
    return taken


def _around(point: tuple[float, float], width: float) -> list[tuple[int, Name]]:
    found = []
    for far, distance in enumerate(DISTANCES):
        for right, up in DIRECTIONS:
            left = point[0] + (right * distance if right > 0 else right * distance - width if right < 0 else -width / 2)
            found.append((far, Name(left, point[1] + up * (distance + (0 if right else HEIGHT / 2)), width)))
    return found


def _cost(name: Name, taken: Sequence[Name], paths: Array, page: Box) -> float:
    leaves = name.left < page.left or name.left + name.width > page.right or not page.bottom < name.middle < page.top
    return name.holds(paths) + HIDES_A_NAME * sum(name.meets(other) for other in taken) + LEAVES_THE_PAGE * leaves
