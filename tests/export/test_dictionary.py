"""Every column that is exported, and every name that stands in one, is in the dictionary beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xarray
from made_sweep import LEVERS, made_sweep

import sim
from sim.export.asked import FORMS, OF_A_RUN, OF_A_SWEEP, tables_of
from sim.export.bands import PARTS
from sim.export.columns import DICTIONARY, dictionary
from sim.export.hand_over import export
from sim.results.result import Result
from sim.results.tables import bands_table
from sim.results.values import Band
from sim.rules.recorded import quantities

CLOSE = 1e-5
"""What single precision may lie beside a bound."""

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


@pytest.fixture(scope="module")
def results(played: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A run, a run of another theatre, a sweep, and a sweep of two parts."""
    home = tmp_path_factory.mktemp("kinds")
    run = Result.load(played)
    run.tables["bands"] = bands_table([Band(variant, "fall", part, 0.1, 0.25, 0.0, 0.5) for variant in ("", "hold") for part in PARTS])
    run.manifest["bands"] = 8
    elsewhere = sim.run("norway_2010", worlds=3, seed=1)
    values = {LEVERS[0]["name"]: np.repeat([1.0, np.nan], 4), LEVERS[1]["name"]: np.repeat([np.nan, 9.0], 4)}
    parts = made_sweep(home / "made" / "2026-11-21-01234567", worlds=2, levers=LEVERS[:2], values=values,
                       columns={"part": np.repeat(["map", "trials"], 4)}, level=lambda given, variant: np.linspace(0.2, 0.8, 8))
    return {"run": run, "theatre": elsewhere, "sweep": made_sweep(home / "other" / "2026-11-21-01234567", points=8, worlds=2, size=8), "parts": parts}


def there(kind: str) -> set[str]:
    """The tables that such a result has; one that lies in no folder kept no paths."""
    return {"run": {*OF_A_RUN}, "theatre": {*OF_A_RUN} - {"bands", "paths"}}.get(kind, {*OF_A_SWEEP})


@pytest.mark.parametrize("kind", ["run", "theatre", "sweep", "parts"])
@pytest.mark.parametrize("wide", [True, False], ids=["wide", "long"])
def test_every_column_of_every_table_is_described(results: dict[str, Any], kind: str, wide: bool) -> None:
    tables = tables_of(results[kind], ("all",) if kind != "run" else tuple(OF_A_RUN), lambda _: wide)
    assert {table.name for table in tables} >= there(kind)
    for table in tables:
        told = dictionary([table]).frame.query("value == ''").set_index(["table", "column"])
        for column in table.columns:
            said, values = told.loc[(table.name, column.name)], table.frame[column.name]
            assert said["label"] and said["meaning"] and said["source"], (table.name, column.name)
            if pd.api.types.is_numeric_dtype(values):
                assert said["unit"], (table.name, column.name)
            if column.values:
                names = {name for value in values.dropna().astype(str) for name in ([value] if value in column.values else value.split(" to "))}
                assert names - {"", "nan"} <= set(column.values), (table.name, column.name)


@pytest.mark.parametrize("kind", ["run", "theatre", "sweep", "parts"])
@pytest.mark.parametrize("wide", [True, False], ids=["wide", "long"])
def test_numbers_lie_where_the_dictionary_says(results: dict[str, Any], kind: str, wide: bool) -> None:
    for table in tables_of(results[kind], ("all",), lambda _: wide):
        frame = table.frame[~table.frame["statistic"].isin(["sd", "mc_error"])] if "statistic" in table.frame else table.frame
        for column in table.columns:
            if pd.api.types.is_numeric_dtype(frame[column.name]) and table.name != "parameters":
                low, high = frame[column.name].min(), frame[column.name].max()
                assert column.low is None or not low < column.low - CLOSE, (table.name, column.name)
                assert column.high is None or not high > column.high + CLOSE, (table.name, column.name)


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
