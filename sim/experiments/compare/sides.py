"""Who takes part in a comparison: results of runs or of sweeps, read and seen alike, and which of their variants are set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.errors import RunError, UsageError, unknown_name
from sim.results.find import find
from sim.results.reading import read
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.values import VariantInfo
from sim.world.rows import Array

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What several results are called, in the order in which they were named."""


@dataclass(frozen=True)
class Asked:
    """What an outcome asks, in words."""

    label: str
    kind: str
    unit: str
    headline: bool


@dataclass(frozen=True, eq=False)
class Side:
    """A result that takes part: `letter` is empty where it is alone."""

    result: Result | SweepResult
    letter: str = ""

    @property
    def swept(self) -> bool:
        """Whether it is a sweep."""
        return isinstance(self.result, SweepResult)

    @property
    def seed(self) -> int:
        """Where its chance began."""
        return int(self.result.manifest["seed"])

    @property
    def place(self) -> str:
        """Its folder for people: `thaad_lift/2026-11-21-06b65f82`."""
        folder = self.result.folder
        return f"{folder.parent.name}/{folder.name}" if folder else f"{self.result.name} (not saved)"

    @property
    def names(self) -> list[str]:
        """Its variants, baseline first."""
        return [info.name for info in self.result.variants]

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """Its outcomes by name."""
        if isinstance(self.result, SweepResult):
            return {info.name: Asked(joined(info.label, info.when, info.kind), info.kind, info.unit, info.headline) for info in self.result.outcomes}
        return {answer.outcome: Asked(answer.label, answer.kind, answer.unit, answer.headline) for answer in self.result.answers}

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, Any]]:
        if isinstance(self.result, SweepResult):
            return {name: self.result.by_worlds(name, tuple(self.asked)) for name in self.names}
        return {name: {outcome: values[None, :] for outcome, values in found.items()} for name, found in self.result.measured.items()}

    def values(self, variant: str, outcome: str) -> Array:
        """An outcome in each world, `[point, world]`; a run has one point."""
        return np.asarray(self._values[variant][outcome], dtype=float)

    def variant(self, name: str) -> VariantInfo:
        """One of its variants; raises `UsageError` with the nearest name."""
        if name not in self.names:
            raise unknown_name(f"a variant of {self.place}", name, self.names)
        return self.result.variants[self.names.index(name)]


@dataclass(frozen=True, eq=False)
class Pair:
    """Two variants set side by side: the second is measured against the first."""

    first: tuple[Side, VariantInfo]
    second: tuple[Side, VariantInfo]

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called: `hold` and `lift`; of several results, `A.hold` and `B.hold`."""
        one, two = (f"{side.letter}.{variant.name}" if side.letter else variant.name for side, variant in (self.first, self.second))
        return one, two

    @property
    def titles(self) -> tuple[str, str]:
        """Their titles for people, with the letter of the result where they are of several."""
        one, two = (f"{side.letter}: {variant.title}" if side.letter else variant.title for side, variant in (self.first, self.second))
        return one, two

    @property
    def common(self) -> int:
        """How many worlds the two share: those of the fewer where their chance began alike, else none."""
        one, two = self.first[0], self.second[0]
        return min(one.result.worlds, two.result.worlds) if one.seed == two.seed else 0


def opened(what: str | Result | SweepResult, letter: str = "") -> Side:
    """A result that is named or given, with all that a comparison reads of it; raises `UsageError` where it is none or damaged."""
    try:
        found = read(find(what)) if isinstance(what, str) else what
        side = Side(found, letter)
        side.values(side.names[0], next(iter(side.asked)))
        if isinstance(found, Result):
            for name in ("quantiles", "differences"):
                found.table(name)
    except RunError as error:
        raise UsageError(error.what, where=error.where, remedy=error.remedy) from error
    except (KeyError, IndexError, StopIteration) as error:
        raise UsageError("this result has no outcomes to compare", where=str(what)) from error
    return side


def joined(label: str, when: str, kind: str) -> str:
    """The label of an outcome with its date, as answers have it."""
    return " ".join((label, when)).strip() if kind == "chance" else ", ".join(part for part in (label, when) if part)


def pairs(sides: Sequence[Side], against: str | None, wanted: Sequence[tuple[str, str]]) -> list[Pair]:
    """Which variants are compared: those asked for; else of one result all with one of it, of several each variant with that of the first."""
    first = sides[0]
    if len(sides) > 1 and against:
        remedy = f"say which of the first with which of the others: --pair {against}:{first.names[-1]}"
        raise UsageError("--against chooses a variant of one result", where="--against", remedy=remedy)
    others = list(sides[1:]) or [first]
    if wanted:
        check_wanted(first, others, against, wanted)
        return [Pair((first, first.variant(one)), (other, other.variant(two))) for other in others for one, two in wanted]
    if len(sides) == 1:
        return within(first, first.variant(against) if against else first.result.variants[0])
    found = [Pair((first, first.variant(name)), (other, other.variant(name))) for other in others for name in first.names if name in other.names]
    if not found:
        have = "; ".join(f"{side.letter} has {', '.join(side.names)}" for side in sides)
        raise UsageError(f"the results have no variant in common: {have}", remedy=f"say which: --pair {first.names[0]}:{others[0].names[0]}")
    return found


def check_wanted(first: Side, others: Sequence[Side], against: str | None, wanted: Sequence[tuple[str, str]]) -> None:
    """Refuse pairs that say nothing or say too much."""
    if against:
        raise UsageError("--against and --pair both say what is compared", remedy="keep one of them")
    for one, two in wanted:
        if one == two and first in others:
            raise UsageError(f"`{one}` is compared with itself", where="--pair", remedy="name two variants, or a second result")


def within(side: Side, base: VariantInfo) -> list[Pair]:
    """Every other variant of a result with one of it."""
    if len(side.names) == 1:
        verb = "sweep" if side.swept else "run"
        raise UsageError(f"{side.place} has but one variant, `{base.name}`: there is nothing to compare it with",
                         remedy=f"name a second result, or play all variants: sim {verb} {side.result.name}")
    return [Pair((side, base), (side, info)) for info in side.result.variants if info.name != base.name]


def check_alike(sides: Sequence[Side]) -> None:
    """Refuse a run beside a sweep, sweeps over other points, and results that ask nothing in common."""
    first = sides[0]
    for other in sides[1:]:
        if other.swept != first.swept:
            raise UsageError(f"{first.place} and {other.place}: one is a run, the other a sweep",
                             remedy="compare runs with runs (@NAME:run), sweeps with sweeps (@NAME:sweep)")
        if not same_points(first.result, other.result):
            raise UsageError(f"{first.place} and {other.place} are sweeps over other points", remedy="compare sweeps of one design, with one seed")
        if not set(first.asked) & set(other.asked):
            raise UsageError(f"{first.place} and {other.place} ask nothing in common", where=f"{first.result.name}, {other.result.name}",
                             remedy="compare results of one story, or give both stories an outcome of one name")


def same_points(first: Result | SweepResult, second: Result | SweepResult) -> bool:
    """Whether two results were played at the same points; runs have but one."""
    if not (isinstance(first, SweepResult) and isinstance(second, SweepResult)):
        return True
    names = set(first.values) | set(second.values)
    return all(name in first.values and name in second.values and np.array_equal(first.values[name], second.values[name]) for name in names)
