"""The numbers of a sweep, from `configs/experiments/sweep.yaml`."""

from __future__ import annotations

from sim.world import numbers

FILE = "experiments/sweep.yaml"
"""Where they stand, with range, unit, meaning and reason."""


def counted(name: str) -> int:
    """A whole number by its name."""
    return round(numbers.setting(FILE, name))
