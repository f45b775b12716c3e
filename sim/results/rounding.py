"""How many decimals a number is written with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, isfinite, log10

from sim.results.values import Answer

PLACES, DIGITS = 3, 2
"""Decimals of a level, and the least digits that a smaller one shows."""

POINTS = 100
"""Points in a whole."""

MOST = 2
"""The most decimals of a per cent."""

TINY = 9
"""Decimals beyond which a number is what reckoning in binary left over."""


def places(values: Iterable[float]) -> int:
    """So many decimals show at least two digits of the largest of these levels; never fewer than three."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    return max(PLACES, DIGITS - 1 - floor(log10(largest))) if largest > 0 else PLACES


def borne(low: float, high: float) -> int:
    """Decimals that an interval bears: down to the first digit of its half; none where that is one or more."""
    return max(0, -floor(log10((high - low) / 2)))


def decimals(answers: Sequence[Answer]) -> int:
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


def shows(answer: Answer, factor: int, count: int) -> bool:
    """Whether so many decimals leave of a difference that is more than noise something to read."""
    low, high, gap = answer.difference_low or 0.0, answer.difference_high or 0.0, answer.difference or 0.0
    differs = low * high > 0 and gap != 0
    return not differs or round(factor * gap, count) != 0


def outward(low: float, high: float, count: int) -> tuple[float, float]:
    """The ends of an interval, rounded so that it never reads narrower than it is."""
    scale = 10**count
    return floor(round(low * scale, TINY)) / scale, ceil(round(high * scale, TINY)) / scale


def percent(share: float, count: int) -> str:
    """`20 %`; `under 1 %` and `over 99 %` where it would read as none or all, and is not."""
    text, least = f"{POINTS * share:.{count}f}", 10**-count
    if share not in (0, 1) and float(text) in (0, POINTS):
        return f"under {least:g} %" if share < 1 / 2 else f"over {POINTS - least:g} %"
    return f"{text} %"
