"""A run without rules: the blocks of two variants of a small story with known outcomes, for tests of what comes after playing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.engine import simulate as simulate_module
from sim.engine import workers
from sim.engine.blocks import BlockResult, Failure
from sim.engine.tally import Tally
from sim.experiments import run as run_module
from sim.experiments.run import run
from sim.experiments.settings import Settings
from sim.results.result import Result
from sim.world.calendar import month_number
from sim.world.plan import Amount, Effect, Event, ParameterPlan, Plan

START = month_number("2026-02")
NAMES = ("cohesion.us_rok", "approval")
MONTHS = 6
EVENT = Event("Seoul joins a Taiwan statement", (Effect("seams.taiwan", "add", Amount.exactly(0.1)),), on=START + 2)

OUTCOMES = {
    "drift": {"label": "Seoul drifts", "chance_of": "approval < 0.5"},
    "cohesion": {"label": "US-ROK cohesion", "track": "cohesion.us_rok"},
}
SCENARIO: Any = SimpleNamespace(
    name="made", title="A made-up story", question="Does it hold?", warnings=(), outcomes=OUTCOMES, start=START, months=MONTHS, sets=(),
    variants=(SimpleNamespace(name="hold", title="Nothing changes"), SimpleNamespace(name="lift", title="Lift")),
    runs=SimpleNamespace(worlds=400, seed=7), expect=[{"that": "lift.drift > hold.drift", "because": "judgement"}], sources={},
    composed={"title": "A made-up story", "variants": {"hold": {}, "lift": {}}, "outcomes": OUTCOMES},
)


def plan(name: str, *events: Event) -> Plan:
    """A variant of the story."""
    return Plan(name, month_number("2026-01"), START, MONTHS, {}, {}, {}, {}, ParameterPlan.named("wide"), events=events)


PLANS = (plan("hold"), plan("lift", EVENT))


def paths(variant: str, worlds: int, seed: int) -> Any:
    """Paths `[quantity, month, world]` of a variant."""
    noise = np.random.default_rng(seed).normal(0, 0.05, (len(NAMES), MONTHS + 1, worlds))
    values = 0.6 + noise
    values[:, 0] = 0.6
    if variant == "lift":
        values[0, 1:] += 0.05
    return np.clip(values, 0, 1)


def block(plans: tuple[Plan, ...], first: int, count: int, seed: int, fail: str) -> BlockResult:
    """One block of worlds; the variant named `fail` fails."""
    result = BlockResult(first, count)
    low, high = np.zeros(len(NAMES)), np.ones(len(NAMES))
    base = paths(plans[0].name, count, seed + first)
    for one in plans:
        if one.name == fail:
            result.failures.append(Failure("play", "ValueError", "not a number", "Traceback ...", one.name, first, count, seed, START))
            continue
        values = paths(one.name, count, seed + first)
        result.tallies[one.name] = Tally.of(values, low, high)
        rate = 0.3 if one.name == "lift" else 0.1
        result.outcomes[one.name] = {"drift": (np.arange(count) < rate * count).astype(float), "cohesion": values[0, 1:].mean(axis=0)}
        if one is not plans[0]:
            result.differences[one.name] = Tally.of(values - base, low - 1, high)
    result.design = {"threat.slope": np.linspace(0, 1, count)}
    return result


def made(monkeypatch: Any, settings: Settings | None = None, fail: str = "") -> Result:
    """The result of playing the made-up story."""
    install(monkeypatch, fail)
    return run(SCENARIO, settings)


def install(monkeypatch: Any, fail: str = "") -> None:
    """Put the made-up story and its blocks in the place of the real ones; the engine adds them up as always."""
    monkeypatch.setattr(run_module, "plans", lambda scenario: PLANS)
    monkeypatch.setattr(simulate_module, "recorded_names", lambda: NAMES)
    monkeypatch.setattr(workers, "play_block", lambda task, first, count: block(task.plans, first, count, task.seed, fail))
