"""From outcomes in each world to answers: an estimate, its Monte Carlo interval, its words, the difference to the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import hypot, sqrt

import numpy as np

from sim.experiments.outcomes import Outcome
from sim.results.intervals import NORMAL_95, interval
from sim.results.values import TOO_FEW, Answer
from sim.scenario.numbers import word_for, words
from sim.world.rows import Array

MOST_WORDS = 2
"""An interval that reaches over more words of likelihood than this gets none."""


def words_for(low: float, high: float) -> str:
    """The word of ICD 203 for all of an interval; the first and the last word where it reaches over two; none where it reaches over more."""
    known, first, last = list(words()), word_for(low), word_for(high)
    over = known.index(last) - known.index(first) + 1
    return first if over == 1 else f"{first} to {last}" if over <= MOST_WORDS else TOO_FEW


def wilson(successes: float, count: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share: `(p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)`.

    Source: Wilson 1927, Probable inference, the law of succession, and statistical inference, JASA 22.
    """
    share, squared = successes / count, NORMAL_95**2
    middle = share + squared / (2 * count)
    spread = NORMAL_95 * sqrt(share * (1 - share) / count + squared / (4 * count**2))
    scale = 1 + squared / count
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return (0.0 if successes == 0 else low), (1.0 if successes == count else high)


def normal_interval(values: Array) -> tuple[float, float]:
    """The 95 % interval of a mean, `m +- z s / sqrt(n)`; without end for a single world."""
    mean = float(values.mean())
    if values.size == 1:
        return -np.inf, np.inf
    return interval(mean, float(values.std(ddof=1)) / sqrt(values.size))


def paired_shares(change: Array) -> tuple[float, float]:
    """The 95 % interval of the difference of two shares in the same worlds, `change` being -1, 0 or 1 in each, or a mean of such over points.

    Half a world is added to each of the four cells, so that no change seen is not taken for no change possible.
    Source: Agresti and Min 2005, Simple improved confidence intervals for comparing matched proportions, Statistics in Medicine 24.
    """
    count, moved, net = change.size + 2, float((change * change).sum()) + 1, float(change.sum())
    half = NORMAL_95 * sqrt(moved - net**2 / count) / count
    return max(net / count - half, -1.0), min(net / count + half, 1.0)


def sampling(kind: str, seen: Array) -> tuple[float, float]:
    """The 95 % sampling interval of a chance or of the mean of a track, `seen` being its value in each world."""
    return wilson(float(seen.sum()), seen.size) if kind == "chance" else normal_interval(seen)


def gap_interval(kind: str, gap: Array) -> tuple[float, float]:
    """The 95 % sampling interval of a difference in the same worlds, `gap` being that difference in each world."""
    return paired_shares(gap) if kind == "chance" else normal_interval(gap)


def newcombe(first: tuple[float, float, float], second: tuple[float, float, float]) -> tuple[float, float, float]:
    """The difference of two estimates from different worlds with its interval, made of both of theirs; each is (estimate, low, high).

    Source: Newcombe 1998, Interval estimation for the difference between independent proportions, Statistics in Medicine 17, method 10.
    """
    gap = second[0] - first[0]
    return gap, gap - hypot(second[0] - second[1], first[2] - first[0]), gap + hypot(second[2] - second[0], first[0] - first[1])


def answer(outcome: Outcome, variant: str, values: Array, baseline: Array | None, unit: str) -> Answer:
    """What one variant says about one outcome; `baseline` holds the same worlds of the baseline, None for the baseline itself."""
    known = np.isfinite(values)
    seen = values[known]
    chance = outcome.kind == "chance"
    low, high = sampling(outcome.kind, seen)
    estimate = float(seen.mean())
    label = f"{outcome.label} {outcome.when}" if chance else f"{outcome.label}, {outcome.when}"
    word = words_for(low, high) if chance else ""
    found = Answer(variant, outcome.name, label, outcome.kind, estimate, low, high, word, headline=outcome.headline, unit=unit)
    return found if baseline is None else against(found, (values - baseline)[known & np.isfinite(baseline)])


def against(found: Answer, gap: Array) -> Answer:
    """An answer with its difference to the baseline, `gap` being that difference in each world."""
    low, high = gap_interval(found.kind, gap)
    return replace(found, difference=float(gap.mean()), difference_low=low, difference_high=high)


def apart(first: Answer, second: Answer) -> Answer:
    """The second of two answers from different worlds with its difference to the first."""
    gap, low, high = newcombe(*((one.estimate, one.low, one.high) for one in (first, second)))
    return replace(second, difference=gap, difference_low=low, difference_high=high)


def answers(outcomes: Iterable[Outcome], measured: Mapping[str, Mapping[str, Array]], units: Mapping[str, str]) -> list[Answer]:
    """Every outcome in every variant, baseline (the first) first. `measured` is variant -> outcome -> `[world]`."""
    variants = list(measured)
    found = []
    for outcome in outcomes:
        for variant in variants:
            baseline = measured[variants[0]][outcome.name] if variant != variants[0] else None
            values = measured[variant][outcome.name]
            found.append(answer(outcome, variant, values, baseline, units.get(outcome.quantity, "")))
    return found


def widest(found: Iterable[Answer]) -> float:
    """Half the width of the widest interval among the headline chances; 0 where there is none."""
    return max(((a.high - a.low) / 2 for a in found if a.headline and a.kind == "chance"), default=0.0)
