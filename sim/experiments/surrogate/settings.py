"""The settings of estimates through the points of a sweep, and of what its figures count as low, high and clear.

Each stands with its range and reason in `configs/experiments/pictures_of_a_sweep.yaml`.
"""

from __future__ import annotations

from sim.world import numbers

FILE = "experiments/pictures_of_a_sweep.yaml"


def setting(name: str) -> float:
    """One setting by name."""
    return numbers.setting(FILE, name)
