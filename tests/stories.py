"""Small stories for tests: a plan in a line, played once, and read as means over its worlds.

A capital that is not named holds: its doctrine is `scripted`. A doctrine is named (`strategic`), a posture of a committed
capital follows a colon (`committed: charm`). Months count from 1, the first month of the story.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from sim.engine.theatre import Theatre
from sim.world.actors import instrument_layout
from sim.world.axes import CAPITALS
from sim.world.drivers import driver_paths
from sim.world.plan import Amount, DoctrineChoice, Effect, Event, ParameterPlan, Path, Plan, Steering
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.state import driver_layout, state_layout
from sim.world.trajectory import Trajectory
from sim.world.worlds import starting_world

WORLDS = 150
SEED = 20260101

Level = float | Mapping[int, float | None]
"""One level for good, or steps by month (`{7: 0.9, 25: None}`); None hands back to the doctrine."""

_means: dict[str, Means] = {}


class Means:
    """Every recorded quantity of a played story, as its mean over the worlds."""

    def __init__(self, trajectory: Trajectory) -> None:
        self._rows, self._values = dict(trajectory.rows), trajectory.values.mean(axis=2)

    def path(self, name: str) -> Array:
        """The mean of a quantity by month, `[month]`; month 0 is the start."""
        return np.asarray(self._values[self._rows[name]])


def plan(
    world: str = "january_2026", months: int = 60, *, doctrines: Mapping[str, str] | None = None, levels: Mapping[str, Level] | None = None,
    initial: Mapping[str, float] | None = None, drivers: Mapping[str, Level] | None = None, parameters: Mapping[str, float] | None = None,
    events: tuple[Event, ...] = (), off: tuple[str, ...] = (), elections: bool = False, jitter: float = 0.0, noise: float = 1.0,
) -> Plan:
    """A story of one of the dated worlds; a name of a block (`pressure`) stands for all its rows.

    `levels` fixes instruments, `initial` changes the opening (states and instruments), `off` switches mechanisms off.
    """
    opening = starting_world(world)
    start = opening.date
    given = dict(opening.state) | dict(opening.instruments) | spread(initial or {}, state_layout().rows + instrument_layout().rows)
    paths = dict(driver_paths()) | {name: path_of(level, start) for name, level in spread(drivers or {}, driver_layout().rows).items()}
    fixed = spread(levels or {}, instrument_layout().rows)
    return Plan(
        name="story", world=start, start=start, months=months, drivers=paths,
        initial={name: Amount.exactly(given[name]) for name in state_layout().rows},
        instruments={name: Amount.exactly(given[name]) for name in instrument_layout().rows},
        doctrines={capital: (doctrine((doctrines or {}).get(capital, "scripted")),) for capital in CAPITALS},
        parameters=ParameterPlan("fixed", jitter, noise, {name: Amount.exactly(value) for name, value in (parameters or {}).items()}),
        steering=tuple(entry for name, level in fixed.items() for entry in schedule(name, level, start)),
        events=events, elections=elections, mechanisms_off=frozenset(off),
    )


def spread(given: Mapping[str, Any], rows: tuple[str, ...]) -> dict[str, Any]:
    """Values by row, where a name may stand for a whole block."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        block = [row for row in rows if row == name] or [row for row in rows if row.startswith(f"{name}.")]
        assert block, f"nothing is called {name}"
        found |= dict.fromkeys(block, value)
    return found


def doctrine(text: str) -> DoctrineChoice:
    """A doctrine from its name, with the posture of a committed capital after a colon."""
    name, _, posture = (part.strip() for part in text.partition(":"))
    return DoctrineChoice(0, name, {"posture": posture} if posture else {})


def path_of(level: Level, start: int) -> Path:
    """A level for good, or steps by month of the story."""
    if not isinstance(level, Mapping):
        return Path.always(level)
    steps = {start + month - 1: value for month, value in level.items() if value is not None}
    return Path(tuple(steps), tuple(Amount.exactly(value) for value in steps.values()), reaches_back=True)


def schedule(instrument: str, level: Level, start: int) -> list[Steering]:
    """A level for good, or one entry per step, each until the next."""
    if not isinstance(level, Mapping):
        return [Steering(instrument, Path.always(level))]
    firsts = [start + month - 1 for month in level]
    ends = [*firsts[1:], None]
    return [Steering(instrument, Path((first,), (Amount.exactly(value),), until=end))
            for first, end, value in zip(firsts, ends, level.values(), strict=True) if value is not None]


def shock(month: int, **rises: float) -> tuple[Event, ...]:
    """An event in a month of a story that starts in January 2026: what is added to states (`seams__missile_defence=0.3`)."""
    effects = tuple(Effect(name.replace("__", "."), "add", Amount.exactly(rise)) for name, rise in rises.items())
    return (Event("shock", effects, on=starting_world("january_2026").date + month - 1),)


def play(story: Plan, worlds: int = WORLDS, seed: int = SEED, first: int = 0) -> Trajectory:
    """Play a story; the same seed gives every story the same chance."""
    theatre = Theatre(story, Shocks(seed, first, worlds))
    try:
        return theatre.play()
    finally:
        theatre.close()


def means(story: Plan, worlds: int = WORLDS) -> Means:
    """The means of a story over its worlds; a story that another test has played is not played again."""
    address = f"{worlds} {story!r}"
    if address not in _means:
        _means[address] = Means(play(story, worlds))
    return _means[address]


def mean_of(story: Plan, name: str, last: int = 12) -> float:
    """The mean of a quantity over worlds and the last months."""
    return float(means(story).path(name)[-last:].mean())


def at_month(story: Plan, name: str, month: int) -> float:
    """The mean of a quantity over worlds at the end of a month."""
    return float(means(story).path(name)[month])


def gap(one: Plan, other: Plan, name: str, last: int = 12) -> float:
    """How much higher a quantity is in one story than in another, in the last months."""
    return mean_of(one, name, last) - mean_of(other, name, last)


@cache
def committed(capital: str, posture: str, months: int = 60) -> Plan:
    """The world of 2026 in which one capital commits to a posture and all others hold."""
    return plan(months=months, doctrines={capital: f"committed: {posture}"})


@cache
def held(instrument: str, level: float, months: int = 60) -> Plan:
    """The world of 2026 in which one instrument is held at a level and all others stay."""
    return plan(months=months, levels={instrument: level})
