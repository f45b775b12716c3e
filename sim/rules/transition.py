"""One step of the world without chance: every mechanism answers the same start of the month. Pure.

The turn adds noise to it; a capital's look-ahead plays it as it is, with longer steps.
"""

from __future__ import annotations

import numpy as np

from sim.rules.mechanisms import MECHANISMS, grievance
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State, field_bounds


def changes(before: State, month: Month, off: frozenset[str] = frozenset()) -> dict[str, Array]:
    """What the mechanisms make of a state, before noise and bounds: field -> new value.

    `off` holds the codes of switched-off mechanisms (`M7`); their fields do not change.
    Grievance alone comes after the seams, because it reads how far they moved.
    """
    new: dict[str, Array] = {}
    for mechanism in MECHANISMS:
        if mechanism.code not in off:
            new |= mechanism.change(before, month)
    if "M13" not in off:
        moved = new.get("seams", before.seams) - before.seams
        new |= grievance.change(before, month, moved)
    return new


def settled(before: State, new: dict[str, Array]) -> State:
    """The state with its new values, each inside the bounds that its equation has (`configs/quantities.yaml`)."""
    limits = field_bounds()
    return before.merged({field: np.minimum(np.maximum(value, limits[field][0]), limits[field][1]) for field, value in new.items()})


def advance(before: State, month: Month, off: frozenset[str] = frozenset()) -> State:
    """The state one step later, without noise; `month.length` months pass."""
    return settled(before, changes(before, month, off))
