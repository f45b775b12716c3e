"""Whether intervals hold the truth as often as they say: worlds of the design are taken for the truth in turn, and fitted to their own figures.

Source: Talts, Betancourt, Simpson, Vehtari and Gelman 2018 (simulation-based calibration).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import kstest

from sim.history.calibrate.posterior import METHODS, Combinations, deviation, near, place, posterior
from sim.world.rows import Array

HALF, MOST = 0.5, 0.9
"""The two intervals whose coverage is counted."""


@dataclass(frozen=True)
class Trials:
    """What fits to known truths found, for one method, `[parameter, truth]`.

    `places` are those of the truth among the worlds, `spreads` the standard deviations after, `misses` the distances of the mean from the truth.
    """

    method: str
    places: Array
    spreads: Array
    misses: Array

    def coverage(self, share: float) -> Array:
        """How often the central interval of a share held the truth, `[parameter]`."""
        return np.asarray((np.abs(self.places - 1 / 2) <= share / 2).mean(axis=1))

    def evenness(self) -> Array:
        """The probability of places as uneven as these by chance, `[parameter]` (Kolmogorov and Smirnov)."""
        return np.array([kstest(row, "uniform").pvalue for row in self.places])


    def score(self) -> float:
        """How good the fits are, narrow and right alike: the mean of `log variance + miss^2 / variance`, less is better.

        Source: Dawid and Sebastiani 1999.
        """
        return float((2 * np.log(self.spreads) + (self.misses / self.spreads) ** 2).mean())


def trials(scores: Array, figures: Array, truths: Sequence[int], how: tuple[Combinations, float]) -> dict[str, Trials]:
    """Each truth fitted to its own figures with every method; `how` gives the combinations and the share of worlds that count as near."""
    combined, share = how
    values = combined.of(figures)
    found: dict[str, list[tuple[Array, ...]]] = {method: [] for method in METHODS}
    for truth in truths:
        worlds = near(values, values[:, truth], share, without=truth)
        for method in METHODS:
            after, known = posterior(scores, worlds, method), scores[:, truth]
            found[method].append((place(after, worlds.weights, known), deviation(after, worlds.weights), after @ worlds.weights - known))
    return {method: Trials(method, *np.array(rows).transpose(1, 2, 0)) for method, rows in found.items()}
