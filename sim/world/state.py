"""The state of the world and what surrounds it: three tables of named rows, laid out by `configs/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sim.world.actors import instrument_layout
from sim.world.numbers import table
from sim.world.rows import Layout, Rows


class State(Rows):
    """Every quantity that one month hands to the next, `[row, world]`."""


class Instruments(Rows):
    """What the capitals do, 0 to 1, `[row, world]`."""


class Drivers(Rows):
    """What comes from outside the model: war demand, Taiwan's reference tension, seam ideals and so on, `[row, world]`."""


@dataclass(frozen=True)
class Quantity:
    """What is known of one recorded quantity: its public name, label, unit and the span of its histogram."""

    name: str
    label: str
    unit: str
    low: float
    high: float
    meaning: str = ""
    owner: str = ""


@cache
def state_layout() -> Layout:
    """The rows of the state."""
    return layout("the state", table("quantities.yaml")["state"])


@cache
def driver_layout() -> Layout:
    """The rows of the drivers."""
    return layout("the drivers", table("drivers.yaml")["drivers"])


def layout(kind: str, entries: Mapping[str, Any]) -> Layout:
    """The rows of a table of `configs/`, in its order."""
    return Layout.of(kind, [(name.replace(".", "_"), name, entry.get("by")) for name, entry in entries.items()])


@cache
def field_bounds() -> Mapping[str, tuple[float, float]]:
    """The lowest and highest value of every field of the state, by its name in code; infinite where it has no bound."""
    found = {}
    for name, entry in table("quantities.yaml")["state"].items():
        low, high = entry["bounds"]
        found[name.replace(".", "_")] = (-np.inf if low is None else float(low), np.inf if high is None else float(high))
    return found


def field_of(row: str) -> str:
    """The field of the state, by its name in code, that a row belongs to: `flow.culture` -> `flow`."""
    whole, block = row.replace(".", "_"), row.partition(".")[0]
    return whole if whole in state_layout().slots else block


def blank(kind: type[Rows], worlds: int) -> Any:
    """An empty table of one kind."""
    layouts = {State: state_layout, Instruments: instrument_layout, Drivers: driver_layout}
    rows = layouts[kind]()
    return kind(rows, np.zeros((len(rows.rows), worlds)))
