"""The numbers of a sweep, from `configs/experiments/sweep.yaml`."""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.world.numbers import read_group

FILE = "experiments/sweep.yaml"
"""Where they stand, with range, unit, meaning and reason."""


@cache
def counted(name: str) -> int:
    """A whole number by its name."""
    return next(round(float(np.asarray(number.value))) for number in read_group(FILE) if number.name == name)
