"""Plays what a sweep lacks to tell its spread apart: at a few of its points, groups of worlds that exchange parameters and chance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
from numpy.typing import NDArray

from sim.engine.theatre import Theatre
from sim.engine.workers import spread
from sim.experiments.bands.points import bands_of_points
from sim.experiments.bands.rules import numbers
from sim.experiments.sweep.keeping import study_of
from sim.experiments.sweep.study import Study
from sim.results.store import write_table, writing
from sim.results.sweep import SweepResult
from sim.results.tables import bands_table
from sim.results.values import Band
from sim.world.crossed import Beside, CrossedShocks
from sim.world.rows import Array
from sim.world.shocks import Shocks

FILE = "bands.parquet"
"""Where the parts lie in the folder of a sweep."""


class CellShocks(CrossedShocks):
    """The draws of the crossed worlds alone, with the numbers of the point that each of them belongs to."""

    def __init__(self, own: Shocks, beside: Beside, given: Mapping[str, Array]) -> None:
        super().__init__(own, beside)
        self.count, self.rule, self.given = beside.rule.size, beside.rule, given

    @property
    def worlds(self) -> NDArray[np.intp]:
        """The world whose parameters each column has."""
        return self._own.worlds[self._beside.parameters]

    def _crossed(self, name: str, drawn: Array) -> Array:
        return np.asarray(super()._crossed(name, drawn)[..., self._own.count :])


def split_of_sweep(sweep: SweepResult, study: Study | None = None, jobs: int = 1) -> list[Band]:
    """Every part of the spread of every outcome over the points that are played, variant by variant; kept in the folder of the sweep.

    What was found before is read, unless points have come since. `study` spares reading the story again. Where a crossed world fails there
    are no parts.
    """
    done = int(sweep.done.sum())
    kept = kept_split(sweep.folder)
    if kept is not None and kept[0] == done:
        return kept[1]
    cells = played(study_of(sweep) if study is None else study, jobs)
    names = [outcome.name for outcome in sweep.outcomes]
    found = [band for variant, measured in cells.items() for name, worlds in sweep.by_worlds(variant, names).items()
             for band in bands_of_points(variant, name, worlds, measured[name], numbers()["told_apart"])]
    with writing(sweep.folder):
        write_table(bands_table(found).replace_schema_metadata({"points": str(done)}), sweep.folder / FILE)
    return found


def kept_split(folder: Path) -> tuple[int, list[Band]] | None:
    """What was found before, with the number of points it was found from; None where nothing was, or it cannot be read."""
    try:
        table = parquet.read_table(folder / FILE)
    except (OSError, ValueError):
        return None
    return int((table.schema.metadata or {}).get(b"points", b"0")), [Band(**row) for row in table.to_pylist()]


def played(study: Study, jobs: int) -> dict[str, dict[str, Array]]:
    """The crossed worlds at a few points spread over the design: variant -> outcome -> `[group, a, b]`, a variant that fails being left out."""
    points = np.unique(np.linspace(0, len(study) - 1, int(numbers()["sweep_points"])).round().astype(np.intp))
    together = [(place, variant, points[study.group[points] == place]) for variant in study.variants for place in np.unique(study.group[points])]
    found: dict[str, dict[str, list[Array]]] = {}
    with spread(partial(play_cells, study), min(jobs, len(together))) as play:
        for (_, variant, _), outcomes in zip(together, play(together), strict=True):
            for name, values in outcomes.items():
                found.setdefault(variant, {}).setdefault(name, []).append(values)
    return {variant: {name: np.concatenate(values) for name, values in outcomes.items()} for variant, outcomes in found.items()}


def play_cells(study: Study, asked: tuple[int, str, NDArray[np.intp]]) -> dict[str, Array]:
    """The crossed worlds at some points that share their plans, each point in worlds of its own; nothing where one of them fails."""
    place, variant, points = asked
    group, size = study.groups[place], int(numbers()["size"])
    sets = len(points) * int(numbers()["sweep_groups"])
    start, a, b = (part.ravel() for part in np.meshgrid(np.arange(sets) * size, np.arange(size), np.arange(size), indexing="ij"))
    columns = len(start) // len(points)
    given = {name: np.repeat(values, columns) for name, values in study.numbers(points).items()}
    shocks = CellShocks(Shocks(study.seed, 0, sets * size), Beside(start + a, start + b, np.zeros(len(start), dtype=np.intp)), given)
    theatre: Theatre | None = None
    try:
        plan = group.plans[study.variants.index(variant)]
        theatre = Theatre(plan, shocks, study.agents)
        outcomes = group.measures(plan, theatre.play())
    except Exception:  # the sweep itself is whole; what fails there is said there
        return {}
    finally:
        if theatre is not None:
            theatre.close()
    return {name: values.reshape(sets, size, size) for name, values in outcomes.items()}
