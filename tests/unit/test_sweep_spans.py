"""The short of a sweep: over which span each outcome moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_sweep import drawn, made_sweep, usual_level

from sim.results.sweep_cells import NOTE, cells
from sim.results.sweep_spans import at_point, spans
from sim.results.sweep_table import POINTS, write_points


def test_spans_name_the_least_and_the_most_and_where(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=40)
    level = usual_level(drawn(40), "lift")
    found = next(span for span in spans(sweep) if (span.outcome.name, span.variant) == ("cohesion", "lift"))
    assert (found.least_at, found.most_at) == (level.argmin(), level.argmax()) and found.points == 40
    assert np.isclose(found.most - found.least, level.max() - level.min())
    assert at_point(sweep, found.least_at)["beijing.pressure.culture"] == sweep.values["beijing.pressure.culture"][found.least_at]


def test_points_that_are_not_there_are_in_no_span(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=40, size=10, missing=2, failures={0: "lift"})
    assert {(span.variant, span.points) for span in spans(sweep)} == {("hold", 20), ("lift", 19)}
    assert all(span.least_at < 20 and span.most_at < 20 for span in spans(sweep))


def test_a_share_of_none_is_not_known_without_error(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=8, worlds=10, level=lambda values, variant: np.full(8, 0.9))
    drift = next(span for span in spans(sweep) if span.outcome.name == "drift")
    assert drift.mean == 0.0 and drift.error > 0.05


def test_what_a_lever_decides_has_no_error_and_an_error_of_a_share_is_in_points(tmp_path: Path) -> None:
    halves = {}
    for name, level in (("decided", [0.9, 0.4] * 4), ("by chance", [0.9, 0.65] * 4)):
        sweep = made_sweep(tmp_path / name / "x", points=8, level=lambda values, variant, level=level: np.array(level))
        halves[name] = list(cells(next(span for span in spans(sweep) if span.outcome.name == "drift")))[-1]
    assert halves["decided"] == "0.0 pts" and halves["by chance"].endswith(" pts") and halves["by chance"] != "0.0 pts"


def test_points_that_tie_are_counted_and_no_interval_is_printed_as_nothing(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=8, level=lambda values, variant: np.array([0.9] * 6 + [0.4, 0.8]))
    drift = next(span for span in spans(sweep) if span.outcome.name == "drift")
    assert list(cells(drift))[3] == "#0 +6" and list(cells(drift))[5] == "#6"
    level = next(span for span in spans(sweep) if span.outcome.name == "cohesion")
    assert list(cells(replace(level, error=1e-5)))[-1] == "< 0.001"


def test_what_stands_behind_plus_or_minus_is_the_interval_of_one_point(tmp_path: Path) -> None:
    for worlds, reach in ((8, 2.3646), (3, 4.3027)):
        sweep = made_sweep(tmp_path / str(worlds) / "x", points=12, worlds=worlds)
        cohesion = next(span for span in spans(sweep) if span.outcome.name == "cohesion")
        assert cohesion.half == pytest.approx(reach * np.median(sweep.error("hold", "cohesion")), rel=1e-4)
        assert list(cells(cohesion))[-1] == f"{cohesion.half:.3f}"
    assert "95 %" in NOTE and "further" not in NOTE


def test_the_table_of_points_has_a_row_for_each_point_and_variant(tmp_path: Path) -> None:
    import pandas

    sweep = made_sweep(tmp_path / "made" / "x", points=10, size=5, missing=1)
    write_points(sweep)
    table = pandas.read_csv(sweep.folder / POINTS)
    assert list(table) == ["point", "variant", *sweep.values, "drift", "drift_mc_error", "cohesion", "cohesion_mc_error"] and len(table) == 20
    assert table["cohesion"].isna().sum() == 10
    lifted = table[table["variant"] == "lift"]
    assert np.allclose(lifted["cohesion"], sweep.mean("lift", "cohesion"), equal_nan=True)
    assert np.allclose(lifted["cohesion_mc_error"], sweep.error("lift", "cohesion"), equal_nan=True)
    assert np.array_equal(lifted["beijing.pressure.culture"], sweep.values["beijing.pressure.culture"])
