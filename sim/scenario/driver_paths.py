"""A driver's path in a story: the default path, with what the story says laid over it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.rules.played import PlayedPath
from sim.scenario.dated import NumberRamp
from sim.world.calendar import month_date
from sim.world.drivers import driver_paths
from sim.world.plan import Amount, Path
from sim.world.shocks import Shocks

Points = list[tuple[int, Amount]]


def composed_path(name: str, said: Any, start: int, end: int) -> Path:
    """The path of a driver up to the end of the story; `said` is an amount from the start on, dated steps or a ramp.

    Before the first date, and from `until` on, the default path holds, month by month.
    """
    if isinstance(said, Amount):
        path, until = Path((start,), (addressed(said, f"drivers.{name}"),)), None
    else:
        path = with_addresses(said.ramp if isinstance(said, NumberRamp) else said, f"drivers.{name}")
        until = said.until
    first = path.months[0]
    default = driver_paths()[name]
    points = by_month(default, min(default.months[0], first - 1), first) + list(zip(path.months, path.amounts, strict=True))
    if isinstance(until, int):
        points = closed(points, until, path.shape) + by_month(default, until, max(end, until) + 1)
    months, amounts = zip(*points, strict=True)
    return Path(months, amounts, path.shape, reaches_back=True)


def closed(points: Points, until: int, shape: str) -> Points:
    """Points before `until`; a ramp stays level from its last point to then."""
    kept = [point for point in points if point[0] < until]
    return [*kept, (until - 1, kept[-1][1])] if shape == "ramp" and kept[-1][0] < until - 1 else kept


def by_month(default: Path, first: int, last: int) -> Points:
    """The default path from one month to the month before another."""
    played = PlayedPath.of(default, Shocks(0, 0, 1))
    return [(month, Amount.exactly(float(played.at(month) or 0.0))) for month in range(first, last)]


def addressed(amount: Amount, address: str) -> Amount:
    """An amount whose draw has a name, so that variants which say the same share it."""
    return amount if amount.fixed else replace(amount, address=address)


def with_addresses(path: Path, address: str) -> Path:
    """A path whose uncertain levels have names."""
    amounts = tuple(addressed(amount, f"{address}.{month_date(month)}") for month, amount in zip(path.months, path.amounts, strict=True))
    return replace(path, amounts=amounts)
