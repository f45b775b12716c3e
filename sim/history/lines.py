"""The lines of a score table: one thing observed in one window, and all of them at once, beside the best naive forecast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.history.compared import Rival, from_window, full, own_spread, score, scores
from sim.history.played import Forecast
from sim.history.scores import band, covered, energy, pit
from sim.history.series import Figure
from sim.history.skill import Skill, skill
from sim.history.suite import Part, Suite
from sim.world.calendar import MONTHS, month_date
from sim.world.rows import Array

HALF, MOST = 0.5, 0.9
"""The two bands whose coverage is counted."""

SPREADS = "own spreads"
"""The unit of a score over several series."""

NOTHING = float("nan")


@dataclass(frozen=True)
class Line:
    """How a mode does on one thing in one window; without figures, nothing but its name.

    `compared` of the `figures` have a baseline, and `score_compared` is the score over these alone, as that of the baseline is;
    `against` is the skill over every baseline that has something to say of all of them, `baseline` the best of these, `horizons`
    the skill over the best one at each number of years after the cut-off.
    """

    mode: str
    window: str
    name: str
    label: str
    unit: str
    noted: str
    counts: bool
    figures: int = 0
    compared: int = 0
    score: float = NOTHING
    coverage_50: float = NOTHING
    coverage_90: float = NOTHING
    place: float = NOTHING
    baseline: str = ""
    baseline_score: float = NOTHING
    skill: Skill | None = None
    against: Mapping[str, Skill] = field(default_factory=dict)
    horizons: Mapping[int, tuple[str, Skill]] = field(default_factory=dict)
    score_compared: float = NOTHING


@dataclass(frozen=True)
class Together:
    """How a mode does on all figures of a window: coverage pooled over figures, and the energy score of each year's vector.

    The scores and the skill are over the figures that are `compared`, those that have a baseline.
    """

    mode: str
    window: str
    figures: int
    coverage_50: float
    coverage_90: float
    score: float = NOTHING
    baseline: str = ""
    baseline_score: float = NOTHING
    skill: Skill | None = None
    compared: int = 0


@dataclass(frozen=True)
class FigureLine:
    """What the worlds of a mode say of one figure: their median and the ends of the two bands, as they would be measured."""

    mode: str
    window: str
    name: str
    series: str
    first: str
    last: str
    observed: float
    median: float
    low_90: float
    low_50: float
    high_50: float
    high_90: float
    place: float
    score: float


def figure_lines(part: Part, suite: Suite, window: str, forecast: Forecast) -> Iterator[FigureLine]:
    """Every figure of one thing observed in a window."""
    for figure in part.within(suite.windows[window]):
        worlds = forecast.values[figure]
        (low, high), (inner_low, inner_high) = band(worlds, MOST), band(worlds, HALF)
        yield FigureLine(forecast.name, window, part.name, figure.series, month_date(figure.first), month_date(figure.last), figure.value,
                         float(np.median(worlds)), low, inner_low, inner_high, high, pit(worlds, figure.value), score(part, figure, worlds))


def line(suite: Suite, part: Part, window: str, forecast: Forecast, found: Sequence[Rival]) -> Line:
    """One line of the table."""
    figures = part.within(suite.windows[window])
    unit = SPREADS if part.several else part.figures[0].unit
    if not figures:
        return Line(forecast.name, window, part.name, part.label, unit, part.noted, part.counts)
    own = {figure: score(part, figure, forecast.values[figure]) for figure in figures}
    first = from_window(found, suite, suite.windows[window][0])
    best, against = beaten(suite, part, own, first)
    return Line(
        forecast.name, window, part.name, part.label, unit, part.noted, part.counts, len(figures), len(first), float(np.mean([*own.values()])),
        coverage(figures, forecast, HALF), coverage(figures, forecast, MOST),
        float(np.mean([pit(forecast.values[figure], figure.value) for figure in figures])),
        best, float(scores(first, best).mean()) if best else NOTHING, against.get(best), against,
        by_horizon(suite, part, own, found), float(np.mean([own[rival.figure] for rival in first])) if first else NOTHING,
    )


def coverage(figures: Sequence[Figure], forecast: Forecast, share: float) -> float:
    """The share of figures that a band holds."""
    return float(np.mean([covered(forecast.values[figure], figure.value, share) for figure in figures]))


def beaten(suite: Suite, part: Part, own: Mapping[Figure, float], found: Sequence[Rival]) -> tuple[str, dict[str, Skill]]:
    """The best baseline, over which the skill is least, and the skill over each."""
    ours, years = np.array([own[rival.figure] for rival in found]), np.array([rival.year for rival in found])
    against = {name: skill(ours, scores(found, name), years, suite.seed, f"{part.name}.{name}") for name in full(found)}
    return min(against, key=lambda name: against[name].value, default=""), against


def by_horizon(suite: Suite, part: Part, own: Mapping[Figure, float], found: Sequence[Rival]) -> dict[int, tuple[str, Skill]]:
    """The best baseline and the skill over it at each number of years after a cut-off, over all cut-offs."""
    apart: dict[int, list[Rival]] = defaultdict(list)
    for rival in found:
        apart[rival.horizon].append(rival)
    compared = {horizon: beaten(suite, part, own, apart[horizon]) for horizon in sorted(apart)}
    return {horizon: (best, against[best]) for horizon, (best, against) in compared.items() if best}


def together(suite: Suite, window: str, forecast: Forecast, found: Mapping[str, Sequence[Rival]]) -> Together:
    """All parts of a window that count, at once."""
    counted = [part for part in suite.parts if part.counts]
    figures = [figure for part in counted for figure in part.within(suite.windows[window])]
    first = [(part, rival) for part in counted for rival in from_window(found[part.name], suite, suite.windows[window][0])]
    pooled = (coverage(figures, forecast, HALF), coverage(figures, forecast, MOST)) if figures else (NOTHING, NOTHING)
    names = full([rival for _, rival in first])
    if not names:
        return Together(forecast.name, window, len(figures), *pooled)
    years = np.unique([rival.year for _, rival in first])
    ours = energies(first, {rival.figure: forecast.values[rival.figure] for _, rival in first})
    theirs = {name: energies(first, {rival.figure: rival.draws(name, forecast.worlds, suite.seed) for _, rival in first}) for name in names}
    best = min(names, key=lambda name: theirs[name].sum())
    found_skill = skill(ours, theirs[best], years, suite.seed, f"together.{best}")
    return Together(forecast.name, window, len(figures), *pooled, float(ours.mean()), best, float(theirs[best].mean()), found_skill,
                    len(first))


def energies(found: Sequence[tuple[Part, Rival]], said: Mapping[Figure, Array]) -> Array:
    """The energy score of each year's vector of figures, each in units of the spread of its own series; `[year]`, in order."""
    by_year: dict[int, list[tuple[Array, float]]] = defaultdict(list)
    for part, rival in found:
        unit = own_spread(part, rival.figure)
        by_year[rival.year].append((said[rival.figure] / unit, rival.figure.value / unit))
    return np.array([energy(np.array([worlds for worlds, _ in rows]), np.array([value for _, value in rows])) for _, rows in sorted(by_year.items())])


def skills_over(suite: Suite, window: str, ours: Forecast, other: Forecast) -> Iterator[tuple[str, Skill]]:
    """The skill of one forecast over another by thing observed, where a window has figures of it.

    Both should be of the same worlds: then what does not touch a figure gives 0, and not the noise of two samples.
    """
    for part in suite.parts:
        figures = part.within(suite.windows[window])
        if figures:
            mine, theirs = (np.array([score(part, figure, said.values[figure]) for figure in figures]) for said in (ours, other))
            years = np.array([figure.last // MONTHS for figure in figures])
            yield part.name, skill(mine, theirs, years, suite.seed, f"{part.name}.{other.name}")
