"""Plays stories for their expectations alone: no tables, no pictures; one story after the other, or several at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sim.engine.blocks import BLOCK
from sim.engine.simulate import simulate
from sim.engine.workers import spread
from sim.experiments.expectations import Expectation, judge, variants_named
from sim.experiments.outcomes import Measures, read_outcomes
from sim.experiments.run import failed, processes
from sim.experiments.settings import Settings
from sim.scenario import build

if TYPE_CHECKING:
    from sim.scenario import Scenario

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Verdicts:
    """What became of a story's expectations, in how many worlds and how long that took; `failures` counts the parts that could not be played."""

    name: str
    worlds: int
    seconds: float
    expectations: tuple[Expectation, ...]
    failures: int = 0


def verdicts(scenario: Scenario, settings: Settings, progress: Progress | None = None) -> Verdicts:
    """Play the variants of which one story expects something, and judge; raises `RunError` where one could not be played at all."""
    if not scenario.expect:
        return Verdicts(scenario.name, 0, 0.0, ())
    clock = time.perf_counter()
    named = variants_named(scenario.expect)
    chosen = tuple(plan for plan in build.plans(scenario) if plan.name in named)
    asked = read_outcomes(scenario.outcomes, scenario.start, scenario.months)
    worlds, seed = settings.first_worlds(scenario), scenario.runs.seed if settings.seed is None else settings.seed
    played = simulate(chosen, worlds=worlds, seed=seed, outcomes=Measures(asked), jobs=settings.jobs or processes(worlds), progress=progress)
    if any(plan.name not in played.tallies for plan in chosen):
        raise failed(played.failures)
    judged = tuple(judge(scenario.expect, played.outcomes))
    return Verdicts(scenario.name, played.worlds, round(time.perf_counter() - clock, 1), judged, len(played.failures))


def all_verdicts(scenarios: Sequence[Scenario], settings: Settings, progress: Progress | None = None) -> Iterator[Verdicts]:
    """The verdicts of stories, in order. One story has its worlds played side by side; of several, each is played in one process."""
    if len(scenarios) == 1:
        yield verdicts(scenarios[0], settings, progress)
        return
    jobs = min(settings.jobs or processes(BLOCK * len(scenarios)), len(scenarios))
    with spread(partial(verdicts_of, scenarios, replace(settings, jobs=1)), jobs) as play:
        for done, found in enumerate(play(range(len(scenarios))), start=1):
            if progress:
                progress(done, len(scenarios))
            yield found


def verdicts_of(scenarios: Sequence[Scenario], settings: Settings, place: int) -> Verdicts:
    """The verdicts of one of several stories."""
    return verdicts(scenarios[place], settings)
