"""A story as the engine plays it: one variant, frozen, with every date a month number and every name checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from sim.world.numbers import table
from sim.world.parameter_sets import ParameterSets, parameter_sets
from sim.world.rows import Array
from sim.world.shocks import Shocks


@dataclass(frozen=True)
class Amount:
    """A number as a story tells it: fixed, a range, or a three-point guess drawn anew in each world.

    `address` names the draw, so that variants that say the same thing share it.
    """

    low: float
    high: float
    likely: float | None = None
    address: str = ""

    @classmethod
    def exactly(cls, value: float) -> Amount:
        """A number that is known."""
        return cls(value, value)

    @property
    def fixed(self) -> bool:
        """Whether every world has the same number."""
        return self.low == self.high

    def draw(self, shocks: Shocks) -> float | Array:
        """The number, or one per world: uniform on the range, or triangular around the likely value."""
        if self.fixed:
            return self.low
        share = shocks.uniform(f"uncertain.{self.address}")
        width = self.high - self.low
        if self.likely is None:
            return self.low + width * share
        return triangular(share, self.low, self.likely, self.high)


@dataclass(frozen=True)
class Varied(Amount):
    """A number that a sweep varies: each point of it gives its own, under the name of `lever`, between `low` and `high`."""

    lever: str = ""

    @property
    def fixed(self) -> bool:
        """Points differ."""
        return False

    def draw(self, shocks: Shocks) -> float | Array:
        """The number of the point that each world belongs to."""
        return shocks.given[self.lever]


def triangular(share: Array, low: float | Array, likely: float | Array, high: float | Array) -> Array:
    """The number below which a share of a triangular distribution lies, which is most likely at `likely` and nought at both ends."""
    width = high - low
    rising = low + np.sqrt(share * width * (likely - low))
    falling = high - np.sqrt((1 - share) * width * (high - likely))
    return np.where(share * width < likely - low, rising, falling)


@dataclass(frozen=True)
class Path:
    """Dated levels: steps that hold until the next, or a ramp that is linear in between.

    Before its first month a path says nothing, unless `reaches_back`; from `until` on it says nothing again.
    """

    months: tuple[int, ...]
    amounts: tuple[Amount, ...]
    shape: Literal["step", "ramp"] = "step"
    until: int | None = None
    reaches_back: bool = False

    @classmethod
    def always(cls, value: float) -> Path:
        """One level for good."""
        return cls((0,), (Amount.exactly(value),), reaches_back=True)


Verb = Literal["add", "set", "times", "floor", "cap"]


@dataclass(frozen=True)
class Effect:
    """What an event does to one quantity, instrument, driver or parameter.

    `name` is a public name: `threat.pyongyang`, `pressure.culture`, `drivers.war_demand`, `parameters.crisis.tension_slope`.
    Without `months` a state changes once, an instrument changes its target, a driver or parameter for good.
    `at` = "level" moves an instrument's level and leaves its target.
    `until` names another event: the effect is in force from this event until that one happens, in each world; for good if it never does.
    """

    name: str
    verb: Verb
    amount: Amount
    months: int | None = None
    at: Literal["target", "level"] = "target"
    delay: int = 0
    until: str | None = None

    @property
    def lasting(self) -> bool:
        """Whether the effect stays in force, for a while or until something happens, and does not strike once."""
        return self.months is not None or self.until is not None


@dataclass(frozen=True)
class Event:
    """Something that happens: on a date, by chance within a window, with a hazard per month, or when a sentence is true.

    Exactly one of `on`, `chance` (with `between`), `hazard`, `when` is given.
    `when` is a parsed sentence of `sim.rules.sentences`, read on last month's values, in each world.
    """

    name: str
    effects: tuple[Effect, ...]
    on: int | None = None
    chance: Amount | None = None
    between: tuple[int, int] | None = None
    hazard: Amount | None = None
    when: Any = None
    first: int | None = None
    last: int | None = None
    once: bool = True


@dataclass(frozen=True)
class Steering:
    """What a story does to one instrument beside the doctrine of its capital.

    Rank says what wins: schedule < condition < event < clamp. A schedule or condition `set`s a level;
    a clamp is a `floor` or a `cap`. `when` / `on` start it (a sentence, an event's name), `until` / `months` end it;
    with neither it holds wherever its path says something.
    """

    instrument: str
    path: Path
    rank: Literal["schedule", "condition", "event", "clamp"] = "schedule"
    verb: Literal["set", "floor", "cap"] = "set"
    when: Any = None
    on: str | None = None
    until: Any = None
    months: int | None = None


@dataclass(frozen=True)
class Leader:
    """Who governs in Seoul from a month on: ideology, policy capacity (below 1 when acting), the next election.

    `acting` is the length of an acting presidency in months (0 for an elected president).
    """

    month: int
    ideology: float
    policy_capacity: float = 1.0
    next_election: int | None = None
    acting: int = 0
    name: str = ""


@dataclass(frozen=True)
class DoctrineChoice:
    """The doctrine of one capital, or of one instrument, from a month on. `settings` are its own: posture, precision."""

    first: int
    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ParameterPlan:
    """Where parameters come from: the defaults, or sets of which each world plays one; jitter around these; then overrides of the story.

    `noise` multiplies all process noise.
    """

    name: str
    jitter: float
    noise: float
    overrides: Mapping[str, Amount] = field(default_factory=dict)
    sets: ParameterSets | None = None

    @classmethod
    def named(cls, name: str) -> ParameterPlan:
        """An ensemble of `configs/ensembles.yaml`, as it stands there."""
        entry = table("ensembles.yaml")[name]
        sets = parameter_sets(entry["sets"]) if "sets" in entry else None
        return cls(name, float(entry["jitter"]["value"]), float(entry["noise"]["value"]), sets=sets)


@dataclass(frozen=True)
class Plan:
    """One variant of a story. `world` is the month of the dated world; months before `start` are the run-in.

    `apart` are the instruments that follow a doctrine of their own, whatever their capital follows.
    """

    name: str
    world: int
    start: int
    months: int
    initial: Mapping[str, Amount]
    instruments: Mapping[str, Amount]
    drivers: Mapping[str, Path]
    doctrines: Mapping[str, tuple[DoctrineChoice, ...]]
    parameters: ParameterPlan
    steering: tuple[Steering, ...] = ()
    events: tuple[Event, ...] = ()
    leaders: tuple[Leader, ...] = ()
    elections: bool = True
    elections_off: tuple[tuple[int, int], ...] = ()
    mechanisms_off: frozenset[str] = frozenset()
    apart: Mapping[str, DoctrineChoice] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The month after the last one played."""
        return self.start + self.months
