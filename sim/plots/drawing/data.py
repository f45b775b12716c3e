"""The numbers behind a figure, tidy and long, for the CSV beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sim.plots.drawing.picture import Table
from sim.results.values import LEVELS

if TYPE_CHECKING:
    from sim.results.result import Result
    from sim.results.values import Fan

SERIES = ("variant", "quantity", "date", "mean", "mc_error", *(f"q{round(100 * level):02d}" for level in LEVELS))
"""Columns of a table of fans."""


def series(result: Result, names: Iterable[str], variants: Iterable[str], *, differences: bool = False) -> Table:
    """Mean, Monte Carlo error and quantiles by variant, quantity and month."""
    read = result.difference if differences else result.fan
    rows: list[tuple[Any, ...]] = []
    for variant in variants:
        for name in names:
            rows.extend(_rows(read(variant, name), (variant, name), result.dates))
    return Table(SERIES, rows)


def text(table: Table) -> str:
    """The table as CSV; numbers with six significant digits, nothing where a value is not known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def _rows(fan: Fan, keys: tuple[str, str], dates: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    columns = [fan.mean, fan.error, *(fan.quantiles[level] for level in LEVELS)]
    return ((*keys, date, *values) for date, *values in zip(dates, *(column.tolist() for column in columns), strict=True))


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if value != value else f"{value:.6g}"
    return "" if value is None else value
