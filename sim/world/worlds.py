"""The dated worlds that a story can start from: every row of the state and every instrument, as `configs/worlds/` gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from sim.errors import ConfigError, unknown_name
from sim.world.actors import actor, instrument_layout
from sim.world.axes import AXES, CAPITALS
from sim.world.calendar import month_number
from sim.world.numbers import Number, read_number, table, tables
from sim.world.state import state_layout


@dataclass(frozen=True)
class StartingWorld:
    """A world at the start of the month `date`.

    `state` and `instruments` give a value for every row by its public name (`flow.culture`, `pressure.tourism`),
    `numbers` the same rows with range, unit, grade and source.
    """

    name: str
    title: str
    date: int
    state: Mapping[str, float]
    instruments: Mapping[str, float]
    numbers: Mapping[str, Number]


@cache
def world_names() -> tuple[str, ...]:
    """The names of the worlds, earliest first."""
    return tuple(sorted(tables("worlds"), key=lambda name: str(table(f"worlds/{name}.yaml")["date"])))


@cache
def starting_world(name: str) -> StartingWorld:
    """A world by its name, or by its month (`2016-01`).

    Raises `UsageError` for a name that no world has, `ConfigError` where a row has no value or an entry no row.
    """
    known = {name: name for name in world_names()} | {str(table(f"worlds/{name}.yaml")["date"]): name for name in world_names()}
    if name not in known:
        raise unknown_name("a world", name, world_names())
    return read_world(known[name])


def read_world(name: str) -> StartingWorld:
    """A world from its table."""
    where = f"configs/worlds/{name}.yaml"
    data = table(f"worlds/{name}.yaml")
    state = read_rows(data["state"], described_state(), state_layout().rows, where)
    instruments = read_rows(data["instruments"], described_instruments(), instrument_layout().rows, where)
    return StartingWorld(name, data["title"], month_number(data["date"]), values(state), values(instruments),
                         MappingProxyType(state | instruments))


def values(numbers: Mapping[str, Number]) -> Mapping[str, float]:
    """The values of some rows, read-only."""
    return MappingProxyType({row: float(number.value) for row, number in numbers.items() if not isinstance(number.value, tuple)})


def read_rows(entries: Mapping[str, Any], described: Mapping[str, Any], rows: tuple[str, ...], where: str) -> dict[str, Number]:
    """The numbers of every row, in the order of the rows; raises `ConfigError` unless there is exactly one for each."""
    unknown = [name for name in entries if name not in described]
    if unknown:
        raise ConfigError(str(unknown_name("a quantity or an instrument", unknown[0], described)), where=where)
    found = {number.name: number for name, entry in entries.items() for number in by_row(read_number(name, described[name] | entry, where))}
    missing = [row for row in rows if row not in found]
    if missing:
        raise ConfigError(f"no starting value for {', '.join(missing)}", where=where, remedy="give each a number with range, grade and source")
    return {row: found[row] for row in rows}


def by_row(number: Number) -> Iterator[Number]:
    """A number along an axis as one number per row, a plain one as it is."""
    if number.axis is None:
        yield number
        return
    for position, label in enumerate(AXES[number.axis]):
        value, low, high = (along[position] for along in (number.value, number.low, number.high) if isinstance(along, tuple))
        yield replace(number, name=f"{number.name}.{label}", value=value, low=low, high=high, axis=None)


def described_state() -> dict[str, dict[str, Any]]:
    """Unit, meaning and axis of each quantity of the state."""
    return {name: kept(entry) for name, entry in table("quantities.yaml")["state"].items()}


def kept(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What a quantity's entry says that a number needs too."""
    return {key: entry[key] for key in ("unit", "meaning", "by") if key in entry}


def described_instruments() -> dict[str, dict[str, Any]]:
    """Unit, meaning and axis of each instrument, by its public name."""
    instruments = [instrument for capital in CAPITALS for instrument in actor(capital).instruments]
    return {i.public: {"unit": "level 0-1", "meaning": i.meaning} | ({"by": i.axis} if i.axis else {}) for i in instruments}
