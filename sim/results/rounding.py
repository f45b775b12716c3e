"""How many decimals a number is written with."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, isfinite, log10

PLACES, DIGITS = 3, 2
"""Decimals of a level, and the least digits that a smaller one shows."""


def places(values: Iterable[float]) -> int:
    """So many decimals show at least two digits of the largest of these levels; never fewer than three."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    return max(PLACES, DIGITS - 1 - floor(log10(largest))) if largest > 0 else PLACES
