"""The model the ordinary way, for comparison: one world, five agents with scalar attributes, a DataCollector. Nobody looks ahead."""

from __future__ import annotations

import random
from math import exp, inf, isinf
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
import ordinary_alliances as alliances
import ordinary_diagnostics as diagnostics
import ordinary_rules as rules
from mesa.datacollection import DataCollector
from stories import WORLD, story

from sim.engine.theatre import Theatre
from sim.rules.phases import drivers
from sim.rules.phases.answer import noise
from sim.rules.played import PlayedPath
from sim.rules.transition import changes
from sim.world.actors import actor
from sim.world.axes import AXES, CAPITALS
from sim.world.drivers import driver_paths
from sim.world.parameters import defaults
from sim.world.plan import ParameterPlan
from sim.world.shocks import Shocks
from sim.world.state import field_bounds, state_layout
from sim.world.worlds import starting_world

NOISE = 1.5


def parameters() -> SimpleNamespace:
    """Every parameter of the model as a float, or a list of floats, by group."""
    groups: dict[str, SimpleNamespace] = {}
    for name, value in defaults().values.items():
        group, _, short = name.partition(".")
        setattr(groups.setdefault(group, SimpleNamespace()), short, np.ravel(value).tolist() if isinstance(value, np.ndarray) else float(value))
    return SimpleNamespace(**groups)


def gathered(rows: dict[str, float]) -> dict[str, Any]:
    """Values by public row name as attributes: a float, or a list where the rows are a block."""
    found: dict[str, Any] = {}
    for row, value in rows.items():
        block, _, label = row.partition(".")
        if any(label in labels for labels in AXES.values()):
            found.setdefault(block, []).append(value)
        else:
            found[row.removeprefix("hedging.").replace(".", "_")] = value
    return found


def reporters(recorded: dict[str, float]) -> dict[str, Any]:
    """What the collector reads off the model: each quantity of the state, and each that is worked out at the end of a month."""
    return {name: name for name in state_layout().slots} | {name: (lambda model, name=name: model.record[name]) for name in recorded}


class OrdinaryCapital(mesa.Agent):
    """A capital that keeps its targets: levels close part of the gap each month, and slip."""

    def __init__(self, model: OrdinaryModel, name: str) -> None:
        super().__init__(model)
        self.name = name
        names = [instrument.name for instrument in actor(name).instruments]
        self.levels = {instrument: getattr(model.do, instrument) for instrument in names}
        self.targets = dict(self.levels)

    def step(self) -> None:
        """Move every instrument."""
        model, levels = self.model, {}
        pace = getattr(model.parameters, self.name).inertia * (model.policy_capacity if self.name == "seoul" else 1)
        for instrument, level in self.levels.items():
            target = self.targets[instrument]
            if isinstance(level, list):
                levels[instrument] = [self.moved(one, other, pace) for one, other in zip(level, target, strict=True)]
            else:
                levels[instrument] = self.moved(level, target, pace)
            setattr(model.do, instrument, levels[instrument])
        self.levels = levels

    def moved(self, level: float, target: float, pace: float) -> float:
        """One level a month later."""
        return rules.cut(level + pace * (target - level) + self.model.chance.gauss(0, self.model.slip))


class OrdinaryModel(mesa.Model):
    """One world. `step()` is one month."""

    def __init__(self, seed: int) -> None:
        super().__init__(rng=seed)
        opening = starting_world(WORLD)
        self.chance, self.parameters, self.month = random.Random(seed), parameters(), opening.date
        for name, value in gathered(dict(opening.state)).items():
            setattr(self, name, value)
        self.do = SimpleNamespace(**gathered(dict(opening.instruments)))
        self.slip = NOISE * self.parameters.choice.instrument_noise
        self.paths = {name: PlayedPath.of(path, Shocks(seed, 0, 1)) for name, path in driver_paths().items()}
        for name in CAPITALS:
            OrdinaryCapital(self, name)
        self.out = self.outside()
        self.record = diagnostics.record(self, self.do, self.out, self.parameters)
        self.datacollector = DataCollector(reporters(self.record), {"capital": "name", "levels": "levels"})

    def step(self) -> None:
        """Agents act, a crisis may break out, the world answers, the month is collected."""
        self.out = self.outside()
        self.crisis_months = max(self.crisis_months - 1, 0)
        self.agents.do("step")
        if self.crisis_months == 0 and self.chance.random() < rules.crisis_hazard(self, self.do, self.parameters):
            self.crisis_months, self.crises = self.parameters.crisis.length_months, self.crises + 1
        for name, value in self.answer().items():
            self.settle(name, value)
        self.leak_cases = self.count(self.leak_case_rate)
        self.month += 1
        self.record = diagnostics.record(self, self.do, self.out, self.parameters)
        self.datacollector.collect(self)

    def outside(self) -> SimpleNamespace:
        """What comes from outside this month."""
        return SimpleNamespace(**gathered({name: path.at(self.month) for name, path in self.paths.items()}))

    def answer(self) -> dict[str, Any]:
        """What the rules make of the world, before noise and bounds."""
        w, do, out, p = self, self.do, self.out, self.parameters
        d = rules.read(w, do, out, p)
        return (rules.trade(w, do, out, p, d) | rules.technology(w, do, p) | rules.society(w, do, p, d) | alliances.seams(w, do, out, p, d)
                | alliances.alliances(w, do, out, p, d) | alliances.peninsula(w, do, out, p, d) | alliances.goodwill(w, do, p, d))

    def settle(self, name: str, value: Any) -> None:
        """Write a new value with its noise, inside its bounds."""
        low, high = field_bounds()[name]
        values = value if isinstance(value, list) else [value]
        if name in noise():
            sd = NOISE * noise()[name].sd
            shocks = [self.chance.gauss(0, sd) for _ in values]
            values = [x * exp(z) if noise()[name].multiplies else x + z for x, z in zip(values, shocks, strict=True)]
        values = [max(x, low) if isinf(high) else rules.cut(x, low, high) for x in values]
        setattr(self, name, values if isinstance(value, list) else values[0])

    def count(self, rate: float) -> int:
        """A Poisson draw."""
        share, count, probability = self.chance.random(), 0, exp(-rate)
        reached = probability
        while reached < share and probability > 0:
            count += 1
            probability *= rate / count
            reached += probability
        return count


def distance_to_the_model() -> float:
    """The largest difference between this model's first month and the real one's, without noise: a check that it is the same model."""
    stage = Theatre(story("committed", 1, ParameterPlan("fixed", 0.0, 0.0)), Shocks(1, 0, 1))
    situation, ordinary = stage.situation, OrdinaryModel(1)
    drivers.play(situation)
    ours, theirs = changes(situation.state, situation.now()), ordinary.answer()
    if set(ours) != set(theirs):
        return inf
    return max(float(np.abs(np.ravel(ours[name]) - np.ravel(theirs[name])).max()) for name in ours)
