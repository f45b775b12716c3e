"""One map: the points of an outcome over two levers, the surface through them, and what each lever does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import ConvexHull, Delaunay

from sim.experiments.surrogate.settings import setting
from sim.plots import NothingToDraw
from sim.plots.sweeps.chosen import Chosen, Points
from sim.plots.sweeps.contours import Surface
from sim.plots.sweeps.together import effects_on, over, strongest, vary_together
from sim.plots.sweeps.wording import Effect

if TYPE_CHECKING:
    from sim.results.sweep import LeverInfo, SweepResult

FINE = 61
"""Places along each lever at which the surface is worked out."""


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
        moving = strongest(sweep, asked)
        levers = [lever for lever in levers if lever in moving]
    return levers[0], levers[1]


def mapped(points: Points, levers: tuple[LeverInfo, LeverInfo]) -> Map:
    """The surface through the points of one outcome; raises `NothingToDraw` where they are too few or vary one lever at a time."""
    places = points.places(*levers)
    if not vary_together(places):
        names = " and ".join(lever.name for lever in levers)
        raise NothingToDraw(f"a map needs at least {setting('fewest'):.0f} points at which both levers vary together: {names}")
    along, hull = np.linspace(0, 1, FINE), Delaunay(places)
    grid, smooth = over(along), points.smooth(*levers)
    surface = Surface(along, *smooth.shape(grid), hull.find_simplex(grid) >= 0, places[ConvexHull(places).vertices])
    return Map(points, levers, surface, tuple(one for one in effects_on(points, smooth, levers, hull) if one is not None))
