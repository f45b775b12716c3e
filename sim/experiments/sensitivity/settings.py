"""The numbers of `sim sensitivity`, from `configs/experiments/sensitivity.yaml`."""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.world.numbers import read_group

FILE = "experiments/sensitivity.yaml"
"""Where they stand, with range, unit, meaning and reason."""


@cache
def setting(name: str) -> float:
    """A number by its name."""
    return next(float(np.asarray(number.value)) for number in read_group(FILE) if number.name == name)


def counted(name: str) -> int:
    """The same, as a whole number."""
    return round(setting(name))
