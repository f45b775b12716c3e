"""The opening position: a plan and a block of worlds become a situation at the date of the plan's world."""

from __future__ import annotations

import numpy as np

from sim.rules.phases import drivers as outside
from sim.rules.played import PlayedEvent, PlayedPath
from sim.rules.recorded import recorded_names
from sim.rules.situation import NEVER, Memory, Situation
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.parameters import Parameters, Value, defaults, jittered
from sim.world.plan import Amount, ParameterPlan, Plan
from sim.world.shocks import Shocks
from sim.world.state import Drivers, Instruments, State, blank, driver_layout
from sim.world.trajectory import Trajectory


def open_situation(plan: Plan, shocks: Shocks) -> Situation:
    """Lay out a block of worlds at the date of the plan's world, with every uncertain number drawn and the drivers at that date."""
    worlds = shocks.count
    state, instruments, drivers = blank(State, worlds), blank(Instruments, worlds), blank(Drivers, worlds)
    for table, given in ((state, plan.initial), (instruments, plan.instruments)):
        for name, amount in given.items():
            table.values[table.layout.row(name)] = amount.draw(shocks)
    parameters = draw_parameters(plan, shocks)
    situation = Situation(
        plan=plan, shocks=shocks, state=state, instruments=instruments, targets=instruments.copy(), drivers=drivers,
        base=parameters, parameters=parameters, trajectory=Trajectory(recorded_names(), plan.months, worlds), month=plan.world,
        memory={capital: blank_memory(capital, state) for capital in CAPITALS},
        happened={event.name: np.full(worlds, NEVER, dtype=np.int64) for event in plan.events},
        steered_since=[np.full(worlds, NEVER, dtype=np.int64) for _ in plan.steering],
        driver_paths={name: PlayedPath.of(plan.drivers[name], shocks) for name in driver_layout().rows},
        events=tuple(PlayedEvent.of(event, shocks, NEVER) for event in plan.events),
        steering_paths=tuple(PlayedPath.of(entry.path, shocks) for entry in plan.steering),
    )
    outside.play(situation)
    return situation


def blank_memory(capital: str, state: State) -> Memory:
    """A capital that has not chosen yet: no attractions, its first targets held."""
    items, worlds = len(actor(capital).menu), state.worlds
    held = np.full(worlds, items - 1, dtype=np.intp)
    return Memory(np.full((items, worlds), np.nan), held, np.zeros(worlds), 0, state.grievance, state.ideology, state.crisis_months)


def draw_parameters(plan: Plan, shocks: Shocks) -> Parameters:
    """The parameters of a block: defaults or one set per world, jittered where the plan says so, then the story's own numbers.

    Switching M6 off takes audience costs away with it.
    """
    chosen: ParameterPlan = plan.parameters
    drawn = chosen.sets.drawn(shocks) if chosen.sets is not None else {}
    if chosen.jitter > 0:
        drawn |= jittered(shocks, chosen.jitter, drawn)
    stated: dict[str, Value] = {name: amount.draw(shocks) for name, amount in chosen.overrides.items()}
    if "M6" in plan.mechanisms_off:
        stated["domestic_politics.audience_cost"] = 0.0
    return defaults().changed(drawn | stated)


def fixed(values: dict[str, float]) -> dict[str, Amount]:
    """Plain numbers as amounts that are the same in every world."""
    return {name: Amount.exactly(value) for name, value in values.items()}
