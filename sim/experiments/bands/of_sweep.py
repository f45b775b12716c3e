"""Plays what a sweep lacks to tell its spread apart: at some of its points, groups of worlds that exchange parameters and chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sim.engine.theatre import Casting, Theatre
from sim.engine.workers import spread
from sim.experiments.bands.kept import Split, keep, kept_split
from sim.experiments.bands.points import Crossed, bands_of_points
from sim.experiments.bands.rules import Dealt, free, numbers, weights
from sim.experiments.sweep.keeping import study_of
from sim.experiments.sweep.study import Study
from sim.results.sweep import SweepResult
from sim.world.crossed import Beside, CrossedShocks
from sim.world.rows import Array
from sim.world.shocks import Shocks


class CellShocks(CrossedShocks):
    """The draws of the crossed worlds alone, with the numbers of the point that each of them belongs to."""

    def __init__(self, own: Shocks, beside: Beside, given: Mapping[str, Array]) -> None:
        super().__init__(own, beside)
        self.count, self.rule, self.given = beside.rule.size, beside.rule, given

    @property
    def worlds(self) -> NDArray[np.intp]:
        """The world whose parameters each column has."""
        return self._own.worlds[self._beside.parameters]

    def _crossed(self, name: str, drawn: Array) -> Array:
        return np.asarray(super()._crossed(name, drawn)[..., self._own.count :])


@dataclass(frozen=True)
class Layout:
    """The groups of worlds of a sweep: `each` of so many points has as many, all in worlds that no other point and no world of the sweep has.

    `rules` are the places of the rules of decision that are played, the usual one first; `weights` theirs, summing to 1.
    """

    points: NDArray[np.intp]
    each: int
    size: int
    rules: NDArray[np.intp]
    weights: Array
    casting: Casting = field(default_factory=dict)

    @classmethod
    def of(cls, study: Study) -> Layout:
        """Points spread evenly over the design; rules that some capital may follow in some story of the sweep."""
        most, groups = int(numbers()["sweep_points"]), int(numbers()["sweep_groups"])
        points = evenly(len(study), most)
        capitals = free((plan for group in study.groups for plan in group.plans), study.agents)
        counted = np.array(weights(capitals))
        casting = dict.fromkeys(capitals, Dealt) | dict(study.agents)
        return cls(points, -(-groups // len(points)), int(numbers()["size"]), np.flatnonzero(counted), counted[counted > 0], casting)

    @property
    def at(self) -> NDArray[np.intp]:
        """The point of each group."""
        return np.repeat(self.points, self.each)

    def shocks(self, study: Study, places: NDArray[np.intp]) -> CellShocks:
        """The draws of all worlds of some points, given by their places; the columns are [place, group, rule, a, b]."""
        within = (np.arange(count) for count in (self.each, len(self.rules), self.size, self.size))
        place, group, rule, a, b = (part.ravel() for part in np.meshgrid(np.arange(len(places)), *within, indexing="ij"))
        start = (places[place] * self.each + group) * self.size
        own = Shocks(study.seed, study.worlds, self.at.size * self.size)
        given = {name: values[place] for name, values in study.numbers(self.points[places]).items()}
        return CellShocks(own, Beside(start + a, start + b, self.rules[rule]), given)

    def cells(self, values: Array, places: int) -> Array:
        """The outcome of these worlds as `[rule, group, a, b]`, the groups point by point."""
        found = values.reshape(places * self.each, len(self.rules), self.size, self.size)
        return np.moveaxis(found, 1, 0)


def evenly(points: int, most: int) -> NDArray[np.intp]:
    """So many points out of all, the middle one of each of as many stretches; all where there are fewer."""
    return np.unique(((np.arange(most) + 1 / 2) * points / most).astype(np.intp))


def split_of_sweep(sweep: SweepResult, study: Study | None = None, jobs: int = 1) -> Split:
    """Every part of the spread of every outcome over the points that are played, variant by variant; kept in the folder of the sweep.

    What was found before is read, where it was found from the same parts, by the same program. `study` spares reading the story again.
    A variant in which a crossed world fails has no parts, and the reason stands in their place.
    """
    before = kept_split(sweep.folder)
    if before is not None and before.by_this_program:
        return before
    study = study_of(sweep) if study is None else study
    layout = Layout.of(study)
    cells, failed = played(study, layout, jobs)
    names = [outcome.name for outcome in sweep.outcomes]
    found = [band for variant, measured in cells.items() for name, worlds in sweep.by_worlds(variant, names).items()
             for band in bands_of_points(variant, name, worlds, Crossed(measured[name], layout.at, layout.weights), numbers()["told_apart"])]
    return keep(sweep.folder, found, failed)


def played(study: Study, layout: Layout, jobs: int) -> tuple[dict[str, dict[str, Array]], dict[str, str]]:
    """The crossed worlds, variant -> outcome -> `[rule, group, a, b]`, the groups in the order of the points; and the variants that failed, with
    what they said."""
    group = study.group[layout.points]
    together = [(variant, np.flatnonzero(group == place)) for variant in study.variants for place in np.unique(group)]
    found: dict[str, dict[str, Array]] = {}
    failed: dict[str, str] = {}
    with spread(partial(play_cells, study, layout), min(jobs, len(together))) as play:
        for (variant, places), outcomes in zip(together, play(together), strict=True):
            if isinstance(outcomes, str):
                failed.setdefault(variant, outcomes)
                continue
            own = (places[:, None] * layout.each + np.arange(layout.each)).ravel()
            for name, values in outcomes.items():
                whole = found.setdefault(variant, {}).setdefault(name, np.full((len(values), layout.at.size, *values.shape[2:]), np.nan))
                whole[:, own] = values
    return {variant: outcomes for variant, outcomes in found.items() if variant not in failed}, failed


def play_cells(study: Study, layout: Layout, asked: tuple[str, NDArray[np.intp]]) -> dict[str, Array] | str:
    """The crossed worlds of a variant at points that share their plans, given by their places; what was said where one of them fails."""
    variant, places = asked
    group = study.groups[study.group[layout.points[places[0]]]]
    theatre: Theatre | None = None
    try:
        plan = group.plans[study.variants.index(variant)]
        theatre = Theatre(plan, layout.shocks(study, places), layout.casting)
        outcomes = group.measures(plan, theatre.play())
    except Exception as error:  # the sweep itself is whole: it is told without its spread, and why
        return f"{type(error).__name__}: {error}"
    finally:
        if theatre is not None:
            theatre.close()
    return {name: layout.cells(values, len(places)) for name, values in outcomes.items()}
