"""Institutions between Washington, Seoul and Tokyo are built while cooperation is deep, erode when a leg breaks, and fade untended.

    hardening: d/dt = (building) * (1 - hardening) - (erosion + fading_rate) * hardening

    building = institutionalisation_rate * max(seams.trilateral * cohesion.trilateral - building_threshold, 0)
    erosion  = erosion_rate * max(erosion_threshold - cohesion.trilateral, 0)

Two thresholds make it hysteretic: what was built above the one outlives much trouble before it erodes below the other.
`retreat_lock`, in the same table, is how much full hardening slows a retreat on the seams; the seams read it.

Source: summit of Camp David 2023 and the Freedom Edge exercises (pace of building); The Epoch Times 2026 (Beijing's hurry before it hardens).
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import settle
from sim.rules.month import Month
from sim.world.axes import TRILATERAL
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Hardening of the trilateral at the end of the month, 0 to 1, `[world]`."""
    numbers = month.parameters.trilateral_hardening
    building = building_rate(before, month)
    rate = building + erosion(month) + numbers.fading_rate
    return {"hardening": settle(before.hardening, building, rate, month.length)}


def building_rate(before: State, month: Month) -> Array:
    """Share of what is not yet institution that becomes so in a month, `[world]`."""
    numbers = month.parameters.trilateral_hardening
    depth = before.seams[TRILATERAL] * month.derived.cohesion_trilateral
    return np.asarray(numbers.institutionalisation_rate * np.maximum(depth - numbers.building_threshold, 0))


def erosion(month: Month) -> Array:
    """Share of the institutions that a broken leg costs in a month, `[world]`."""
    numbers = month.parameters.trilateral_hardening
    return np.asarray(numbers.erosion_rate * np.maximum(numbers.erosion_threshold - month.derived.cohesion_trilateral, 0))
