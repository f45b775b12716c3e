"""A sweep as one table for spreadsheets: a row for each point and variant, with its levers and the mean of every outcome and its error."""

from __future__ import annotations

from itertools import zip_longest
from shlex import quote

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv

from sim.errors import RunError
from sim.results.seals import sealed
from sim.results.store import put_in_place, writing
from sim.results.sweep import SweepResult
from sim.results.tables import labels

POINTS = "points.csv"
"""Where it lies in the folder of a sweep."""

ERROR = "_mc_error"
"""What the name of an outcome ends in where its Monte Carlo error is meant, one standard error of the mean over the worlds of a point."""

PART = "part"
"""The column that says to which part a point belongs, where a sweep consists of several."""


def write_points(sweep: SweepResult) -> str:
    """Write the table; what is not known, or failed, is left empty. Returns its seal, which the manifest keeps."""
    path, content = sweep.folder / POINTS, as_csv(sweep)
    partial = path.with_name(path.name + ".partial")
    with writing(path):
        partial.write_bytes(content)
        put_in_place(partial, path)
    return sealed(content)


def as_csv(sweep: SweepResult) -> bytes:
    """The table as CSV."""
    content = pa.BufferOutputStream()
    csv.write_csv(pa.concat_tables([variant_table(sweep, info.name) for info in sweep.variants]), content)
    return bytes(content.getvalue())


def variant_table(sweep: SweepResult, variant: str) -> pa.Table:
    """The rows of one variant."""
    points = np.arange(sweep.points, dtype=np.int32)
    keys = {"point": pa.array(points), "variant": labels(np.zeros(sweep.points), (variant,)).cast(pa.string())}
    part = {PART: pa.array(sweep.columns[PART].tolist())} if PART in sweep.columns else {}
    levers = {name: pa.array(column, from_pandas=True) for name, column in sweep.values.items() if name != "variant"}
    means, errors = sweep.means(variant), sweep.errors(variant)
    found = {label: pa.array(column, from_pandas=True) for name in means for label, column in ((name, means[name]), (name + ERROR, errors[name]))}
    return pa.table(keys | part | levers | found)


def believed(sweep: SweepResult) -> SweepResult:
    """The sweep, if its table of points is what was written; raises `RunError` with the line where it was edited."""
    path, kept = sweep.folder / POINTS, sweep.manifest.get("points_seal")
    if kept is None or not path.is_file():
        return sweep
    there = path.read_bytes().replace(b"\r\n", b"\n")
    if sealed(there) == kept:
        return sweep
    lines, wanted = there.splitlines(), as_csv(sweep).splitlines()
    place = next((place for place, (one, other) in enumerate(zip_longest(lines, wanted), start=1) if one != other), None)
    if place is None:
        return sweep
    about = ", ".join(word.decode(errors="replace").strip('"') for word in (*wanted, *lines[len(wanted):])[place - 1].split(b",")[:2])
    raise RunError(f"this result was edited: {POINTS}, line {place} (point {about}), is not what was written", where=str(sweep.folder),
                   remedy=f"write the table anew from what was played: sim sweep --resume {quote(str(sweep.folder))}")
