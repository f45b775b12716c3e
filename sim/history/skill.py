"""Skill: how much of a baseline's score a forecast takes away, with an interval from drawing the years anew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.history.scores import band
from sim.world.rows import Array
from sim.world.shocks import Shocks

DRAWS = 2000
"""So often the years are drawn anew."""

SURE = 0.90
"""The interval of a skill holds so much of the draws."""

FEW = 5
"""With fewer years an interval is not to be believed: all of four years fall on one side of 0 by chance more often than one time in ten."""


@dataclass(frozen=True)
class Skill:
    """`1 - score / score of the baseline`: 1 is perfect, 0 is no better, below 0 is worse; with its interval.

    The interval is not a number where all figures are of one year, or the baseline is perfect: there is nothing to draw then.
    It is of so many `years`.
    """

    value: float
    low: float
    high: float
    years: int

    @property
    def clear(self) -> bool:
        """Whether the whole interval lies on one side of 0, and is made of years enough to be believed."""
        return self.years >= FEW and (self.low > 0 or self.high < 0)


def skill(scores: Array, baseline: Array, years: Array, seed: int, address: str) -> Skill:
    """The skill of a forecast over the same figures as a baseline.

    Figures of one year are one block: they share its accidents. Blocks are drawn with replacement, as many as there are,
    from the seed and the address alone. With three or four years the interval says little, and says so by its width.
    """
    blocks = np.unique(years)
    pairs = np.array([(scores[years == year].sum(), baseline[years == year].sum()) for year in blocks])
    value = ratio(pairs.sum(axis=0))
    picks = Shocks(seed, 0, DRAWS).uniform(f"bootstrap.{address}", rows=len(blocks)) * len(blocks)
    drawn = ratio(pairs[picks.astype(int)].sum(axis=0).T)
    if len(blocks) < 2 or not np.isfinite(drawn).all():
        return Skill(float(value), float("nan"), float("nan"), len(blocks))
    return Skill(float(value), *band(drawn, SURE), len(blocks))


def ratio(sums: Array) -> Array:
    """The skill of summed scores, `[2]` or `[2, draw]`; where the baseline is perfect, 0 if the forecast is too, else minus without end."""
    ours, theirs = sums
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(theirs == 0, np.where(ours == 0, 0.0, -np.inf), 1 - ours / theirs)
