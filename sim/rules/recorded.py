"""What is recorded of every month, and under which name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np

from sim.rules.derived import Derived
from sim.rules.diagnostics import indices, landscape, leverage_matrix
from sim.rules.month import Month
from sim.world.actors import actor
from sim.world.axes import ALLIANCES, AXES, CAPITALS
from sim.world.numbers import table
from sim.world.rows import Array
from sim.world.state import Quantity, State

INDEX = [0.0, 1.0]
CHANGE = [-0.25, 0.25]
HELD = [0.0, 4.0]
"""Spans of histograms: an index, a month's change of cohesion, leverage summed over targets."""


@cache
def quantities() -> Mapping[str, Quantity]:
    """Every recorded quantity by its public name: state, instruments, derived, leverage, ledger, postures in force."""
    tables = table("quantities.yaml")
    entries = tables["state"] | tables["derived"] | instrument_entries() | leverage_entries() | ledger_entries() | posture_entries()
    return {quantity.name: quantity for name, entry in entries.items() for quantity in labelled(name, entry)}


def labelled(name: str, entry: Mapping[str, Any]) -> Iterator[Quantity]:
    """One quantity, or one per label of its axis."""
    low, high = entry.get("histogram", INDEX)
    rest = (entry["unit"], float(low), float(high), entry.get("meaning", ""), entry.get("owner", ""))
    if entry.get("by") is None:
        yield Quantity(name, entry["label"], *rest)
        return
    for label in AXES[entry["by"]]:
        yield Quantity(f"{name}.{label}", f"{entry['label']}: {label.replace('_', ' ')}", *rest)


def instrument_entries() -> dict[str, Any]:
    """The instruments of the capitals, in the order of their table."""
    return {i.public: {"label": i.label, "unit": "level 0-1", "by": i.axis, "meaning": i.meaning} for c in CAPITALS for i in actor(c).instruments}


def leverage_entries() -> dict[str, Any]:
    """The matrix of leverage."""
    pairs = {name: name.split(".") for name in leverage_matrix.NAMES}
    return {name: {"label": f"Leverage of {part[1].title()} over {part[3].title()}", "unit": "index 0-1"} for name, part in pairs.items()}


def ledger_entries() -> dict[str, Any]:
    """What each capital holds and uses of leverage, and what its instruments do to each alliance in a month."""
    found: dict[str, Any] = {}
    for capital in CAPITALS:
        for what in ("held", "used"):
            found[f"ledger.{capital}.leverage_{what}"] = {"label": f"Leverage {what} by {capital.title()}", "unit": "index", "histogram": HELD}
    for alliance in ALLIANCES:
        for owner in (*CAPITALS, "drift"):
            label = f"Change of {alliance} by {owner}"
            found[f"ledger.{alliance}.{owner}"] = {"label": label, "unit": "index per month", "histogram": CHANGE}
    return found


def posture_entries() -> dict[str, Any]:
    """Which posture is in force: 1 in the worlds where it is."""
    return {f"posture.{c}.{item}": {"label": f"{actor(c).label}: {item}", "unit": "share of worlds"} for c in CAPITALS for item in actor(c).menu}


@cache
def recorded_names() -> tuple[str, ...]:
    """The public names of all that is recorded, in order."""
    return tuple(quantities())


def derived_values(derived: Derived) -> dict[str, Array]:
    """The derived quantities of `quantities.yaml`, by public name."""
    found: dict[str, Array] = {}
    for name, entry in table("quantities.yaml")["derived"].items():
        value = getattr(derived, attribute_of(name), None)
        if value is None:
            continue
        rows = zip(AXES[entry["by"]], value, strict=True) if "by" in entry else ()
        found |= {f"{name}.{label}": row for label, row in rows} or {name: value}
    return found


def attribute_of(name: str) -> str:
    """The name in code of a derived quantity."""
    return {"seams.substance": "seam_substance", "seams.core": "seams_core"}.get(name, name.replace(".", "_"))


def read(state: State, month: Month, ledgers: Mapping[str, Array], postures: Mapping[str, np.ndarray]) -> Mapping[str, Array]:
    """All that is recorded of a month by name, `[world]`; `postures` holds the item in force of each capital, `[world]`."""
    found = dict(zip(state.layout.rows, state.values, strict=True))
    found |= dict(zip(month.instruments.layout.rows, month.instruments.values, strict=True))
    found |= derived_values(month.derived) | indices.read(state, month) | landscape.read(state, month)
    found |= leverage_matrix.read(state, month) | dict(ledgers)
    for capital, in_force in postures.items():
        found |= {f"posture.{capital}.{item}": in_force == place for place, item in enumerate(actor(capital).menu)}
    return found
