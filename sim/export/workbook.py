"""An Excel workbook: the answer on the first sheet, charts that read from the sheets, the tables, the dictionary, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from sim.export import answer_sheet, charts, point_charts
from sim.export.about import about
from sim.export.columns import Table, dictionary
from sim.export.sheets import Sheet, text_sheet, write_table
from sim.results.result import Result

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"},
    "answer": {"bold": True, "font_size": 12, "text_wrap": True, "valign": "top"},
    "plain": {},
    "heading": {"bold": True, "font_size": 11},
    "text": {"text_wrap": True, "valign": "top"},
    "grey": {"text_wrap": True, "valign": "top", "font_color": "#5a5f66"},
    "head": {"bold": True, "bottom": 1, "valign": "top"},
    "right head": {"bold": True, "bottom": 1, "align": "right", "valign": "top"},
    "indented head": {"bold": True, "bottom": 1, "align": "left", "indent": 1, "valign": "top"},
    "indented": {"align": "left", "indent": 1},
    "word": {"align": "left", "indent": 1},
    "number": {"num_format": "0.000"},
    "signed": {"num_format": "+0.000;-0.000;0.000"},
    "share": {"num_format": "0.0%"},
    "points": {"num_format": '+0.0" points";-0.0" points";0.0" points"'},
    "points end": {"num_format": "+0.0;-0.0;0.0"},
    "signed end": {"num_format": "+0.000;-0.000;0.000"},
    "whole": {"num_format": "0"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
}
"""How cells look, by what stands in them."""


@dataclass
class Book:
    """A workbook in the making, with its formats by name."""

    file: Any
    formats: dict[str, Any]

    def sheet(self, name: str, *, first: bool = False) -> Sheet:
        """A new sheet."""
        made = self.file.add_worksheet(name)
        made.set_landscape()
        made.fit_to_pages(1, 0)
        if first:
            made.activate()
        return Sheet(made, self.formats, name)


def write(tables: list[Table], result: Any, folder: Path, form: str) -> None:
    """The workbook, made in memory and then written whole."""
    content = BytesIO()
    file = import_module("xlsxwriter").Workbook(content, OPTIONS)
    file.set_properties({
        "title": result.title, "subject": result.question.strip(), "author": "sim", "comments": result.foot,
        "created": datetime.fromisoformat(result.manifest["finished"]).replace(tzinfo=None),
    })
    book = Book(file, {name: file.add_format(how) for name, how in FORMATS.items()})
    if isinstance(result, Result):
        of_a_run(book, tables, result)
    else:
        of_a_sweep(book, tables, result)
    file.close()
    (folder / f"{result.name}-{result.manifest['hash'][:8]}.xlsx").write_bytes(content.getvalue())


def of_a_run(book: Book, tables: list[Table], result: Result) -> None:
    """The sheets of a run, the answer first."""
    answer_sheet.write(book.sheet("Answer", first=True), result)
    drawn = charts.drawn(result)
    shown = book.sheet("Charts") if drawn else None
    data_sheets(book, tables)
    if shown:
        charts.write(book.file, shown, book.sheet("Chart data"), drawn)
    last_sheets(book, tables, result)


def of_a_sweep(book: Book, tables: list[Table], result: Any) -> None:
    """The sheets of a sweep: what it is first, since its answer is another at every point."""
    text_sheet(book.sheet("Sweep", first=True), result.title, about(result, "xlsx", [table.name for table in tables]))
    wide = next((table for table in tables if table.keys == ("point", "variant")), None)
    shown = book.sheet("Charts") if wide else None
    data_sheets(book, tables)
    if wide and shown:
        point_charts.write(book.file, shown, wide, result)
    write_table(book.sheet("Dictionary"), dictionary(tables))


def data_sheets(book: Book, tables: list[Table]) -> None:
    """A sheet per table."""
    for table in tables:
        write_table(book.sheet(sheet_name(table)), table)


def last_sheets(book: Book, tables: list[Table], result: Any) -> None:
    """What every column means, and how all of it was made."""
    write_table(book.sheet("Dictionary"), dictionary(tables))
    text_sheet(book.sheet("About"), result.title, about(result, "xlsx", [table.name for table in tables]))


def sheet_name(table: Table) -> str:
    """The name of a table's sheet."""
    return table.name.replace("_", " ").capitalize()
