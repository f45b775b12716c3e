"""Where the spread comes from, as it is printed and drawn; how many worlds are enough."""

from __future__ import annotations

import json
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake_result import fake_result
from made_sweep import made_sweep

from sim import plots
from sim.cli import main
from sim.cli.spread_lines import enough_said, probability, share, spread_of
from sim.experiments.answers import paired_shares, wilson
from sim.experiments.bands.kept import keep
from sim.experiments.enough import enough, fewest, half, of_gap, of_share
from sim.plots.sweeps.chosen import Chosen
from sim.results.result import Result
from sim.results.store import write
from sim.results.sweep import SweepResult
from sim.results.values import Answer, Band


def band(value: float, low: float, high: float, variance: float = 1.0) -> Band:
    """A part of a spread."""
    return Band("", "drift", "parameters", variance, value, low, high)


@pytest.mark.parametrize(("part", "said"), [
    (band(0.31, 0.24, 0.38), "31 % (24-38)"),
    (band(0.03, 0.0, 0.08), "~ 3 % (0-8)"),
    (band(0.0, 0.0, 0.0, variance=0.0), "0 %"),
    (band(0.002, 0.001, 0.004), "< 1 %"),
    (band(0.0, 0.0, 0.12, variance=-0.2), "~ 0 % (0-12)"),
])
def test_a_share_is_said_with_its_interval_and_whether_it_is_more_than_nothing(part: Band, said: str) -> None:
    assert share(part) == said


def test_the_worlds_of_all_variants_are_told_in_one_line_and_each_variant_where_much_is_to_be_said() -> None:
    result = fake_result(2)
    (line, probable) = spread_of(result, "drift", 200)
    assert probable.startswith("  Its probability: ±")
    assert line == "Spread: chance 40 % (35-45) · parameters 24 % (19-29) · decision rule 6 % (1-11) · between variants 30 % (25-35)"
    each = list(spread_of(result, "drift", 200, each=True))
    assert [text.partition(":")[0] for text in each if text.startswith("Spread")] == ["Spread in hold", "Spread in lift", "Spread"]
    assert next(spread_of(fake_result(1), "drift", 200)) == "Spread: chance 70 % (65-75) · parameters 24 % (19-29) · decision rule 6 % (1-11)"


def test_no_part_is_broken_between_lines() -> None:
    result = fake_result(2)
    for width in range(40, 120, 7):
        found = [line for line in spread_of(result, "drift", width) if "probability" not in line]
        assert all(len(line) <= width for line in found)
        assert " ".join(line.strip() for line in found) == next(iter(spread_of(result, "drift", 1000)))


def test_a_result_that_was_not_told_apart_says_nothing_of_it() -> None:
    result = fake_result(2)
    result.manifest["bands"] = 0
    assert list(spread_of(result, "drift", 200)) == []
    with pytest.raises(plots.NothingToDraw, match="--no-bands"):
        plots.picture(result, "bands")


def test_bands_are_read_back_as_they_were_and_a_damaged_table_harms_nothing_else(tmp_path: Path) -> None:
    result = fake_result(2)
    parts = result.bands
    result.tables |= dict.fromkeys(("outcomes", "design", "failures"), result.tables["bands"])
    write(result, tmp_path)
    assert Result.load(tmp_path).bands == parts
    (tmp_path / "bands.parquet").write_bytes(b"no table")
    assert list(spread_of(Result.load(tmp_path), "drift", 200)) == []
    assert any("bands.parquet" in said for said in Result.load(tmp_path).damage)


def test_the_picture_divides_every_bar_and_says_where_nothing_varies() -> None:
    picture = plots.picture(fake_result(5), "bands")
    texts = [text.get_text() for text in picture.texts]
    assert "the same in every world" in texts
    assert texts.count("All variants") == 3
    assert "parameters 41 % (36\N{EN DASH}46)" in texts
    assert picture.story.headline.startswith("Seoul drifts toward Beijing on the core seams: 40 % of the spread is chance, 30 % between variants")


def chance(estimate: float, headline: bool = True) -> Answer:
    """A chance."""
    return Answer("hold", "drift", "Seoul drifts", "chance", estimate, *wilson(1000 * estimate, 1000), headline=headline)


@pytest.mark.parametrize("estimate", [0.0, 0.02, 0.2, 0.5, 1.0])
def test_the_worlds_that_halve_an_interval_halve_it_and_one_less_does_not(estimate: float) -> None:
    found = enough([chance(estimate)], 1000)
    assert found is not None
    assert half(estimate, found.to_halve) <= found.reached / 2 < half(estimate, found.to_halve - 1)
    assert half(estimate, found.for_target) <= found.target < half(estimate, found.for_target - 1)


def test_it_is_four_times_the_worlds_for_a_half_and_about_twice_for_what_never_happened() -> None:
    (middle, never) = (enough([chance(estimate)], 1000) for estimate in (0.5, 0.0))
    assert middle is not None
    assert never is not None
    assert middle.to_halve == pytest.approx(4000, rel=0.01)
    assert never.to_halve == pytest.approx(2000, rel=0.01)


def test_a_point_at_one_half_takes_9600_worlds() -> None:
    # z^2 / 4 / .01^2 = 9604, less z^2 = 3.8 for the pull of Wilson's interval to the middle
    assert fewest(of_share(0.5), 0.01) == 9600


def test_only_headlines_count_and_without_a_chance_nothing_is_said() -> None:
    found, other = enough([chance(0.02), chance(0.5, headline=False)], 1000), enough([chance(0.02)], 1000)
    assert found == other
    assert enough([Answer("hold", "level", "Level", "track", 0.5, -inf, inf, headline=True)], 1) is None


def test_the_last_lines_say_how_many_worlds_would_be_enough() -> None:
    (line,) = enough_said(fake_result(2, worlds=1000))
    assert line.startswith("The widest interval of a headline difference is ±")
    assert "That of a level, which --until-error goes by, is ±" in line
    (line,) = enough_said(fake_result(1, worlds=1000))
    assert line.startswith("The widest interval of a headline level is ±") and "(--until-error 0.01)" in line


@pytest.mark.parametrize(("up", "down"), [(0, 0), (8, 0), (40, 12), (200, 0)])
def test_the_worlds_that_a_difference_needs_are_those_of_its_own_interval_in_the_same_worlds(up: int, down: int) -> None:
    change = np.array([1.0] * up + [-1.0] * down + [0.0] * (200 - up - down))
    low, high = paired_shares(change)
    gap = Answer("lift", "drift", "Seoul drifts", "chance", 0.5, 0.4, 0.6, difference=float(change.mean()), difference_low=low,
                 difference_high=high, headline=True)
    for many in (1, 4, 16):
        ends = paired_shares(np.tile(change, many))
        if abs(change.mean()) < 1:
            assert of_gap(gap, 200)(200 * many) == pytest.approx((ends[1] - ends[0]) / 2, rel=0.01)
    found = enough([chance(0.5), gap], 200)
    assert found is not None and found.of == "difference" and found.reached == pytest.approx(of_gap(gap, 200)(200))
    assert of_gap(gap, 200)(found.to_halve) <= found.reached / 2 < of_gap(gap, 200)(found.to_halve - 1)


def test_worlds_that_failed_are_not_counted_as_played() -> None:
    change = np.array([1.0] * 20 + [0.0] * 80)
    low, high = paired_shares(change)
    gap = Answer("lift", "drift", "Seoul drifts", "chance", 0.5, *wilson(50, 100), difference=0.2, difference_low=low, difference_high=high,
                 headline=True)
    base = Answer("hold", "drift", "Seoul drifts", "chance", 0.3, *wilson(60, 200), headline=True)
    failures = [{"variant": "lift", "first_world": 100, "count": 100}, {"variant": "other", "first_world": 0, "count": 50}]
    found = enough([base, gap], 200, failures)
    assert found is not None and found.reached == pytest.approx((high - low) / 2, rel=1e-6)
    assert found.of_levels == pytest.approx(half(0.5, 100))


def test_of_a_yes_or_no_it_is_said_by_how_much_the_probability_itself_differs() -> None:
    parts = [Band("", "drift", "chance", 0.15, 0.75, 0.6, 0.9), Band("", "drift", "parameters", 0.04, 0.2, 0.05, 0.45)]
    assert list(probability(parts, 200)) == ["  Its probability: ±20 points (10-30) between sets of parameters"]
    assert list(probability([Band("", "drift", "parameters", 0.04, 0.2, 0.0, 0.45)], 200)) == []
    assert not any("probability" in line for line in spread_of(fake_result(2), "us_rok", 200))


def test_a_run_prints_and_keeps_its_parts_and_can_do_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path))
    line = ["run", "thaad_lift", "--set", "time.months=6", "--worlds", "20", "--variant", "hold", "--no-figures", "-q"]
    assert main([*line, "--bands", "4", "--json"]) == 0
    told: Any = json.loads(capsys.readouterr().out)
    assert {part["part"] for part in told["bands"]} == {"chance", "parameters", "decision rule"}
    assert told["enough"]["to_halve"] > 20
    assert main(line) == 0
    assert "Spread: chance" in capsys.readouterr().out
    assert main([*line, "--no-bands"]) == 0
    assert "Spread" not in capsys.readouterr().out
    assert main([*line, "--no-bands", "--bands", "3"]) == 2
    assert "contradict" in capsys.readouterr().err


# --- the picture of a sweep -------------------------------------------------------------------------------------------

PARTS = (("chance", 0.5), ("parameters", 0.25), ("decision rule", 0.02), ("levers", 0.23))


def swept(folder: Path, variants: tuple[str, ...] = ("hold", "lift")) -> SweepResult:
    """A sweep whose spread has been told apart."""
    sweep = made_sweep(folder, points=24, worlds=4)
    parts = [Band(variant, outcome, part, value, value, max(value - 0.05, 0.0), value + 0.05)
             for variant in variants for outcome in ("drift", "cohesion") for part, value in PARTS]
    keep(folder, parts, dict.fromkeys({"hold", "lift"} - set(variants), "ValueError: no"))
    return sweep


def test_the_spread_of_a_sweep_is_drawn_with_the_levers_in_the_place_of_the_variants(tmp_path: Path) -> None:
    sweep = swept(tmp_path / "sweep")
    picture = plots.picture(sweep, "bands")
    texts = [text.get_text() for text in picture.texts]
    assert "levers 23 % (18\N{EN DASH}28)" in texts
    assert "All variants" not in texts
    assert picture.story.headline.startswith("Seoul drifts by July 2026: 50 % of the spread in \N{LEFT DOUBLE QUOTATION MARK}Bans end")
    assert len(picture.story.data.rows) == 2 * 2 * len(PARTS)
    one = plots.picture(sweep, "bands", chosen=Chosen(("cohesion",), ("lift",)))
    assert {row[:2] for row in one.story.data.rows} == {("lift", "cohesion")}
    assert "bands" in {path.stem for path in plots.draw_all(sweep, tmp_path / "figures")}


def test_a_sweep_that_was_not_told_apart_or_is_asked_for_one_lever_has_no_such_picture(tmp_path: Path) -> None:
    with pytest.raises(plots.NothingToDraw, match="--no-bands"):
        plots.picture(made_sweep(tmp_path / "bare", points=8), "bands")
    with pytest.raises(plots.NothingToDraw, match="all levers"):
        plots.picture(swept(tmp_path / "sweep"), "bands", chosen=Chosen(levers=("grievance.decay_months",)))


def test_a_variant_that_failed_is_drawn_beside_the_other(tmp_path: Path) -> None:
    texts = [text.get_text() for text in plots.picture(swept(tmp_path / "sweep", ("lift",)), "bands").texts]
    assert texts.count("not known: a world failed") == 2


def test_plot_bands_draws_the_last_result_be_it_a_run_or_a_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path))
    swept(tmp_path / "made" / "2026-11-21-0f0f0f0f")
    assert main(["plot", "@last", "--kind", "bands", "--format", "svg", "--out", str(tmp_path / "drawn"), "-q"]) == 0
    assert (tmp_path / "drawn" / "bands.svg").is_file()
