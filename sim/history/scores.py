"""Scores of a forecast made of worlds against what was observed, and the band that says how much it claims to know."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.spatial.distance import pdist

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
    worlds = two_or_more(forecast)
    distance = np.abs(forecast - np.asarray(observed)[..., None]).mean(axis=-1)
    ranks = 2 * np.arange(worlds) - worlds + 1
    spread = (np.sort(forecast, axis=-1) * ranks).sum(axis=-1) / (worlds * (worlds - 1))
    return distance - spread


def energy(forecast: Array, observed: Array) -> float:
    """The same for several quantities at once, `[quantity, world]` against `[quantity]`: the energy score, fair too.

    Equation: `mean |x - y| - 1/2 mean |x - x'|`, where `| |` is the length of a vector; of one quantity it is the score above.
    Quantities should be in units of their own spread, lest one with large numbers be all that counts.
    Source: Gneiting and Raftery 2007.
    """
    two_or_more(forecast)
    distance = np.sqrt(((forecast - observed[:, None]) ** 2).sum(axis=0)).mean()
    return float(distance - 0.5 * pdist(forecast.T).mean())


def brier(chance: float, happened: bool) -> float:
    """The squared distance of a probability from what happened, 1 or 0: 0 at best, .25 for who says `even` of everything.

    Source: Gneiting and Raftery 2007.
    """
    return (chance - happened) ** 2


def pit(forecast: Array, observed: float) -> float:
    """Where the observation lies among the worlds, 0 to 1: the share of worlds below it, those at it counted half.

    Over many observations of an honest forecast every value is as likely as another; near 1 means that the worlds are too low.
    """
    return float((forecast < observed).mean() + 0.5 * (forecast == observed).mean())


def band(forecast: Array, coverage: float) -> tuple[float, float]:
    """The central band that holds a share `coverage` of the worlds: its low and its high end."""
    low, high = np.quantile(forecast, [(1 - coverage) / 2, (1 + coverage) / 2])
    return float(low), float(high)


def covered(forecast: Array, observed: float, coverage: float) -> bool:
    """Whether the central band that holds a share `coverage` of the worlds holds the observation."""
    low, high = band(forecast, coverage)
    return low <= observed <= high


def two_or_more(forecast: Array) -> int:
    """The number of worlds; raises `UsageError` where there is only one."""
    worlds = forecast.shape[-1]
    if worlds < 2:
        raise UsageError("a score needs two worlds or more")
    return worlds
