"""A study: all that it takes to play any point of a sweep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from sim.engine.blocks import BLOCK
from sim.engine.theatre import Casting
from sim.errors import Fault, UsageError
from sim.experiments.outcomes import Measures, Outcome
from sim.experiments.sweep.acting import acting, idle, left_out, played
from sim.experiments.sweep.asked import designed
from sim.experiments.sweep.cases import begun, cases, followed
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.reading import Reader
from sim.rules.recorded import recorded_names
from sim.scenario.check_sweep import VARIANT
from sim.world.plan import Plan
from sim.world.rows import Array

if TYPE_CHECKING:
    from sim.scenario import Scenario

TASK = 8 * BLOCK * 60
"""World-months that a task plays, at least one block of worlds: a few seconds. Fixed, so that parts do not depend on who plays them."""


MOST_TASKS = 4000
"""More parts than that are slow to look through on a shared disk."""


@dataclass(frozen=True)
class Group:
    """Points whose stories differ in numbers alone: a plan per variant, and what is measured."""

    plans: tuple[Plan, ...]
    measures: Measures


@dataclass(frozen=True)
class Study:
    """Everything that plays a sweep. `group[point]` is the place of each point's group, `given[name][point]` the numbers of its plans.

    `by_value` are the number levers that could not be traced, so that each of their values has a plan of its own; `left_out` are the variants
    that are not played, with the levers that do not act there; `warnings` are about values and levers.
    """

    design: Design
    variants: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    start: int
    months: int
    worlds: int
    seed: int
    groups: tuple[Group, ...]
    group: NDArray[np.intp]
    given: Mapping[str, Array]
    by_value: tuple[str, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agents: Casting = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, scenario: Scenario, design: Design, worlds: int, seed: int, variants: Sequence[str] = (), *, agents: Casting | None = None) -> Self:
        """The study of a design; raises `ScenarioError` where a value is none that the story can take."""
        reader = Reader(scenario, design.places)
        if not len(design):
            raise UsageError("the design has no points", where=scenario.path, remedy="write values or samples")
        sorting, told = followed(begun(reader, design))
        where = acting(sorting, told)
        chosen = played(scenario, design, variants, where)
        found = cases(sorting, told, chosen)
        groups = tuple(Group(group.plans, group.measures) for group in found.groups)
        return cls(
            design=design, variants=chosen, outcomes=groups[0].measures.outcomes, start=scenario.start,
            months=max(group.plans[0].months for group in groups), worlds=worlds, seed=seed, groups=groups, group=found.group, given=found.given,
            by_value=found.by_value, left_out=left_out(scenario, chosen, where), agents=agents or {},
            warnings=(*design.warnings, *reader.warnings.values(), *idle(design, chosen, where)),
        )

    @property
    def quantities(self) -> tuple[str, ...]:
        """The recorded quantities, in the order of the paths."""
        return recorded_names()

    def __len__(self) -> int:
        return len(self.design)

    @property
    def points_per_block(self) -> int:
        """How many points are played side by side."""
        return max(1, BLOCK // self.worlds)

    def tasks(self) -> list[range]:
        """Runs of points, in order: each a few seconds of work, more where there would be too many. Who plays them has no part in their size."""
        least = self.points_per_block
        wanted = max(TASK / (self.worlds * self.months * len(self.variants)), len(self) / MOST_TASKS)
        size = least * max(1, ceil(wanted / least))
        return [range(first, min(first + size, len(self))) for first in range(0, len(self), size)]

    def together(self, points: range) -> Iterator[tuple[Group, NDArray[np.intp]]]:
        """The points of a range that are played side by side, block by block."""
        inside = np.arange(points.start, points.stop)
        groups = self.group[inside]
        for place in dict.fromkeys(groups.tolist()):
            members = inside[groups == place]
            for first in range(0, len(members), self.points_per_block):
                yield self.groups[place], members[first : first + self.points_per_block]

    def numbers(self, points: NDArray[np.intp]) -> dict[str, Array]:
        """The numbers that some points give to their plans."""
        return {name: values[points] for name, values in self.given.items()}

    def settings(self, point: int) -> tuple[str, ...]:
        """What a point sets, as `--set` takes it."""
        values = self.design.values
        told = (lever for lever in self.design.levers if lever.name != VARIANT and lever.told(values[lever.name][point]))
        return tuple(lever.setting(values[lever.name][point]) for lever in told)


def odd(scenario: Scenario) -> tuple[Fault, ...]:
    """What is odd in the story's `sweep:`, if it has one; raises `ScenarioError` where something is wrong with it."""
    return Study.of(scenario, designed(scenario), 1, scenario.runs.seed).warnings if "sweep" in scenario.composed else ()
