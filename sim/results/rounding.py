"""How many decimals a number is written with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10, nan
from typing import Protocol

PLACES, DIGITS = 3, 2
"""Decimals of a level, and the least digits that a smaller one shows."""

POINTS = 100
"""Points in a whole."""

MOST = 2
"""The most decimals of a per cent."""


class Differing(Protocol):
    """An answer of a run, or any other difference with its interval."""

    @property
    def kind(self) -> str:
        """A `chance` or a `track`."""

    @property
    def difference(self) -> float | None:
        """How much it differs from that with which it is compared; None where there is nothing to compare with."""

    @property
    def difference_low(self) -> float | None:
        """The lower end of the interval."""

    @property
    def difference_high(self) -> float | None:
        """The upper end."""

    @property
    def estimate(self) -> float:
        """The level or the share itself."""

    @property
    def low(self) -> float:
        """The lower end of its interval."""

    @property
    def high(self) -> float:
        """The upper end."""


@dataclass(frozen=True)
class Gap:
    """A difference with its interval that belongs to no answer of a run: between two results, or of a lever."""

    kind: str
    difference: float
    difference_low: float
    difference_high: float
    estimate: float = 0.0
    low: float = nan
    high: float = nan


def places(values: Iterable[float]) -> int:
    """So many decimals show at least two digits of the largest of these levels; never fewer than three."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    return max(PLACES, DIGITS - 1 - floor(log10(largest))) if largest > 0 else PLACES


def borne(low: float, high: float) -> int:
    """Decimals that an interval bears: down to the first digit of its half; none where that is one or more."""
    return max(0, -floor(log10((high - low) / 2)))


def decimals(answers: Sequence[Differing]) -> int:
    """Decimals for all that is said of one outcome: as many as the widest interval of its differences bears, or of its levels where it has none.

    More where a difference that is more than noise would read as none.
    """
    factor = POINTS if answers[0].kind == "chance" else 1
    gaps = [one.difference for one in answers if one.difference]
    most = MOST if factor == POINTS else places(gaps or [one.estimate for one in answers])
    own = [(one.difference_low, one.difference_high) for one in answers if one.difference]
    every = own or [(one.low, one.high) for one in answers]
    bear = [borne(factor * low, factor * high) for low, high in every if low is not None and high is not None and wide(low, high)]
    least = min(bear, default=0 if factor == POINTS else PLACES)
    first = min(least, MOST if factor == POINTS else PLACES)
    return next((count for count in range(first, most) if all(shows(one, factor, count) for one in answers)), most)


def wide(low: float, high: float) -> bool:
    """Whether there is an interval that says something."""
    return isfinite(low) and isfinite(high) and high > low


def shows(answer: Differing, factor: int, count: int) -> bool:
    """Whether so many decimals leave of a difference that is more than noise something to read."""
    low, high, gap = answer.difference_low or 0.0, answer.difference_high or 0.0, answer.difference or 0.0
    differs = low * high > 0 and gap != 0
    return not differs or round(factor * gap, count) != 0


def adding_up(one: float, other: float, count: int) -> int:
    """As many decimals, or one more where two rounded numbers and their rounded difference would not add up without."""
    def agree(places: int) -> bool:
        return round(round(one, places) - round(other, places), places) == round(one - other, places)

    return count + 1 if not agree(count) and agree(count + 1) else count


def told_apart(low: float, high: float, count: int) -> int:
    """As many decimals, or one more where both ends of an interval would read alike without."""
    return count + 1 if low < high and round(low, count) == round(high, count) else count


def percent(share: float, count: int) -> str:
    """`20 %`; `under 1 %` and `over 99 %` where it would read as none or all, and is not."""
    text, least = f"{POINTS * share:.{count}f}", 10**-count
    if share not in (0, 1) and float(text) in (0, POINTS):
        return f"under {least:g} %" if share < 1 / 2 else f"over {POINTS - least:g} %"
    return f"{text} %"
