"""One step of the world without chance: every mechanism answers the same start of the month. Pure.

The turn adds noise to it; a capital's look-ahead plays it as it is, with longer steps.
"""

from __future__ import annotations

import numpy as np

from sim.rules.mechanisms import CODES, MECHANISMS, grievance
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State, field_bounds, field_owners


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
    return before.merged({field: bounded(field, value) for field, value in new.items()})


def bounded(field: str, value: Array) -> Array:
    """A field's value inside the bounds of its equation."""
    low, high = field_bounds()[field]
    return np.minimum(np.maximum(value, low), high)


def advance(before: State, month: Month, off: frozenset[str] = frozenset()) -> State:
    """The state one step later, without noise; `month.length` months pass."""
    return settled(before, changes(before, month, off))


class Ahead(State):
    """The state one step later, without noise, of which nothing is worked out until a rule asks for it.

    So a look-ahead plays no mechanism that its capital's utility has no use for. Same numbers as `advance`.
    """

    def __init__(self, before: State, month: Month, off: frozenset[str] = frozenset()) -> None:
        super().__init__(before.layout, before.values, {})
        self.before, self.month, self.off = before, month, off

    def __getattr__(self, field: str) -> Array:
        """A field, with all others of the mechanism that owns it."""
        owner = field_owners().get(field, "")
        if owner not in CODES or CODES[owner] in self.off:
            self.__dict__[field] = found = getattr(self.before, field)
            return found
        self.__dict__ |= {field: bounded(field, value) for field, value in self.change(owner).items()}
