"""The settings of estimates in figures of a sweep, each with its range and reason in `configs/experiments/pictures_of_a_sweep.yaml`."""

from __future__ import annotations

from sim.world import numbers

FILE = "experiments/pictures_of_a_sweep.yaml"


def setting(name: str) -> float:
    """One setting by name."""
    return numbers.setting(FILE, name)
