"""The numbers of `sim sensitivity`, from `configs/experiments/sensitivity.yaml`."""

from __future__ import annotations

from sim.world import numbers

FILE = "experiments/sensitivity.yaml"
"""Where they stand, with range, unit, meaning and reason."""


def setting(name: str) -> float:
    """A number by its name."""
    return numbers.setting(FILE, name)


def counted(name: str) -> int:
    """The same, as a whole number."""
    return round(setting(name))
