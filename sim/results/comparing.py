"""The data files of two results side by side: the same bytes, or how far their numbers are apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as csv
import pyarrow.parquet as parquet

from sim.results.part_names import PARTS, parts_of
from sim.results.parts import OUTCOMES, PATHS
from sim.results.result import FILES
from sim.results.sweep import DESIGN
from sim.results.sweep_table import POINTS

DATA = ("answers.csv", *FILES.values(), "series/worlds.parquet")
"""The files of a result that hold numbers; the last only where the worlds were kept."""

KEYS = ("variant", "outcome", "quantity", "world", "month", "first_world")
"""The columns that say what a row is about."""


@dataclass(frozen=True)
class Compared:
    """What became of one file. `largest` is the largest difference between two numbers of it, `said` the rest in words."""

    file: str
    verdict: Literal["same", "differs", "missing", "added"]
    largest: float | None = None
    said: str = ""


def compared(stored: Path, again: Path) -> list[Compared]:
    """Every data file that one of two folders has, in order."""
    return [compared_file(stored / name, again / name, name) for name in DATA if (stored / name).exists() or (again / name).exists()]


def compared_sweeps(stored: Path, again: Path) -> list[Compared]:
    """The same of two sweeps: the design, the table of the points, and the data of every part."""
    parts = sorted({f"{PARTS}/{part.name}/{file}" for folder in (stored, again) for part in parts_of(folder).values() for file in (OUTCOMES, PATHS)})
    return [compared_file(stored / name, again / name, name) for name in (DESIGN, POINTS, *parts)]


def compared_file(stored: Path, again: Path, name: str) -> Compared:
    """One file."""
    if not stored.exists():
        return Compared(name, "added", said="the stored result does not have it")
    if not again.exists():
        return Compared(name, "missing", said="only the stored result has it")
    if stored.read_bytes() == again.read_bytes():
        return Compared(name, "same")
    try:
        tables = read(stored), read(again)
    except (OSError, pa.ArrowInvalid) as error:
        return Compared(name, "differs", said=f"cannot be read: {error}")
    return told(name, *tables)


def read(path: Path) -> pa.Table:
    """A table."""
    return csv.read_csv(path) if path.suffix == ".csv" else parquet.read_table(path)


def told(name: str, then: pa.Table, now: pa.Table) -> Compared:
    """In what two tables differ: their shape, their numbers, their words."""
    if then.column_names != now.column_names:
        gone, new = (set(a.column_names) - set(b.column_names) for a, b in ((then, now), (now, then)))
        return Compared(name, "differs", said=f"other columns: {', '.join(sorted(gone | new)) or 'in another order'}")
    if then.num_rows != now.num_rows:
        return Compared(name, "differs", said=f"{now.num_rows:,} rows instead of {then.num_rows:,}")
    gaps = sorted(numbers_apart(then, now), reverse=True)
    words = [column for column in then.column_names if not numeric(then, column) and words_of(then, column) != words_of(now, column)]
    if gaps and gaps[0][0] > 0:
        gap, column, row = gaps[0]
        return Compared(name, "differs", gap, f"`{column}`" + (f" of {about(then, row)}" if about(then, row) else ""))
    return Compared(name, "differs", 0.0 if gaps else None, f"other words in {', '.join(words)}" if words else "the same numbers, in other bytes")


def words_of(table: pa.Table, column: str) -> list[str | None]:
    """A column of words."""
    found: list[str | None] = table[column].cast(pa.string()).to_pylist()
    return found


def numeric(table: pa.Table, column: str) -> bool:
    """Whether a column holds numbers."""
    kind = table.schema.field(column).type
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))


def numbers_apart(then: pa.Table, now: pa.Table) -> Iterator[tuple[float, str, int]]:
    """For each column of numbers the largest difference and its row; a number against none is without end."""
    for column in then.column_names:
        if then.num_rows and numeric(then, column) and numeric(now, column):
            a, b = (np.asarray(compute.fill_null(t[column].cast(pa.float64()), float("nan"))) for t in (then, now))
            equal = (a == b) | (np.isnan(a) & np.isnan(b))
            with np.errstate(invalid="ignore"):
                gap = np.where(equal, 0.0, np.nan_to_num(np.abs(a - b), nan=np.inf))
            yield float(gap.max()), column, int(gap.argmax())


def about(table: pa.Table, row: int) -> str:
    """What a row is about: `lift, drift, world 12`."""
    found: list[Any] = []
    for key in KEYS:
        if key in table.column_names:
            value = table[key][row].as_py()
            found.append(f"{key.replace('_', ' ')} {value}" if isinstance(value, int) else value)
    return ", ".join(map(str, found))
