"""A design: where the points of a sweep lie, in an order in which any beginning covers the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import Fault
from sim.experiments.sweep.designs import DESIGNS
from sim.experiments.sweep.levers import AS_TOLD, Lever
from sim.scenario.marks import Mark

PARTS = "parts"
"""The kind of a design that is made of others."""


@dataclass(frozen=True)
class Design:
    """The points of a sweep. `values` has for each lever its number at each point, or the place of a category's value among its values.

    A point that leaves a lever as the story has it has NaN there, or the place of the empty value. `columns` is what an analysis needs to know
    of each point besides; `places` are where people wrote the levers, for messages; `warnings` say what of the asking it does not give.
    """

    kind: str
    levers: tuple[Lever, ...]
    values: Mapping[str, NDArray[Any]]
    seed: int
    columns: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    places: Mapping[str, Mark] = field(default_factory=dict, compare=False, repr=False)
    warnings: tuple[Fault, ...] = field(default=(), compare=False, repr=False)

    def __len__(self) -> int:
        return len(next(iter(self.values.values()))) if self.values else 0


def laid_out(kind: str, levers: Sequence[Lever], samples: int, seed: int) -> Design:
    """A design of one kind."""
    values, columns = DESIGNS[kind](tuple(levers), samples, seed)
    return Design(kind, tuple(levers), values, seed, columns)


def sobol(levers: Sequence[Lever], samples: int, seed: int) -> Design:
    """A Sobol sequence over the ranges of all levers."""
    return laid_out("sobol", levers, samples, seed)


def joined(parts: Mapping[str, Design]) -> Design:
    """Several designs as one, point by point in turns, so that any beginning has something of each; the column `part` says whose a point is."""
    levers: dict[str, Lever] = {}
    for part in parts.values():
        for lever in part.levers:
            levers[lever.name] = both(levers[lever.name], lever) if lever.name in levers else lever
    for name, lever in levers.items():
        if lever.kind == "category" and any(name not in part.values for part in parts.values()):
            levers[name] = replace(lever, values=(*lever.values, AS_TOLD))
    order = in_turns([len(part) for part in parts.values()])
    values = {name: np.concatenate([column(lever, part) for part in parts.values()])[order] for name, lever in levers.items()}
    named = dict.fromkeys(name for part in parts.values() for name in part.columns)
    columns = {name: np.concatenate([beside(name, part, parts) for part in parts.values()])[order] for name in named}
    columns["part"] = np.repeat(list(parts), [len(part) for part in parts.values()])[order]
    return Design(PARTS, tuple(levers.values()), values, next(iter(parts.values())).seed, columns)


def in_turns(sizes: Sequence[int]) -> NDArray[np.intp]:
    """An order of several runs one after the other in which each is always equally far, by its share."""
    share = np.concatenate([(np.arange(size) + 0.5) / size for size in sizes])
    return np.argsort(share, kind="stable")


def both(one: Lever, other: Lever) -> Lever:
    """A lever that two parts vary: over what either does."""
    if one.kind == "category" or other.kind == "category":
        return replace(one, kind="category", low=None, high=None, values=tuple(dict.fromkeys((*one.values, *other.values))))
    values = tuple(dict.fromkeys((*one.values, *other.values))) if one.values and other.values else ()
    return replace(one, low=min(one.span[0], other.span[0]), high=max(one.span[1], other.span[1]), values=values)


def column(lever: Lever, part: Design) -> NDArray[Any]:
    """The values of a lever at the points of a part, among the values that it has in all of them."""
    own = next((one for one in part.levers if one.name == lever.name), None)
    if own is None:
        nothing = np.nan if lever.kind == "number" else lever.values.index(AS_TOLD)
        return np.full(len(part), nothing)
    if lever.kind == "number":
        return np.asarray(part.values[lever.name], dtype=float)
    places = np.array([lever.values.index(value) for value in own.values], dtype=np.intp)
    given = part.values[lever.name]
    return places[given] if own.kind == "category" else np.array([lever.values.index(own.values[own.levels.index(v)]) for v in given], dtype=np.intp)


def beside(name: str, part: Design, parts: Mapping[str, Design]) -> NDArray[Any]:
    """A column of a part; where it has none, an empty text or -1."""
    if name in part.columns:
        return part.columns[name]
    kind = next(other.columns[name] for other in parts.values() if name in other.columns).dtype
    return np.full(len(part), "" if kind.kind == "U" else -1, dtype=kind)
