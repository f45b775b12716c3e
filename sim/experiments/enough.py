"""Enough runs: how many worlds would make the intervals of the headlines as narrow as wished; of their differences where there are any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

from sim.experiments.answers import wilson
from sim.experiments.bands.rules import numbers
from sim.results.intervals import NORMAL_95
from sim.results.values import Answer

Half = Callable[[int], float]
"""Half the width of an interval with so many worlds."""


@dataclass(frozen=True)
class Enough:
    """The widest interval of a headline to each side, the worlds that would halve it, and those for a `target` to each side.

    `of` is a `difference` to the baseline where there is one, which is what is quoted, else a `level`; `of_levels` is the widest of the levels.
    """

    reached: float
    to_halve: int
    target: float
    for_target: int
    of: str = "level"
    of_levels: float = 0.0


def enough(answers: Sequence[Answer], worlds: int, failures: Sequence[Mapping[str, Any]] = ()) -> Enough | None:
    """How many worlds the headlines need, their shares taken as they are; None where no chance is asked for.

    Every headline chance is counted, since the widest of today need not be the widest of tomorrow. `failures` are the blocks of worlds that failed.
    """
    asked = [answer for answer in answers if answer.headline and answer.kind == "chance"]
    if not asked:
        return None
    base = next((answer.variant for answer in answers if answer.difference is None), "")
    levels = [(of_share(answer.estimate), worlds - lost(failures, {answer.variant})) for answer in asked]
    known = [(answer, worlds - lost(failures, {answer.variant, base})) for answer in asked if answer.difference is not None]
    gaps = [(of_gap(answer, count), count) for answer, count in known]
    halves, target = [half_at for half_at, _ in gaps or levels], numbers()["target"]
    reached = max(half_at(count) for half_at, count in gaps or levels)
    halved, narrow = (max(fewest(half_at, wished) for half_at in halves) for wished in (reached / 2, target))
    return Enough(reached, halved, target, narrow, "difference" if gaps else "level", max(half_at(count) for half_at, count in levels))


def lost(failures: Sequence[Mapping[str, Any]], variants: set[str]) -> int:
    """In how many worlds one of these variants failed."""
    return len({world for row in failures if row["variant"] in variants for world in range(row["first_world"], row["first_world"] + row["count"])})


def of_share(share: float) -> Half:
    """The interval of a share."""
    return lambda worlds: half(share, worlds)


def of_gap(answer: Answer, worlds: int) -> Half:
    """The interval of a difference in the same worlds, in which it moves as often as its interval says (`answers.paired_shares`)."""
    gap, low, high = answer.difference or 0.0, answer.difference_low or 0.0, answer.difference_high or 0.0
    count = worlds + 2
    middle = gap * worlds / count
    reach = max(middle - low, high - middle)
    moved = max(((reach * count / NORMAL_95) ** 2 + (gap * worlds) ** 2 / count - 1) / worlds, abs(gap))
    return lambda many: NORMAL_95 * sqrt(max(moved * many + 1 - (gap * many) ** 2 / (many + 2), 0.0)) / (many + 2)


def half(share: float, worlds: int) -> float:
    """Half the width of the Wilson interval of a share of so many worlds."""
    low, high = wilson(share * worlds, worlds)
    return (high - low) / 2


def fewest(half_at: Half, wished: float) -> int:
    """The fewest worlds with which an interval reaches no further than wished to each side."""
    most = 1
    while half_at(most) > wished:
        most *= 2
    least = most // 2
    while most - least > 1:
        middle = ceil((least + most) / 2)
        least, most = (middle, most) if half_at(middle) > wished else (least, middle)
    return most
