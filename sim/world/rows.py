"""Named rows over worlds: the one kind of table that state, instruments and drivers are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sim.errors import unknown_name
from sim.world.axes import AXES

Array = NDArray[np.float64]
"""Numbers over worlds: `[world]`, `[channel, world]` or `[seam, world]`."""


@dataclass(frozen=True)
class Layout:
    """Which row of a table is which quantity.

    `slots` maps the name in code (`cohesion_us_rok`, `flow`) to a row or a slice of rows;
    `rows` is the public name of every row (`cohesion.us_rok`, `flow.culture`).
    """

    kind: str
    slots: dict[str, int | slice]
    rows: tuple[str, ...]

    @classmethod
    def of(cls, kind: str, quantities: Iterable[tuple[str, str, str | None]]) -> Layout:
        """Lay out quantities, each given as (name in code, public name, axis: `channel`, `seam` or None)."""
        slots: dict[str, int | slice] = {}
        rows: list[str] = []
        for attribute, name, axis in quantities:
            if axis is None:
                slots[attribute] = len(rows)
                rows.append(name)
            else:
                slots[attribute] = slice(len(rows), len(rows) + len(AXES[axis]))
                rows.extend(f"{name}.{label}" for label in AXES[axis])
        return cls(kind, slots, tuple(rows))

    def row(self, name: str) -> int:
        """The row of a public name; raises `UsageError` with the nearest name."""
        try:
            return self.rows.index(name)
        except ValueError:
            raise unknown_name(f"a row of {self.kind}", name, self.rows) from None


class Rows:
    """A table `values[row, world]` whose rows are read as attributes: `state.flow[CULTURE]`."""

    def __init__(self, layout: Layout, values: Array) -> None:
        self.layout = layout
        self.values = values

    def __getattr__(self, name: str) -> Array:
        """The row or rows of that name, as a view; remembered, since rules ask for them often."""
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            view: Array = self.values[self.layout.slots[name]]
        except KeyError:
            raise AttributeError(f"{self.layout.kind} has no `{name}`") from None
        self.__dict__[name] = view
        return view

    def __reduce__(self) -> Any:
        return type(self), (self.layout, self.values)

    @property
    def worlds(self) -> int:
        """How many worlds the table spans."""
        return int(self.values.shape[-1])

    def take(self, worlds: NDArray[np.intp]) -> Self:
        """The same table for some of the worlds."""
        return type(self)(self.layout, np.ascontiguousarray(self.values[:, worlds]))

    def tile(self, copies: int) -> Self:
        """The same worlds `copies` times over, one copy after the other."""
        return type(self)(self.layout, np.tile(self.values, (1, copies)))

    def copy(self) -> Self:
        """A table of its own."""
        return type(self)(self.layout, self.values.copy())

    def merged(self, changes: dict[str, Array]) -> Self:
        """A new table with some rows replaced, given by their names in code."""
        values = self.values.copy()
        for name, new in changes.items():
            values[self.layout.slots[name]] = new
        return type(self)(self.layout, values)
