"""Into which two blocs six capitals would fall if each pair were drawn together or pushed apart as the state says.

    energy of a split = - sum over pairs of size_i * size_j * propensity_ij * (+1 on the same side, -1 on opposite sides)

Washington is held in the first bloc, which leaves 32 splits. A split has probability proportional to exp(-energy / temperature).
`bloc.seoul_with_washington` is the probability of the splits with Seoul on Washington's side; `bloc.frustration` is the lowest energy:
the less negative, the less the capitals can all be with their friends and apart from their rivals. It feeds nothing back.

Source: Axelrod and Bennett 1993 (landscape theory); the propensities are read off this model's ties, threats and rivalry.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import added, between
from sim.rules.month import Month
from sim.world.parameters import Value
from sim.world.rows import Array
from sim.world.state import State

MEMBERS = ("seoul", "beijing", "tokyo", "pyongyang", "moscow")
"""The capitals whose side is open; Washington's is given."""

WITH_WASHINGTON = slice(0, None, 2)
"""The splits that have Seoul, the first to take sides, with Washington: every other one."""


def read(state: State, month: Month) -> dict[str, Array]:
    """The chance that Seoul is in Washington's bloc, and the frustration of the best split, `[world]` each."""
    energy = energies(state, month)
    lowest = np.min(energy, axis=0)
    weight = np.exp((lowest - energy) / month.parameters.landscape.temperature)
    with_washington = added(weight[WITH_WASHINGTON]) / added(weight)
    return {"bloc.seoul_with_washington": np.asarray(with_washington), "bloc.frustration": lowest}


def energies(state: State, month: Month) -> Array:
    """The energy of every split, `[split, world]`, as one capital after the other takes Washington's side or the other.

    `pull` is how strongly those who have taken sides draw the next one to Washington's; the new half of the splits has it on the other.
    """
    strength = strengths(state, month)
    energy: Array = np.zeros((1, state.worlds))
    for place, capital in enumerate(MEMBERS):
        pull = np.zeros((1, state.worlds)) + strength["washington", capital]
        for other in MEMBERS[:place]:
            pull = np.concatenate([pull + strength[other, capital], pull - strength[other, capital]])
        energy = np.concatenate([energy - pull, energy + pull])
    return energy


def strengths(state: State, month: Month) -> dict[tuple[str, str], Array]:
    """How much each pair adds to the energy when apart, and takes from it when together, by both orders of their names."""
    sizes, found = vars(month.parameters.landscape), {}
    for (one, other), pull in propensities(state, month).items():
        found[one, other] = found[other, one] = sizes[f"size_{one}"] * sizes[f"size_{other}"] * between(pull, -1.0, 1.0)
    return found


def propensities(state: State, month: Month) -> dict[tuple[str, str], Array | Value]:
    """How far each pair is drawn together, from -1 to 1 after clipping."""
    weight, rivalry = month.parameters.landscape, month.derived.rivalry
    return {
        ("seoul", "washington"): 2 * state.cohesion_us_rok - 1,
        ("washington", "tokyo"): 2 * state.cohesion_us_japan - 1,
        ("seoul", "tokyo"): 2 * state.cohesion_rok_japan - 1,
        ("seoul", "beijing"): 2 * state.engagement - 1 - weight.seoul_beijing_by_threat * state.threat_beijing,
        ("beijing", "pyongyang"): 2 * state.tie_beijing_pyongyang - 1,
        ("pyongyang", "moscow"): 2 * state.tie_moscow_pyongyang - 1,
        ("seoul", "pyongyang"): 1 - 2 * state.threat_pyongyang - weight.seoul_pyongyang_enmity,
        ("washington", "beijing"): -weight.washington_beijing_enmity - weight.washington_beijing_by_rivalry * rivalry,
        ("tokyo", "beijing"): -weight.tokyo_beijing_enmity - weight.tokyo_beijing_by_threat * state.threat_beijing,
        ("washington", "pyongyang"): -weight.pyongyang_by_threat * state.threat_pyongyang,
        ("tokyo", "pyongyang"): -weight.pyongyang_by_threat * state.threat_pyongyang,
        ("washington", "moscow"): -weight.washington_moscow_enmity,
        ("tokyo", "moscow"): -weight.tokyo_moscow_enmity,
        ("beijing", "moscow"): weight.beijing_moscow_affinity,
        ("seoul", "moscow"): -weight.seoul_moscow_by_tie * state.tie_moscow_pyongyang,
    }
