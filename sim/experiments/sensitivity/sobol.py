"""Shares of variance from a Saltelli design: what an input does alone (first order), with all others (total), and two of them together (second).

The design has rows of two independent matrices A and B; AB_i is A with the column of input i from B, BA_i the reverse.
    V    = variance of y over A and B
    S_i  = mean(y_B (y_ABi - y_A)) / V
    T_i  = mean((y_A - y_ABi)^2) / 2V
    S_ij = mean(y_BAi y_ABj - y_A y_B) / V - S_i - S_j
An input may be a category: nothing here reads its values, only which of two independent draws it has. The indices are those of the measure
that the design draws from, every category alike often.
Source: Saltelli et al. (2010), Variance based sensitivity analysis of model output; second order Saltelli (2002), Making best use of model
evaluations; inputs with values of any kind: Gamboa, Janon, Klein and Lagnoux (2014), for any product of measures Sobol (2001).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sim.world.rows import Array

NOTHING = 1e-12
"""A variance below this share of the squared scale of a column is none."""


@dataclass(frozen=True)
class Matrices:
    """What was answered at the points of the design: `a` and `b` `[row, column]`, `ab` and `ba` `[input, row, column]`; `ba` only where played."""

    a: Array
    b: Array
    ab: Array
    ba: Array | None = None

    def centred(self) -> Matrices:
        """The same around the mean of all points, in each column: the estimators need it to be precise."""
        parts = [self.a[None], self.b[None], self.ab] + ([] if self.ba is None else [self.ba])
        middle = np.concatenate(parts).mean(axis=(0, 1))
        return Matrices(self.a - middle, self.b - middle, self.ab - middle, None if self.ba is None else self.ba - middle)


@dataclass(frozen=True)
class Components:
    """Parts of the variance, each a quadratic form of the answers: `variance` `[resample, column]`, the others `[resample, input or pair, column]`.

    `second` holds the covariance of two inputs together, before what each does alone is taken off.
    """

    variance: Array
    first: Array
    total: Array
    second: Array | None = None

    def mapped(self, change: Callable[[Array], Array]) -> Components:
        """The same with every part changed."""
        second = None if self.second is None else change(self.second)
        return Components(change(self.variance), change(self.first), change(self.total), second)

    def combined(self, other: Components, rule: Callable[[Array, Array], Array]) -> Components:
        """Part by part with another."""
        second = None if self.second is None or other.second is None else rule(self.second, other.second)
        return Components(rule(self.variance, other.variance), rule(self.first, other.first), rule(self.total, other.total), second)


def pairs(inputs: int) -> list[tuple[int, int]]:
    """Every two inputs, in the order of the second order."""
    return list(combinations(range(inputs), 2))


def components(answers: Matrices, weights: Array) -> Components:
    """The parts of the variance under each resample of rows, `weights` being `[resample, row]`."""
    here = answers.centred()
    share = weights / here.a.shape[0]
    variance = share @ (here.a**2 + here.b**2) / 2 - (share @ (here.a + here.b) / 2) ** 2
    first = np.stack([share @ (here.b * (ab - here.a)) for ab in here.ab], axis=1)
    total = np.stack([share @ (here.a - ab) ** 2 / 2 for ab in here.ab], axis=1)
    if here.ba is None:
        return Components(variance, first, total)
    both = share @ (here.a * here.b)
    second = [share @ (here.ba[i] * here.ab[j]) - both for i, j in pairs(len(here.ab))]
    return Components(variance, first, total, np.stack(second, axis=1) if second else None)


def indices(parts: Components, scale: Array) -> dict[str, Array]:
    """`first`, `total` and, where there is one, `second`: `[resample, input or pair, column]`; NaN where a column does not vary.

    `scale` is the size of the numbers of each column, against which a variance is none.
    """
    known = np.where(parts.variance > NOTHING * scale**2, parts.variance, np.nan)[:, None]
    return {name: part / known for name, part in shared(parts).items()}


def shared(parts: Components) -> dict[str, Array]:
    """What of the variance is each index: the same before it is divided by the variance."""
    found = {"first": parts.first, "total": parts.total}
    if parts.second is not None:
        one, other = (np.array(places) for places in zip(*pairs(parts.first.shape[1]), strict=True))
        found["second"] = parts.second - parts.first[:, one] - parts.first[:, other]
    return found


def scale(answers: Matrices) -> Array:
    """The largest size of a number in each column."""
    return np.maximum(np.abs(answers.a).max(axis=0), np.abs(answers.b).max(axis=0))


def sobol(answers: Matrices, weights: Array) -> dict[str, Array]:
    """The indices of every input on every column, `[resample, input or pair, column]`."""
    return indices(components(answers, weights), scale(answers))
