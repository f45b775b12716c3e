"""Worlds beside those of a block: each has the parameters of one of its worlds and the chance of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array
from sim.world.shocks import Shocks

UNKNOWN = ("parameter.", "uncertain.")
"""How the names of draws begin that stand for what nobody knows: parameters, and the ranges of a story. All other draws are chance."""


@dataclass(frozen=True)
class Beside:
    """So many worlds beside a block, `[extra]` each: whose `parameters` and whose `chance` they have, counted from its first world, and their `rule`.

    Rule 0 is the doctrine that the story gives; what the others are is known to those who ask for them.
    """

    parameters: NDArray[np.intp]
    chance: NDArray[np.intp]
    rule: NDArray[np.intp]


class CrossedShocks(Shocks):
    """The draws of the worlds of a block, and after them of those beside it.

    The block's own worlds have what they have alone. `rule` says by world which rule of decision it follows.
    """

    def __init__(self, own: Shocks, beside: Beside) -> None:
        super().__init__(own.seed, own.first, own.count + beside.rule.size)
        self._own, self._beside = own, beside
        self.rule = np.concatenate([np.zeros(own.count, dtype=np.intp), beside.rule])

    @property
    def worlds(self) -> NDArray[np.intp]:
        """The world whose parameters each column has."""
        return np.concatenate([self._own.worlds, self._own.worlds[self._beside.parameters]])

    def uniform(self, name: str, month: int = 0, rows: int | None = None) -> Array:
        """Uniform numbers in the open interval (0, 1), `[column]` or `[row, column]`."""
        return self._crossed(name, self._own.uniform(name, month, rows))

    def normal(self, name: str, month: int = 0, rows: int | None = None) -> Array:
        """Standard normal numbers, `[column]` or `[row, column]`."""
        return self._crossed(name, self._own.normal(name, month, rows))

    def _crossed(self, name: str, drawn: Array) -> Array:
        whose = self._beside.parameters if name.startswith(UNKNOWN) else self._beside.chance
        return np.concatenate([drawn, drawn[..., whose]], axis=-1)
