"""One map: the points of an outcome over two levers, the surface through them, and what each lever does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import ConvexHull, Delaunay

from sim.experiments.surrogate.settings import setting
from sim.plots import NothingToDraw
from sim.plots.sweeps import wording
from sim.plots.sweeps.chosen import Chosen, Points, first_of
from sim.plots.sweeps.contours import Surface
from sim.plots.sweeps.moving import most_moving
from sim.plots.sweeps.wording import Effect
from sim.world.rows import Array

if TYPE_CHECKING:
    from sim.results.sweep import LeverInfo, SweepResult

FINE, EVEN = 61, 20
"""Places along each lever at which the surface is worked out, and middles of the squares over which its parts are averaged."""


@dataclass(frozen=True)
class Map:
    """One panel: the points, the surface, and what each lever does there."""

    points: Points
    levers: tuple[LeverInfo, LeverInfo]
    surface: Surface
    effects: tuple[Effect, ...]


def two_levers(sweep: SweepResult, asked: Chosen) -> tuple[LeverInfo, LeverInfo]:
    """The two levers asked for, or the two numbers that move the first outcome most, in the sweep's order."""
    levers = asked.levers_of(sweep, ("number",))
    if asked.levers and len(levers) != 2:
        raise NothingToDraw("a map has two levers", where="--lever", remedy="give --lever NAME twice, or leave it out")
    if len(levers) < 2:
        raise NothingToDraw("a map needs two levers that are numbers, and this sweep varies fewer")
    if len(levers) > 2:
        moving = most_moving(first_of(sweep, asked), levers)[:2]
        levers = [lever for lever in levers if lever in moving]
    return levers[0], levers[1]


def mapped(points: Points, levers: tuple[LeverInfo, LeverInfo]) -> Map:
    """The surface through the points of one outcome; raises `NothingToDraw` where they are too few or vary one lever at a time."""
    places = points.places(*levers)
    flat = np.linalg.matrix_rank(places - places.mean(axis=0)) < 2
    if len(np.unique(places, axis=0)) < setting("fewest") or flat or on_a_cross(places):
        names = " and ".join(lever.name for lever in levers)
        raise NothingToDraw(f"a map needs at least {setting('fewest'):.0f} points at which both levers vary together: {names}")
    along, hull = np.linspace(0, 1, FINE), Delaunay(places)
    grid, even = over(along), over((np.arange(EVEN) + 0.5) / EVEN)
    within = hull.find_simplex(grid) >= 0
    smooth = points.smooth(*levers)
    surface = Surface(along, *smooth.shape(grid), within, places[ConvexHull(places).vertices])
    even = even[hull.find_simplex(even) >= 0]
    effects = (wording.effect_of(points, smooth, lever, axis, even) for axis, lever in enumerate(levers))
    return Map(points, levers, surface, tuple(one for one in effects if one is not None))


def over(along: Array) -> Array:
    """All pairs of places along both levers, `[place, lever]`, the first lever running fastest."""
    return np.column_stack([np.tile(along, len(along)), np.repeat(along, len(along))])


def on_a_cross(places: Array) -> bool:
    """Whether every point has the usual value of one lever or of the other, so that nothing is known of both at once."""
    usual = []
    for column in places.T:
        values, counts = np.unique(column, return_counts=True)
        usual.append(values[np.argmax(counts)])
    return bool(np.all(np.any(places == np.array(usual), axis=1)))
