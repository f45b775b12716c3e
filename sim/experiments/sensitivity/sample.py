"""What varied and what came of it, of a sweep (levers, point by point) or of a run (the parameters that differ from world to world)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.errors import UsageError, unknown_name
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sensitivity.worlds import grouped, shares_of
from sim.results.kept import kept_path
from sim.results.result import Result
from sim.results.sweep import OutcomeInfo, SweepResult
from sim.world.parameters import catalogue
from sim.world.rows import Array


@dataclass(frozen=True)
class Input:
    """Something that varied: `values` at each point, numbers or the words of a category; `low` and `high` where it is a number."""

    name: str
    label: str
    unit: str
    kind: str
    values: NDArray[Any] = field(repr=False)
    low: float = float("nan")
    high: float = float("nan")


class Source(Protocol):
    """What is analysed."""

    @property
    def kind(self) -> str:
        """A `run` or a `sweep`."""

    @property
    def result(self) -> Result | SweepResult:
        """Where it comes from."""

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What varied."""

    @property
    def outcomes(self) -> list[OutcomeInfo]:
        """What was asked."""

    @property
    def within(self) -> NDArray[np.bool_]:
        """The points that are read."""

    @property
    def shares(self) -> Array | None:
        """The share of the worlds of a point in each group; none where points are worlds."""

    def without(self, names: tuple[str, ...]) -> Source:
        """The same without some of its inputs."""

    @property
    def design(self) -> str:
        """How the points lie."""

    @property
    def columns(self) -> Mapping[str, NDArray[Any]]:
        """What is known of each point besides."""

    def outcome(self, variant: str, outcome: str) -> Array:
        """An outcome in groups of worlds, `[point, group]`."""

    def paths(self, variant: str, quantities: Sequence[str]) -> dict[str, Array]:
        """Quantities over the months, `[point, month]`; none where they were not kept."""


@dataclass
class OfASweep:
    """A sweep as a source: a point is a point. Of a sweep of several parts one is read."""

    result: SweepResult
    part: str = ""
    skipped: tuple[str, ...] = ()
    kind: str = "sweep"

    def without(self, names: tuple[str, ...]) -> OfASweep:
        """The same without some levers."""
        return replace(self, skipped=names)

    @cached_property
    def within(self) -> NDArray[np.bool_]:
        """The points of the part that is read."""
        parts = self.result.columns.get("part")
        return np.ones(self.result.points, dtype=bool) if parts is None else np.asarray(parts == self.part)

    @property
    def shares(self) -> Array:
        """The share of the worlds of a point in each group."""
        return shares_of(self.result.worlds, counted("groups"))

    @property
    def design(self) -> str:
        """The kind of its design; of a part that which its columns tell."""
        if "part" not in self.columns:
            return self.result.design
        told = {"saltelli": "matrix", "morris": "trajectory"}
        return next((kind for kind, name in told.items() if name in self.columns and filled(self.columns[name][self.within])), "a part of a sweep")

    @property
    def columns(self) -> Mapping[str, NDArray[Any]]:
        """The further columns of its design."""
        return self.result.columns

    @property
    def outcomes(self) -> list[OutcomeInfo]:
        """What was asked."""
        return self.result.outcomes

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The levers."""
        return tuple(
            Input(lever.name, lever.whose, lever.unit, lever.kind, self.result.values[lever.name],
                  float("nan") if lever.low is None else lever.low, float("nan") if lever.high is None else lever.high)
            for lever in self.result.levers if lever.name not in self.skipped and filled(self.result.values[lever.name][self.within])
        )

    def outcome(self, variant: str, outcome: str) -> Array:
        """An outcome in groups of the worlds of each point."""
        return grouped(self.result.by_world(variant, outcome), counted("groups"))

    def paths(self, variant: str, quantities: Sequence[str]) -> dict[str, Array]:
        """Means over the worlds of each point."""
        return {name: path.astype(float) for name, path in self.result.paths(variant, quantities).items()}


@dataclass
class OfARun:
    """A run as a source: a point is a set of parameters, its answers the mean over the worlds that played it (in a usual run one)."""

    result: Result
    skipped: tuple[str, ...] = ()
    kind: str = "run"
    design: str = "worlds"
    shares: None = None

    def without(self, names: tuple[str, ...]) -> OfARun:
        """The same without some parameters."""
        return replace(self, skipped=names)

    @cached_property
    def _table(self) -> dict[str, NDArray[Any]]:
        table = self.result.table("design")
        return {name: table.column(name).to_numpy() for name in table.column_names}

    @cached_property
    def _sets(self) -> tuple[NDArray[Any], NDArray[np.intp]]:
        """The different sets of parameters, `[set, parameter]`, and the set of each world."""
        names = [name for name in self._table if name != "world"]
        if not names:
            raise UsageError("no parameter differs between the worlds of this run", where=str(self.result.folder),
                             remedy="vary something: sim sensitivity FILE --vary NAME=LOW..HIGH")
        table = np.column_stack([self._table[name] for name in names])
        rows, place = np.unique(table, axis=0, return_inverse=True)
        return rows, place.ravel()

    @property
    def within(self) -> NDArray[np.bool_]:
        """All."""
        return np.ones(len(self._sets[0]), dtype=bool)

    @property
    def columns(self) -> Mapping[str, NDArray[Any]]:
        """Nothing."""
        return {}

    @cached_property
    def outcomes(self) -> list[OutcomeInfo]:
        """What was asked, each once; the label says until when."""
        first = {answer.outcome: answer for answer in reversed(self.result.answers)}
        names = dict.fromkeys(answer.outcome for answer in self.result.answers)
        return [OutcomeInfo(name, first[name].label, first[name].kind, "", first[name].unit, first[name].headline) for name in names]

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The parameters that differ, in the order of the table."""
        names = [name for name in self._table if name != "world"]
        units = {name: number.unit for name, number in catalogue().items()}
        return tuple(Input(name, said(name), units.get(name, ""), "number", column) for name, column in zip(names, self._sets[0].T, strict=True)
                     if name not in self.skipped)

    def outcome(self, variant: str, outcome: str) -> Array:
        """An outcome of each set: its share or mean over the worlds that played it."""
        return self._over_sets(self.result.measured[variant][outcome][None])

    def paths(self, variant: str, quantities: Sequence[str]) -> dict[str, Array]:
        """Where the run kept every world's path."""
        found = {name: kept_path(self.result, variant, name) for name in quantities}
        return {name: self._over_sets(path) for name, path in found.items() if path is not None}

    def _over_sets(self, values: Array) -> Array:
        """Means over the worlds of each set, `[set, row]`, of values `[row, world]`."""
        rows, place = self._sets
        values = values[:, self._table["world"]]
        count = np.bincount(place, minlength=len(rows))
        return np.stack([np.bincount(place, row, minlength=len(rows)) / count for row in values], axis=1)


CAPITALS = {"us": "US", "rok": "ROK"}
"""Words of a parameter's name that are written otherwise."""

PLACES = ("beijing", "japan", "moscow", "pyongyang", "seoul", "tokyo", "washington")
"""Words that are names."""


def said(name: str) -> str:
    """A parameter's name in words: `us_rok_cohesion.by_threat` -> `US ROK cohesion: by threat`."""
    text = " ".join(CAPITALS.get(word, word.title() if word in PLACES else word) for word in name.replace(".", ": ").replace("_", " ").split(" "))
    return text[:1].upper() + text[1:]


def filled(values: NDArray[Any]) -> bool:
    """Whether a column says something at every point: a number that is no gap, or a word."""
    if values.dtype.kind in "fc":
        return bool(np.isfinite(values).all())
    return bool((values != "").all()) if values.dtype.kind in "UO" else bool((values >= 0).all())


def source_of(result: Result | SweepResult, part: str = "") -> Source:
    """A result as a source; of a sweep of several parts the one that is named, or the largest."""
    name = part_of(result.columns if isinstance(result, SweepResult) else {}, part)
    return OfASweep(result, name) if isinstance(result, SweepResult) else OfARun(result)


def part_of(columns: Mapping[str, NDArray[Any]], part: str) -> str:
    """The part of a design that is read: that which is named, or the largest; none of a design without parts. Raises `UsageError` for another."""
    names, sizes = np.unique(columns.get("part", ()), return_counts=True)
    if part and not len(names):
        raise UsageError(f"there are no parts here, and so none called `{part}`", where="--part", remedy="leave --part away")
    if part and part not in names:
        raise unknown_name("a part of this sweep", part, [str(name) for name in names], where="--part")
    return part or (str(names[sizes.argmax()]) if len(names) else "")
