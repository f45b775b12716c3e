"""Stata files as R reads them: through ReadStat, the C library that `haven` wraps and that knows nothing of pandas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet
import pyreadstat
import pytest
from made_sweep import made_sweep

from sim.export.asked import tables_of
from sim.export.hand_over import export
from sim.export.stata import LONGEST_LABEL, renamed
from sim.results.result import Result

TABLES = ("outcomes", "series", "differences", "worlds", "parameters", "country_month", "dyad_month", "paths")
FIRST_MONTH = pd.Period("1960-01", "M")
"""From where Stata counts months."""


@pytest.fixture(scope="module", params=[True, False], ids=["wide", "long"])
def read(request: pytest.FixtureRequest, played: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every table: as it is exported, and what ReadStat finds in its file (the numbers, and what is known of them)."""
    result, wide = Result.load(played), request.param
    folder = export(result, "stata", TABLES, wide, out=tmp_path_factory.mktemp("stata"))
    tables = renamed(tables_of(result, TABLES, lambda kind: wide))
    return {table.name: (table, *pyreadstat.read_dta(str(folder / f"{table.name}.dta"), user_missing=True), folder) for table in tables}


def test_numbers_words_and_dates_are_those_of_the_table(read: dict[str, Any]) -> None:
    for table, found, known, _ in read.values():
        assert list(found.columns) == list(table.frame.columns)
        for name, wanted in table.frame.items():
            values = found[name]
            if pd.api.types.is_datetime64_any_dtype(wanted):
                assert [FIRST_MONTH + int(month) for month in values] == list(wanted.dt.to_period("M")), name
                assert known.original_variable_types[name] == "%tm"
            elif isinstance(wanted.dtype, pd.CategoricalDtype):
                labels = known.variable_value_labels[name]
                assert [labels[code] for code in values] == wanted.astype(str).tolist(), name
            elif pd.api.types.is_numeric_dtype(wanted):
                np.testing.assert_array_equal(values.to_numpy(dtype=wanted.dtype), wanted.to_numpy(), err_msg=f"{table.name}.{name}")
            else:
                assert values.tolist() == wanted.fillna("").astype(str).tolist(), name


def test_what_is_missing_is_the_missing_of_stata_and_no_number_of_its_own(read: dict[str, Any]) -> None:
    for table, found, known, _ in read.values():
        numbers = table.frame.select_dtypes("number")
        assert found[numbers.columns].isna().equals(numbers.isna()), table.name
        assert not known.missing_ranges and not known.missing_user_values
    table, found, *_ = read["country_month"]
    assert found.select_dtypes("number").isna().to_numpy().any() or "variable" in table.frame


def test_files_variables_and_values_bear_their_labels(read: dict[str, Any]) -> None:
    for table, _, known, folder in read.values():
        assert (folder / f"{table.name}.dta").read_bytes().startswith(b"<stata_dta><header><release>118</release>")
        assert table.title.startswith(known.file_label) and known.file_label and not table.title[len(known.file_label):][:1].isalnum()
        for column in table.columns:
            label = known.column_names_to_labels[column.name]
            assert label and column.label.startswith(label) and len(label) <= LONGEST_LABEL
            assert label == column.label or not column.label[len(label):][:1].isalnum(), "no label ends within a word"
    assert read["country_month"][2].variable_value_labels["ccode"][732] == "South Korea"


def test_the_points_of_a_sweep_are_read_too(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-01234567", points=8, worlds=2, size=4, missing=1)
    found, known = pyreadstat.read_dta(str(export(sweep, "stata", out=tmp_path) / "points.dta"), apply_value_formats=True)
    lifted = found[found["variant"] == "lift"]
    np.testing.assert_array_equal(lifted["cohesion"], sweep.mean("lift", "cohesion"))
    assert lifted["cohesion"].isna().sum() == 4
    assert known.column_names_to_labels["beijing_pressure_culture"] == "Beijing: pressure on culture"


def test_parquet_has_the_types_that_every_reader_of_arrow_knows(result: Result, tmp_path: Path) -> None:
    folder = export(result, "parquet", TABLES, out=tmp_path)
    for name in TABLES:
        for field in parquet.read_schema(folder / f"{name}.parquet"):
            kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
            simple = (pa.types.is_integer, pa.types.is_floating, pa.types.is_string, pa.types.is_large_string, pa.types.is_timestamp)
            assert any(of(kind) for of in simple), (name, field)
            assert field.nullable and field.metadata[b"label"]
