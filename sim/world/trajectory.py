"""What a block of worlds has been through: every recorded quantity, month by month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.errors import unknown_name
from sim.world.rows import Array


class Trajectory:
    """Recorded values `[quantity, month, world]`; month 0 is the start, month k the end of the k-th month.

    Months before the start (the run-in) are not kept.
    """

    def __init__(self, names: tuple[str, ...], months: int, worlds: int) -> None:
        self.names = names
        self.rows: Mapping[str, int] = {name: row for row, name in enumerate(names)}
        self.values = np.full((len(names), months + 1, worlds), np.nan)
        self.length = 0

    def record(self, columns: Array) -> None:
        """Add one month, `[quantity, world]`."""
        self.room()[:] = columns

    def room(self) -> Array:
        """Room for one more month, `[quantity, world]`, to be filled."""
        self.length += 1
        return np.asarray(self.values[:, self.length - 1])

    def value(self, name: str, month: int) -> Array:
        """A quantity at a recorded month, `[world]`."""
        return np.asarray(self.values[self.row(name), month])

    def path(self, name: str) -> Array:
        """A quantity over all months, `[month, world]`."""
        return np.asarray(self.values[self.row(name)])

    def row(self, name: str) -> int:
        """The row of a quantity; raises `UsageError` with the nearest name."""
        if name not in self.rows:
            raise unknown_name("a recorded quantity", name, self.names, see="sim list quantities")
        return self.rows[name]
