"""One step of the world without chance: every mechanism answers the same start of the month. Pure.

The turn adds noise to it; a capital's look-ahead plays it as it is, with longer steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import isinf

import numpy as np

from sim.rules.curves import between
from sim.rules.mechanisms import AFTER_THE_SEAMS, CODES, MECHANISMS, grievance
from sim.rules.month import Month
from sim.world.numbers import table
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


def settled(before: State, new: Mapping[str, Array]) -> State:
    """The state with its new values, each inside the bounds that its equation has (`configs/quantities.yaml`)."""
    values = before.values.copy()
    for field, value in new.items():
        low, high = field_bounds()[field]
        rows = values[before.layout.slots[field]]
        np.maximum(value, low, out=rows)
        np.minimum(rows, high, out=rows)
    return State(before.layout, values)


def bounded(field: str, value: Array) -> Array:
    """A field's value inside the bounds of its equation."""
    low, high = field_bounds()[field]
    return np.maximum(value, low) if isinf(high) else between(value, low, high)


def advance(before: State, month: Month, off: frozenset[str] = frozenset()) -> State:
    """The state one step later, without noise; `month.length` months pass."""
    return settled(before, changes(before, month, off))


@cache
def owners() -> Mapping[str, str]:
    """The mechanism that writes a field, by the field's name in code; fields that no mechanism writes are left out."""
    entries = table("quantities.yaml")["state"].items()
    return {name.replace(".", "_"): entry["owner"] for name, entry in entries if entry["owner"] in CODES}


RULES = {mechanism.name: mechanism.change for mechanism in MECHANISMS}
"""The rule of each mechanism that answers from the start of the month, by name."""

RULES_OF_FIELDS = {field: rule for mechanism in MECHANISMS for field, rule in mechanism.fields.items()}
"""The rule of each field of the mechanisms that own several."""


class Foreseen(State):
    """The state that `advance` gives, of which a field is worked out when a rule first asks for it.

    A look-ahead reads a dozen fields at the end of it; what they do not rest on is never played. `given` holds fields known otherwise.
    """

    def __init__(self, before: State, month: Month, off: frozenset[str], given: Mapping[str, Array]) -> None:
        super().__init__(before.layout, before.values, given)
        self.before, self.month, self.off = before, month, off

    def __getattr__(self, name: str) -> Array:
        """A field, by the rule of its mechanism; as it was where nothing writes it."""
        owner = owners().get(name)
        found = getattr(self.before, name) if owner is None or CODES[owner] in self.off else bounded(name, self.ruled(owner, name))
        self.__dict__[name] = found
        return found

    def ruled(self, owner: str, name: str) -> Array:
        """A field as its mechanism gives it; grievance comes after the seams have moved."""
        if name in RULES_OF_FIELDS:
            return RULES_OF_FIELDS[name](self.before, self.month)
        if owner in AFTER_THE_SEAMS:
            return grievance.change(self.before, self.month, self.seams - self.before.seams)[name]
        return RULES[owner](self.before, self.month)[name]
