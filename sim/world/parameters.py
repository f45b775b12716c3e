"""The parameters of the rules: fixed numbers or one per world, read alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import unknown_name
from sim.world.axes import AXES
from sim.world.numbers import Number, read_group, tables
from sim.world.rows import Array
from sim.world.shocks import Shocks

Value = float | Array


@cache
def catalogue() -> Mapping[str, Number]:
    """Every parameter by its full name, `group.number`: mechanisms from `parameters/`, preferences from `actors/`."""
    found = {f"{group}.{number.name}": number for group in tables("parameters") for number in read_group(f"parameters/{group}.yaml")}
    for capital in tables("actors"):
        found |= {f"{capital}.{number.name}": number for number in read_group(f"actors/{capital}.yaml", "preferences")}
    return found


class Parameters:
    """Parameters as rules read them: `parameters.trade_coercion.flow_fall_months`.

    A scalar is a float or `[world]`; one along an axis is `[channel, 1]` or `[channel, world]`.
    """

    def __init__(self, values: Mapping[str, Value], arrays: tuple[str, ...] | None = None) -> None:
        self.values = dict(values)
        self.arrays = tuple(name for name, value in self.values.items() if isinstance(value, np.ndarray)) if arrays is None else arrays

    def __getattr__(self, group: str) -> Any:
        """A group of parameters: those of a mechanism, or a capital's preferences; put together when first asked for."""
        if group.startswith("_"):
            raise AttributeError(group)
        try:
            members = names_by_group(tuple(self.values))[group]
        except KeyError:
            raise AttributeError(f"there is no group of parameters `{group}`") from None
        found = SimpleNamespace(**{short: self.values[name] for short, name in members.items()})
        self.__dict__[group] = found
        return found

    def __reduce__(self) -> Any:
        return Parameters, (self.values,)

    def take(self, worlds: NDArray[np.intp]) -> Parameters:
        """The parameters of some of the worlds; one may be asked for more than once."""
        return self._with({name: value[..., worlds] for name in self.arrays if varies(value := self.values[name])})  # type: ignore[index]

    def spread(self) -> Parameters:
        """The parameters with an axis for candidates before the last, where they lie along another axis."""
        return self._with({name: value[:, None, :] for name in self.arrays if np.ndim(value := self.values[name]) == 2})  # type: ignore[index]

    def _with(self, arrays: dict[str, Value]) -> Parameters:
        """The same parameters with other arrays for some; the groups that have been put together are handed on."""
        found, new = Parameters(self.values | arrays, self.arrays), names_by_group(tuple(arrays))
        for group, numbers in vars(self).items():
            if isinstance(numbers, SimpleNamespace):
                own = {short: arrays[name] for short, name in new.get(group, {}).items()}
                found.__dict__[group] = SimpleNamespace(**(vars(numbers) | own)) if own else numbers
        return found

    def value(self, name: str) -> Value:
        """A parameter by its full name, or its number for one label of its axis (`trade_coercion.exposure.culture`); raises `UsageError`."""
        if name in self.values:
            return self.values[name]
        whole, row = self._row(name)
        number: Array = np.asarray(self.values[whole])[row]
        return number

    def changed(self, values: Mapping[str, Value]) -> Parameters:
        """The same parameters with some replaced, whole or for one label of their axis; raises `UsageError` on an unknown name."""
        new = dict(self.values)
        for name, value in values.items():
            if name in new:
                new[name] = value
            else:
                whole, row = self._row(name)
                new[whole] = with_row(np.asarray(new[whole]), row, value)
        return Parameters(new)

    def _row(self, name: str) -> tuple[str, int]:
        """The parameter and the place on its axis that `group.number.label` means."""
        whole, _, label = name.rpartition(".")
        axis = catalogue()[whole].axis if whole in catalogue() else None
        if axis is None or label not in AXES[axis]:
            raise unknown_name("a parameter", name, self.values, see="sim list parameters")
        return whole, AXES[axis].index(label)


def with_row(table: Array, row: int, value: Value) -> Array:
    """A parameter along an axis with the number of one label replaced, fixed or one per world."""
    wide = np.broadcast_to(table, (len(table), max(table.shape[-1], np.size(value)))).copy()
    wide[row] = value
    return wide


@cache
def names_by_group(names: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    """The full names of parameters by their group and their short name."""
    found: dict[str, dict[str, str]] = {}
    for name in names:
        group, _, short = name.partition(".")
        found.setdefault(group, {})[short] = name
    return found


def varies(value: Value) -> bool:
    """Whether a parameter has a number of its own in each world."""
    return isinstance(value, np.ndarray) and (value.ndim == 1 or value.shape[-1] > 1)


def as_value(value: float | tuple[float, ...]) -> Value:
    """A number of `configs/` as rules read it: a float, or a column along its axis."""
    return np.array(value, dtype=float)[:, None] if isinstance(value, tuple) else value


def defaults() -> Parameters:
    """Every parameter at its default value."""
    return Parameters({name: as_value(number.value) for name, number in catalogue().items()})


@cache
def sensitivity_set() -> Mapping[str, Number]:
    """The parameters that an ensemble varies: the single numbers whose size matters most, by full name."""
    return {name: number for name, number in catalogue().items() if number.group == "sensitivity" and number.axis is None}


def jittered(shocks: Shocks, jitter: float, around: Mapping[str, Value] = MappingProxyType({})) -> dict[str, Value]:
    """The sensitivity set, each number times `exp(jitter * N(0, 1))` in each world, cut to its plausible range.

    A number varies around its default, or around what `around` gives for it.
    """
    drawn: dict[str, Value] = {}
    for name, number in sensitivity_set().items():
        factor = np.exp(jitter * shocks.normal(f"parameter.{name}"))
        drawn[name] = np.clip(np.asarray(around.get(name, number.value)) * factor, number.low, number.high)
    return drawn
