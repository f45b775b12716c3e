"""Every form is read back with the library that its users use, and holds the numbers of the result."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as parquet
import pytest
import xarray

import sim
from sim.export.asked import tables_of
from sim.export.columns import Table
from sim.export.hand_over import export
from sim.export.stata import LONGEST_LABEL, LONGEST_NAME, short_names
from sim.results.result import Result
from sim.results.tables import STATISTICS
from sim.rules.recorded import quantities
from sim.world.parameters import catalogue

EVERY_THERE = ("outcomes", "series", "differences", "worlds", "parameters", "country_month", "dyad_month", "paths")
"""The tables that the small result has."""


def read(path: Path, form: str) -> pd.DataFrame:
    """A table as a user of the form reads it."""
    if form == "csv":
        return pd.read_csv(path, parse_dates=["date"] if "date" in path.read_text(encoding="utf-8").split("\n")[0].split(",") else [])
    if form == "parquet":
        return pd.read_parquet(path)
    labelled, plain = pd.read_stata(path), pd.read_stata(path, convert_categoricals=False)
    return labelled.assign(**{name: plain[name] for name in plain if name.startswith("ccode")})


def same(table: Table, found: pd.DataFrame) -> None:
    """The columns of a table in a frame that was read: numbers bit for bit, dates and words as they were."""
    assert len(found) == len(table.frame)
    for (name, wanted), column in zip(table.frame.items(), found.columns, strict=True):
        values = found[column]
        if pd.api.types.is_datetime64_any_dtype(wanted):
            assert (pd.to_datetime(values).dt.to_period("M").to_numpy() == wanted.dt.to_period("M").to_numpy()).all(), name
        elif pd.api.types.is_numeric_dtype(wanted):
            np.testing.assert_array_equal(values.to_numpy(dtype=wanted.dtype), wanted.to_numpy(), err_msg=str(name))
        else:
            assert values.astype(object).where(values.notna(), "").tolist() == wanted.astype(object).where(wanted.notna(), "").tolist(), name


def tables(result: Result, wide: bool | None = None) -> dict[str, Table]:
    return {table.name: table for table in tables_of(result, EVERY_THERE, lambda kind: kind.wide if wide is None else wide)}



@pytest.mark.parametrize(("form", "wide"), [("csv", None), ("csv", True), ("csv", False), ("parquet", None), ("stata", True), ("stata", False)])
def test_what_was_written_is_what_is_read(result: Result, tmp_path: Path, form: str, wide: bool | None) -> None:
    ending = "dta" if form == "stata" else form
    folder = export(result, form, EVERY_THERE, wide, out=tmp_path)
    for name, table in tables(result, wide).items():
        same(table, read(folder / f"{name}.{ending}", form))


def test_long_and_wide_hold_the_same_numbers(result: Result) -> None:
    long, wide = tables(result, False), tables(result, True)
    series = long["series"].frame.melt(["variant", "quantity", "month", "date"], list(STATISTICS), var_name="statistic")
    series["quantity"] = series["quantity"].astype(str).str.replace(".", "_")
    across = wide["series"].frame.melt(["variant", "month", "date", "statistic"], var_name="quantity")
    keys = ["variant", "quantity", "month", "statistic"]
    both = [frame.astype(dict.fromkeys(keys, str)).set_index(keys)["value"].sort_index() for frame in (series, across)]
    pd.testing.assert_series_equal(*both)
    worlds = long["worlds"].frame.pivot(index=["variant", "world"], columns="outcome", values="value").reset_index()
    np.testing.assert_array_equal(worlds["fall"].to_numpy(), wide["worlds"].frame["fall"].to_numpy(dtype=np.float32))


def test_keys_say_what_a_row_is_about(result: Result) -> None:
    for wide in (True, False):
        for table in tables(result, wide).values():
            assert not table.frame.duplicated(list(table.keys)).any(), table.name
            assert table.frame[list(table.keys)].notna().all().all()


def test_a_csv_has_iso_dates_and_the_numbers_of_the_result(result: Result, tmp_path: Path) -> None:
    folder = export(result, "csv", ("series", "outcomes"), out=tmp_path)
    series = pd.read_csv(folder / "series.csv")
    row = series.query("variant == 'lift' and quantity == 'cohesion.us_rok' and month == 2").iloc[0]
    fan = result.fan("lift", "cohesion.us_rok")
    assert row["date"] == "2026-02-28"
    assert (np.float32(row["q50"]), np.float32(row["mean"])) == (np.float32(fan.quantiles[0.5][2]), np.float32(fan.mean[2]))
    answers = pd.read_csv(folder / "outcomes.csv")
    assert answers["estimate"].tolist() == [answer.estimate for answer in result.answers]
    assert answers["difference"].isna().tolist() == [answer.difference is None for answer in result.answers]


def test_fields_of_parquet_say_what_they_are(result: Result, tmp_path: Path) -> None:
    table = parquet.read_table(export(result, "parquet", ("series",), True, out=tmp_path) / "series.parquet")
    said = table.schema.field("cohesion_us_rok").metadata
    assert (said[b"label"], said[b"unit"]) == (b"US-ROK cohesion", b"index 0-1")
    assert b"title" in table.schema.metadata


# Stata


def test_stata_has_labels_for_variables_and_values(result: Result, tmp_path: Path) -> None:
    path = export(result, "stata", ("country_month",), out=tmp_path) / "country_month.dta"
    with pd.read_stata(path, iterator=True) as reader:
        labels, values = reader.variable_labels(), reader.value_labels()
        frame = reader.read()
    assert labels["leverage_held"] == "Leverage held"
    assert {732: "South Korea", 2: "United States"}.items() <= values["ccode"].items()
    assert set(values["variant"].values()) == {"hold", "lift", "other"}
    assert frame["date"].dt.strftime("%Y-%m").unique().tolist() == result.dates
    assert max(map(len, labels.values())) <= LONGEST_LABEL


def test_every_name_of_the_model_fits_stata_and_stays_apart() -> None:
    names = [name.replace(".", "_") for name in (*quantities(), *catalogue())]
    short = short_names(names)
    assert max(map(len, short.values())) <= LONGEST_NAME
    assert len(set(short.values())) == len(set(names))
    assert short["cohesion_us_rok"] == "cohesion_us_rok"
    assert short_names(["in", "2nd", "a.b", "a_b"]) == {"in": "in_", "2nd": "_2nd", "a.b": "a_b", "a_b": "a_b_2"}


# NetCDF


def test_netcdf_is_labelled(result: Result, tmp_path: Path) -> None:
    with xarray.open_dataset(export(result, "netcdf", ("series",), out=tmp_path) / "series.nc") as found:
        one = found["cohesion_us_rok"]
        assert one.dims == ("variant", "time", "quantile")
        assert one.attrs["long_name"] == "US-ROK cohesion"
        assert {"units", "source", "comment", "unit"} <= set(one.attrs)
        assert found.attrs["Conventions"].startswith("CF-")
        fan = result.fan("lift", "cohesion.us_rok")
        np.testing.assert_array_equal(one.sel(variant="lift", quantile=0.95), fan.quantiles[0.95])
        np.testing.assert_array_equal(found["cohesion_us_rok_mean"].sel(variant="lift"), fan.mean)
        assert str(one.sel(time="2026-02").time.values[0])[:10] == "2026-02-28"
        assert set(found.sizes) == {"variant", "time", "quantile"}


def test_netcdf_keeps_to_the_conventions(result: Result, tmp_path: Path) -> None:
    folder = export(result, "netcdf", EVERY_THERE, out=tmp_path)
    for path in sorted(folder.glob("*.nc")):
        with xarray.open_dataset(path) as found, xarray.open_dataset(path, decode_cf=False) as raw:
            assert {"Conventions", "title", "source", "history", "references", "comment"} <= set(found.attrs)
            assert "institution" not in found.attrs and found.attrs["title"].startswith(f"{result.title}: ")
            for name in set(found.dims) | set(found.variables):
                assert str(name).isidentifier()
            assert set(found.dims) <= {"variant", "outcome", "time", "quantile", "world", "capital", "capital_1", "capital_2"}
            for name, one in found.variables.items():
                assert one.attrs["long_name"], (path.name, name)
                if one.dtype.kind in "fiu":
                    assert one.attrs.get("units") or "ccode" in str(name), (path.name, name)
                low, high = (one.attrs.get(end) for end in ("valid_min", "valid_max"))
                if low is not None:
                    assert np.asarray(low).dtype == raw.variables[name].dtype
                    known = one.values[np.isfinite(one.values)]
                    assert ((known >= low) & (known <= high)).all(), f"a reader would hide what lies beyond the ends of {name}"
            if "time" in found.variables:
                assert raw["time"].attrs["units"].startswith("days since ") and raw["time"].attrs["calendar"] == "standard"
                assert found["time"].dtype.kind == "M" and found["time"].attrs["axis"] == "T"
            beside = {str(name) for name in found.coords if name not in found.dims}
            said = {word for one in (raw, *raw.variables.values()) for word in str(one.attrs.get("coordinates", "")).split()}
            assert beside <= said, path.name


def test_every_number_of_a_table_is_in_its_netcdf(result: Result, tmp_path: Path) -> None:
    columns = {"outcomes": ("estimate", "low", "difference"), "worlds": ("fall", "engagement"), "parameters": ("grievance_decay_months",),
               "country_month": ("leverage_held", "approval"), "dyad_month": ("leverage", "cohesion_q95"), "paths": ("cohesion_us_rok",)}
    folder = export(result, "netcdf", tuple(columns), out=tmp_path)
    for name, numbers in columns.items():
        frame = tables(result, name != "outcomes")[name].frame
        frame = frame.assign(time=frame["date"]) if "date" in frame else frame
        with xarray.open_dataset(folder / f"{name}.nc") as found:
            for column in numbers:
                keys = [str(key) for key in found[column].dims]
                wanted = frame.astype({key: str for key in keys if key != "time"}).set_index(keys)[column].dropna().sort_index()
                there = found[column].to_series().dropna().reset_index().astype({key: str for key in keys if key != "time"}).set_index(keys)[column]
                np.testing.assert_array_equal(there.sort_index().to_numpy(), wanted.to_numpy(), err_msg=f"{name}.{column}")


# Country-months and dyad-months


def test_a_country_month_is_joined_by_its_codes(result: Result) -> None:
    frame = tables(result)["country_month"].frame
    assert not frame.duplicated(["variant", "ccode", "year", "month_of_year"]).any()
    seoul = frame.query("variant == 'hold' and ccode == 732 and year == 2026 and month_of_year == 3").iloc[0]
    assert (seoul["iso3"], seoul["stateabb"], seoul["country"]) == ("KOR", "ROK", "South Korea")
    assert seoul["approval"] == np.float32(result.fan("hold", "approval").mean[3])
    assert seoul["leverage_used_q95"] == np.float32(result.fan("hold", "ledger.seoul.leverage_used").quantiles[0.95][3])
    assert frame.query("ccode == 710")["approval"].isna().all()
    assert set(frame["ccode"]) == {732, 710, 2, 740, 731}


def test_a_dyad_month_reads_from_the_first_to_the_second(result: Result) -> None:
    frame = tables(result)["dyad_month"].frame
    assert not frame.duplicated(["variant", "ccode1", "ccode2", "date"]).any()
    march = frame.query("variant == 'lift' and year == 2026 and month_of_year == 3").set_index(["iso3_1", "iso3_2"])
    assert march.loc[("CHN", "KOR"), "leverage"] == np.float32(result.fan("lift", "leverage.beijing.over.seoul").mean[3])
    assert march.loc[("CHN", "KOR"), "pressure_culture"] == 0
    assert np.isnan(march.loc[("KOR", "CHN"), "pressure_culture"])
    assert march.loc[("KOR", "USA"), "cohesion"] == march.loc[("USA", "KOR"), "cohesion"] == np.float32(result.fan("lift", "cohesion.us_rok").mean[3])
    assert march.loc[("RUS", "PRK"), "tie"] > 0


def test_a_capital_without_a_code_has_empty_ones(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.export import countries

    real = countries.table
    monkeypatch.setattr(countries, "table", lambda path: {name: entry for name, entry in real(path).items() if name != "moscow"})
    frame = countries.dyad_month(result, True).frame
    assert frame.query("capital_1 == 'moscow'")["ccode1"].isna().all()
    assert frame.query("capital_1 == 'moscow'")["country_1"].eq("").all()


# From Python


def test_a_run_of_a_notebook_exports_itself(played: Path, tmp_path: Path) -> None:
    run = sim.load(played)
    assert (run.export("parquet", "outcomes", True, out=tmp_path) / "outcomes.parquet").is_file()
    run.folder = None
    folder = run.export(what=["worlds"], out=tmp_path / "memory")
    assert "None" not in (folder / "about.txt").read_text(encoding="utf-8")


# The same result, the same bytes


@pytest.mark.parametrize("form", ["csv", "parquet", "stata", "netcdf", "xlsx"])
def test_the_same_result_gives_the_same_bytes(result: Result, tmp_path: Path, form: str) -> None:
    folders = [export(result, form, ("outcomes",), out=tmp_path / place) for place in ("one", "two")]
    contents = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert contents[0] == contents[1]


