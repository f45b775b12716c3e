"""Which method the design of a sweep allows, and why not another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import UsageError, unknown_name
from sim.experiments.sensitivity.delta import slices_for
from sim.experiments.sensitivity.enough import more
from sim.experiments.sensitivity.first import Ladder, ladder
from sim.experiments.sensitivity.given import Given
from sim.experiments.sensitivity.methods import Method, Morris, Sobol
from sim.experiments.sensitivity.morris import trajectories
from sim.experiments.sensitivity.sample import Input, OfASweep, Source
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sensitivity.slices import Slices, by_quantile, by_rank, by_value, few
from sim.world.rows import Array

METHODS = ("sobol", "morris", "pawn", "delta")
"""What `--method` takes."""

WANTED = {"pawn": ("pawn", "first"), "delta": ("delta", "first"), "": ("first", "pawn", "delta")}
"""The indices from given points, by what was asked for."""

DESIGNS = {"sobol": "saltelli", "morris": "morris"}
"""The designs that a method needs."""

NO_TOTAL = "no total order: only a design whose points differ in one lever alone (saltelli) tells an input's part in what several do together"
NO_TOTAL_OF_WORLDS = "no total order: the parameters of the worlds hang together, as the past left them, and none was ever moved alone"
"""Why there is no total order."""


def method_for(source: Source, asked: str, usable: NDArray[np.bool_], seed: int) -> tuple[Method, NDArray[np.intp], tuple[str, ...]]:
    """The method, the points that it reads, and what must be said of it. Raises `UsageError` where the design does not allow what is asked for."""
    if asked and asked not in METHODS:
        raise unknown_name("a method", asked, METHODS, where="--method")
    chosen = asked or next((name for name, design in DESIGNS.items() if source.design == design), "")
    if chosen in DESIGNS and source.design != DESIGNS[chosen]:
        raise UsageError(f"{chosen} needs a design of its own ({DESIGNS[chosen]}), and this is {named(source)}", where="--method",
                         remedy=f"leave --method away (pawn and delta take any points), or: sim sensitivity FILE --method {chosen}")
    if source.design == "morris" and chosen != "morris":
        raise UsageError(f"{chosen} needs points that lie apart, and those of a Morris design lie along trajectories", where="--method",
                         remedy="leave --method away")
    if chosen == "sobol":
        return of_saltelli(source, usable)
    if chosen == "morris":
        return of_morris(source, usable)
    return of_any(source, WANTED[chosen], usable, seed)


def named(source: Source) -> str:
    """The design as a sentence names it."""
    return "a run, whose worlds lie anyhow" if source.kind == "run" else f"a sweep of design {source.design}"


def of_saltelli(source: Source, usable: NDArray[np.bool_]) -> tuple[Method, NDArray[np.intp], tuple[str, ...]]:
    """Shares of variance; rows of which a point is missing are left out."""
    points = np.flatnonzero(source.within)
    places = points[matrices({name: column[points] for name, column in source.columns.items()}, [given.name for given in source.inputs])]
    whole = usable[places].all(axis=0)
    notes = left_out(int((~whole).sum()), places.shape[1], "row of the design is", "rows of the design are")
    if whole.sum() < counted("least_rows"):
        raise too_few(int(whole.sum()), "whole rows of a Saltelli design", "least_rows", more_of(source))
    return Sobol(places[:, whole], len(source.inputs)), np.arange(len(usable)), notes


def matrices(columns: Mapping[str, NDArray[Any]], names: Sequence[str]) -> NDArray[np.intp]:
    """The points of A, B, each AB and, where there are any, each BA: `[matrix, row]`."""
    matrix, row = columns["matrix"].astype(str), columns["row"].astype(np.intp)
    wanted = ["A", "B", *(f"AB.{name}" for name in names)]
    if any(label.startswith("BA.") for label in np.unique(matrix)):
        wanted += [f"BA.{name}" for name in names]
    rows = np.unique(row)
    found = np.zeros((len(wanted), len(rows)), dtype=np.intp)
    for place, label in enumerate(wanted):
        here = np.flatnonzero(matrix == label)
        found[place] = here[np.argsort(row[here])]
    return found


def of_morris(source: Source, usable: NDArray[np.bool_]) -> tuple[Method, NDArray[np.intp], tuple[str, ...]]:
    """Elementary effects; trajectories of which a point is missing are left out."""
    no_category([(given.name, given.kind) for given in source.inputs])
    no_still([given.name for given in source.inputs if not given.high > given.low])
    shares = np.column_stack([(given.values - given.low) / (given.high - given.low) for given in source.inputs])
    points = np.flatnonzero(usable)
    trajectory, step = (source.columns[name].astype(np.intp) for name in ("trajectory", "step"))
    along = trajectories(shares[points], trajectory[points], step[points])
    every = len(np.unique(trajectory[source.within]))
    if len(along.places) < counted("least_rows"):
        raise too_few(len(along.places), "whole trajectories", "least_rows", more_of(source))
    return Morris(along), points, left_out(every - len(along.places), every, "trajectory is", "trajectories are")


def no_category(kinds: Sequence[tuple[str, str]]) -> None:
    """Refuse a category, of inputs given as name and kind."""
    name = next((name for name, kind in kinds if kind == "category"), "")
    if name:
        raise UsageError(f"`{name}` is a category, and between categories there is no step as a Morris design takes", where="--method",
                         remedy="sobol, pawn and delta take categories")


def no_still(names: Sequence[str]) -> None:
    """Refuse levers that cannot move."""
    if names:
        raise UsageError(f"`{names[0]}` has one value alone, and steps in it move nothing", where="--method",
                         remedy="sweep anew without it, or with a range: NAME=LOW..HIGH")


def of_any(source: Source, wanted: tuple[str, ...], usable: NDArray[np.bool_], seed: int) -> tuple[Method, NDArray[np.intp], tuple[str, ...]]:
    """PAWN, delta and first order; of a Saltelli design its two independent matrices alone."""
    usable = usable & np.isin(source.columns["matrix"], ("A", "B")) if source.design == "saltelli" else usable
    points = np.flatnonzero(usable)
    if len(points) < counted("least_points"):
        raise too_few(len(points), "points" if source.kind == "sweep" else "worlds", "least_points", more_of(source))
    ranks = [ranked(given, points) for given in source.inputs]
    ladders = [finer(given, points, first) for given, first in zip(source.inputs, ranks, strict=True)]
    method = Given([cut(given, points) for given in source.inputs], ranks, seed, wanted, ladders)
    return method, points, (NO_TOTAL_OF_WORLDS if source.kind == "run" else NO_TOTAL,)


def cut(given: Input, points: NDArray[np.intp]) -> Slices:
    """The slices of an input for PAWN: each category, each of few values, or parts of equal number."""
    values: Array = given.values[points]
    most = min(counted("slices"), len(points) // counted("in_a_slice"))
    return by_value(values) if given.kind == "category" or few(values, most) else by_quantile(values, most)


def ranked(given: Input, points: NDArray[np.intp]) -> Slices:
    """The same for delta, and the fewest for the first order."""
    values: Array = given.values[points]
    return by_value(values) if by_its_values(given, points) else by_rank(values, slices_for(len(points)))


def finer(given: Input, points: NDArray[np.intp], first: Slices) -> Ladder:
    """The same and more for the first order."""
    return (first,) if by_its_values(given, points) else ladder(given.values[points], first)


def by_its_values(given: Input, points: NDArray[np.intp]) -> bool:
    """Whether an input has a slice for each of its values."""
    return given.kind == "category" or few(given.values[points], counted("slices"))


def more_of(source: Source) -> str:
    """What helps where a sweep has too few points, or a run too few worlds."""
    return more(source.result, source.part) if isinstance(source, OfASweep) else f"play more: sim run {source.result.name} --worlds 1000"


def too_few(found: int, what: str, name: str, remedy: str) -> UsageError:
    """The error where there is not enough to read."""
    return UsageError(f"too few {what}: {found}, and it takes {counted(name)} to tell what an answer depends on", remedy=remedy)


def left_out(missing: int, every: int, one: str, more: str) -> tuple[str, ...]:
    """What to say where some of the design is not there."""
    return (f"{missing} of {every} {one if missing == 1 else more} not there whole and left out",) if missing else ()
