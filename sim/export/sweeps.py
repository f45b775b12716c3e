"""The points of a sweep as a table: the levers, and what every outcome came to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
import pandas as pd

from sim.export import meanings
from sim.export.columns import Column, Table, apart, plain
from sim.results.sweep import SweepResult
from sim.results.sweep_table import PART

POINT = Column("point", "Point", "The number of the point in the design", "number", 0)
DONE = Column("done", "Played", "1 where the point is played, 0 where it is not yet", "0 or 1", 0, 1, of="point")
MEAN = "Mean over the worlds of the point; of a chance the share of worlds in which it happens"
ERROR = "Standard error of that mean: what more worlds would change; empty with one world"


def points(result: SweepResult, wide: bool) -> Table:
    """A row per point and variant, the outcomes side by side; or one per outcome besides."""
    title = "The levers and the outcomes at every point of the sweep"
    levers = {lever_name(lever.name): meanings.lever(lever).called(lever_name(lever.name)) for lever in result.levers}
    beside = {beside_name(name): about_design(result, name) for name in result.columns}
    told = {info.name: meanings.outcome(result, info.name, info.kind, (f"{info.label} {info.when}".strip(), info.unit)) for info in result.outcomes}
    variant = meanings.variants(result)
    frame = pd.concat([of_variant(result, info.name, told, wide) for info in result.variants], ignore_index=True)
    frame["variant"] = pd.Categorical(frame["variant"], categories=list(variant.values))
    if wide:
        numbers = [column for name, one in told.items() for column in both(one, plain(name))]
    else:
        frame["outcome"] = pd.Categorical(frame["outcome"], categories=list(told))
        numbers = [Column("outcome", "Outcome", "What the story asks", source=variant.source, values=told),
                   Column("mean", "Mean", MEAN, "as the outcome"), Column("mc_error", "Monte Carlo error", ERROR, "as the outcome")]
    part = [beside.pop(PART)] if PART in beside else []
    columns = (POINT, variant, *part, DONE, *levers.values(), *beside.values(), *numbers)
    keys = ("point", "variant") if wide else ("point", "variant", "outcome")
    ordered = frame[[column.name for column in columns]].sort_values(["variant", "point"], kind="stable", ignore_index=True)
    return Table("points", title, ordered, columns, keys)


def lever_name(name: str) -> str:
    """The name of a lever's column."""
    return "lever_variant" if name == "variant" else plain(name)


def beside_name(name: str) -> str:
    """The name of a column of the design: a part keeps its own, as in points.csv."""
    return name if name == PART else f"design_{name}"


def about_design(result: SweepResult, name: str) -> Column:
    """What the design says of a point besides its levers."""
    if name != PART:
        meaning = "What an analysis of the design needs to know of the point"
        return Column(beside_name(name), name.capitalize(), meaning, "number" if result.columns[name].dtype.kind in "iuf" else "", of="point")
    entries = (result.scenario.get("sweep") or {}).get("parts") or {}
    source = f"the story {result.name}, sweep.parts"
    parts = {str(part): Column(str(part), str(part), f"Design: {designed(entries.get(part) or {})}", source=f"{source}.{part}")
             for part in dict.fromkeys(result.columns[name].tolist())}
    meaning = "The part of the sweep that the point belongs to: each has levers and a design of its own; a lever that is not of the part is empty"
    return Column(name, "Part of the sweep", meaning, source=source, values=parts, of="point")


def designed(entry: Mapping[str, Any]) -> str:
    """How a part lays out its points."""
    return str(entry.get("design") or ("points, one by one" if "points" in entry else "as is usual"))


def both(outcome: Column, name: str) -> tuple[Column, Column]:
    """The mean of an outcome and its Monte Carlo error."""
    error = Column(f"{name}_mc_error", f"{outcome.label}: Monte Carlo error", ERROR, apart(outcome.unit), 0, None, outcome.source)
    return outcome.called(name, meaning=f"{outcome.meaning}. {MEAN}"), error


def of_variant(result: SweepResult, variant: str, told: dict[str, Column], wide: bool) -> pd.DataFrame:
    """The points of one variant."""
    design: dict[str, Any] = {"point": np.arange(result.points, dtype=np.int32), "variant": variant, "done": result.done.astype(np.int8)}
    design |= {lever_name(name): values for name, values in result.values.items()}
    design |= {beside_name(name): values for name, values in result.columns.items()}
    found = {name: (result.mean(variant, name), result.error(variant, name)) for name in told}
    if wide:
        columns = [{plain(name): mean, f"{plain(name)}_mc_error": error} for name, (mean, error) in found.items()]
        return pd.DataFrame(reduce(or_, columns, design))
    return pd.concat([pd.DataFrame(design | {"outcome": name, "mean": mean, "mc_error": error}) for name, (mean, error) in found.items()])
