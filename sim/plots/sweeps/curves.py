"""An outcome along one lever: its curve or its means, what chance and the number of points leave open, and the spread over the other levers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.experiments.surrogate.estimates import Estimate, chance_of, mean_of
from sim.plots.sweeps.chosen import Points, span_of
from sim.plots.sweeps.telling import untold
from sim.plots.sweeps.together import beside, other_than
from sim.plots.sweeps.wording import Swing, category_effect, effect_of
from sim.results.sweep import LeverInfo
from sim.world.rows import Array

ALONG = 41
"""Places at which a curve is drawn."""

PER_BIN, MOST_BINS = 24, 10
"""Points behind a quantile of the spread, and the most places along a lever at which it is given."""

SPREAD = (0.05, 0.95)
"""The edges of what 90 % of points hold."""


@dataclass(frozen=True)
class Curve:
    """One outcome along one lever. `at` are values of the lever, or the places of its categories, whose `words` are then given.

    `spread` holds the edges of 90 % of the points, `[edge, place]`, at the places `spread_at`; empty where there are too few to say.
    `untold` is why nothing is told of the lever, where it is so: the points then stand alone, each with what chance leaves open.
    """

    points: Points
    lever: LeverInfo
    at: Array
    estimate: Estimate
    effect: Swing | None
    spread_at: Array
    spread: Array
    words: tuple[str, ...] = ()
    untold: str = ""


def along(points: Points, lever: LeverInfo, numbers: Sequence[LeverInfo] = ()) -> Curve:
    """One outcome along one lever. The effect of a number is that on the surface over it and the first other of `numbers`."""
    why = untold(points, lever)
    if lever.kind == "category":
        found = means_of(points, lever)
        return replace(found, effect=None, untold=why) if why else found
    return points_alone(points, lever, why) if why else curve_of(points, lever, other_than(lever, numbers))


def points_alone(points: Points, lever: LeverInfo, why: str) -> Curve:
    """The points along a number, where no line through them means anything."""
    values = points.values(lever).astype(float)
    order = np.argsort(values, kind="stable")
    estimate = Estimate(points.mean[order], np.full(len(order), np.nan), chance_of(points.worlds[order]))
    return Curve(points, lever, values[order], estimate, None, np.zeros(0), np.zeros((2, 0)), untold=why)


def curve_of(points: Points, lever: LeverInfo, other: LeverInfo | None) -> Curve:
    """The curve of an outcome along a number."""
    smooth = points.smooth(lever)
    shares = points.places(lever)
    within = np.linspace(shares.min(), shares.max(), ALONG)
    low, high = span_of(points.sweep, lever)
    bins = min(MOST_BINS, len(points.mean) // PER_BIN)
    order = np.argsort(shares[:, 0], kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)] if bins > 1 else []
    spread_at = np.array([shares[part, 0].mean() for part in parts])
    spread = np.array([np.quantile(points.mean[part], SPREAD) for part in parts]).T if parts else np.zeros((2, 0))
    effect = beside(points, lever, other) or effect_of(points, smooth, lever)
    return Curve(points, lever, low + within * (high - low), smooth.at(within[:, None]), effect, low + spread_at * (high - low), spread)


def means_of(points: Points, lever: LeverInfo) -> Curve:
    """The means of an outcome at the values of a category, in the order of the sweep."""
    values = points.values(lever)
    words = tuple(word for word in (lever.values or tuple(np.unique(values).tolist())) if (values == word).any())
    found = [mean_of(points.worlds[values == word]) for word in words]
    estimate = Estimate(*(np.array([one[part][0] for one in found]) for part in range(3)))
    enough = [place for place, word in enumerate(words) if np.count_nonzero(values == word) >= PER_BIN]
    spread = np.array([np.quantile(points.mean[values == words[place]], SPREAD) for place in enough]).T if enough else np.zeros((2, 0))
    places = np.arange(len(words), dtype=float)
    return Curve(points, lever, places, estimate, category_effect(points, lever, words), places[enough], spread, words)
