"""How an outcome differs between worlds at some values of a lever, the differences between points taken out and kept apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import gaussian_kde

from sim.plots.drawing.findings import number
from sim.plots.drawing.panels import Span, places_for, step_for
from sim.plots.sweeps.chosen import Points
from sim.results.sweep import LeverInfo
from sim.world.rows import Array

BINS, FINE, ENOUGH = 5, 161, 512
"""Parts of a number's range, places at which a ridge is worked out, and the most values that it is worked out from."""

SPREAD = (0.05, 0.95)
"""The edges of what 90 % of worlds hold."""


@dataclass(frozen=True)
class Ridge:
    """The worlds at the points of one part of a lever: `worlds` about their mean, and the `means` of the points."""

    title: str
    worlds: Array
    means: Array

    @property
    def middle(self) -> float:
        """The mean over all points and worlds."""
        return float(self.means.mean())

    @property
    def spread(self) -> tuple[float, float]:
        """What 90 % of worlds hold."""
        low, high = np.quantile(self.worlds, SPREAD)
        return float(low), float(high)

    def density(self, at: Array) -> Array:
        """How thick worlds lie at each value; zero throughout where all are the same."""
        values = np.quantile(self.worlds, np.linspace(0, 1, min(self.worlds.size, ENOUGH)))
        return np.asarray(gaussian_kde(values)(at)) if np.ptp(values) > 0 else np.zeros(len(at))


def ridges_of(points: Points, lever: LeverInfo) -> list[Ridge]:
    """A ridge for each category, or for each part of a number's range that has points."""
    found = []
    for title, chosen in parts_of(points, lever):
        worlds = points.worlds[chosen]
        if len(worlds):
            means = worlds.mean(axis=1)
            found.append(Ridge(title, np.ravel(worlds - means[:, None] + means.mean()), means))
    return found


def parts_of(points: Points, lever: LeverInfo) -> list[tuple[str, Array]]:
    """The parts of a lever with the points in each: its categories or few values, or equal parts of its range."""
    values = points.values(lever)
    if lever.kind == "category":
        return [(word, values == word) for word in (lever.values or tuple(np.unique(values).tolist()))]
    distinct = np.unique(values.astype(float))
    if len(distinct) <= BINS:
        places = places_for(step_for(Span(float(distinct[0]), float(distinct[-1])), BINS))
        return [(number(float(value), max(places, 2)), values == value) for value in distinct]
    edges = np.linspace(distinct[0] if lever.low is None else lever.low, distinct[-1] if lever.high is None else lever.high, BINS + 1)
    places = places_for(step_for(Span(float(edges[0]), float(edges[-1])), BINS))
    part = np.clip(np.searchsorted(edges, values.astype(float), side="right") - 1, 0, BINS - 1)
    written = [number(float(edge), places) for edge in edges]
    if not np.allclose(edges, np.round(edges, places)):
        written = [number(float(edge), places + 1) for edge in edges]
    return [(f"{written[place]} to {written[place + 1]}", part == place) for place in range(BINS)]
