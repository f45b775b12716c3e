"""Every figure of a suite beside what naive forecasts said of it, from every cut-off before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.history.baselines import Asked, Naive, naive
from sim.history.scores import crps
from sim.history.series import Figure
from sim.history.suite import Part, Suite
from sim.world.calendar import MONTHS
from sim.world.plan import Plan
from sim.world.rows import Array


@dataclass(frozen=True)
class Rival:
    """What the baselines said of a figure from one cut-off, for those that could say something, and the score of each."""

    figure: Figure
    origin: int
    said: Mapping[str, Naive]
    scores: Mapping[str, float]

    @property
    def horizon(self) -> int:
        """How many years after the cut-off the figure is."""
        return self.figure.last // MONTHS - self.origin // MONTHS

    @property
    def year(self) -> int:
        """The year of the figure."""
        return self.figure.last // MONTHS

    def draws(self, name: str, worlds: int, seed: int) -> Array:
        """So many worlds of what a baseline said."""
        return self.said[name].draws(worlds, seed, f"{name}.{self.figure.series}.{self.figure.first}.{self.origin}")


def event_months(plan: Plan) -> tuple[int, ...]:
    """The dates that the model is given: of events, and of changes in Seoul's government."""
    return tuple(sorted({event.on for event in plan.events if event.on is not None} | {leader.month for leader in plan.leaders}))


def rivals(suite: Suite, part: Part, window: str, events: tuple[int, ...]) -> Iterator[Rival]:
    """Every figure of a window with every cut-off from which something can be said of it."""
    for figure in part.within(suite.windows[window]):
        series = tuple(a_year(part, other) for other in part.figures if other.series == figure.series)
        years = length(part, figure)
        for origin in suite.origins:
            asked = Asked(series, figure, origin, part.links[figure.series].deviation / years, events)
            if origin >= figure.first or not asked.known:
                continue
            said = {name: found.times(years) for name in suite.baselines if (found := naive(name, asked))}
            unit = scale(part, figure)
            yield Rival(figure, origin, said, {name: found.score(figure.value) / unit for name, found in said.items()})


def length(part: Part, figure: Figure) -> float:
    """By what a figure is larger than one of a year would be: a count over half a year is half of one."""
    return (figure.last - figure.first + 1) / MONTHS if part.links[figure.series].over in ("sum", "change") else 1.0


def a_year(part: Part, figure: Figure) -> Figure:
    """A figure as it would be if it were of a whole year."""
    return replace(figure, value=figure.value / length(part, figure))


def from_window(found: Sequence[Rival], suite: Suite, first: int) -> list[Rival]:
    """One cut-off for each figure: the last before the window that begins in month `first`.

    Of a series that has no figure by then, the first cut-off at which it has one: the baselines know more there, the model does not.
    """
    before = [origin for origin in suite.origins if origin < first]
    base = before[-1] if before else suite.origins[0]
    earliest: dict[Figure, Rival] = {}
    for rival in found:
        if rival.origin >= base and (rival.figure not in earliest or rival.origin < earliest[rival.figure].origin):
            earliest[rival.figure] = rival
    return list(earliest.values())


def scale(part: Part, figure: Figure) -> float:
    """In what a score is told: the unit of the series; of several series, the spread of each one's own figures."""
    return own_spread(part, figure) if part.several else 1.0


def own_spread(part: Part, figure: Figure) -> float:
    """The standard deviation of all figures of a series; its error of observation where there is one figure alone."""
    values = [other.value for other in part.figures if other.series == figure.series]
    return float(np.std(values)) if len(set(values)) > 1 else part.links[figure.series].deviation


def full(found: Sequence[Rival]) -> list[str]:
    """The baselines that could say something of every one of some figures."""
    return [name for name in found[0].said if all(name in rival.said for rival in found)] if found else []


def score(part: Part, figure: Figure, worlds: Array) -> float:
    """The score of some worlds for a figure."""
    return float(crps(worlds, figure.value)) / scale(part, figure)


def scores(found: Sequence[Rival], name: str) -> Array:
    """The score of a baseline for each figure."""
    return np.array([rival.scores[name] for rival in found])
