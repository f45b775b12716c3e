"""Policy moves slowly: instruments close part of the gap to their targets, slip a little, and obey the story."""

from __future__ import annotations

import numpy as np

from sim.rules.doctrines.decision import apart
from sim.rules.phases.effects import bent
from sim.rules.situation import Situation
from sim.world.actors import rows_of_capital
from sim.world.axes import CAPITALS
from sim.world.plan import DoctrineChoice
from sim.world.rows import Array
from sim.world.state import Instruments


def play(situation: Situation) -> None:
    """`level += inertia * policy_capacity * (target - level) + slip`, cut to 0 and 1, then bound by the story."""
    values = situation.instruments.values.copy()
    for capital in CAPITALS:
        rows = rows_of_capital(capital)
        target = bent(situation, situation.targets.values[rows], rows)
        values[rows] += pace(situation, capital) * (target - values[rows]) + slip(situation, capital)
    np.clip(values, 0.0, 1.0, out=values)
    if situation.bindings is not None:
        values = situation.bindings.bind(values)
    situation.instruments = Instruments(situation.instruments.layout, values)


def pace(situation: Situation, capital: str) -> Array | float:
    """The share of the gap that a capital closes in a month; Seoul's falls with its policy capacity."""
    inertia: Array | float = getattr(situation.parameters, capital).inertia
    return inertia * situation.state.policy_capacity if capital == "seoul" else inertia


def slip(situation: Situation, capital: str) -> Array | float:
    """How far policy strays from what was meant; nothing where the capital, or an instrument by itself, is scripted."""
    spread = situation.parameters.choice.instrument_noise * situation.plan.parameters.noise
    usual, rows, own = doctrine_of(situation, capital).name, rows_of_capital(capital), apart(situation, capital)
    if np.max(spread) == 0 or (usual == "scripted" and not own):
        return 0.0
    strayed = np.asarray(spread * situation.shocks.normal(f"slip.{capital}", situation.month, rows.stop - rows.start))
    steady = [row for row in range(len(strayed)) if own.get(row, usual) == "scripted"]
    if steady:
        strayed[steady] = 0.0
    return strayed


def doctrine_of(situation: Situation, capital: str) -> DoctrineChoice:
    """The doctrine that a capital follows this month."""
    choices = situation.plan.doctrines[capital]
    return [choice for choice in choices if choice.first <= situation.month][-1]
