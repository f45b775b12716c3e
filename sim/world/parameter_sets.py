"""Parameter sets: many values for each of some parameters, fitted or designed together, of which every world plays one set.

Shipped sets are tables of `configs/parameter_sets/`, one row a set, one column a parameter.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from sim.errors import ConfigError
from sim.world.numbers import Number
from sim.world.parameters import Value, catalogue
from sim.world.rows import Array
from sim.world.shocks import Shocks

FOLDER = "parameter_sets"
"""The folder of `configs/` with the tables."""


@dataclass(frozen=True, eq=False)
class ParameterSets:
    """Sets of `parameters` by full name, `values[parameter, set]`."""

    name: str
    parameters: tuple[str, ...]
    values: Array

    def rows(self, shocks: Shocks) -> NDArray[np.intp]:
        """Which set each world of a block plays: one after the other in the order of the worlds, from one on that the seed names.

        As many worlds as there are sets play each set once.
        """
        count = self.values.shape[1]
        first = int(Shocks(shocks.seed, 0, 1).uniform(f"parameter_sets.{self.name}")[0] * count)
        return np.asarray((first + shocks.worlds) % count)

    def drawn(self, shocks: Shocks) -> dict[str, Value]:
        """The parameters of each world of a block, name -> `[world]`."""
        played = self.values[:, self.rows(shocks)]
        return dict(zip(self.parameters, played, strict=True))


@cache
def parameter_sets(name: str) -> ParameterSets:
    """The sets of a shipped table; raises `ConfigError` where a column or a value is not what the catalogue allows."""
    path = f"{FOLDER}/{name}.csv"
    text = resources.files("sim.configs").joinpath(path).read_text(encoding="utf-8")
    return read_sets(name, text, f"configs/{path}")


def read_sets(name: str, text: str, where: str) -> ParameterSets:
    """Sets from the text of a table."""
    columns, *rows = csv.reader(text.splitlines())
    known = catalogue()
    strange = [column for column in columns if column not in known or known[column].axis]
    if strange or not rows:
        raise ConfigError(f"`{strange[0]}` is no parameter" if strange else "the table has no sets", where=f"{where}:1")
    numbers = [known[column] for column in columns]
    values = [read_set(row, numbers, f"{where}:{line}") for line, row in enumerate(rows, start=2)]
    return ParameterSets(name, tuple(columns), np.array(values).T)


def read_set(row: list[str], numbers: list[Number], where: str) -> list[float]:
    """One set; raises `ConfigError` where a value is missing, is no number, or lies outside the range of its parameter."""
    try:
        values = [float(text) for text in row]
    except ValueError as error:
        raise ConfigError(str(error), where=where) from None
    if len(values) != len(numbers):
        raise ConfigError(f"{len(values)} values instead of {len(numbers)}", where=where)
    for value, number in zip(values, numbers, strict=True):
        if not np.asarray(number.low) <= value <= np.asarray(number.high):
            raise ConfigError(f"`{number.name}` = {value} is outside its range {number.low} to {number.high}", where=where)
    return values
