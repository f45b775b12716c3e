"""The state of the world and what surrounds it: three tables of named rows, laid out by `configs/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sim.world.actors import instrument_layout
from sim.world.axes import AXES
from sim.world.numbers import table
from sim.world.rows import Array, Layout, Rows


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


def per_row(key: str, absent: Any) -> list[Any]:
    """One entry of `quantities.yaml` for every row of the state."""
    found = []
    for entry in table("quantities.yaml")["state"].values():
        found += [entry.get(key, absent)] * (len(AXES[entry["by"]]) if "by" in entry else 1)
    return found


@cache
def bounds() -> tuple[Array, Array]:
    """The lowest and highest value of every row of the state, `[row, 1]`; infinite where an equation has no bound."""
    pairs = per_row("bounds", [None, None])
    low = np.array([-np.inf if a is None else a for a, _ in pairs])
    high = np.array([np.inf if b is None else b for _, b in pairs])
    return low[:, None], high[:, None]


def blank(kind: type[Rows], worlds: int) -> Any:
    """An empty table of one kind."""
    layouts = {State: state_layout, Instruments: instrument_layout, Drivers: driver_layout}
    rows = layouts[kind]()
    return kind(rows, np.zeros((len(rows.rows), worlds)))
