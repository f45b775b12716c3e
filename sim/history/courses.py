"""What a mode says of a series all along, not only where a figure exists: the same measurement, year by year or month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sim.engine.simulate import simulate
from sim.experiments.run import failed, processes
from sim.history.compared import a_year
from sim.history.observation import Link, as_observed
from sim.history.played import Measured, mode_plans
from sim.history.series import Figure
from sim.history.suite import Part, Suite
from sim.world.calendar import MONTHS
from sim.world.rows import Array
from sim.world.shocks import Shocks

LEVELS = (0.05, 0.20, 0.35, 0.50, 0.65, 0.80, 0.95)
"""The quantiles of a course."""


@dataclass(frozen=True)
class Course:
    """A series over the story: at each of the `times`, in years, quantiles over the worlds by level; and its figures, counts as yearly rates."""

    part: Part
    link: Link
    unit: str
    times: Array
    quantiles: dict[float, Array]
    figures: tuple[Figure, ...]


def courses(suite: Suite, mode: str, worlds: int, jobs: int | None = None) -> tuple[Course, ...]:
    """The course of every series of a suite in one mode, as it would be measured; raises `RunError` where the mode cannot be played."""
    asked = {(part.name, series): tuple(would_be(suite, part, series)) for part in suite.parts for series in part.links}
    needed = {figure: link for part in suite.parts for series, link in part.links.items() for figure in asked[part.name, series]}
    played = simulate(mode_plans(suite, (mode,)), worlds=worlds, seed=suite.seed, outcomes=Measured(needed), jobs=jobs or processes(worlds))
    if played.failures:
        raise failed(played.failures)
    values = as_observed(needed, played.outcomes[suite.modes[mode]], Shocks(suite.seed, 0, worlds))
    return tuple(course(suite, part, series, {figure: values[figure] for figure in asked[part.name, series]})
                 for part in suite.parts for series in part.links)


def would_be(suite: Suite, part: Part, series: str) -> Iterator[Figure]:
    """A figure for every year of the story, or for every quarter's middle month where the series has figures of single months."""
    own = [figure for figure in part.figures if figure.series == series]
    monthly = any(figure.first == figure.last for figure in own)
    every, length = (MONTHS // 4, 1) if monthly else (MONTHS, MONTHS)
    start, months = suite.story.start, suite.story.months
    for first in range(start, start + months - every + 1, every):
        begin = first + (every - length) // 2
        yield replace(own[0], first=begin, last=begin + length - 1, value=float("nan"))


def course(suite: Suite, part: Part, series: str, values: dict[Figure, Array]) -> Course:
    """One series."""
    ends = suite.story.start, suite.story.start + suite.story.months - 1
    seen = tuple(a_year(part, figure) for figure in part.within(ends) if figure.series == series)
    quantiles = np.quantile(np.array([*values.values()]), LEVELS, axis=1)
    unit = next(figure.unit for figure in part.figures if figure.series == series)
    return Course(part, part.links[series], unit, np.array([middle(figure) for figure in values]), dict(zip(LEVELS, quantiles, strict=True)), seen)


def middle(figure: Figure) -> float:
    """The middle of a figure's months, in years."""
    return (figure.first + figure.last + 1) / 2 / MONTHS
