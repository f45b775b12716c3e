"""The difference of a quantity over the months: the worlds' own where they are known, else that of the means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.errors import unknown_name
from sim.experiments.compare.sides import Pair, Side
from sim.results.kept import kept_path
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.values import LEVELS, Fan
from sim.world.rows import Array

Spread = Literal["worlds", "points", "none"]
"""What the bands of a difference hold: worlds, points of a sweep, or nothing, since only means are known."""


@dataclass(frozen=True, eq=False)
class SeriesDifference:
    """A quantity in one pair over the months that both were played: `fan` is second less first; without bands its quantiles are NaN.

    `removed` is the share of the variance of the difference that matching took away, all months together; None where it is not known.
    The bands hold `of` worlds or points.
    With `at_most` the Monte Carlo error is no more than `fan.error`: both were played in the same worlds, but only their means are kept.
    """

    pair: Pair
    quantity: str
    start: int
    dates: tuple[str, ...]
    fan: Fan
    spread: Spread
    removed: float | None = None
    at_most: bool = False
    of: int = 0

    @property
    def months(self) -> int:
        """How many months both were played."""
        return len(self.dates) - 1


def series_difference(pair: Pair, quantity: str) -> SeriesDifference:
    """How far the second of a pair lies from the first; raises `UsageError` where one does not record the quantity."""
    (one, first), (two, second) = pair.first, pair.second
    for side in (one, two):
        if quantity not in side.result.quantities:
            raise unknown_name(f"a quantity recorded in {side.place}", quantity, side.result.quantities, see="sim list quantities")
    dates = [date for date in one.result.dates if date in two.result.dates]
    rows = [np.array([side.result.dates.index(date) for date in dates], dtype=int) for side in (one, two)]
    start = one.result.start + (int(rows[0][0]) if dates else 0)
    told = pair, quantity, start, tuple(dates)
    if isinstance(one.result, SweepResult) and isinstance(two.result, SweepResult):
        paths = [side.path(variant.name, quantity)[:, row] for side, variant, row in
                 ((one.result, first, rows[0]), (two.result, second, rows[1]))]
        gap = np.asarray(paths[1] - paths[0], dtype=float)
        whole = gap[np.isfinite(gap).all(axis=1)]
        return SeriesDifference(*told, over_points(whole), "points", of=len(whole))
    known = written(pair, quantity) or kept(pair, quantity, rows)
    if known:
        return SeriesDifference(*told, known, "worlds", removed(pair, quantity, known, rows), of=pair.common)
    return SeriesDifference(*told, of_means(pair, quantity, rows), "none", at_most=pair.common > 0)


def written(pair: Pair, quantity: str) -> Fan | None:
    """The difference to the baseline that every result keeps, turned round where the baseline is the second; None for other pairs."""
    (one, first), (two, second) = pair.first, pair.second
    if one is not two or not isinstance(one.result, Result) or not (first.is_baseline or second.is_baseline) or first.name == second.name:
        return None
    if first.is_baseline:
        return one.result.difference(second.name, quantity)
    fan = one.result.difference(first.name, quantity)
    turned = {level: -fan.quantiles[other] for level, other in zip(LEVELS, reversed(LEVELS), strict=True)}
    return Fan(-fan.mean, fan.sd, fan.error, turned)


def kept(pair: Pair, quantity: str, rows: list[Array]) -> Fan | None:
    """The difference in every world that both share; None where their paths were not kept."""
    if not pair.common:
        return None
    found = [path_of(side, variant.name, quantity) for side, variant in (pair.first, pair.second)]
    if found[0] is None or found[1] is None:
        return None
    return over_worlds(found[1][rows[1], : pair.common] - found[0][rows[0], : pair.common])


def path_of(side: Side, variant: str, quantity: str) -> Array | None:
    """Every world's path, `[month, world]`."""
    return kept_path(side.result, variant, quantity) if isinstance(side.result, Result) else None


def over_worlds(gap: Array) -> Fan:
    """Mean, spread, Monte Carlo error and quantiles of `[month, world]`."""
    worlds = gap.shape[1]
    sd = gap.std(axis=1, ddof=1) if worlds > 1 else np.zeros(len(gap))
    return Fan(gap.mean(axis=1), sd, sd / np.sqrt(worlds), dict(zip(LEVELS, np.quantile(gap, LEVELS, axis=1), strict=True)))


def over_points(gap: Array) -> Fan:
    """Mean, spread and quantiles over the points of a sweep, `[point, month]`; the Monte Carlo error is not known, since means alone are kept."""
    unknown = np.full(gap.shape[1], np.nan)
    if not len(gap):
        return Fan(unknown, unknown, unknown, dict.fromkeys(LEVELS, unknown))
    return Fan(gap.mean(axis=0), gap.std(axis=0), unknown, dict(zip(LEVELS, np.quantile(gap, LEVELS, axis=0), strict=True)))


def of_means(pair: Pair, quantity: str, rows: list[Array]) -> Fan:
    """The difference of the means with the error that worlds of their own would have given.

    Two variants of one result have been measured against its baseline in the same worlds: the errors of both add up to no less than the true one.
    """
    one, two = fans(pair, quantity, rows)
    error = np.hypot(one.error, two.error)
    side, result = pair.first[0], pair.first[0].result
    if pair.second[0] is side and isinstance(result, Result):
        error = np.minimum(error, sum(result.difference(variant.name, quantity).error for _, variant in (pair.first, pair.second)))
    unknown = np.full(error.shape, np.nan)
    return Fan(two.mean - one.mean, unknown, error, dict.fromkeys(LEVELS, unknown))


def fans(pair: Pair, quantity: str, rows: list[Array]) -> tuple[Fan, Fan]:
    """Both sides over the months that they share."""
    found = []
    for (side, variant), row in zip((pair.first, pair.second), rows, strict=True):
        assert isinstance(side.result, Result)
        fan = side.result.fan(variant.name, quantity)
        found.append(Fan(fan.mean[row], fan.sd[row], fan.error[row], {level: values[row] for level, values in fan.quantiles.items()}))
    return found[0], found[1]


def removed(pair: Pair, quantity: str, known: Fan, rows: list[Array]) -> float | None:
    """`1 - var(b - a) / (var(a) + var(b))`, the variances summed over the months."""
    one, two = fans(pair, quantity, rows)
    apart = float(np.nansum(one.sd**2 + two.sd**2))
    return 1 - float(np.nansum(known.sd**2)) / apart if apart > 0 else None
