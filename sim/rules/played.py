"""A story's paths and events with their uncertain numbers drawn, for one block of worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.plan import Effect, Event, Path
from sim.world.rows import Array
from sim.world.shocks import Shocks

Level = float | Array


@dataclass(frozen=True)
class PlayedPath:
    """A dated path whose numbers are drawn: `at(month)` is its level, or None where it says nothing."""

    path: Path
    levels: tuple[Level, ...]

    @classmethod
    def of(cls, path: Path, shocks: Shocks) -> PlayedPath:
        """Draw the numbers of a path."""
        return cls(path, tuple(amount.draw(shocks) for amount in path.amounts))

    def at(self, month: int) -> Level | None:
        """The level in a month: of the last step, or on the line between two dates of a ramp."""
        months = self.path.months
        if self.path.until is not None and month >= self.path.until:
            return None
        if month < months[0]:
            return self.levels[0] if self.path.reaches_back else None
        last = max(place for place, date in enumerate(months) if date <= month)
        if self.path.shape == "step" or last == len(months) - 1:
            return self.levels[last]
        share = (month - months[last]) / (months[last + 1] - months[last])
        return self.levels[last] + share * (self.levels[last + 1] - self.levels[last])


@dataclass(frozen=True)
class PlayedEvent:
    """An event whose numbers are drawn. `due` is its month in each world, where that is known beforehand."""

    event: Event
    amounts: tuple[Level, ...]
    due: NDArray[np.int64] | None
    hazard: Level

    @classmethod
    def of(cls, event: Event, shocks: Shocks, never: int) -> PlayedEvent:
        """Draw an event's numbers, and its month where it comes by chance within a window."""
        amounts = tuple(effect.amount.draw(shocks) for effect in event.effects)
        hazard = event.hazard.draw(shocks) if event.hazard else 0.0
        return cls(event, amounts, due_month(event, shocks, never), hazard)

    def effects(self) -> tuple[tuple[Effect, Level], ...]:
        """Each effect with its drawn number."""
        return tuple(zip(self.event.effects, self.amounts, strict=True))


def due_month(event: Event, shocks: Shocks, never: int) -> NDArray[np.int64] | None:
    """The month of an event by date or by chance, `[world]`; None where hazards or sentences decide."""
    if event.on is not None:
        return np.full(shocks.count, event.on, dtype=np.int64)
    if event.chance is None or event.between is None:
        return None
    first, last = event.between
    happens = shocks.uniform(f"event.{event.name}.happens") < event.chance.draw(shocks)
    month = first + np.floor(shocks.uniform(f"event.{event.name}.month") * (last - first + 1)).astype(np.int64)
    return np.where(happens, month, never)


def applied(verb: str, old: Array, amount: Level) -> Array:
    """A value after one verb of an effect: add, set, times, floor, cap."""
    if verb == "add":
        return old + amount
    if verb == "times":
        return old * amount
    if verb == "floor":
        return np.maximum(old, amount)
    if verb == "cap":
        return np.minimum(old, amount)
    return np.broadcast_to(np.asarray(amount, dtype=float), old.shape)
