"""Numbers as the sentences of a report say them: no more decimals than the interval bears, and differences that add up to the eye."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from sim.plots.drawing.findings import number, signed
from sim.plots.drawing.labels import quoted
from sim.results.rounding import places as level_places
from sim.results.values import Answer

POINTS = 100
"""Points in a whole."""

SIGNS = "+\N{MINUS SIGN}"

MOST = 2
"""The most decimals of a per cent."""

__all__ = [
    "SIGNS", "change", "change_span", "estimate", "level_places", "number", "places", "quoted", "share_said", "signed", "size_span", "span", "value",
]


def places(answers: Sequence[Answer]) -> int:
    """Decimals of the shares of several answers: as many as the widest interval bears, more where it takes them for differences to add up."""
    least = min(borne(answer) for answer in answers)
    return next((count for count in range(least, MOST + 1) if all(adds_up(answers[0], answer, count) for answer in answers)), least)


def borne(answer: Answer) -> int:
    """Decimals that an interval bears: none where its half is a point or more."""
    half = POINTS * (answer.high - answer.low) / 2
    return next((count for count in range(MOST) if half * 10**count >= 1), MOST) if half > 0 else 0


def adds_up(base: Answer, other: Answer, count: int) -> bool:
    """Whether the rounded shares differ by the rounded difference, and none that is not 0 or 1 reads so."""
    shares = [round(POINTS * one.estimate, count) for one in (base, other)]
    honest = all(one.estimate in (0, 1) or share not in (0, POINTS) for one, share in zip((base, other), shares, strict=True))
    gap = round(POINTS * (other.difference or 0), count)
    return honest and (other.difference is None or abs(shares[1] - shares[0] - gap) < 10 ** -(count + 1))


def percent(share: float, count: int) -> str:
    """`20 %`."""
    return f"{POINTS * share:.{count}f} %"


def estimate(answer: Answer, count: int) -> str:
    """An estimate: a share, or a level."""
    return percent(answer.estimate, count) if answer.kind == "chance" else number(answer.estimate, count)


def span(answer: Answer, count: int) -> str:
    """The sampling interval of an estimate; in words where there is none."""
    if not isfinite(answer.low):
        return "one world, no interval"
    if answer.kind == "chance":
        return f"{POINTS * answer.low:.{count}f} to {POINTS * answer.high:.{count}f} %"
    return f"{number(answer.low, count)} to {number(answer.high, count)}"


def share_said(answer: Answer, count: int) -> str:
    """`20 % of the worlds (very unlikely to unlikely)`; `all of the worlds` and `none of the worlds` where nothing is left to chance."""
    if answer.estimate in (0, 1):
        return "all of the worlds" if answer.estimate == 1 else "none of the worlds"
    return f"{percent(answer.estimate, count)} of the worlds ({answer.said})"


def value(gap: float, answer: Answer, count: int) -> str:
    """A difference with its sign: `+14 points`, `-0.014`."""
    if answer.kind != "chance":
        return signed(gap, count)
    text = signed(POINTS * gap, count)
    return f"{text} point" if text.lstrip(SIGNS) == "1" else f"{text} points"


def change(answer: Answer, count: int) -> str:
    """The difference of an answer to the baseline; nothing for the baseline itself."""
    return "" if answer.difference is None else value(answer.difference, answer, count)


def change_span(answer: Answer, count: int) -> str:
    """The sampling interval of that difference; in words where there is none."""
    if answer.difference_low is None or answer.difference_high is None:
        return ""
    if not isfinite(answer.difference_low):
        return "one world, no interval"
    factor = POINTS if answer.kind == "chance" else 1
    return f"{signed(factor * answer.difference_low, count)} to {signed(factor * answer.difference_high, count)}"


def size_span(answer: Answer, count: int) -> str:
    """The same as sizes in the direction of the difference, `12 to 16`, where the whole interval lies on one side."""
    low, high = answer.difference_low or 0.0, answer.difference_high or 0.0
    if not isfinite(low) or low * high < 0:
        return change_span(answer, count)
    factor = POINTS if answer.kind == "chance" else 1
    ends = sorted(abs(factor * end) for end in (low, high))
    return f"{number(ends[0], count)} to {number(ends[1], count)}"
