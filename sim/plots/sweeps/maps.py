"""One map: the points of an outcome over two levers, the surface through them, and what each lever does there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import ConvexHull, Delaunay

from sim.experiments.surrogate.estimates import Smooth
from sim.experiments.surrogate.settings import setting
from sim.plots import NothingToDraw
from sim.plots.sweeps.chosen import Chosen, Points
from sim.plots.sweeps.contours import Surface
from sim.plots.sweeps.together import effects_on, over, strongest, vary_together
from sim.plots.sweeps.wording import Swing
from sim.world.rows import Array

if TYPE_CHECKING:
    from sim.results.sweep import LeverInfo, SweepResult

FINE = 61
"""Places along each lever at which the surface is worked out."""

COARSE = 7
"""Every so manieth place is averaged over where the chance of a region is asked for."""


@dataclass(frozen=True)
class Map:
    """One panel: the points, the surface, what each lever does there, and how far chance may move regions of it."""

    points: Points
    levers: tuple[LeverInfo, LeverInfo]
    surface: Surface
    effects: tuple[Swing, ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True)
class Region:
    """A part of a map, and how far its mean may be off by chance: the lowest or the highest fifth of a `lever`, or all where there is none."""

    chance: float
    lever: LeverInfo | None = None
    high: bool = False


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
    surface = Surface(along, smooth.at(grid), hull.find_simplex(grid) >= 0, places[ConvexHull(places).vertices])
    effects = tuple(one for one in effects_on(points, smooth, levers, hull) if one is not None)
    return Map(points, levers, surface, effects, tuple(regions_of(smooth, levers, grid[surface.inside])))


def regions_of(smooth: Smooth, levers: Sequence[LeverInfo], inside: Array) -> Iterator[Region]:
    """The whole map, then the fifths at both ends of each lever where there are points."""
    end, coarse = setting("end") + 1e-9, inside[::COARSE]
    yield Region(chance_in(smooth, coarse))
    for axis, lever in enumerate(levers):
        for high in (False, True):
            part = coarse[coarse[:, axis] >= 1 - end if high else coarse[:, axis] <= end]
            if len(part):
                yield Region(chance_in(smooth, part), lever, high)


def chance_in(smooth: Smooth, places: Array) -> float:
    """How far the mean over some places may be off by chance."""
    return float(smooth.over(places, np.full((1, len(places)), 1 / len(places))).chance[0])
