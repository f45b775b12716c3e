"""A sweep as one table for spreadsheets: a row for each point and variant, with its levers and the mean of every outcome and its error."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv

from sim.results.store import put_in_place, writing
from sim.results.sweep import SweepResult
from sim.results.tables import labels

POINTS = "points.csv"
"""Where it lies in the folder of a sweep."""

ERROR = " (error)"
"""What the name of an outcome ends in where its Monte Carlo error is meant, one standard error of the mean over the worlds of a point."""


def write_points(sweep: SweepResult) -> Path:
    """Write the table; what is not known, or failed, is left empty."""
    path = sweep.folder / POINTS
    partial = path.with_name(path.name + ".partial")
    with writing(path):
        tables = [variant_table(sweep, info.name) for info in sweep.variants]
        csv.write_csv(pa.concat_tables(tables), partial)
        put_in_place(partial, path)
    return path


def variant_table(sweep: SweepResult, variant: str) -> pa.Table:
    """The rows of one variant."""
    points = np.arange(sweep.points, dtype=np.int32)
    keys = {"point": pa.array(points), "variant": labels(np.zeros(sweep.points), (variant,)).cast(pa.string())}
    levers = {name: pa.array(column.tolist()) for name, column in sweep.values.items() if name != "variant"}
    means, errors = sweep.means(variant), sweep.errors(variant)
    found = {label: pa.array(column, from_pandas=True) for name in means for label, column in ((name, means[name]), (name + ERROR, errors[name]))}
    return pa.table(keys | levers | found)
