"""What a sweep found: its levers, its points, and at every point the outcomes in each world and the mean paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from shlex import quote
from typing import Any, Self

import numpy as np
import pyarrow.parquet as parquet
from numpy.typing import NDArray

from sim.errors import RunError, UsageError, unknown_name
from sim.results.manifest import FORMAT
from sim.results.part_names import PARTS, parts_of
from sim.results.parts import OUTCOMES, PATHS, Receipt, read_receipt
from sim.results.result import damaged, read_manifest, read_part, read_story
from sim.results.sweep_values import LeverInfo, OutcomeInfo
from sim.results.told import Told
from sim.results.values import counted
from sim.world.rows import Array

KIND = "sweep"
"""What the manifest of a sweep says it is."""

DESIGN = "design.parquet"
"""Where the points lie: a column for each lever, and what an analysis needs besides under names that begin with `BESIDE`."""

BESIDE = "design."


def spread(values: Array) -> Array:
    """The standard deviation over the worlds of each point, with n - 1; NaN for a single world."""
    return np.asarray(values.std(axis=1, ddof=1)) if values.shape[1] > 1 else np.full(len(values), np.nan)


@dataclass
class SweepResult(Told):
    """A sweep read from its results folder with `SweepResult.load`. Nothing but its design is held in memory: the rest is read when asked for.

    Points that are not played yet, or failed, are NaN in everything that is read.
    """

    manifest: dict[str, Any]
    scenario: dict[str, Any]
    folder: Path
    parts: dict[range, Path] = field(repr=False)

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read the folder of a sweep; raises `UsageError` where it is that of a run, `RunError` where it is none or of a later version."""
        folder = Path(folder)
        if not folder.is_dir():
            raise RunError("there is no such results folder", where=str(folder), remedy="see: sim list results")
        facts = read_part(folder, "manifest.json", read_manifest)
        if facts.get("kind") != KIND:
            remedy = f"sweep the story: sim sweep {folder.parent.name}"
            raise UsageError("this is the result of a run, not of a sweep", where=str(folder), remedy=remedy)
        if int(facts["format"]) > FORMAT:
            raise RunError(f"this result has format {facts['format']}; this version reads up to {FORMAT}", where=str(folder),
                           remedy="use a later version of sim")
        return cls(facts, read_part(folder, "scenario.yaml", read_story), folder, parts_of(folder))

    @property
    def worlds(self) -> int:
        """How many worlds each point was played in, the same for all."""
        return int(self.manifest["worlds"])

    @property
    def seed(self) -> int:
        """Where chance began."""
        return int(self.manifest["seed"])

    @property
    def points(self) -> int:
        """How many points the design has, played or not."""
        return int(self.manifest["points"])

    @property
    def design(self) -> str:
        """The kind of design: `sobol`, `grid` and so on."""
        return str(self.manifest["design"])

    @property
    def played(self) -> str:
        """How much was played: `256 points x 4 variants x 10 worlds`."""
        done, points = int(self.done.sum()), counted(self.points, "point")
        how_many = points if done == self.points else f"{done:,} of {points}"
        return f"{how_many} x {counted(len(self.variants), 'variant')} x {counted(self.worlds, 'world')}"

    @cached_property
    def outcomes(self) -> list[OutcomeInfo]:
        """What was asked."""
        return [OutcomeInfo(**entry) for entry in self.manifest["outcomes"]]

    @cached_property
    def levers(self) -> tuple[LeverInfo, ...]:
        """What was varied."""
        return tuple(LeverInfo.read(entry) for entry in self.manifest["levers"])

    @cached_property
    def values(self) -> dict[str, NDArray[Any]]:
        """The design: every lever at each point, a number or the word of a category."""
        return {lever.name: self._design[lever.name] for lever in self.levers}

    @cached_property
    def columns(self) -> dict[str, NDArray[Any]]:
        """What an analysis needs to know of each point besides, by name: `matrix`, `row`, `trajectory`, `part`, ..."""
        return {name.removeprefix(BESIDE): column for name, column in self._design.items() if name.startswith(BESIDE)}

    @cached_property
    def _design(self) -> dict[str, NDArray[Any]]:
        try:
            table = parquet.read_table(self.folder / DESIGN)
        except (OSError, ValueError) as error:
            raise damaged(self.folder, DESIGN, f"sweep the story again: sim sweep {quote(str(self.folder / 'scenario.yaml'))}") from error
        columns = {name: table.column(name).to_numpy() for name in table.column_names}
        return {name: column.astype(str) if column.dtype == object else column for name, column in columns.items()}

    @cached_property
    def done(self) -> NDArray[np.bool_]:
        """Which points are on disk, `[point]`."""
        found = np.zeros(self.points, dtype=bool)
        for points in self.parts:
            found[points.start : points.stop] = True
        return found

    @cached_property
    def receipts(self) -> dict[range, Receipt]:
        """The receipt of every part."""
        return {points: self._read(part, read_receipt) for points, part in self.parts.items()}

    @property
    def failures(self) -> list[dict[str, Any]]:
        """The points that failed: each a row with its point, variant and what was said."""
        return [dict(row) for receipt in self.receipts.values() for row in receipt.failures]

    def by_world(self, variant: str, outcome: str) -> Array:
        """An outcome in each world of each point, `[point, world]`: 0 or 1 for a chance, the level for a track."""
        return self.by_worlds(variant, (outcome,))[outcome]

    def by_worlds(self, variant: str, outcomes: Sequence[str]) -> dict[str, Array]:
        """Several outcomes in each world of each point, in one reading."""
        for outcome in outcomes:
            self._known("an outcome of this sweep", outcome, (info.name for info in self.outcomes))
        return self._gathered(OUTCOMES, variant, tuple(outcomes), (self.worlds, np.dtype(np.float64)))

    def mean(self, variant: str, outcome: str) -> Array:
        """The mean of an outcome over the worlds of each point, `[point]`: for a chance its share."""
        return self.means(variant, (outcome,))[outcome]

    def means(self, variant: str, outcomes: Sequence[str] = ()) -> dict[str, Array]:
        """The means of several outcomes (all where none is named), in one reading that holds one part at a time."""
        return {name: mean for name, (mean, _) in self._moments(variant, outcomes).items()}

    def error(self, variant: str, outcome: str) -> Array:
        """The Monte Carlo error of that mean, `[point]`; NaN where there is but one world."""
        return self.errors(variant, (outcome,))[outcome]

    def errors(self, variant: str, outcomes: Sequence[str] = ()) -> dict[str, Array]:
        """The Monte Carlo errors of several outcomes (all where none is named), in one reading."""
        return {name: error for name, (_, error) in self._moments(variant, outcomes).items()}

    def _moments(self, variant: str, outcomes: Sequence[str]) -> dict[str, tuple[Array, Array]]:
        """Means and errors by outcome, `[point]` each; read once and remembered."""
        names = tuple(outcomes) or tuple(info.name for info in self.outcomes)
        for name in names:
            self._known("an outcome of this sweep", name, (info.name for info in self.outcomes))
        kept: dict[tuple[str, str], tuple[Array, Array]] = self.__dict__.setdefault("_kept", {})
        new = {name: (np.full(self.points, np.nan), np.full(self.points, np.nan)) for name in names if (variant, name) not in kept}
        for points, columns in self._columns(OUTCOMES, variant, tuple(new), self.worlds) if new else ():
            for name, values in columns.items():
                new[name][0][points.start : points.stop] = values.mean(axis=1)
                new[name][1][points.start : points.stop] = spread(values) / np.sqrt(self.worlds)
        kept.update({(variant, name): found for name, found in new.items()})
        return {name: kept[variant, name] for name in names}

    def path(self, variant: str, quantity: str) -> NDArray[np.float32]:
        """A quantity over the months at each point, `[point, month]`: its mean over the worlds."""
        return self.paths(variant, (quantity,))[quantity]

    def paths(self, variant: str, quantities: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Several quantities over the months at each point, in one reading."""
        for quantity in quantities:
            self._known("a recorded quantity", quantity, self.manifest["quantities"])
        return self._gathered(PATHS, variant, tuple(quantities), (self.months + 1, np.dtype(np.float32)))

    def _gathered(self, file: str, variant: str, columns: tuple[str, ...], shape: tuple[int, np.dtype[Any]]) -> dict[str, NDArray[Any]]:
        """Columns of one variant from every part, `[point, inner]`."""
        found = {name: np.full((self.points, shape[0]), np.nan, dtype=shape[1]) for name in columns}
        for points, parts in self._columns(file, variant, columns, shape[0]):
            for name, values in parts.items():
                found[name][points.start : points.stop] = values
        return found

    def _columns(self, file: str, variant: str, columns: Sequence[str], inner: int) -> Iterator[tuple[range, dict[str, NDArray[Any]]]]:
        """Columns of one variant, part by part, `[point, inner]`: nothing else is read."""
        self._known("a variant of this sweep", variant, (info.name for info in self.variants))
        place = [info.name for info in self.variants].index(variant)
        for points, part in self.parts.items():
            table = self._read(part, lambda folder: parquet.ParquetFile(folder / file).read_row_group(place, list(columns), use_threads=False))
            yield points, {name: table.column(name).to_numpy().reshape(len(points), inner) for name in columns}

    def _known(self, kind: str, name: str, names: Iterable[str]) -> None:
        """Refuse what this sweep does not have."""
        known = list(names)
        if name not in known:
            raise unknown_name(kind, name, known)

    def _read(self, part: Path, read: Callable[[Path], Any]) -> Any:
        """Something of a part; raises `RunError` where that is missing or broken."""
        try:
            return read(part)
        except (OSError, ValueError, KeyError) as error:
            remedy = f"remove {part} and go on: sim sweep --resume {quote(str(self.folder))}"
            raise damaged(self.folder, f"{PARTS}/{part.name}", remedy) from error
