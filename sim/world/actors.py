"""The five capitals as data: what each can do (instruments) and the bundles it thinks in (postures)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np

from sim.errors import ConfigError
from sim.world.axes import AXES, CAPITALS
from sim.world.numbers import check_origin, table
from sim.world.rows import Array, Layout

Said = str | Mapping[str, float]
"""A posture by its name, or a mixture: the share of each."""


@dataclass(frozen=True)
class Instrument:
    """One thing that a capital can do more or less of, from 0 (`zero`) to 1 (`one`)."""

    name: str
    label: str
    meaning: str
    zero: str
    one: str
    axis: str | None = None
    group: str = ""

    @property
    def public(self) -> str:
        """The name in scenarios and results: `hedging.indirect_balancing`, `pressure`."""
        return f"{self.group}.{self.name}" if self.group else self.name


@dataclass(frozen=True)
class Posture:
    """A bundle of instrument levels with a name. `levels` follows the capital's rows; `spread` is their plausible range, plus and minus."""

    name: str
    meaning: str
    levels: tuple[float, ...]
    spread: float
    grade: str
    source: str
    because: str


@dataclass(frozen=True)
class Actor:
    """A capital: its instruments, the public names of its rows, and its menu of postures in order."""

    name: str
    label: str
    instruments: tuple[Instrument, ...]
    rows: tuple[str, ...]
    postures: Mapping[str, Posture]

    @property
    def menu(self) -> tuple[str, ...]:
        """The names of the postures, `hold` (keep the current target) last."""
        return (*self.postures, "hold")

    def posture(self, said: Said) -> Array:
        """The levels of a posture, or of a mixture the mean of its postures by their shares, `[instrument, 1]`."""
        if isinstance(said, str):
            return np.array(self.postures[said].levels)[:, None]
        return np.asarray(sum(share * self.posture(name) for name, share in said.items()))

    def number(self, said: Said) -> int:
        """The place of a posture on the menu; a mixture has a number of its own, beyond it."""
        if isinstance(said, str):
            return self.menu.index(said)
        return len(self.menu) + crc32(repr(sorted(said.items())).encode())


@cache
def actor(capital: str) -> Actor:
    """A capital as `configs/actors/` describes it."""
    where = f"actors/{capital}.yaml"
    data = table(where)
    instruments = tuple(
        Instrument(name, entry["label"], entry["meaning"], entry["zero"], entry["one"], entry.get("by"), entry.get("group", ""))
        for name, entry in data["instruments"].items()
    )
    rows = tuple(row for instrument in instruments for row in rows_of(instrument))
    postures = {name: read_posture(name, entry, rows, f"configs/{where}") for name, entry in data["postures"].items()}
    return Actor(capital, data["label"], instruments, rows, postures)


def rows_of(instrument: Instrument) -> tuple[str, ...]:
    """The public names of an instrument's rows."""
    labels = AXES[instrument.axis] if instrument.axis else ()
    return tuple(f"{instrument.public}.{label}" for label in labels) or (instrument.public,)


def read_posture(name: str, entry: Mapping[str, Any], rows: tuple[str, ...], where: str) -> Posture:
    """One posture; raises `ConfigError` unless it gives a level from 0 to 1 for every row, with a spread, grade and source."""
    missing = [key for key in ("meaning", "levels", "spread", "grade", "source") if entry.get(key) is None]
    if missing:
        raise ConfigError(f"posture `{name}` has no {', '.join(missing)}", where=where)
    check_origin(name, entry, where)
    levels = entry["levels"]
    if set(levels) != set(rows) or not all(0 <= level <= 1 for level in levels.values()):
        raise ConfigError(f"posture `{name}` must give a level from 0 to 1 for each of: {', '.join(rows)}", where=where)
    return Posture(name, entry["meaning"], tuple(float(levels[row]) for row in rows), float(entry["spread"]),
                   entry["grade"], entry["source"], entry.get("because", ""))


@cache
def instrument_layout() -> Layout:
    """All instruments of all capitals as rows of one table, capital after capital."""
    return Layout.of("the instruments", [(i.name, i.public, i.axis) for capital in CAPITALS for i in actor(capital).instruments])


@cache
def rows_of_capital(capital: str) -> slice:
    """The rows of one capital in the table of instruments."""
    first = sum(len(actor(name).rows) for name in CAPITALS[: CAPITALS.index(capital)])
    return slice(first, first + len(actor(capital).rows))
