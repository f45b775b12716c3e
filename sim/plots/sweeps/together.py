"""Two levers at once: whether the points vary both, and what each does while the other is held; the one effect that maps, curves and ridges tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import Delaunay

from sim.experiments.surrogate.estimates import Smooth
from sim.experiments.surrogate.settings import setting
from sim.plots.sweeps.chosen import Chosen, Points, first_of
from sim.plots.sweeps.moving import most_moving
from sim.plots.sweeps.wording import Swing, effect_of
from sim.results.sweep import LeverInfo, SweepResult
from sim.world.rows import Array

EVEN = 20
"""Middles of so many squares along each lever, over which a surface is averaged."""


def vary_together(places: Array) -> bool:
    """Whether so many points vary both levers, and not one at a time, that a surface through them can be told."""
    flat = np.linalg.matrix_rank(places - places.mean(axis=0)) < 2
    return not (len(np.unique(places, axis=0)) < setting("fewest") or flat or on_a_cross(places))


def on_a_cross(places: Array) -> bool:
    """Whether every point has the usual value of one lever or of the other, so that nothing is known of both at once."""
    usual = []
    for column in places.T:
        values, counts = np.unique(column, return_counts=True)
        usual.append(values[np.argmax(counts)])
    return bool(np.all(np.any(places == np.array(usual), axis=1)))


def over(along: Array) -> Array:
    """All pairs of places along both levers, `[place, lever]`, the first lever running fastest."""
    return np.column_stack([np.tile(along, len(along)), np.repeat(along, len(along))])


def effects_on(points: Points, smooth: Smooth, levers: Sequence[LeverInfo], hull: Delaunay) -> list[Swing | None]:
    """What each of two levers does on the surface, the other averaged over the places where there are points."""
    even = over((np.arange(EVEN) + 0.5) / EVEN)
    inside = even[hull.find_simplex(even) >= 0]
    found = [effect_of(points, smooth, lever, axis, inside) for axis, lever in enumerate(levers)]
    return [None if one is None else one._replace(beside=True) for one in found]


def beside(points: Points, lever: LeverInfo, other: LeverInfo | None) -> Swing | None:
    """What a lever does beside another on the surface of both; None where there is no other, or the points do not vary both."""
    if other is None or lever.kind == "category":
        return None
    levers = sorted((lever, other), key=lambda one: list(points.sweep.values).index(one.name))
    places = points.places(*levers)
    if not vary_together(places):
        return None
    return effects_on(points, points.smooth(*levers), levers, Delaunay(places))[levers.index(lever)]


def strongest(sweep: SweepResult, asked: Chosen) -> list[LeverInfo]:
    """The two numbers that move the first outcome most: those of a map where none is asked for; fewer where fewer vary."""
    numbers = Chosen(asked.outcomes, asked.variants).levers_of(sweep, ("number",))
    return most_moving(first_of(sweep, asked), numbers)[:2] if len(numbers) > 2 else numbers


def other_than(lever: LeverInfo, numbers: Sequence[LeverInfo]) -> LeverInfo | None:
    """The strongest number that is not the lever itself."""
    return next((one for one in numbers if one.name != lever.name), None)
