"""Which outcomes, variants and levers of a sweep a figure draws, and the points at which they are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.errors import unknown_name
from sim.experiments.surrogate.estimates import Smooth
from sim.experiments.sweep.by_construction import by_construction
from sim.plots import NothingToDraw
from sim.plots.drawing.labels import listed, quoted
from sim.results.manifest import SHORT
from sim.results.sweep import LeverInfo, OutcomeInfo, SweepResult
from sim.results.sweep_part import PartOfSweep, part_names, part_of
from sim.results.values import VariantInfo
from sim.world.rows import Array

KINDS = ("chance", "track")
"""What can be asked: in which share of worlds, or at which level."""


LONGEST = 100
"""So many letters of what was chosen stand in a file's name."""


class Named(Protocol):
    """Something of a sweep that has a name."""

    @property
    def name(self) -> str:
        """As users write it."""


Thing = TypeVar("Thing", bound=Named)


@dataclass(frozen=True)
class Chosen:
    """What a user asked to see, by name; empty for the figure's own choice. `part` is that of a sweep which consists of several."""

    outcomes: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    part: str = ""

    @property
    def mark(self) -> str:
        """What a file's name says of the choice, so that no picture takes the place of another: `_lifted_hold`; of many names a few letters."""
        names = "".join(f"_{name}" for name in (*self.outcomes, *self.variants, *self.levers))
        return names if len(names) <= LONGEST else f"{names[:LONGEST]}_{sha256(names.encode()).hexdigest()[:SHORT]}"

    def outcomes_of(self, sweep: SweepResult, most: int, variants: Sequence[VariantInfo], kinds: Sequence[str] = KINDS) -> list[OutcomeInfo]:
        """The outcomes asked for, or the first of these kinds, headlines before others: without what is the same at every point.

        What a lever answers by itself comes last of all.
        """
        if self.outcomes:
            return picked("an outcome of this sweep", sweep.outcomes, self.outcomes)
        fitting = sorted((info for info in sweep.outcomes if info.kind in kinds), key=lambda info: not info.headline)
        moving, told = varying(sweep, variants), by_construction(sweep)
        free = [info for info in fitting if info.name in moving and info.name not in told]
        return (free or [info for info in fitting if info.name in moving] or fitting)[:most]

    def variants_of(self, sweep: SweepResult, most: int) -> list[VariantInfo]:
        """The variants asked for, or the first ones, the baseline before the others."""
        if self.variants:
            return picked("a variant of this sweep", sweep.variants, self.variants)
        return sorted(sweep.variants, key=lambda variant: not variant.is_baseline)[:most]

    def levers_of(self, sweep: SweepResult, kinds: Sequence[str] = ("number", "category")) -> list[LeverInfo]:
        """The levers asked for, or all of these kinds that take more than one value."""
        if self.levers:
            return picked("a lever of this sweep", map(named, sweep.levers), self.levers)
        return [named(lever) for lever in sweep.levers if lever.kind in kinds and len(np.unique(sweep.values[lever.name])) > 1]


def varying(sweep: SweepResult, variants: Sequence[VariantInfo]) -> set[str]:
    """The outcomes that differ between points in one of the variants."""
    found = set()
    for variant in variants:
        means = sweep.means(variant.name)
        found |= {name for name, mean in means.items() if np.isfinite(mean).any() and np.ptp(mean[np.isfinite(mean)]) > 0}
    return found


def left_out(sweep: SweepResult, shown: Iterable[OutcomeInfo], chosen: Chosen) -> str:
    """What to say of headlines that are left out because levers answer them by themselves."""
    told = by_construction(sweep) - {info.name for info in shown}
    names = [quoted(info.label) for info in sweep.outcomes if info.headline and info.name in told]
    return "" if chosen.outcomes or not names else f" Left out, as levers alone decide {'them' if len(names) > 1 else 'it'}: {listed(names)}."


def named(lever: LeverInfo) -> LeverInfo:
    """A lever whose label says whose it is: `Beijing's pressure on culture` for `Pressure: culture`."""
    return replace(lever, label=lever.whose)


def picked(kind: str, things: Iterable[Thing], names: Sequence[str]) -> list[Thing]:
    """The things of these names, in the order asked for; raises `UsageError` for a name that is not there."""
    known = {thing.name: thing for thing in things}
    for name in names:
        if name not in known:
            raise unknown_name(kind, name, known)
    return [known[name] for name in dict.fromkeys(names)]


def in_part(sweep: SweepResult, asked: Chosen) -> SweepResult:
    """The part asked for, or the sweep where it is one whole; raises `NothingToDraw` where it has several: they vary different levers."""
    if asked.part:
        return part_of(sweep, asked.part)
    if names := part_names(sweep):
        raise NothingToDraw(f"this sweep has {len(names)} parts, whose points are not alike: {', '.join(names)}", where="--part",
                            remedy=f"draw one: --part {names[0]}")
    return sweep


def of_what(sweep: SweepResult, variants: Sequence[VariantInfo]) -> str:
    """What the grey line of a figure begins with: the variant where it is one alone, how many are drawn of how many, and the part of the sweep."""
    alone = f"in {quoted(variants[0].title)}" if len(variants) == 1 else ""
    count = ("one" if alone else f"the first {len(variants)}") + f" of {len(sweep.variants)} variants" if len(variants) < len(sweep.variants) else ""
    part = f"part {quoted(sweep.part)} of the sweep" if isinstance(sweep, PartOfSweep) else ""
    said = ", ".join(filter(None, (alone, count, part)))
    return f"{said[:1].upper()}{said[1:]}. " if said else ""


@dataclass(frozen=True)
class Points:
    """One outcome of one variant at the points where it is known: `kept[point]`, `worlds[kept point, world]`."""

    sweep: SweepResult
    info: OutcomeInfo
    variant: VariantInfo
    kept: NDArray[np.bool_]
    worlds: Array

    @cached_property
    def mean(self) -> Array:
        """The mean over the worlds, `[kept point]`: for a chance its share."""
        return np.asarray(self.worlds.mean(axis=1))

    @property
    def is_share(self) -> bool:
        """Whether it is a chance, between 0 and 1."""
        return self.info.kind == "chance"

    def values(self, lever: LeverInfo) -> NDArray[np.generic]:
        """The values of a lever at these points."""
        return np.asarray(self.sweep.values[lever.name][self.kept])

    def places(self, *levers: LeverInfo) -> Array:
        """The levers at these points, each from 0 to 1 over its range, `[kept point, lever]`."""
        spans = [(lever, *span_of(self.sweep, lever)) for lever in levers]
        return np.column_stack([(self.values(lever).astype(float) - low) / (high - low) for lever, low, high in spans])

    def held(self, value: Array, reach: Array) -> tuple[Array, Array]:
        """The ends of an interval; those of a share between 0 and 1."""
        low, high = value - reach, value + reach
        return (np.clip(low, 0, 1), np.clip(high, 0, 1)) if self.is_share else (low, high)

    def smooth(self, *levers: LeverInfo) -> Smooth:
        """The outcome over one or two levers."""
        return Smooth.through(self.places(*levers), self.worlds, share=self.is_share)


def points_of(sweep: SweepResult, info: OutcomeInfo, variant: VariantInfo) -> Points:
    """The points of one outcome; a world that is missing at a point counts as the mean of its others.

    Raises `NothingToDraw` where no point is known.
    """
    worlds = sweep.by_world(variant.name, info.name)
    known = np.isfinite(worlds)
    kept = np.asarray(known.any(axis=1))
    if not kept.any():
        raise NothingToDraw(f"no point of this sweep has `{info.name}` in the variant `{variant.name}` yet")
    here = worlds[kept]
    means = np.nanmean(here, axis=1, keepdims=True)
    return Points(sweep, info, variant, kept, np.where(known[kept], here, means))


def first_of(sweep: SweepResult, asked: Chosen, kinds: Sequence[str] = KINDS) -> Points:
    """The points of the first outcome that is drawn, in the first variant; raises `NothingToDraw` where the sweep asks nothing of these kinds."""
    variants = asked.variants_of(sweep, 1)
    outcomes = asked.outcomes_of(sweep, 1, variants, kinds)
    if not outcomes:
        raise NothingToDraw("the story asks for nothing that this figure draws")
    return points_of(sweep, outcomes[0], variants[0])


def span_of(sweep: SweepResult, lever: LeverInfo) -> tuple[float, float]:
    """From the least to the largest value of a number; raises `NothingToDraw` for a lever that is none or that stands still."""
    if lever.kind != "number":
        raise NothingToDraw(f"`{lever.name}` is a category, where a number is needed", where="--lever")
    values = sweep.values[lever.name].astype(float)
    low = float(values.min()) if lever.low is None else min(lever.low, float(values.min()))
    high = float(values.max()) if lever.high is None else max(lever.high, float(values.max()))
    if not low < high:
        raise NothingToDraw(f"`{lever.name}` has one value in this sweep")
    return low, high


def missing(points: Sequence[Points]) -> str:
    """What to say of points that failed or are not played yet."""
    sweep = points[0].sweep
    lost = max(int((sweep.done & ~one.kept).sum()) for one in points)
    waiting = int((~sweep.done).sum())
    parts = ([f"{lost} failed"] if lost else []) + ([f"{waiting} not played yet"] if waiting else [])
    return f" Of {sweep.points:,} points {' and '.join(parts)}." if parts else ""
