"""The settings of estimates in figures of a sweep, each with its range and reason in `configs/experiments/pictures_of_a_sweep.yaml`."""

from __future__ import annotations

from functools import cache

from sim.world.numbers import read_number, table

FILE = "experiments/pictures_of_a_sweep.yaml"


@cache
def setting(name: str) -> float:
    """One setting by name."""
    value = read_number(name, table(FILE)[name], f"configs/{FILE}").value
    assert isinstance(value, float)
    return value
