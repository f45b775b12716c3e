"""Plays an ensemble: blocks of worlds over one process or several, added up in the order of their worlds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from sim.engine.blocks import BLOCK, BlockResult, Company, Failure, Outcomes, Task
from sim.engine.tally import Tally
from sim.engine.theatre import Casting
from sim.engine.workers import player
from sim.rules.recorded import recorded_names
from sim.world.plan import Plan
from sim.world.rows import Array

Progress = Callable[[int, int], None]


@dataclass
class Ensemble:
    """All worlds of a run. `variants[0]` is the baseline; arrays are `[quantity, month]` or `[world]`."""

    names: tuple[str, ...]
    start: int
    months: int
    variants: tuple[str, ...]
    worlds: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    differences: dict[str, Tally] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    parts: list[BlockResult] = field(default_factory=list)

    def add(self, block: BlockResult) -> None:
        """Add the next block of worlds; blocks come in the order of their worlds."""
        self.worlds += block.count
        for kept, new in ((self.tallies, block.tallies), (self.differences, block.differences)):
            for variant, tally in new.items():
                kept[variant] = kept[variant].merge(tally) if variant in kept else tally
        self.failures += block.failures
        self.parts.append(block)
        block.tallies, block.differences = {}, {}

    @property
    def outcomes(self) -> dict[str, dict[str, Array]]:
        """The outcomes of every world, variant -> outcome -> `[world]`; NaN in the worlds of a block that failed."""
        names = {name for part in self.parts for found in part.outcomes.values() for name in found}
        return {variant: {name: np.concatenate([part.outcome(variant, name) for part in self.parts]) for name in sorted(names)}
                for variant in self.variants}

    @property
    def design(self) -> dict[str, Array]:
        """The parameters that differ between worlds, name -> `[world]`; the same in all variants but for their overrides."""
        whole = [part for part in self.parts if part.design]
        return {name: np.concatenate([part.design[name] for part in whole]) for name in (whole[0].design if whole else ())}

    @property
    def paths(self) -> dict[str, Array]:
        """Every world's path where they were kept, variant -> `[quantity, month, world]`."""
        kept = [variant for variant in self.variants if any(variant in part.paths for part in self.parts)]
        return {variant: np.concatenate([part.paths[variant] for part in self.parts if variant in part.paths], axis=2) for variant in kept}

    @property
    def variance_removed(self) -> dict[str, Array]:
        """How much of the variance of a difference the shared chance has taken away, `1 - var(a - b) / (var(a) + var(b))`."""
        base = self.tallies[self.variants[0]].variance()
        removed = {}
        for variant, tally in self.differences.items():
            apart = base + self.tallies[variant].variance()
            removed[variant] = np.where(apart > 0, 1 - tally.variance() / np.where(apart > 0, apart, 1), 0.0)
        return removed


def simulate(
    plans: tuple[Plan, ...], *, worlds: int, seed: int, outcomes: Outcomes, jobs: int = 1, agents: Casting | None = None,
    keep_worlds: bool = False, progress: Progress | None = None, until: Callable[[Ensemble], bool] | None = None, max_worlds: int | None = None,
    company: Company | None = None,
) -> Ensemble:
    """Play every plan in the same worlds and add up what is kept.

    `until` is asked after each round of blocks once `worlds` are played; while it says no, blocks are added up to `max_worlds`.
    `company` are worlds beside the blocks. `progress(done, total)` counts worlds. The numbers do not depend on `jobs`.
    """
    first = plans[0]
    ensemble = Ensemble(recorded_names(), first.start, first.months, tuple(plan.name for plan in plans))
    task = Task(plans, seed, outcomes, agents or {}, keep_worlds, company)
    limit = max(worlds, max_worlds or worlds) if until else worlds
    with player(task, jobs) as play:
        goal = worlds
        while ensemble.worlds < goal:
            for block in play(list(blocks(ensemble.worlds, goal))):
                ensemble.add(block)
                if progress:
                    progress(ensemble.worlds, goal)
            if until and not until(ensemble):
                goal = min(limit, goal + BLOCK * max(1, goal // (2 * BLOCK)))
    return ensemble


def blocks(first: int, last: int) -> Iterator[tuple[int, int]]:
    """The blocks that cover worlds `first` to `last - 1`: (first world, count); they begin at multiples of `BLOCK`."""
    while first < last:
        end = min(last, (first // BLOCK + 1) * BLOCK)
        yield first, end - first
        first = end
