"""Enough runs: how many worlds would make the intervals of the headlines as narrow as wished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from sim.experiments.answers import wilson
from sim.experiments.bands.rules import numbers
from sim.results.values import Answer


@dataclass(frozen=True)
class Enough:
    """The widest interval of a headline chance to each side, the worlds that would halve it, and those for a `target` to each side."""

    reached: float
    to_halve: int
    target: float
    for_target: int


def enough(answers: Iterable[Answer], worlds: int) -> Enough | None:
    """How many worlds the headlines need, their shares taken as they are; None where no chance is asked for.

    Every headline chance is counted, since the widest of today need not be the widest of tomorrow.
    """
    shares = [answer.estimate for answer in answers if answer.headline and answer.kind == "chance"]
    if not shares:
        return None
    reached, target = max(half(share, worlds) for share in shares), numbers()["target"]
    halved, narrow = (max(worlds_for(share, wished) for share in shares) for wished in (reached / 2, target))
    return Enough(reached, halved, target, narrow)


def half(share: float, worlds: int) -> float:
    """Half the width of the Wilson interval of a share of so many worlds."""
    low, high = wilson(share * worlds, worlds)
    return (high - low) / 2


def worlds_for(share: float, wished: float) -> int:
    """The fewest worlds whose interval around that share reaches no further than wished to each side."""
    most = 1
    while half(share, most) > wished:
        most *= 2
    least = most // 2
    while most - least > 1:
        middle = ceil((least + most) / 2)
        least, most = (middle, most) if half(share, middle) > wished else (least, middle)
    return most
