"""Naive forecasts: what can be said of a figure from the figures before it alone. Whoever cannot beat them has shown nothing.

Each gives a normal distribution: a mean, and a spread from the changes of the past. Time is counted in years, between the middles of
the months that two figures are of. With fewer than two changes known, a step is as wide as two figures that differ by their error of
observation alone; and no forecast is narrower than that error. Publication takes no time: a figure is known when its last month is over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from sim.errors import unknown_name
from sim.history.series import Figure
from sim.world.calendar import MONTHS
from sim.world.rows import Array
from sim.world.shocks import Shocks


@dataclass(frozen=True)
class Naive:
    """A normal distribution."""

    mean: float
    sd: float

    def times(self, factor: float) -> Naive:
        """The same in another unit."""
        return Naive(self.mean * factor, self.sd * factor)

    def score(self, observed: float) -> float:
        """The continuous ranked probability score, in closed form: what `scores.crps` gives of endlessly many draws."""
        z = (observed - self.mean) / self.sd
        return float(self.sd * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi)))

    def draws(self, worlds: int, seed: int, address: str) -> Array:
        """So many draws, `[world]`, from the seed and the address alone."""
        return np.asarray(self.mean + self.sd * Shocks(seed, 0, worlds).normal(f"baseline.{address}"))


@dataclass(frozen=True)
class Asked:
    """What a baseline is asked: a figure, from those of its series.

    `figures` are all of the series in the order of time, `origin` is the last month that is known, `error` the sd of the error of
    observation, `events` the months of dated events, which the event-informed baseline is given as the model is.
    """

    figures: tuple[Figure, ...]
    target: Figure
    origin: int
    error: float
    events: tuple[int, ...] = ()

    @property
    def known(self) -> tuple[Figure, ...]:
        """The figures that are known at the origin."""
        return tuple(figure for figure in self.figures if figure.last <= self.origin)


def middle(figure: Figure) -> float:
    """The middle of a figure's months, in years."""
    return (figure.first + figure.last + 1) / 2 / MONTHS


def steps(figures: Sequence[Figure]) -> tuple[Array, Array]:
    """The changes from figure to figure, and the years between them."""
    return np.diff([figure.value for figure in figures]), np.diff([middle(figure) for figure in figures])


def spread(variance: float, error: float) -> float:
    """The sd of a forecast: never narrower than the error of observation."""
    return float(np.sqrt(max(variance, error**2)))


def persistence(asked: Asked) -> Naive | None:
    """The last figure goes on. Equation: `sd^2 = years ahead * mean(change^2 / years between)`, changes without a direction."""
    return persisting(asked.known, asked)


def persisting(known: Sequence[Figure], asked: Asked) -> Naive | None:
    """The last of some figures goes on."""
    if not known:
        return None
    changes, gaps = steps(known)
    a_year = float((changes**2 / gaps).mean()) if len(changes) > 1 else 2 * asked.error**2
    return Naive(known[-1].value, spread(a_year * (middle(asked.target) - middle(known[-1])), asked.error))


def drift(asked: Asked) -> Naive | None:
    """A random walk with drift: the mean change goes on. Equation: `mean = last + slope * ahead`, `slope = (last - first) / span`,
    `sd^2 = s^2 * (ahead + ahead^2 / span)`, where `s^2` is the variance of changes around the slope and the second term its own error.
    """
    known = asked.known
    if len(known) < 2:
        return None
    changes, gaps = steps(known)
    span, ahead = gaps.sum(), middle(asked.target) - middle(known[-1])
    slope = changes.sum() / span
    around = ((changes - slope * gaps) ** 2 / gaps).sum()
    a_year = around / (len(changes) - 1) if len(changes) > 1 else 2 * asked.error**2
    return Naive(float(known[-1].value + slope * ahead), spread(float(a_year * (ahead + ahead**2 / span)), asked.error))


def trend(asked: Asked) -> Naive | None:
    """A straight line through the known figures, by least squares, with the usual variance of its forecast."""
    known = asked.known
    if len(known) < 3:
        return None
    times, values = np.array([middle(figure) for figure in known]), np.array([figure.value for figure in known])
    apart = times - times.mean()
    slope = (apart * values).sum() / (apart**2).sum()
    residuals = values - values.mean() - slope * apart
    ahead = middle(asked.target) - times.mean()
    variance = (residuals**2).sum() / (len(known) - 2) * (1 + 1 / len(known) + ahead**2 / (apart**2).sum())
    return Naive(float(values.mean() + slope * ahead), spread(float(variance), asked.error))


def seasonal(asked: Asked) -> Naive | None:
    """The same month of the last year known goes on, where that year has a figure for every month; the spread is that of yearly changes."""
    monthly = [figure for figure in asked.known if figure.first == figure.last]
    by_month = {figure.first: figure for figure in monthly}
    same = [figure for figure in monthly if (asked.target.first - figure.first) % MONTHS == 0]
    unbroken = len(monthly) >= MONTHS and monthly[-1].first - monthly[-MONTHS].first == MONTHS - 1
    if not unbroken or asked.target.first != asked.target.last:
        return None
    changes = np.array([figure.value - by_month[figure.first - MONTHS].value for figure in monthly if figure.first - MONTHS in by_month])
    a_year = float((changes**2).mean()) if len(changes) > 1 else 2 * asked.error**2
    return Naive(same[-1].value, spread(a_year * (asked.target.first - same[-1].first) / MONTHS, asked.error))


def informed(asked: Asked) -> Naive | None:
    """Persistence that hears of events: the first figure wholly after a dated event goes on, even if it is later than the origin.

    The last event counts that has such a figure before the one that is asked for. It knows more than the model, which is told of
    events and of no figure. Where no event comes after the origin, it is persistence.
    """
    before = [figure for figure in asked.figures if figure.last < asked.target.first]
    for event in sorted((month for month in asked.events if month <= asked.target.first), reverse=True):
        after = [figure for figure in before if figure.first >= event]
        if after and after[0].last > asked.origin:
            return persisting([figure for figure in before if figure.last <= after[0].last], asked)
    return persistence(asked)


Baseline = Callable[[Asked], Naive | None]

BASELINES: dict[str, tuple[str, Baseline]] = {
    "persistence": ("persistence", persistence),
    "random_walk_with_drift": ("walk with drift", drift),
    "linear_trend": ("linear trend", trend),
    "seasonal_naive": ("seasonal naive", seasonal),
    "event_informed_persistence": ("event-informed", informed),
}
"""Every baseline by the name that suites use, with its name in tables; None where it cannot say anything from what is known."""


def naive(name: str, asked: Asked) -> Naive | None:
    """What a baseline says; raises `UsageError` for one that does not exist."""
    if name not in BASELINES:
        raise unknown_name("a baseline", name, BASELINES)
    return BASELINES[name][1](asked)
