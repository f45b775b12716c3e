"""Groups of neighbouring worlds within which every world's parameters meet every world's chance, under every rule of decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.engine.blocks import BLOCK, BlockResult
from sim.engine.theatre import Casting
from sim.experiments.bands.rules import Dealt, free, numbers, weights
from sim.world.crossed import Beside
from sim.world.plan import Plan
from sim.world.rows import Array

LEAST = 3
"""With fewer groups nothing can be said of how exact the parts are."""


@dataclass(frozen=True)
class Groups:
    """So many groups of `size` worlds among the first `worlds` of a run, shared out evenly over its blocks.

    `weights` are those of the rules of decision by their place in the list of all; rules without weight are not played.
    A group's cell (rule, a, b) is the world with the parameters of its world a and the chance of its world b; the cells
    (the usual rule, a, a) are worlds of the run itself, all others are played beside it.
    """

    worlds: int
    asked: int
    size: int
    weights: tuple[float, ...]
    casting: Casting = field(default_factory=dict)

    @classmethod
    def of(cls, plans: Sequence[Plan], worlds: int, asked: int, played: Iterable[str] = ()) -> Groups | None:
        """The groups of a run of some variants; None where there are too few worlds. `played` are capitals played by a class of the user's own."""
        capitals, size = free(plans, played), int(numbers()["size"])
        found = cls(worlds, min(asked, worlds // size), size, weights(capitals), dict.fromkeys(capitals, Dealt))
        return found if sum(found.within(first, min(BLOCK, worlds - first)) for first in range(0, worlds, BLOCK)) >= LEAST else None

    def within(self, first: int, count: int) -> int:
        """How many of the groups lie in a block."""
        if first >= self.worlds:
            return 0
        block, blocks = first // BLOCK, -(-self.worlds // BLOCK)
        return min(self.asked * (block + 1) // blocks - self.asked * block // blocks, count // self.size)

    @cached_property
    def cells(self) -> NDArray[np.intp]:
        """The cells of a group that are played beside the run, `[cell, (rule, a, b)]`."""
        found = [(rule, a, b) for rule, weight in enumerate(self.weights) if weight or not rule
                 for a in range(self.size) for b in range(self.size) if rule or a != b]
        return np.array(found)

    def beside(self, first: int, count: int) -> Beside | None:
        """The worlds beside a block, group by group."""
        groups = self.within(first, count)
        if not groups:
            return None
        rule, a, b = (np.tile(column, groups) for column in self.cells.T)
        start = np.repeat(np.arange(groups) * self.size, len(self.cells))
        return Beside(start + a, start + b, rule)

    def gathered(self, parts: Sequence[BlockResult], variant: str, outcome: str) -> Array:
        """An outcome in every cell, `[rule, group, a, b]`; NaN where a rule is not played or a block failed."""
        return np.concatenate([self.in_block(part, variant, outcome) for part in parts], axis=1)

    def in_block(self, part: BlockResult, variant: str, outcome: str) -> Array:
        """The cells of one block."""
        groups = self.within(part.first, part.count)
        found = np.full((len(self.weights), groups, self.size, self.size), np.nan)
        own = part.outcome(variant, outcome)[: groups * self.size].reshape(groups, self.size)
        for place in range(self.size):
            found[0, :, place, place] = own[:, place]
        beside = part.beside.get(variant, {}).get(outcome)
        if groups and beside is not None:
            rule, a, b = self.cells.T
            found[rule, :, a, b] = beside.reshape(groups, len(self.cells)).T
        return found

    def grouped(self, parts: Sequence[BlockResult]) -> NDArray[np.intp]:
        """The group of every world, counted over all blocks, `[world]`; -1 for a world in none."""
        found, before = [], 0
        for part in parts:
            groups = self.within(part.first, part.count)
            own = np.full(part.count, -1)
            own[: groups * self.size] = before + np.repeat(np.arange(groups), self.size)
            found.append(own)
            before += groups
        return np.concatenate(found)
