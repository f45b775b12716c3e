"""Sheets of tables and of text: frozen headers, filters, widths, number formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from sim.errors import UsageError
from sim.export.columns import Column, Table

MOST_ROWS = 1_048_575
"""Rows of a sheet, the header apart."""

NARROWEST, WIDEST, LOOKED_AT = 8, 60, 400
"""Letters: the widths of columns; and how many rows are looked at to choose one."""

LINE = 15
"""Points of height of a line of text."""

PAGE, ACROSS, BOLD = 118, 165, 0.75
"""Letters on a line of a sheet of text, on a line across the blocks of the answer, and how many as large fit in bold."""


@dataclass
class Sheet:
    """A sheet in the making, with the formats of its workbook by name."""

    page: Any
    formats: Mapping[str, Any]
    name: str

    def put(self, row: int, column: int, value: Any, how: str = "text") -> None:
        """One cell; nothing where there is nothing."""
        if value is not None and value == value:  # noqa: PLR0124  (not a number is not itself)
            self.page.write(row, column, value, self.formats[how])

    def lines(self, row: int, text: str, how: str, last: int) -> None:
        """A text over several columns, as high as it needs."""
        letters = ACROSS if how in ("text", "grey") else ceil(ACROSS * BOLD)
        self.page.merge_range(row, 0, row, last, text, self.formats[how])
        self.page.set_row(row, LINE * max(1, ceil(len(text) / letters)) * (1.5 if how == "title" else 1))


def write_table(sheet: Sheet, table: Table) -> None:
    """A table with its header, which stays in sight; raises `UsageError` where it has too many rows for a sheet."""
    if len(table.frame) > MOST_ROWS:
        remedy = f"take it as --format csv --what {table.name}, or --wide"
        raise UsageError(f"`{table.name}` has {len(table.frame):,} rows, more than a sheet can hold", where="--format xlsx", remedy=remedy)
    for place, column in enumerate(table.columns):
        sheet.put(0, place, column.name, "indented head" if how_of(column, table.frame[column.name]) == "word" else "right head")
        values = table.frame[column.name]
        how = how_of(column, values)
        sheet.page.set_column(place, place, width(column, values, how), sheet.formats[how])
        fill_column(sheet, place, values, how)
    sheet.page.freeze_panes(1, min(len(table.keys), len(table.columns) - 1) if table.name != "dictionary" else 0)
    sheet.page.autofilter(0, 0, max(1, len(table.frame)), len(table.columns) - 1)
    sheet.page.repeat_rows(0)


def fill_column(sheet: Sheet, place: int, values: pd.Series, how: str) -> None:
    """The cells of a column below its header; an empty cell for nothing."""
    page, known = sheet.page, values.notna().to_numpy()
    writer = {"word": page.write_string, "date": page.write_datetime}.get(how, page.write_number)
    plain = values.astype(object) if how == "word" else values.dt.to_pydatetime() if how == "date" else shortest(values)
    for row, (value, there) in enumerate(zip(plain, known, strict=True), start=1):
        if there and value != "":
            writer(row, place, value)


def shortest(values: pd.Series) -> Any:
    """Numbers with as few digits as tell them apart: one of single precision is not written with the sixteen digits of a double."""
    return np.char.mod("%.9g", values.to_numpy()).astype(float) if values.dtype == np.float32 else values.astype(float)


def how_of(column: Column, values: pd.Series) -> str:
    """How the cells of a column look."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    if not pd.api.types.is_numeric_dtype(values):
        return "word"
    if pd.api.types.is_integer_dtype(values):
        return "whole"
    return "share" if column.unit == "probability" else "number"


def width(column: Column, values: pd.Series, how: str) -> float:
    """As wide as the header and what stands below it need, within bounds."""
    longest = max((len(str(value)) for value in values.head(LOOKED_AT)), default=0) if how == "word" else len("2026-02-28")
    return float(min(WIDEST, max(NARROWEST, longest + 2, len(column.name) + 3)))


def text_sheet(sheet: Sheet, title: str, told: Mapping[str, list[str]]) -> None:
    """Headings, and lines below each."""
    sheet.page.set_column(0, 0, PAGE)
    sheet.page.hide_gridlines(2)
    sheet.put(0, 0, title, "title")
    row = 1
    for heading, lines in told.items():
        if lines:
            sheet.put(row + 1, 0, heading, "heading")
            for place, line in enumerate(lines, start=row + 2):
                sheet.put(place, 0, line, "text")
                sheet.page.set_row(place, LINE * max(1, ceil(len(line) / PAGE)))
            row += len(lines) + 2
