"""Plays the points of a sweep: side by side along the world axis, every point in the same worlds."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.engine.capital import own_line
from sim.engine.simulate import blocks
from sim.engine.theatre import Theatre
from sim.experiments.sweep.study import Group, Study
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import PointShocks

Points = NDArray[np.intp]


@dataclass(frozen=True)
class PointFailure:
    """A point that could not be played: what, when, and all that it takes to play it again.

    `settings` are those of the point as `--set` takes them; `place` is the line of the user's own class that it came through.
    """

    point: int
    variant: str
    kind: str
    message: str
    month: int
    seed: int
    first_world: int
    count: int
    settings: tuple[str, ...]
    traceback: str = ""
    place: str = ""


@dataclass
class PointsPlayed:
    """What became of some points: outcomes variant -> name -> `[point, world]`, paths variant -> `[point, quantity, month]` (means over worlds).

    A point that failed is NaN and has a row in `failures`.
    """

    points: range
    outcomes: dict[str, dict[str, Array]]
    paths: dict[str, NDArray[np.float32]]
    failures: list[PointFailure] = field(default_factory=list)

    @classmethod
    def blank(cls, study: Study, points: range) -> PointsPlayed:
        """Room for some points of a study."""
        size, shape = (len(points), study.worlds), (len(points), len(study.quantities), study.months + 1)
        outcomes = {variant: {outcome.name: np.full(size, np.nan) for outcome in study.outcomes} for variant in study.variants}
        return cls(points, outcomes, {variant: np.full(shape, np.nan, dtype=np.float32) for variant in study.variants})


def play_points(study: Study, points: range) -> PointsPlayed:
    """Play some points. What comes of a point depends on neither the others nor the range."""
    played = PointsPlayed.blank(study, points)
    for group, members in study.together(points):
        Side(study, group, members, played).play()
    return played


@dataclass
class Side:
    """Points side by side, in blocks of at most as many worlds as a run has in a block."""

    study: Study
    group: Group
    members: Points
    played: PointsPlayed

    def play(self) -> None:
        """Every variant in every block of worlds. The mean path of a point is the sum of its blocks, each added up for itself, in their order."""
        sums: dict[str, Array] = {}
        for first, count in blocks(0, self.study.worlds):
            shocks = self.shocks(self.members, first, count)
            for place, variant in enumerate(self.study.variants):
                added = self.variant(place, self.members, shocks, (first, count))
                sums[variant] = sums[variant] + added if variant in sums else added
        rows = self.members - self.played.points.start
        for variant, total in sums.items():
            self.played.paths[variant][rows, :, : total.shape[2]] = total / self.study.worlds

    def shocks(self, members: Points, first: int, count: int) -> PointShocks:
        """The chance of a block of worlds at some points."""
        return PointShocks(self.study.seed, first, count, self.study.numbers(members), len(members))

    def variant(self, place: int, members: Points, shocks: PointShocks, worlds: tuple[int, int]) -> Array:
        """One variant in one block: outcomes are written down, the sums over worlds returned, `[point, quantity, month]`.

        Where it fails, either half of the points is played for itself, down to the point that fails.
        """
        plan, name = self.group.plans[place], self.study.variants[place]
        theatre: Theatre | None = None
        try:
            theatre = Theatre(plan, shocks, self.study.agents)
            trajectory = theatre.play()
            outcomes = self.group.measures(plan, trajectory)
        except Exception as error:  # a point that fails is a row of the result, not the end of the sweep
            month = theatre.situation.month if theatre else plan.world
            if len(members) == 1:
                return self.failed(error, name, (int(members[0]), month), worlds)
            halves = members[: len(members) // 2], members[len(members) // 2 :]
            return np.concatenate([self.variant(place, half, self.shocks(half, *worlds), worlds) for half in halves])
        finally:
            if theatre is not None:
                theatre.close()
        rows, (first, count) = members - self.played.points.start, worlds
        for outcome, values in outcomes.items():
            self.played.outcomes[name][outcome][rows, first : first + count] = values.reshape(len(members), count)
        return summed(trajectory.values, len(members))

    def failed(self, error: Exception, variant: str, at: tuple[int, int], worlds: tuple[int, int]) -> Array:
        """Write down a point that failed; its sums are NaN."""
        point, month = at
        text = "".join(traceback.format_exception(error))
        place = own_line(error, self.study.agents.values())
        self.played.failures.append(PointFailure(point, variant, type(error).__name__, str(error), month, self.study.seed, *worlds,
                                                 self.study.settings(point), text, place))
        return np.full((1, len(self.study.quantities), self.plan_months(variant) + 1), np.nan)

    def plan_months(self, variant: str) -> int:
        """The months of a variant."""
        plan: Plan = self.group.plans[self.study.variants.index(variant)]
        return plan.months


def summed(values: Array, points: int) -> Array:
    """Sums over the worlds of each point, `[point, quantity, month]`, of values `[quantity, month, column]`.

    The worlds of a point lie next to each other, so that they are added in the same way whatever lies beside them.
    """
    quantities, months, columns = values.shape
    return np.moveaxis(values.reshape(quantities, months, points, columns // points).sum(axis=3), 2, 0)
