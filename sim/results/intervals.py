"""The interval of an estimate: so far to each side as its error and what is known of that error say."""

from __future__ import annotations

from math import inf
from typing import TypeVar

from scipy.special import stdtrit

from sim.world.rows import Array

Number = TypeVar("Number", float, Array)

NORMAL_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: half of a 95 % interval, in standard errors."""

CONFIDENCE = 0.95
"""That of every interval here, unless another is asked for."""


def interval(mean: Number, error: Number, freedom: float = inf, confidence: float = CONFIDENCE) -> tuple[Number, Number]:
    """`mean +- t error`, with Student's t of so many degrees of freedom; of the normal distribution where there is no end to them.

    Source: Student 1908, The probable error of a mean, Biometrika 6.
    """
    reach = float(stdtrit(freedom, (1 + confidence) / 2))
    return mean - reach * error, mean + reach * error
