"""The two doors of the package: a result in the form that another program reads, or as a zip that plays again."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.errors import UsageError
from sim.export.about import about, as_text
from sim.export.asked import form_of, tables_of, usual
from sim.export.columns import dictionary
from sim.export.placing import placed
from sim.export.text_files import write_csv
from sim.results.manifest import SHORT

PLACE = "export"
"""The folder in a result that holds what was exported of it."""


def export(
    result: Any, form: str = "csv", what: Sequence[str] = (), wide: bool | None = None, *, out: str | Path | None = None, overwrite: bool = False,
) -> Path:
    """Write a result, of a run or of a sweep, as csv, xlsx, parquet, stata or netcdf; returns the folder with the files.

    `what` names tables (see `sim.export.asked`), `wide` lays all of them out wide or long instead of each as is usual. With the data go a dictionary
    of all columns (dictionary.csv) and about.txt. Raises `UsageError` for what there is not, `RunError` where it cannot be written.
    """
    known = form_of(form)
    if form == "netcdf" and wide is not None:
        raise UsageError("NetCDF has dimensions and is neither long nor wide", where="--format netcdf", remedy="leave out --long and --wide")
    tables = tables_of(result, what, lambda kind: kind.wide_block if form == "netcdf" else kind.wide if wide is None else wide, form)
    writer = import_module(known.module)
    if form == "stata":
        tables = writer.renamed(tables)
    target = home(result, out) / named(result, form, what, wide)
    with placed(target, overwrite) as folder:
        folder.mkdir()
        write_csv(dictionary(tables), folder / "dictionary.csv")
        (folder / "about.txt").write_text(as_text(result.title, about(result, form, [table.name for table in tables])), encoding="utf-8")
        writer.write(tables, result, folder, form)
    return target


def home(result: Any, out: str | Path | None) -> Path:
    """The folder in which an export goes."""
    if out is None and result.folder is None:
        raise UsageError("this result lies in no folder", remedy="say where the files should go: out=FOLDER")
    return Path(out) if out is not None else Path(result.folder) / PLACE


def named(result: Any, form: str, what: Sequence[str], wide: bool | None) -> str:
    """The name of what is exported, which says of which result, in what form, and what it is unless that is usual."""
    asked = tuple(dict.fromkeys(what))
    parts = [] if asked in ((), usual(result, form)) else list(asked)
    layout = [] if wide is None else ["wide" if wide else "long"]
    return "-".join([result.name, result.manifest["hash"][:SHORT], form, *parts, *layout])
