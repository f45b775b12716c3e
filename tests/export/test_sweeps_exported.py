"""The points of a sweep are exported with levers and outcomes; what is not is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xarray
from made_sweep import LEVERS, OUTCOMES, made_sweep

from sim.cli import main
from sim.export.hand_over import export
from sim.results.sweep import SweepResult
from sim.results.sweep_table import POINTS, write_points


@pytest.fixture
def sweep(tmp_path: Path) -> SweepResult:
    """A sweep of which a part is not played yet."""
    return made_sweep(tmp_path / "made" / "2026-11-21-01234567", points=32, worlds=4, size=8, missing=1)


def test_a_point_has_its_levers_and_its_outcomes(sweep: SweepResult, tmp_path: Path) -> None:
    found = pd.read_csv(export(sweep, "csv", out=tmp_path) / "points.csv")
    assert len(found) == sweep.points * len(sweep.variants)
    for info in sweep.variants:
        rows = found[found["variant"] == info.name].sort_values("point")
        for lever in LEVERS:
            assert rows[lever["name"].replace(".", "_")].tolist() == sweep.values[lever["name"]].tolist()
        for outcome in OUTCOMES:
            np.testing.assert_array_equal(rows[outcome["name"]], sweep.mean(info.name, outcome["name"]))
            np.testing.assert_array_equal(rows[f"{outcome['name']}_mc_error"], sweep.error(info.name, outcome["name"]))
        assert rows["done"].tolist() == sweep.done.astype(int).tolist()


def test_long_and_wide_points_are_the_same(sweep: SweepResult, tmp_path: Path) -> None:
    wide, long = (pd.read_parquet(export(sweep, "parquet", (), layout, out=tmp_path) / "points.parquet") for layout in (True, False))
    assert len(long) == len(wide) * len(OUTCOMES)
    across = long.pivot(index=["variant", "point"], columns="outcome", values="mean")
    np.testing.assert_array_equal(across["drift"], wide.set_index(["variant", "point"])["drift"])


@pytest.mark.parametrize(("form", "ending"), [("stata", "dta"), ("netcdf", "nc"), ("xlsx", "xlsx")])
@pytest.mark.parametrize("wide", [None, False])
def test_every_form_takes_a_sweep(sweep: SweepResult, tmp_path: Path, form: str, ending: str, wide: bool | None) -> None:
    layout = None if form == "netcdf" else wide
    [path] = export(sweep, form, (), layout, out=tmp_path).glob(f"*.{ending}")
    wanted = sweep.mean("lift", "cohesion")
    if form == "netcdf":
        with xarray.open_dataset(path) as found:
            np.testing.assert_array_equal(found["cohesion"].sel(variant="lift").sortby("point"), wanted)
            assert found["beijing_pressure_culture"].dims == ("point",)
        return
    frame = pd.read_stata(path) if form == "stata" else pd.read_excel(path, sheet_name="Points")
    rows = frame[frame["variant"] == "lift"]
    rows = rows[rows["outcome"] == "cohesion"] if layout is False else rows
    np.testing.assert_allclose(rows.sort_values("point")["mean" if layout is False else "cohesion"], wanted, 1e-15)


def test_the_workbook_of_a_sweep_has_a_chart_for_every_number_that_was_varied(sweep: SweepResult, tmp_path: Path) -> None:
    [path] = export(sweep, "xlsx", out=tmp_path).glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Sweep", "Charts", "Points", "Dictionary"]
    assert len(book["Charts"]._charts) == sum(lever["kind"] == "number" for lever in LEVERS)


def test_what_is_not_exported_is_said(sweep: SweepResult, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(sweep.folder), "--out", str(tmp_path / "out")]) == 0
    assert "Not exported: outcomes in each single world" in capsys.readouterr().err
    assert "Not in this export" in next((tmp_path / "out").rglob("about.txt")).read_text(encoding="utf-8")
    assert main(["export", str(sweep.folder), "--what", "series"]) == 2
    assert "it has: points, all" in capsys.readouterr().err
    assert main(["export", str(sweep.folder), "--replication"]) == 2
    assert "24 of 32 points of this sweep are there" in capsys.readouterr().err


def test_of_several_parts_each_point_says_to_which_it_belongs(tmp_path: Path) -> None:
    values = {lever["name"]: np.full(8, np.nan) for lever in LEVERS[:2]}
    values[LEVERS[0]["name"]][:4], values[LEVERS[1]["name"]][4:] = 0.5, 12.0
    part = np.repeat(["map", "trials"], 4)
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-01234567", worlds=2, levers=LEVERS[:2], values=values, columns={"part": part},
                       level=lambda given, variant: np.linspace(0, 1, 8))
    folder = export(sweep, "csv", out=tmp_path)
    found, told = pd.read_csv(folder / "points.csv"), pd.read_csv(folder / "dictionary.csv").set_index("column")
    write_points(sweep)
    kept = pd.read_csv(sweep.folder / POINTS)
    for frame, names in ((found, [lever["name"].replace(".", "_") for lever in LEVERS[:2]]), (kept, [lever["name"] for lever in LEVERS[:2]])):
        lifted = frame.query("variant == 'lift'")
        assert lifted["part"].tolist() == part.tolist()
        for name, own in zip(names, ("map", "trials"), strict=True):
            assert (lifted[name].notna() == (lifted["part"] == own)).all(), "a lever of another part is empty"
        assert {"drift_mc_error", "cohesion_mc_error"} <= set(frame.columns)
    assert set(told.loc["part", "value"].dropna()) == {"map", "trials"}


def test_the_error_of_a_share_is_no_per_cent(sweep: SweepResult, tmp_path: Path) -> None:
    [path] = export(sweep, "xlsx", out=tmp_path).glob("*.xlsx")
    sheet = openpyxl.load_workbook(path)["Points"]
    formats = {head.value: cell.number_format for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (formats["drift"], formats["drift_mc_error"]) == ("0.0%", "0.000")


def test_a_lever_that_is_the_variant_keeps_apart_from_the_column(tmp_path: Path) -> None:
    lever = LEVERS[2] | {"name": "variant", "label": "Variant", "values": ["hold", "lift"]}
    values = {"variant": np.array(["hold", "lift"] * 4)}
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-01234567", worlds=2, levers=(lever,), values=values,
                       level=lambda given, variant: np.linspace(0, 1, 8))
    found = pd.read_csv(export(sweep, "csv", out=tmp_path) / "points.csv")
    assert found.query("variant == 'hold'")["lever_variant"].tolist() == values["variant"].tolist()


def test_a_damaged_sweep_is_named_and_nothing_is_written(sweep: SweepResult, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = next(iter(sweep.parts.values()))
    (part / "outcomes.parquet").write_bytes(b"PAR1")
    assert main(["export", str(sweep.folder), "--out", str(tmp_path / "out")]) == 1
    assert f"parts/{part.name}" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
