"""The spread of every outcome of a run, told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.engine.simulate import Ensemble
from sim.experiments.bands.fit import Fit, fitted
from sim.experiments.bands.groups import LEAST, Groups
from sim.experiments.bands.parts import PARTS, Sample
from sim.experiments.bands.rules import numbers
from sim.experiments.bands.shares import Shares, shares
from sim.results.values import Band
from sim.world.rows import Array

ALL = ""
"""What stands in the place of a variant where all of them are meant."""


def split(ensemble: Ensemble, groups: Groups | None, variants: Sequence[str], outcomes: Sequence[str]) -> list[Band]:
    """Every part of the spread of every outcome, variant by variant and then of all of them; none where there were too few worlds."""
    if groups is None:
        return []
    measured = ensemble.outcomes
    worlds = np.array([[measured[variant][name] for variant in variants] for name in outcomes])
    cells = np.array([[groups.gathered(ensemble.parts, variant, name) for variant in variants] for name in outcomes])
    ruled = np.array(groups.weights) > 0
    cells = cells[:, :, ruled]
    grouped = groups.grouped(ensemble.parts)
    whole = np.isfinite(cells).all(axis=(0, 1, 2, 4, 5))
    if whole.sum() < LEAST:
        return []
    members = np.array([np.flatnonzero(grouped == group) for group in np.flatnonzero(whole)])
    known = np.isfinite(worlds).all(axis=(0, 1))
    fit = fit_of(ensemble, worlds, known & (grouped < 0))
    order = np.cumsum(known) - 1
    slices = (np.arange(known.sum()) % len(members))
    slices[order[members]] = np.arange(len(members))[:, None]
    found = []
    for place, name in enumerate(outcomes):
        said, left_out = (values.reshape(worlds.shape[2], *worlds.shape[:2])[known, place].T for values in (fit.said, fit.left_out))
        sample = Sample(worlds[place][:, known], cells[place][:, :, whole], said, left_out, order[members], slices, np.array(groups.weights)[ruled])
        found += list(bands(name, variants, shares(sample, numbers()["told_apart"])))
    return found


def fit_of(ensemble: Ensemble, worlds: Array, seen: NDArray[np.bool_]) -> Fit:
    """The outcomes of all variants fitted to the parameters at once, in the worlds that are in no group."""
    design, flat = ensemble.design, worlds.reshape(-1, worlds.shape[2]).T
    usable = [values for values in design.values() if values.size == len(flat)]
    parameters = np.stack(usable, axis=1) if usable else np.zeros((len(flat), 0))
    return fitted(parameters, np.where(seen[:, None], flat, 0.0), seen, numbers()["penalty"])


def bands(outcome: str, variants: Sequence[str], found: Shares) -> Iterator[Band]:
    """The parts of one outcome, where it varies; those of all variants together where there are several."""
    rows = [*enumerate(variants), *([(len(variants), ALL)] if len(variants) > 1 else [])]
    for row, variant in rows:
        for column, part in enumerate(PARTS if variant == ALL else PARTS[:-1]):
            numbers_of = (float(values[row, column]) for values in (found.variance, found.share, found.low, found.high))
            band = Band(variant, outcome, part, *numbers_of)
            if np.isfinite(band.share):
                yield band
