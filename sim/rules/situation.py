"""Where a block of worlds stands in its story: everything that one month hands to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.rules.derived import Derived
from sim.rules.month import Month
from sim.rules.played import PlayedEvent, PlayedPath
from sim.world.parameters import Parameters
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.state import Drivers, Instruments, State
from sim.world.trajectory import Trajectory

NEVER = -(10**6)
"""The month of something that has not happened."""


@dataclass
class Bindings:
    """What a story does to the instruments this month, `[row, world]`: levels that it fixes (NaN: none), floors, caps."""

    fixed: Array
    floor: Array
    cap: Array

    def bind(self, levels: Array) -> Array:
        """Levels as the story lets them be."""
        return np.clip(np.where(np.isnan(self.fixed), levels, self.fixed), self.floor, self.cap)

    def take(self, worlds: NDArray[np.intp], rows: slice) -> Bindings:
        """The bindings of some instruments in some of the worlds, with an axis for candidates: `[row, 1, world]`."""
        return Bindings(*(table[rows][:, None, worlds] for table in (self.fixed, self.floor, self.cap)))


@dataclass
class Memory:
    """What a capital remembers: how postures have paid (`attractions[item, world]`), and the world at its last decision date."""

    attractions: Array
    in_force: NDArray[np.intp]
    utility: Array
    months: int
    grievance: Array
    ideology: Array
    crisis_months: Array


@dataclass
class Situation:
    """A block of worlds in the middle of its story. The phases of the turn read it and write it; nothing else does."""

    plan: Plan
    shocks: Shocks
    state: State
    instruments: Instruments
    targets: Instruments
    drivers: Drivers
    base: Parameters
    parameters: Parameters
    trajectory: Trajectory
    month: int
    memory: dict[str, Memory]
    happened: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    steered_since: list[NDArray[np.int64]] = field(default_factory=list)
    driver_paths: Mapping[str, PlayedPath] = field(default_factory=dict)
    events: tuple[PlayedEvent, ...] = ()
    steering_paths: tuple[PlayedPath, ...] = ()
    bindings: Bindings | None = None
    first_terms: dict[str, dict[str, Array]] | None = None
    credit: dict[str, Array] = field(default_factory=dict)
    step: Month | None = None
    before: State | None = None
    last_read: Derived | None = None

    @property
    def worlds(self) -> int:
        """How many worlds the block has."""
        return self.state.worlds

    def off(self, code: str) -> bool:
        """Whether a mechanism is switched off, by its code (`M7`)."""
        return code in self.plan.mechanisms_off

    def now(self) -> Month:
        """This month as rules read it, one month long; what was read off the same tables before is not read again."""
        derived = Derived(self.state, self.instruments, self.drivers, self.parameters)
        if self.last_read is not None:
            derived.knowing(self.last_read)
        self.last_read = derived
        return Month(self.instruments, self.drivers, self.parameters, derived)
