"""Which levers move an outcome most: the range of its curve over a number, of its means over a category."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.plots.sweeps.chosen import Points
from sim.results.sweep import LeverInfo

ALONG = 21
"""Places along a lever at which its curve is read."""


def most_moving(points: Points, levers: Sequence[LeverInfo]) -> list[LeverInfo]:
    """The levers, the one first that moves the outcome most."""
    return sorted(levers, key=lambda lever: -moved(points, lever))


def moved(points: Points, lever: LeverInfo) -> float:
    """From the least to the largest mean of an outcome along a lever."""
    if lever.kind == "category":
        values = points.values(lever)
        return float(np.ptp([points.mean[values == value].mean() for value in np.unique(values)]))
    if np.ptp(points.places(lever)) == 0:
        return 0.0
    return float(np.ptp(points.smooth(lever).at(np.linspace(0, 1, ALONG)[:, None]).value))
