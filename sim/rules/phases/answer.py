"""The world answers: all mechanisms from the same start of the month, then noise, then bounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.errors import RunError
from sim.rules.situation import Situation
from sim.rules.transition import changes, settled
from sim.world.axes import AXES
from sim.world.calendar import month_date
from sim.world.numbers import table
from sim.world.rows import Array
from sim.world.state import State, state_layout


def play(situation: Situation) -> None:
    """The transition of the month with its process noise; raises `RunError` where a number is no number."""
    step = situation.now()
    new = disturbed(situation, changes(situation.state, step, situation.plan.mechanisms_off))
    situation.step, situation.before = step, situation.state
    situation.state = settled(situation.state, new)
    check(situation.state, situation.month)


@dataclass(frozen=True)
class Noise:
    """The noise of one field: the name of its stream, the sd of a month, whether it multiplies, the rows of its block."""

    name: str
    sd: float
    multiplies: bool
    rows: int | None


@cache
def noise() -> dict[str, Noise]:
    """The noisy fields, by their name in code."""
    found: dict[str, Noise] = {}
    for name, entry in table("quantities.yaml")["state"].items():
        for kind, sd in entry.get("noise", {}).items():
            rows = len(AXES[entry["by"]]) if "by" in entry else None
            found[name.replace(".", "_")] = Noise(name, float(sd), kind == "factor", rows)
    return found


def disturbed(situation: Situation, new: dict[str, Array]) -> dict[str, Array]:
    """New values with noise: `x + factor * sd * z`, or `x * exp(factor * sd * z)` for flows and shares."""
    factor = situation.plan.parameters.noise
    if factor == 0:
        return new
    out = dict(new)
    for field, entry in noise().items():
        if field in new:
            shock = factor * entry.sd * situation.shocks.normal(f"noise.{entry.name}", situation.month, entry.rows)
            out[field] = new[field] * np.exp(shock) if entry.multiplies else new[field] + shock
    return out


def check(state: State, month: int) -> None:
    """Refuse a state that holds something which is not a finite number; never repair it."""
    good = np.isfinite(state.values)
    if not good.all():
        row, world = np.argwhere(~good)[0]
        raise RunError(f"{state_layout().rows[row]} is not a number in {month_date(month)} (world {world} of its block)")
