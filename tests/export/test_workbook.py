"""The workbook opens with the answer, its charts are Excel's own and read from its sheets, and its tables hold the numbers of the result."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import range_boundaries

from sim.errors import UsageError
from sim.export import sheets
from sim.export.about import LIMITS
from sim.export.asked import OF_A_RUN, tables_of
from sim.export.hand_over import export
from sim.findings import answer_sentence
from sim.findings.leading import Told
from sim.plots.cohesion_fan import ALLIANCES
from sim.report.tables import outcome
from sim.results.result import Result

EXACT = 1e-15
"""A workbook keeps sixteen digits."""


@pytest.fixture
def file(result: Result, tmp_path: Path) -> Path:
    """The workbook of the small result."""
    return next(export(result, "xlsx", out=tmp_path).glob("*.xlsx"))


def parts(file: Path, beginning: str) -> list[str]:
    """The texts of some parts of a workbook."""
    with zipfile.ZipFile(file) as kept:
        return [kept.read(name).decode() for name in sorted(kept.namelist()) if name.startswith(beginning)]


def cells(book: Any, reference: str) -> list[Any]:
    """What stands in a range such as `'Chart data'!$C$2:$C$4`."""
    sheet, _, span = reference.rpartition("!")
    left, top, right, bottom = range_boundaries(span.replace("$", ""))
    return [cell.value for row in book[sheet.strip("'")].iter_rows(top, bottom, left, right) for cell in row]


def test_it_opens_with_the_answer(file: Path, result: Result) -> None:
    book = openpyxl.load_workbook(file)
    assert book.active.title == book.sheetnames[0] == "Answer"
    assert book.active["A1"].value == result.title
    assert book.active["A2"].value == answer_sentence(result)
    said = [cell.value for cell in book.active["A"] if cell.value]
    assert result.question in said[:4]
    said = [cell.value for cell in book.active["A"] if cell.value]
    assert LIMITS[0] in said and result.foot in said
    assert book.sheetnames[-2:] == ["Dictionary", "About"]


def test_the_answers_of_the_first_sheet_are_those_of_the_result(file: Path, result: Result) -> None:
    rows = list(openpyxl.load_workbook(file)["Answer"].iter_rows(values_only=True))
    titles = {info.name: info.title + " (the baseline)" * info.is_baseline for info in result.variants}
    for one in result.answers:
        head = next(place for place, row in enumerate(rows) if row[0] and str(row[0]).startswith(one.label))
        row = next(row for row in rows[head:] if row[0] == titles[one.variant])
        points = 100 if one.kind == "chance" else 1
        assert row[1] == (None if one.difference is None else pytest.approx(points * one.difference, rel=EXACT))
        assert row[4] == ("~ could be sampling noise" if one.difference is not None and one.difference_low <= 0 <= one.difference_high else None)
        assert row[5] == pytest.approx(one.estimate, rel=EXACT)
        assert row[8] == (one.said or None)


def test_differences_of_shares_are_points_and_no_per_cent(file: Path, result: Result) -> None:
    book = openpyxl.load_workbook(file)
    [row, *_] = [row for row in book["Answer"].iter_rows() if row[0].value == "Lifted"]
    assert "points" in row[1].number_format and not any("%" in cell.number_format for cell in row[1:4])
    assert [cell.number_format for cell in row[5:8]] == ["0.0%"] * 3
    heads = [cell.value for cell in next(one for one in book["Answer"].iter_rows() if one[0].value == "Variant")]
    grid = outcome(Told(result), Told(result).outcomes[0])
    assert {"Variant", "Against the baseline", "Share of worlds", "In words"} <= set(heads) & set(grid.head)


def test_the_workbook_that_is_usual_is_small_and_says_what_it_leaves_out(file: Path, result: Result) -> None:
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Answer", "Charts", "Outcomes", *(["Bands"] if result.bands else []), "Chart data", "Dictionary", "About"]
    said = " ".join(str(cell.value) for cell in book["About"]["A"] if cell.value)
    for name in OF_A_RUN:
        assert name in said
    assert f"sim export {result.folder} --format xlsx --what TABLE" in said


def test_charts_read_from_cells_that_hold_numbers(file: Path, result: Result) -> None:
    book = openpyxl.load_workbook(file, data_only=True)
    charts = parts(file, "xl/charts/chart")
    assert len(charts) == 1 + len((*ALLIANCES, "engagement")) * len(result.variants)
    for chart in charts:
        references = re.findall(r"<c:f>(.*?)</c:f>", chart)
        assert references
        for reference in references:
            values = cells(book, reference.replace("&apos;", "'"))
            assert values and all(value is not None for value in values), reference


def test_a_fan_adds_up_to_the_quantiles(file: Path, result: Result) -> None:
    book = openpyxl.load_workbook(file, data_only=True)
    chart = next(chart for chart in parts(file, "xl/charts/chart") if "US-ROK cohesion: Lifted" in chart)
    areas, lines = chart.split("<c:lineChart>")
    stacked = [cells(book, reference) for reference in re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", areas)]
    quantiles = result.fan("lift", "cohesion.us_rok").quantiles
    for place, level in enumerate(quantiles):
        np.testing.assert_allclose(np.sum(stacked[: place + 1], axis=0), quantiles[level], atol=1e-6)
    medians = [cells(book, reference) for reference in re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", lines)]
    np.testing.assert_array_equal(medians, [result.fan(name, "cohesion.us_rok").quantiles[0.5] for name in ("hold", "lift")])


def test_intervals_of_bars_are_formulas_over_the_answers(file: Path, result: Result) -> None:
    said, kept = (openpyxl.load_workbook(file, data_only=only)["Chart data"] for only in (False, True))
    first = next(answer for answer in result.answers if answer.kind == "chance")
    assert (said["F2"].value, said["G2"].value) == ("=C2-D2", "=E2-C2")
    assert kept["F2"].value == pytest.approx(first.estimate - first.low)
    assert kept["G2"].value == pytest.approx(first.high - first.estimate)
    [bars] = [chart for chart in parts(file, "xl/charts/chart") if "<c:barChart>" in chart]
    assert "<c:errBars>" in bars


def test_every_chart_is_described_for_those_who_do_not_see_it(file: Path) -> None:
    [drawing] = parts(file, "xl/drawings/drawing")
    said = re.findall(r"<xdr:cNvPr [^>]*?descr=\"(.+?)\"", drawing)
    assert len(said) == drawing.count("<c:chart ")
    assert len(set(said)) == len(said)


def test_tables_are_read_back_with_their_numbers(result: Result, tmp_path: Path) -> None:
    [file] = export(result, "xlsx", ("outcomes", "series"), out=tmp_path / "more").glob("*.xlsx")
    for table in tables_of(result, ("outcomes", "series"), lambda kind: kind.wide):
        found = pd.read_excel(file, sheet_name=table.name.capitalize())
        assert list(found.columns) == list(table.frame.columns)
        for name in table.frame.select_dtypes("number").columns:
            np.testing.assert_allclose(found[name].to_numpy(dtype=table.frame[name].dtype), table.frame[name].to_numpy(), EXACT, 0, err_msg=name)
        if "date" in table.frame:
            assert found["date"].tolist() == table.frame["date"].tolist()


def test_headers_stay_in_sight_and_numbers_have_formats(result: Result, tmp_path: Path) -> None:
    [file] = export(result, "xlsx", ("outcomes", "series"), out=tmp_path).glob("*.xlsx")
    book = openpyxl.load_workbook(file)
    series = book["Series"]
    assert series.freeze_panes == "D2"
    assert series.auto_filter.ref.startswith("A1:")
    assert (series["D2"].number_format, series["E2"].number_format) == ("yyyy-mm-dd", "0.000")
    assert series.column_dimensions["B"].width > len("sunk_commitment.strategic_flexibility")
    assert book["Outcomes"].freeze_panes == "C2"


def test_the_workbook_says_whose_it_is(file: Path, result: Result) -> None:
    book = openpyxl.load_workbook(file)
    assert book.properties.title == result.title
    assert book.properties.description == result.foot
    said = [str(cell.value) for cell in book["About"]["A"] if cell.value]
    assert any("sim rerun" in line for line in said)
    assert any(result.manifest["hash"][:8] in line for line in said)


def test_a_table_that_no_sheet_can_hold_is_refused_whole(result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 100)
    with pytest.raises(UsageError, match="more than a sheet can hold"):
        export(result, "xlsx", ("series",), out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
