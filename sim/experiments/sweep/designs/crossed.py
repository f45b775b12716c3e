"""Values crossed with values, and values given one by one."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sweep.designs.sequences import scaled, sequence
from sim.experiments.sweep.levers import Lever

Columns = dict[str, NDArray[Any]]

VISITS = 4
"""So many times as many points as cells are tried, so that nearly every cell is met."""


def grid(levers: tuple[Lever, ...], samples: int, seed: int) -> tuple[Columns, Columns]:
    """Every combination; ranges get as many steps, both ends among them, as keep it at about so many points."""
    axes = [axis(lever, steps_of_ranges(levers, samples)) for lever in levers]
    places = np.stack(np.meshgrid(*(np.arange(len(values)) for values in axes), indexing="ij"), axis=-1).reshape(-1, len(axes))
    places = places[spread_out([len(values) for values in axes], seed)]
    return {lever.name: values[places[:, place]] for place, (lever, values) in enumerate(zip(levers, axes, strict=True))}, {}


def steps_of_ranges(levers: tuple[Lever, ...], samples: int) -> int:
    """How many values each range has."""
    ranges = sum(not lever.values for lever in levers)
    others = int(np.prod([len(lever.values) for lever in levers if lever.values], dtype=float))
    return max(2, int(round((samples / others) ** (1 / ranges), 6))) if ranges else 0


def axis(lever: Lever, steps: int) -> NDArray[Any]:
    """The values of a lever on a grid."""
    if lever.values:
        return np.array(lever.levels) if lever.kind == "number" else np.arange(len(lever.values))
    return np.linspace(*lever.span, steps)


def spread_out(sizes: list[int], seed: int) -> NDArray[np.intp]:
    """An order of the cells of a grid in which any beginning lies evenly: as a Sobol sequence meets them first; those it does not meet, last."""
    count = int(np.prod(sizes))
    met = np.ravel_multi_index(tuple((sequence(len(sizes), VISITS * count, seed) * np.array(sizes)).astype(np.intp).T), sizes)
    _, first = np.unique(met, return_index=True)
    order = met[np.sort(first)]
    return np.concatenate([order, np.setdiff1d(np.arange(count), order)])


def listed(levers: tuple[Lever, ...], samples: int, seed: int) -> tuple[Columns, Columns]:
    """Points one by one: the first value of every lever, then the second, and so on."""
    return {lever.name: axis(lever, 0) for lever in levers}, {}


def mixture(levers: tuple[Lever, ...], samples: int, seed: int) -> tuple[Columns, Columns]:
    """Every combination of the categories at each point of a Sobol sequence over the numbers; those of one point together."""
    categories = [lever for lever in levers if lever.kind == "category"]
    numbers = tuple(lever for lever in levers if lever.kind == "number")
    combinations = np.array(list(product(*(range(len(lever.values)) for lever in categories))), dtype=np.intp).reshape(-1, len(categories))
    points = samples if numbers else 1
    values = {name: np.repeat(column, len(combinations)) for name, column in scaled(numbers, sequence(len(numbers), points, seed)).items()}
    values |= {lever.name: np.tile(combinations[:, place], points) for place, lever in enumerate(categories)}
    return {lever.name: values[lever.name] for lever in levers}, {"sample": np.repeat(np.arange(points), len(combinations))}
