"""Named rows over worlds: the one kind of table that state, instruments and drivers are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sim.errors import unknown_name
from sim.world.axes import AXES

Array = NDArray[np.float64]
"""Numbers over worlds: `[world]`, `[channel, world]` or `[seam, world]`."""


KEPT_READY = 2**23
np.empty(KEPT_READY, dtype=np.uint8)
"""Made and let go once: from then on the C library keeps this many bytes ready for arrays, which rules make and let go by the thousand."""


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
    """A table `values[row, world]` whose rows are read as attributes: `state.flow[CULTURE]`.

    A table can also be spread over candidates (`spread`): then `values` is empty and every field is an array of its own,
    `[candidate, world]` or `[channel, candidate, world]`, with one candidate where all are alike.
    """

    def __init__(self, layout: Layout, values: Array, fields: Mapping[str, Array] | None = None) -> None:
        self.layout = layout
        self.values = values
        self.fields = fields
        self.__dict__.update(fields or {})

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
        return type(self), (self.layout, self.values, self.fields)

    @property
    def worlds(self) -> int:
        """How many worlds the table spans."""
        return int(self.values.shape[-1])

    def take(self, worlds: NDArray[np.intp]) -> Self:
        """The same table for some of the worlds."""
        return type(self)(self.layout, np.take(self.values, worlds, axis=1))

    def copy(self) -> Self:
        """A table of its own."""
        return type(self)(self.layout, self.values.copy())

    def merged(self, changes: Mapping[str, Array]) -> Self:
        """A new table with some fields replaced, given by their names in code."""
        if self.fields is not None:
            return type(self)(self.layout, self.values, {**self.fields, **changes})
        values = self.values.copy()
        for name, new in changes.items():
            values[self.layout.slots[name]] = new
        return type(self)(self.layout, values)

    def spread(self) -> Self:
        """The table with an axis for candidates before the last: what no candidate touches is kept, and computed, once."""
        fields = {name: self.values[slot][..., None, :] for name, slot in self.layout.slots.items()}
        return type(self)(self.layout, self.values[:0], fields)
