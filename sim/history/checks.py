"""The past as a test: what a story of 2016-2019 must reproduce, and how its worlds compare with what was observed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sim.engine.simulate import Ensemble, simulate
from sim.history.scores import band, crps
from sim.history.series import observed_value
from sim.scenario import load
from sim.scenario.build import plans
from sim.world.calendar import month_number
from sim.world.numbers import table
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.trajectory import Trajectory

MEASURES = ("mean", "ratio", "difference", "change")


@dataclass(frozen=True)
class Check:
    """One thing that a story of the past must reproduce.

    `measure` is read off the monthly values of `quantity` in the months of `window`, `against` other months where it compares.
    The 90 % band, widened by the `error` (standard deviation) of observation, must hold `observed`; where only a span
    `between` is known, the median must lie in it. `cap` is the widest band of the worlds themselves that passes,
    `better` says whether "no change" must be beaten.
    """

    name: str
    label: str
    measure: str
    quantity: str
    window: tuple[int, int]
    against: tuple[int, int] | None
    observed: float | None
    error: float
    between: tuple[float, float] | None
    unit: str
    cap: float
    because: str
    better: bool


@dataclass(frozen=True)
class Verdict:
    """How the worlds compare with one observation.

    `band` is the worlds' own, `reach` the same with the error of observation laid over it.
    `score` and `no_change_score` are None where only a span was observed.
    """

    check: Check
    median: float
    band: tuple[float, float]
    reach: tuple[float, float]
    score: float | None
    no_change_score: float | None

    @property
    def width(self) -> float:
        """The width of the band."""
        return self.band[1] - self.band[0]

    @property
    def right(self) -> bool:
        """Whether the band can be squared with the observation, or the median lies in the span that is known."""
        if self.check.observed is not None:
            return self.reach[0] <= self.check.observed <= self.reach[1]
        least, most = self.check.between or (np.inf, -np.inf)
        return bool(least <= self.median <= most)

    @property
    def narrow(self) -> bool:
        """Whether the band is no wider than its cap."""
        return self.width <= self.check.cap

    @property
    def better(self) -> bool:
        """Whether the worlds beat "no change"; true where that is not asked."""
        if not self.check.better or self.score is None or self.no_change_score is None:
            return True
        return self.score < self.no_change_score


def past_played(sets: tuple[str, ...] = ()) -> Ensemble:
    """The story of the past in its modes, with every world's path kept; `sets` are `NAME=VALUE`, laid over the story."""
    told = table("history/checks.yaml")
    return simulate(plans(load(told["story"], sets)), worlds=told["worlds"], seed=told["seed"], outcomes=nothing, keep_worlds=True)


def nothing(plan: Plan, trajectory: Trajectory) -> dict[str, Array]:
    """No outcomes: the paths say it all."""
    return {}


@cache
def checks() -> tuple[Check, ...]:
    """Everything that the past asks for, in order."""
    return tuple(read_check(name, entry) for name, entry in table("history/checks.yaml")["checks"].items())


def read_check(name: str, entry: Mapping[str, Any]) -> Check:
    """One check from its entry."""
    told = entry["measure"]
    kind = next(kind for kind in MEASURES if kind in told)
    return Check(name, entry["label"], kind, told[kind], months(told["in"]), months(told["against"]) if "against" in told else None,
                 observation(entry.get("observed")), float(entry.get("error", 0)), span(entry.get("between")), entry["unit"],
                 float(entry["cap"]), entry["because"], bool(entry["better"]))


def months(dates: list[str]) -> tuple[int, int]:
    """The first and the last month of a window."""
    first, last = dates
    return month_number(first), month_number(last)


def span(ends: list[float] | None) -> tuple[float, float] | None:
    """A known span, low and high."""
    return (float(ends[0]), float(ends[1])) if ends else None


def observation(place: Mapping[str, Any] | None) -> float | None:
    """What was observed: a value of a series, less another one where the entry says so."""
    if place is None:
        return None
    value = observed_value(place["series"], place["date"])
    return value - observed_value(place["series"], place["less"]) if "less" in place else value


def measured(check: Check, path: Array, start: int) -> Array:
    """The check's measure in every world, `[world]`.

    `path` is `[month, world]`: the value at the start of month `start`, then at the end of each month.
    """
    values = during(path, check.window, start)
    mean = values.mean(axis=0)
    if check.measure == "mean":
        return np.asarray(mean)
    if check.measure == "change":
        return np.asarray(mean - path[0])
    other = during(path, check.against or check.window, start).mean(axis=0)
    return np.asarray(mean / other if check.measure == "ratio" else mean - other)


def during(path: Array, window: tuple[int, int], start: int) -> Array:
    """The values at the ends of the months of a window, `[month, world]`."""
    first, last = window
    return path[first - start + 1 : last - start + 2]


def judge(check: Check, path: Array, start: int, coverage: float, seed: int) -> Verdict:
    """Compare the worlds with one observation, and "no change" (every world stays as it starts) with the same.

    The error of observation is drawn per world from `seed` and the name of the check, and laid over both alike.
    """
    noise = check.error * Shocks(seed, 0, path.shape[-1]).normal(f"observation.{check.name}")
    values = measured(check, path, start)
    score = no_change_score = None
    if check.observed is not None:
        still = measured(check, np.broadcast_to(path[0], path.shape), start)
        score, no_change_score = float(crps(values + noise, check.observed)), float(crps(still + noise, check.observed))
    return Verdict(check, float(np.median(values)), band(values, coverage), band(values + noise, coverage), score, no_change_score)
