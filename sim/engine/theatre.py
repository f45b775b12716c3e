"""The stage: one Mesa model is a block of worlds, and its five agents decide for all of them at once."""

from __future__ import annotations

import mesa
from mesa.datacollection import DataCollector

from sim.engine.capital import Capital, load_capital
from sim.rules.opening import open_situation
from sim.rules.phases import record
from sim.rules.situation import Situation
from sim.rules.turn import DECIDE, TURN
from sim.world.axes import CAPITALS
from sim.world.plan import Plan
from sim.world.shocks import Shocks
from sim.world.trajectory import Trajectory

Casting = dict[str, str | type[Capital]]
"""Who plays a capital: a class, or `file.py:Class`, by the name of the capital."""


class Theatre(mesa.Model):
    """A block of worlds as a Mesa model; `step()` plays one month of `sim.rules.turn.TURN`.

    Chance comes from `Shocks` alone; Mesa's own generator is seeded and unused.
    """

    def __init__(self, plan: Plan, shocks: Shocks, agents: Casting | None = None, collect: bool = False) -> None:
        super().__init__(rng=shocks.seed)
        self.situation: Situation = open_situation(plan, shocks)
        for name in CAPITALS:
            load_capital((agents or {}).get(name, Capital))(self, name)
        self.datacollector = collector() if collect else None
        if plan.start == plan.world:
            record.start(self.situation)

    def step(self) -> None:
        """One month: every phase in order; the capitals decide where the turn says so."""
        for phase in TURN:
            if phase is DECIDE:
                self.agents.do("decide")
            else:
                phase.play(self.situation)
        self.situation.month += 1
        if self.situation.month == self.situation.plan.start:
            record.start(self.situation)
        if self.datacollector is not None:
            self.datacollector.collect(self)

    def play(self) -> Trajectory:
        """Every month that is left of the story."""
        while self.situation.month < self.situation.plan.end:
            self.step()
        return self.situation.trajectory

    def close(self) -> None:
        """Let the block go: Mesa 3.3 keeps a counter for every model it has seen, and a model that holds itself waits to be collected."""
        counters = getattr(mesa.Agent, "_ids", None)
        if isinstance(counters, dict):
            counters.pop(self, None)
        self.remove_all_agents()
        self.situation.trajectory = Trajectory((), 0, 0)


def collector() -> DataCollector:
    """Mesa's data collector for a notebook: mean cohesion by month, and each capital's doctrine and posture in force."""
    reporters = {name: (lambda model, name=name: float(getattr(model.situation.state, name).mean()))
                 for name in ("cohesion_us_rok", "cohesion_us_japan", "cohesion_rok_japan", "engagement")}
    return DataCollector(model_reporters=reporters, agent_reporters={"capital": "name", "doctrine": "doctrine", "posture": "posture_in_force"})
