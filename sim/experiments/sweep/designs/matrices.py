"""Designs from which indices of sensitivity are read.

Source: Saltelli et al. (2010), Variance based sensitivity analysis of model output; Morris (1991), Factorial sampling plans.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from sim.errors import UsageError
from sim.experiments.sweep.designs.sequences import scaled, sequence
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.settings import counted
from sim.world.rows import Array

Columns = dict[str, NDArray[Any]]


def saltelli(levers: tuple[Lever, ...], samples: int, seed: int, *, second: bool = False) -> tuple[Columns, Columns]:
    """Rows of two independent matrices A and B and of A with the column of one lever from B; with `second` also of B with one from A.

    Row by row, in the order A, `AB.NAME` for each lever, `BA.NAME` for each, B: the columns `row` and `matrix` say so.
    """
    count = len(levers)
    both = sequence(2 * count, samples, seed)
    a, b = both[:, :count], both[:, count:]
    swapped = [taken(one, other, place) for one, other in ((a, b), (b, a))[: 1 + second] for place in range(count)]
    names = ["A", *(f"{kind}.{lever.name}" for kind in ("AB", "BA")[: 1 + second] for lever in levers), "B"]
    shares = np.stack([a, *swapped, b], axis=1).reshape(-1, count)
    return scaled(levers, shares), {"row": np.repeat(np.arange(samples), len(names)), "matrix": np.tile(np.array(names), samples)}


def taken(one: Array, other: Array, place: int) -> Array:
    """A matrix with one column of another."""
    found = one.copy()
    found[:, place] = other[:, place]
    return found


def morris(levers: tuple[Lever, ...], samples: int, seed: int) -> tuple[Columns, Columns]:
    """Trajectories: from a point at random, each lever moves once, one after the other in an order of chance.

    The columns `trajectory`, `step` and `moved` (the lever that has just moved, nothing at the first step) say so. Raises `UsageError` where a
    lever cannot step from one value to another.
    """
    for lever in levers:
        check_steps(lever)
    chance, count = np.random.default_rng(seed), len(levers)
    shares, moved = [], []
    for _ in range(samples):
        order = chance.permutation(count)
        starts, ends = np.array([step(lever, chance) for lever in levers]).T
        here = np.tile(starts, (count + 1, 1))
        for place, lever in enumerate(order):
            here[place + 1 :, lever] = ends[lever]
        shares.append(here)
        moved.append(["", *(levers[lever].name for lever in order)])
    steps = np.tile(np.arange(count + 1), samples)
    columns = {"trajectory": np.repeat(np.arange(samples), count + 1), "step": steps, "moved": np.array(moved).ravel()}
    return scaled(levers, np.concatenate(shares)), columns


def check_steps(lever: Lever) -> None:
    """Refuse a category, and a number that has but one value."""
    if lever.kind == "category":
        raise UsageError(f"`{lever.name}` is a category, and between categories there is no step as a Morris design takes",
                         where=f"{lever.name}, design morris", remedy="take it out, or another design: saltelli, mixture")
    if lever.span[0] == lever.span[1]:
        raise UsageError(f"`{lever.name}` has one value, so that a Morris design cannot move it", where=f"{lever.name}, design morris",
                         remedy=f"set it instead, for example --set {lever.name}={lever.span[0]:g}; or give it a range")


def step(lever: Lever, chance: Generator) -> tuple[float, float]:
    """Where a lever begins and ends, as shares of its range: half of its levels apart, in either direction."""
    levels = len(lever.values) or counted("morris_levels")
    first = int(chance.integers(levels))
    width = levels // 2
    last = first + width if first + width < levels and (first < width or chance.random() < 0.5) else first - width
    if lever.values:
        return (first + 0.5) / levels, (last + 0.5) / levels
    return first / (levels - 1), last / (levels - 1)
