"""Scores of a forecast made of worlds against what was observed, and the band that says how much it claims to know."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.errors import UsageError
from sim.world.rows import Array


def crps(forecast: Array, observed: float | Array) -> Any:
    """How far a forecast of many worlds is from what was observed: the continuous ranked probability score.

    Equation: `mean |x - y| - 1/2 mean |x - x'|` over worlds `x` and distinct pairs of worlds `x, x'`; the second mean
    leaves a world's distance to itself out, so the score does not depend, on average, on the number of worlds (the fair estimator).
    In the unit of the quantity, 0 at best. For one certain value it is the absolute error.

    `forecast` is `[..., world]`, `observed` a number or `[...]`; returns a number or `[...]`.
    Raises `UsageError` on fewer than two worlds.
    Source: Gneiting and Raftery 2007; Ferro 2014 (the fair estimator).
    """
    worlds = forecast.shape[-1]
    if worlds < 2:
        raise UsageError("a score needs two worlds or more")
    distance = np.abs(forecast - np.asarray(observed)[..., None]).mean(axis=-1)
    ranks = 2 * np.arange(worlds) - worlds + 1
    spread = (np.sort(forecast, axis=-1) * ranks).sum(axis=-1) / (worlds * (worlds - 1))
    return distance - spread


def band(forecast: Array, coverage: float) -> tuple[float, float]:
    """The central band that holds a share `coverage` of the worlds: its low and its high end."""
    low, high = np.quantile(forecast, [(1 - coverage) / 2, (1 + coverage) / 2])
    return float(low), float(high)
