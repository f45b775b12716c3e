"""CSV (UTF-8, ISO dates, a full stop in numbers) and Parquet: a file per table, for pandas, R and whatever reads tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from sim.export.columns import Table


def write(tables: list[Table], result: Any, folder: Path, form: str) -> None:
    """Each table as a file of its own."""
    for table in tables:
        writer = {"csv": write_csv, "parquet": write_parquet}[form]
        writer(table, folder / f"{table.name}.{form}")


def write_csv(table: Table, path: Path) -> None:
    """One table as CSV: numbers with all their digits, dates as 2026-02-28, nothing where there is nothing."""
    table.frame.to_csv(path, index=False, date_format="%Y-%m-%d", lineterminator="\n", encoding="utf-8")


def write_parquet(table: Table, path: Path) -> None:
    """One table as Parquet, each field with its label, meaning and unit."""
    data = pa.Table.from_pandas(table.frame, preserve_index=False)
    fields = [data.schema.field(column.name).with_metadata({"label": column.label, "meaning": column.meaning, "unit": column.unit})
              for column in table.columns]
    titled = {**(data.schema.metadata or {}), b"title": table.title.encode()}
    parquet.write_table(data.cast(pa.schema(fields)).replace_schema_metadata(titled), path, compression="zstd")
