"""The whole fit of a suite's story to its fitting window: play the design, ask what the figures say, try it on known truths, draw the sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.errors import UsageError, unknown_name
from sim.experiments.run import processes
from sim.history.calibrate.check import HALF, MOST, Trials, trials
from sim.history.calibrate.played import Progress, mode_of, play, shortened, window_of, with_sets
from sim.history.calibrate.posterior import Combinations, Near, combinations, deviation, near, posterior, resampled
from sim.history.calibrate.prior import design, fitted, from_scores, powers, sets_of, settings
from sim.history.calibrate.targets import targets
from sim.history.observation import Link
from sim.history.scores import pit
from sim.history.series import Figure
from sim.history.suite import Suite
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks

BAND = (0.05, 0.5, 0.95)
"""What is told of a parameter before and after: the median, and the ends of the middle nine tenths."""


@dataclass(frozen=True)
class Task:
    """What is to be fitted: which mode of which suite, to which figures, with how many worlds."""

    suite: Suite
    mode: str
    plan: Plan
    asked: Mapping[Figure, Link]
    points: int
    seed: int


@dataclass(frozen=True)
class Reference:
    """The worlds of the design: scores `[parameter, world]` and figures as they would have been observed `[figure, world]`."""

    scores: Array
    figures: Array


@dataclass(frozen=True)
class Seen:
    """A figure that was seen: its place among the worlds of the design, 0 to 1, and whether it is used."""

    figure: Figure
    place: float
    used: bool


@dataclass(frozen=True)
class Method:
    """What a method says and how far it keeps its word.

    `narrowed` parameters have a spread below that of the prior by the rule; the coverage on known truths is over these.
    `spread` and `score` are over all parameters and truths; of two scores the lower is better.
    """

    name: str
    narrowed: int
    coverage_50: float
    coverage_90: float
    spread: float
    score: float


@dataclass(frozen=True)
class Learned:
    """A parameter before and after: `BAND` of both, the ratio of their standard deviations, and the coverage on known truths."""

    name: str
    unit: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    ratio: float
    coverage_50: float
    coverage_90: float
    evenness: float
    informed: bool


@dataclass(frozen=True)
class Calibration:
    """All that a fit found; `sets` are the parameters drawn, `[parameter, set]`."""

    task: Task
    seen: tuple[Seen, ...]
    near: int
    combinations: int
    methods: tuple[Method, ...]
    method: str
    parameters: tuple[Learned, ...]
    sets: Array


def asked_of(suite: Suite, mode: str | None, points: int | None, seed: int | None) -> Task:
    """What is to be fitted, with the usual where nothing is said; raises `UsageError` where there is nothing to fit to."""
    chosen = mode or mode_of(suite)
    if chosen not in suite.modes:
        raise unknown_name(f"a mode of the suite {suite.name}", chosen, suite.modes, where="--mode")
    figures = targets(suite, window_of(suite))
    if len(figures) < 2:
        raise UsageError(f"the suite {suite.name} has {len(figures)} figures to fit to", remedy="its window `fit` must hold two at least")
    count = 2 ** powers(points or int(settings()["points"]))
    return Task(suite, chosen, shortened(suite, chosen), figures, count, suite.seed if seed is None else seed)


def calibrate(task: Task, *, jobs: int | None = None, progress: Progress | None = None) -> Calibration:
    """Fit the parameters; the numbers depend on the task alone."""
    return fit(task, reference(task, jobs=jobs, progress=progress))


def reference(task: Task, *, jobs: int | None = None, progress: Progress | None = None) -> Reference:
    """Play the design, every world with parameters of its own."""
    scores = design(task.points, task.seed)
    sets = sets_of("design", scores)
    figures = play(with_sets(task.plan, sets), task.asked, task.points, task.seed, jobs=jobs or processes(task.points), progress=progress)
    return Reference(scores[:, sets.rows(Shocks(task.seed, 0, task.points))], figures)


def fit(task: Task, played: Reference) -> Calibration:
    """What the figures that were seen say of the parameters."""
    seen = [place_of(figure, row) for figure, row in zip(task.asked, played.figures, strict=True)]
    used = np.array([one.used for one in seen])
    figures, values = played.figures[used], np.array([one.figure.value for one in seen if one.used])
    combined = combinations(played.scores, figures, settings()["over_chance"])
    found = near(combined.of(figures), combined.of(values), settings()["accepted"])
    tried = attempts(task, Reference(played.scores, figures), combined)
    after = {name: posterior(played.scores, found, name) for name in tried}
    methods = tuple(method(tried[name], after[name], found) for name in tried)
    best = chosen(methods)
    sets = drawn(task, after[best], found)
    return Calibration(task, tuple(seen), len(found.worlds), len(combined.turn), methods, best, learned(sets, tried[best], played), sets)


def place_of(figure: Figure, worlds: Array) -> Seen:
    """Where a figure lies among the worlds, and whether enough of them reach it."""
    place, beyond = pit(worlds, figure.value), settings()["beyond"]
    return Seen(figure, place, beyond <= place <= 1 - beyond)


def attempts(task: Task, played: Reference, combined: Combinations) -> Mapping[str, Trials]:
    """Worlds of the design, drawn by the seed, taken for the truth in turn."""
    shares = Shocks(task.seed, 0, int(settings()["truths"])).uniform("calibration.truths")
    truths = (shares * played.scores.shape[1]).astype(int).tolist()
    return trials(played.scores, played.figures, truths, (combined, settings()["accepted"]))


def method(tried: Trials, after: Array, found: Near) -> Method:
    """What a method says and how it did; the coverage is over the parameters that it narrows, or over all if there are none."""
    narrowed = deviation(after, found.weights) < settings()["informed"]
    counted = narrowed if narrowed.any() else np.ones_like(narrowed)
    half, most = (float(tried.coverage(share)[counted].mean()) for share in (HALF, MOST))
    return Method(tried.method, int(narrowed.sum()), half, most, float(tried.spreads.mean()), tried.score())


def chosen(methods: tuple[Method, ...]) -> str:
    """The method with the best score among those whose intervals keep their word; else the one that keeps it best."""
    sound = [one for one in methods if fine(one.coverage_90)]
    return min(sound, key=lambda one: one.score).name if sound else min(methods, key=lambda one: abs(one.coverage_90 - MOST)).name


def fine(coverage: float) -> bool:
    """Whether intervals of 90 per cent hold the truth as often as they should."""
    return settings()["sure_low"] <= coverage <= settings()["sure_high"]


def drawn(task: Task, after: Array, found: Near) -> Array:
    """The parameter sets that are kept, rounded as a table holds them."""
    start = float(Shocks(task.seed, 0, 1).uniform("calibration.sets")[0])
    values = from_scores(resampled(after, found.weights, int(settings()["sets"]), start))
    low, high = (np.array([getattr(number, part) for number in fitted()])[:, None] for part in ("low", "high"))
    return np.clip([[float(f"{value:.6g}") for value in row] for row in values], low, high)


def learned(sets: Array, tried: Trials, played: Reference) -> tuple[Learned, ...]:
    """Every parameter before and after."""
    before = from_scores(played.scores)
    half, most, even = tried.coverage(HALF), tried.coverage(MOST), tried.evenness()
    found = []
    for place, (full, number) in enumerate(zip(names(), fitted(), strict=True)):
        ratio = float(sets[place].std() / before[place].std())
        informed = ratio < settings()["informed"] and fine(most[place])
        found.append(Learned(full, number.unit, band(before[place]), band(sets[place]), ratio, coverage_50=float(half[place]),
                             coverage_90=float(most[place]), evenness=float(even[place]), informed=bool(informed)))
    return tuple(found)


def band(values: Array) -> tuple[float, ...]:
    """The low end, the median and the high end of some values."""
    return tuple(float(value) for value in np.quantile(values, BAND))


def names() -> tuple[str, ...]:
    """The full names of the parameters that are fitted."""
    return sets_of("", np.zeros((len(fitted()), 1))).parameters
