"""Where levers act: plans that differ in numbers alone become one plan whose numbers each point gives.

A story is read at the ends of every range and at a probe in between. A number of the plan that follows the lever through all three is the
lever's; where anything else differs, the lever cannot be traced, and is played value by value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from sim.experiments.sweep.levers import Lever
from sim.world.parameters import catalogue
from sim.world.plan import Amount, Varied

GOLDEN = (5**0.5 - 1) / 2
"""Multiples of it, without their whole parts, never meet and lie evenly."""

Leaf = Callable[[Sequence[Amount]], Amount]
"""Makes one number of the numbers that stand at the same place; raises `Apart` where they do not go together."""


class Apart(Exception):  # noqa: N818 - no error: it says that plans cannot be one
    """Plans differ in more than numbers."""


@cache
def alike() -> frozenset[str]:
    """The parameters that must be one number in all worlds."""
    return frozenset(name for name, number in catalogue().items() if number.group == "one_for_all")


def merged(parts: Sequence[Any], leaf: Leaf) -> Any:
    """One plan of several that differ in numbers alone; raises `Apart` where they differ in anything else."""
    first = parts[0]
    if all(part is first for part in parts):
        return first
    if any(type(part) is not type(first) for part in parts) and not all(isinstance(part, Amount) for part in parts):
        raise Apart
    if isinstance(first, Amount):
        return leaf(parts)
    if is_dataclass(first):
        changed = {field.name: merged([getattr(part, field.name) for part in parts], leaf) for field in fields(first) if field.init}
        return replace(first, **{name: value for name, value in changed.items() if value is not getattr(first, name)})  # type: ignore[type-var]
    if isinstance(first, Mapping):
        return merged_mappings(parts, leaf)
    if isinstance(first, tuple):
        if any(len(part) != len(first) for part in parts):
            raise Apart
        return tuple(merged(items, leaf) for items in zip(*parts, strict=True))
    if isinstance(first, np.ndarray) or any(part != first for part in parts):
        raise Apart
    return first


def merged_mappings(parts: Sequence[Mapping[str, Any]], leaf: Leaf) -> dict[str, Any]:
    """One mapping of several with the same keys."""
    first = parts[0]
    if any(list(part) != list(first) for part in parts):
        raise Apart
    if any(part[name] != first[name] for name in alike() & first.keys() for part in parts):
        raise Apart
    return {name: merged([part[name] for part in parts], leaf) for name in first}


def follows(levers: Sequence[Lever], probes: Mapping[str, float]) -> Leaf:
    """What becomes of a number that was read at the probes, at the low and at the high ends: that of a lever where it follows it."""
    owners: dict[tuple[float, ...], Lever] = {(probes[lever.name], *lever.span): lever for lever in levers}

    def leaf(parts: Sequence[Amount]) -> Amount:
        if all(part == parts[0] for part in parts):
            return parts[0]
        owner = owners.get(tuple(part.low for part in parts)) if all(part.fixed for part in parts) else None
        if owner is None:
            raise Apart
        return Varied(*owner.span, lever=owner.name)

    return leaf


def probe(lever: Lever, place: int) -> float:
    """A number within the range of a lever that no other lever and no story has: each takes its share from a sequence without repetition."""
    low, high = lever.span
    return low + (high - low) * ((1 + place) * GOLDEN % 1)


def levers_in(plan: Any) -> frozenset[str]:
    """The levers that some number of a plan follows."""
    if isinstance(plan, Amount):
        return frozenset({plan.lever}) if isinstance(plan, Varied) else frozenset()
    if is_dataclass(plan):
        inner: Sequence[Any] = [getattr(plan, field.name) for field in fields(plan)]
    else:
        inner = list(plan.values()) if isinstance(plan, Mapping) else plan if isinstance(plan, tuple) else ()
    return frozenset().union(*map(levers_in, inner))


class Together:
    """Plans that differ in numbers alone, as one: the numbers that differ become columns, one value for each of the plans.

    A number that follows a lever in some of the plans stands in the column by the lever's name.
    """

    def __init__(self, members: Sequence[Any], name: str) -> None:
        self.columns: dict[str, list[float | str]] = {}
        self._name = name
        self.whole = merged(members, self._leaf)

    def _leaf(self, parts: Sequence[Amount]) -> Amount:
        if all(part == parts[0] for part in parts):
            return parts[0]
        if not all(part.fixed or isinstance(part, Varied) for part in parts):
            raise Apart
        name = f"{self._name}.{len(self.columns)}"
        self.columns[name] = [part.lever if isinstance(part, Varied) else part.low for part in parts]
        return Varied(min(part.low for part in parts), max(part.high for part in parts), lever=name)
