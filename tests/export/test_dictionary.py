"""Every column that is exported, and every name that stands in one, is in the dictionary beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xarray

from sim.export.asked import FORMS
from sim.export.columns import DICTIONARY
from sim.export.hand_over import export
from sim.results.result import Result
from sim.rules.recorded import quantities

COORDINATES = {"netcdf": {"time": "date", "quantile": "statistic"}}
"""What NetCDF calls otherwise."""


def columns(folder: Path, form: str) -> Iterator[tuple[str, str]]:
    """Every column in the files of an export, with its table."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".csv":
            yield from ((path.stem, name) for name in pd.read_csv(path, nrows=1).columns)
        elif path.suffix == ".parquet":
            yield from ((path.stem, name) for name in pd.read_parquet(path).columns)
        elif path.suffix == ".dta":
            yield from ((path.stem, name) for name in pd.read_stata(path).columns)
        elif path.suffix == ".nc":
            with xarray.open_dataset(path) as found:
                yield from ((path.stem, str(name)) for name in found.variables)
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path, read_only=True)
            own = [name for name in book.sheetnames if name not in ("Answer", "Charts", "Chart data", "About")]
            yield from ((name.lower().replace(" ", "_"), cell.value) for name in own for cell in next(book[name].iter_rows(max_row=1)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", [("outcomes", "differences", "worlds"), ("series", "parameters"), ("country_month", "dyad_month")], ids=str)
def test_every_exported_column_is_in_the_dictionary(result: Result, tmp_path: Path, form: str, what: tuple[str, ...]) -> None:
    folder = export(result, form, what, out=tmp_path)
    told = pd.read_csv(folder / "dictionary.csv", keep_default_na=False)
    known = set(zip(told["table"], told["column"], strict=True))
    found = set(columns(folder, form))
    assert {table for table, _ in found} == {*what, "dictionary"}
    names = {(table, COORDINATES.get(form, {}).get(name, name)) for table, name in found}
    if form == "netcdf":
        names = {(table, re.sub("_(mean|sd|mc_error)$", "", name) if table in ("series", "differences") else name) for table, name in names}
    assert names <= known


def test_every_name_that_stands_in_a_column_is_in_the_dictionary(result: Result, tmp_path: Path) -> None:
    folder = export(result, "csv", ("outcomes", "series", "country_month"), out=tmp_path)
    told = pd.read_csv(folder / "dictionary.csv", keep_default_na=False, dtype=str)
    for table, column in (("series", "variant"), ("series", "quantity"), ("outcomes", "outcome"), ("outcomes", "kind"), ("country_month", "ccode"),
                          ("country_month", "iso3")):
        frame = pd.read_csv(folder / f"{table}.csv")
        there = set(told[(told["table"] == table) & (told["column"] == column) & (told["value"] != "")]["value"])
        assert set(frame[column].astype(str)) <= there, column


def test_every_entry_says_what_it_is(result: Result, tmp_path: Path) -> None:
    folder = export(result, "csv", ("all",), out=tmp_path)
    told = pd.read_csv(folder / "dictionary.csv", keep_default_na=False)
    assert (told["label"] != "").all()
    columns = told[told["value"] == ""]
    assert (columns["meaning"] != "").all(), columns[columns["meaning"] == ""]
    assert (columns["source"] != "").all()
    numbers = [(table, name) for table in ("series", "parameters", "country_month", "dyad_month", "worlds")
               for name in pd.read_csv(folder / f"{table}.csv").select_dtypes("number").columns]
    units = columns.set_index(["table", "column"])["unit"]
    assert not [key for key in numbers if not units[key] and "ccode" not in key[1]]


def test_what_the_dictionary_says_of_a_quantity_is_what_the_model_says(result: Result, tmp_path: Path) -> None:
    folder = export(result, "csv", ("series",), out=tmp_path)
    told = pd.read_csv(folder / "dictionary.csv").query("column == 'quantity'").set_index("value")
    assert set(told.index.dropna()) == set(quantities())
    one = told.loc["cohesion.us_rok"]
    assert (one["label"], one["unit"], one["low"], one["high"]) == ("US-ROK cohesion", "index 0-1", 0.01, 0.99)
    assert one["meaning"] == "Cohesion of the alliance between Washington and Seoul"
    assert "us_rok_cohesion" in one["source"]
    assert told.loc["hedging.tilt", ["low", "high"]].tolist() == [-1, 1]
    assert told.loc["pressure.culture", "meaning"].endswith("1: full: ban, boycott or withdrawal")


def test_a_parameter_has_its_range_and_who_says_so(result: Result, tmp_path: Path) -> None:
    folder = export(result, "csv", ("parameters",), out=tmp_path)
    told = pd.read_csv(folder / "dictionary.csv").set_index("column")
    assert (told.loc["grievance_decay_months", "low"], told.loc["grievance_decay_months", "high"]) == (5, 30)
    assert told.loc["grievance_decay_months", "source"].startswith("Grade ")
    assert told.loc["grievance_decay_months", "unit"] == "months"


def test_the_sheet_is_the_file(result: Result, tmp_path: Path) -> None:
    folder = export(result, "xlsx", ("outcomes",), out=tmp_path)
    sheet = pd.read_excel(next(folder.glob("*.xlsx")), sheet_name="Dictionary")
    pd.testing.assert_frame_equal(sheet, pd.read_csv(folder / "dictionary.csv"), check_dtype=False)
    assert list(sheet.columns) == [column.name for column in DICTIONARY]
