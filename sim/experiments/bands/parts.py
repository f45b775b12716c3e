"""The parts of a variance: scenario, decision rule, parameters, chance, by the law of total variance in that order.

`Var Y = Var_S E[Y|S] + E_S Var_D E[Y|S,D] + E_SD Var_P E[Y|S,D,P] + E Var[Y|S,D,P]`: what two of them do together goes to the inner one.
Every square is estimated without bias, so that an estimate of something small can lie below 0.

Source: Searle, Casella and McCulloch 1992, Variance components; Jansen 1999, Analysis of variance designs for model output.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array

PARTS = ("chance", "parameters", "decision rule", "scenario")
"""The parts, the innermost first."""


@dataclass(frozen=True)
class Sample:
    """What is known of one outcome: `worlds[variant, world]` of the run, `cells[variant, rule, group, a, b]` of the groups.

    `said[variant, world]` and `left_out[variant, world]` are what a fit to the parameters says (`fit.py`), the latter NaN where it is not used;
    `members[group, a]` are the worlds of the groups, `slices[world]` a group for every world, `weights[rule]` sum to 1.
    """

    worlds: Array
    cells: Array
    said: Array
    left_out: Array
    members: NDArray[np.intp]
    slices: NDArray[np.intp]
    weights: Array


@dataclass(frozen=True)
class Groupwise:
    """What each group says: variance by parameters and of all under each rule, `[variant, rule, group]`; by parameters beyond the
    fitted line, under the usual rule, `[variant, group]`; the shift of the mean by each rule, `[variant, rule, group]`."""

    by_parameters: Array
    by_all: Array
    beyond: Array
    shifts: Array

    @classmethod
    def of(cls, sample: Sample) -> Groupwise:
        """The groups of a sample."""
        cells = sample.cells
        beyond = of_parameters(cells[:, 0] - sample.said[:, sample.members][..., None])
        return cls(of_parameters(cells), of_all(cells), beyond, (cells - cells[:, :1]).mean(axis=(-2, -1)))


def parts(sample: Sample, groups: Groupwise, kept: NDArray[np.bool_]) -> Array:
    """Every part of the variance of every variant and, in the last row, of all of them, `[variant + 1, part]`; by the groups `kept` and their slices.

    The usual rule is measured on all worlds; what another rule changes of it, on the groups.
    """
    world, weights = kept[sample.slices], sample.weights
    usual = sample.worlds[:, world]
    by_parameters, by_all = (values[..., kept].mean(axis=-1) for values in (groups.by_parameters, groups.by_all))
    parameters = line(usual, sample.left_out[:, world]) + groups.beyond[:, kept].mean(axis=-1) + (by_parameters - by_parameters[:, :1]) @ weights
    within = usual.var(axis=1, ddof=1) + (by_all - by_all[:, :1]) @ weights
    shifts = groups.shifts[..., kept]
    rule = np.array([of_rules(one, weights) for one in shifts])
    own = np.stack([within - parameters, parameters, rule, np.zeros(len(rule))], axis=1)
    whole = own.mean(axis=0)
    whole[-1] = of_scenario(usual, np.einsum("vrg,r->vg", shifts, weights))
    return np.concatenate([own, whole[None]])


def line(usual: Array, left_out: Array) -> Array:
    """What a straight line in the parameters accounts for, `2 Cov(Y, line) - Var(line)`, `[variant]`.

    With the variance of what the line leaves, this is the variance that parameters make, whatever the line.
    """
    seen = np.isfinite(left_out[0])
    if seen.sum() < 2:
        return np.zeros(len(usual))
    y, said = (values[:, seen] - values[:, seen].mean(axis=1, keepdims=True) for values in (usual, left_out))
    return np.asarray((2 * (y * said).sum(axis=1) - (said * said).sum(axis=1)) / (seen.sum() - 1))


def of_parameters(cells: Array) -> Array:
    """The variance of `E[Y | parameters]` by each group, from cells `[..., group, a, b]`: the mean product of two differences between the same
    two sets of parameters, met with two different chances, halved."""
    size = cells.shape[-1]
    first, second = np.triu_indices(size, 1)
    gap = cells[..., first, :] - cells[..., second, :]
    products = gap.sum(axis=-1) ** 2 - (gap * gap).sum(axis=-1)
    return np.asarray(products.mean(axis=-1) / (2 * size * (size - 1)))


def of_all(cells: Array) -> Array:
    """The variance of Y by each group, from cells `[..., group, a, b]`: half the mean square of the difference of two that share nothing."""
    size = cells.shape[-1]
    flat = cells.reshape(*cells.shape[:-2], size * size)
    first, second = np.triu_indices(size * size, 1)
    other = (first // size != second // size) & (first % size != second % size)
    gap = flat[..., first[other]] - flat[..., second[other]]
    return np.asarray((gap * gap).mean(axis=-1) / 2)


def of_rules(shifts: Array, weights: Array) -> float:
    """The variance between weighted means, from their values in each group, `[mean, group]`: squared gaps less what noise makes of them."""
    first, second = np.triu_indices(len(weights), 1)
    gaps = shifts[first] - shifts[second]
    squares = gaps.mean(axis=1) ** 2 - gaps.var(axis=1, ddof=1) / gaps.shape[1]
    return float((weights[first] * weights[second] * squares).sum())


def of_scenario(usual: Array, shifts: Array) -> float:
    """The variance between the means of the variants, each with equal weight: over the run's worlds, and what the rules shift in the groups."""
    first, second = np.triu_indices(len(usual), 1)
    if not first.size:
        return 0.0
    gaps, moved = usual[first] - usual[second], shifts[first] - shifts[second]
    noise = sum(values.var(axis=1, ddof=1) / values.shape[1] for values in (gaps, moved))
    return float(((gaps.mean(axis=1) + moved.mean(axis=1)) ** 2 - noise).sum() / len(usual) ** 2)
