"""Whether intervals hold the truth as often as they say: worlds of the design are taken for the truth in turn, and fitted to their own figures.

Source: Talts, Betancourt, Simpson, Vehtari and Gelman 2018 (simulation-based calibration).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import kstest

from sim.history.calibrate.posterior import METHODS, Combinations, deviation, near, place, posterior
from sim.world.rows import Array

HALF, MOST = 0.5, 0.9
"""The two intervals whose coverage is counted."""


@dataclass(frozen=True)
class Trials:
    """What fits to known truths found, for one method: `places[parameter, truth]` of the truth among the worlds, and the spread after."""

    method: str
    places: Array
    spreads: Array

    def coverage(self, share: float) -> Array:
        """How often the central interval of a share held the truth, `[parameter]`."""
        return np.asarray((np.abs(self.places - 1 / 2) <= share / 2).mean(axis=1))

    def evenness(self) -> Array:
        """The probability of places as uneven as these by chance, `[parameter]` (Kolmogorov and Smirnov)."""
        return np.array([kstest(row, "uniform").pvalue for row in self.places])


def trials(scores: Array, figures: Array, truths: Sequence[int], how: tuple[Combinations, float],
           progress: Callable[[int, int], None] | None = None) -> dict[str, Trials]:
    """Each truth fitted to its own figures with every method; `how` gives the combinations and the share of worlds that count as near."""
    combined, share = how
    values = combined.of(figures)
    places: dict[str, list[Array]] = {method: [] for method in METHODS}
    spreads: dict[str, list[Array]] = {method: [] for method in METHODS}
    for done, truth in enumerate(truths, start=1):
        found = near(values, values[:, truth], share, without=truth)
        for method in METHODS:
            after = posterior(scores, found, method)
            places[method].append(place(after, found.weights, scores[:, truth]))
            spreads[method].append(deviation(after, found.weights))
        if progress:
            progress(done, len(truths))
    return {method: Trials(method, np.array(places[method]).T, np.array(spreads[method]).T) for method in METHODS}
