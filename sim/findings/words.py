"""Numbers as sentences say them: no more decimals than the interval bears, no interval that reads as nothing."""

from __future__ import annotations

from math import isfinite

from sim.plots.drawing.findings import number, signed
from sim.plots.drawing.labels import quoted
from sim.results.rounding import POINTS, Differing, decimals, percent, told_apart
from sim.results.rounding import places as level_places
from sim.results.values import Answer

SIGNS = "+\N{MINUS SIGN}"

ABOVE, BELOW = "just above 0", "just below 0"
"""The end of an interval that would read as 0, and is not."""

ONE_WORLD = "one world, no interval"

__all__ = [
    "SIGNS", "change", "change_span", "decimals", "estimate", "level_places", "number", "percent", "quoted", "share_said", "signed", "size_span",
    "span", "value",
]


def estimate(answer: Answer, count: int) -> str:
    """An estimate: a share, or a level."""
    return percent(answer.estimate, count) if answer.kind == "chance" else number(answer.estimate, count)


def span(answer: Answer, count: int) -> str:
    """The sampling interval of an estimate; in words where there is none."""
    if not isfinite(answer.low):
        return ONE_WORLD
    factor = factor_of(answer)
    count = told_apart(factor * answer.low, factor * answer.high, count)
    text = " to ".join(number(factor * end, count) for end in (answer.low, answer.high))
    return f"{text} %" if factor == POINTS else text


def factor_of(answer: Differing) -> int:
    """What a share is multiplied with to be read."""
    return POINTS if answer.kind == "chance" else 1


def share_said(answer: Answer, count: int) -> str:
    """`20 % of the worlds (very unlikely to unlikely)`; `all of the worlds` and `none of the worlds` where nothing is left to chance."""
    if answer.estimate in (0, 1):
        return "all of the worlds" if answer.estimate == 1 else "none of the worlds"
    return f"{percent(answer.estimate, count)} of the worlds ({answer.said})"


def value(gap: float, answer: Differing, count: int) -> str:
    """A difference with its sign: `+14 points`, `-0.014`."""
    if answer.kind != "chance":
        return signed(gap, count)
    text = signed(POINTS * gap, count)
    return f"{text} point" if text.lstrip(SIGNS) == "1" else f"{text} points"


def change(answer: Differing, count: int) -> str:
    """The difference of an answer to the baseline; nothing for the baseline itself."""
    return "" if answer.difference is None else value(answer.difference, answer, count)


def change_span(answer: Differing, count: int) -> str:
    """The sampling interval of that difference; in words where there is none."""
    if answer.difference_low is None or answer.difference_high is None:
        return ""
    if not isfinite(answer.difference_low):
        return ONE_WORLD
    factor = factor_of(answer)
    return " to ".join(ends(factor * answer.difference_low, factor * answer.difference_high, count))


def size_span(answer: Differing, count: int) -> str:
    """The same as sizes in the direction of the difference, `12 to 16`, where the whole interval lies on one side."""
    low, high = answer.difference_low or 0.0, answer.difference_high or 0.0
    if not isfinite(low) or low * high < 0:
        return change_span(answer, count)
    small, large = sorted(abs(factor_of(answer) * end) for end in (low, high))
    return " to ".join(end.lstrip(SIGNS) for end in ends(small, large, count))


def ends(low: float, high: float, count: int) -> tuple[str, str]:
    """Both ends of an interval of a difference, with signs."""
    count = told_apart(low, high, count)
    return (ABOVE if low > 0 == round(low, count) else signed(low, count)), (BELOW if high < 0 == round(high, count) else signed(high, count))
