"""A block of worlds put down at a month and taken up again: the same future, or another story from there on."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.theatre import Casting, Theatre
from sim.errors import UsageError
from sim.rules.situation import Memory, Situation
from sim.world.plan import Plan
from sim.world.shocks import Shocks
from sim.world.state import Instruments, State

FORMAT = 1
"""The format of a saved block; a file of another format is refused."""


def save(theatre: Theatre, file: Path) -> None:
    """Write down everything that the block hands to its next month. The plan is not in it: give it again to `resume`."""
    situation = theatre.situation
    shocks, past = situation.shocks, situation.trajectory
    arrays: dict[str, Any] = {
        "format": FORMAT, "story": [situation.plan.world, situation.plan.start], "month": situation.month,
        "address": [shocks.seed, shocks.first, shocks.count],
        "state": situation.state.values, "instruments": situation.instruments.values, "targets": situation.targets.values,
        "past": past.values[:, : past.length],
    }
    for capital, memory in situation.memory.items():
        arrays |= {f"memory/{capital}/{entry.name}": getattr(memory, entry.name) for entry in fields(Memory)}
    arrays |= {f"happened/{name}": months for name, months in situation.happened.items()}
    arrays |= {f"credit/{name}": values for name, values in situation.credit.items()}
    for place, (entry, months) in enumerate(zip(situation.plan.steering, situation.steered_since, strict=True)):
        arrays[f"steered/{place}/{entry.instrument}/{entry.rank}"] = months
    for alliance, terms in (situation.first_terms or {}).items():
        arrays |= {f"terms/{alliance}/{name}": np.asarray(term) for name, term in terms.items()}
    with file.open("wb") as out:
        np.savez_compressed(out, **arrays)


def resume(plan: Plan, file: Path, agents: Casting | None = None) -> Theatre:
    """The theatre as it was saved, to be played on under a plan: the same one for the same future, another to branch.

    The plan must be of the same world and start. Raises `UsageError` for a file of another format.
    """
    with np.load(file) as saved:
        kept = {name: saved[name] for name in saved.files}
    if int(kept.get("format", 0)) != FORMAT:
        raise UsageError(f"{file} was saved by another version", remedy="play the story again and save it anew")
    if list(kept["story"]) != [plan.world, plan.start] or int(kept["month"]) > plan.end:
        raise UsageError(f"{file} is of another world, start or length", remedy="resume it under a plan of the same world and start")
    theatre = Theatre(plan, Shocks(*(int(number) for number in kept["address"])), agents)
    situation = theatre.situation
    situation.month = int(kept["month"])
    situation.state = State(situation.state.layout, kept["state"])
    situation.instruments = Instruments(situation.instruments.layout, kept["instruments"])
    situation.targets = Instruments(situation.targets.layout, kept["targets"])
    situation.trajectory.length = kept["past"].shape[1]
    situation.trajectory.values[:, : situation.trajectory.length] = kept["past"]
    restore_memory(situation, kept)
    return theatre


def restore_memory(situation: Situation, kept: dict[str, Any]) -> None:
    """What the capitals remember, what has happened, what conditions hold, and where the ledger counts from."""
    for capital in situation.memory:
        values = {entry.name: kept[f"memory/{capital}/{entry.name}"] for entry in fields(Memory)}
        situation.memory[capital] = Memory(**values | {"months": int(values["months"])})
    for name in situation.happened:
        situation.happened[name] = kept.get(f"happened/{name}", situation.happened[name])
    for place, entry in enumerate(situation.plan.steering):
        name = f"steered/{place}/{entry.instrument}/{entry.rank}"
        situation.steered_since[place] = kept.get(name, situation.steered_since[place])
    situation.credit = {name.removeprefix("credit/"): values for name, values in kept.items() if name.startswith("credit/")}
    terms: dict[str, Any] = {}
    for name in kept:
        if name.startswith("terms/"):
            _, alliance, term = name.split("/")
            terms.setdefault(alliance, {})[term] = kept[name]
    situation.first_terms = terms or None
