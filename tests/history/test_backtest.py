"""The back-test on a small suite: what is compared with what, and what the command prints, writes and returns."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.cli import main
from sim.cli.backtest_table import row, tables
from sim.history.backtest import Backtest, backtest, gate
from sim.history.compared import event_months, from_window, rivals
from sim.history.played import Forecast, measured, mode_plans, play_modes, scored
from sim.history.skill import Skill
from sim.history.suite import Suite, load_suite
from sim.world.calendar import month_number

SMALL = """\
suite: 1
title: Visitors and opinion
story: thaad_2016
modes: {scripted: scripted}
worlds: 30
seed: 1
fit: {from: 2016-01, until: 2017-12}
hold_out: {from: 2018-01, until: 2019-12}
origins: [2015-12, 2017-12, 2018-12]
series:
  - {series: visitors_annual_index, from: 2017-01}
  - {name: opinion, label: Opinion of China, series: [pew_unfavourable_china, asan_favourability_china]}
  - {series: un_distance_korea_us, until: 2017-12}
baselines: [persistence, random_walk_with_drift, linear_trend, event_informed_persistence]
nulls: [uniform]
happened: {goods_hit: false}
given: Of the events.
gate: {mode: scripted, window: fit, series_with_skill: 1, coverage_90: [0.2, 1]}
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("suite") / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def suite(path: Path) -> Suite:
    return load_suite(str(path))


@pytest.fixture(scope="module")
def found(suite: Suite) -> Backtest:
    return backtest(suite, ("scripted",), 30, 10, jobs=1)


def test_a_figure_is_forecast_from_the_last_cut_off_before_the_window(suite: Suite) -> None:
    visitors = suite.parts[0]
    plan = mode_plans(suite, ("scripted",))[0]
    every = list(rivals(suite, visitors, "hold_out", event_months(plan)))
    assert {(rival.year, rival.horizon) for rival in every} == {(2018, 1), (2018, 3), (2019, 1), (2019, 2), (2019, 4)}
    first = from_window(every, suite, suite.windows["hold_out"][0])
    assert {(rival.year, rival.origin) for rival in first} == {(2018, month_number("2017-12")), (2019, month_number("2017-12"))}
    assert {rival.said["persistence"].mean for rival in first} == {0.517}


def test_the_events_that_a_baseline_hears_of_are_those_of_the_story(suite: Suite) -> None:
    months = event_months(mode_plans(suite, ("scripted",))[0])
    assert {month_number(date) for date in ("2016-07", "2017-03", "2017-10", "2016-12", "2017-05")} <= set(months)


def test_the_same_seed_gives_the_same_forecast_whatever_the_processes(suite: Suite) -> None:
    one, two = (play_modes(suite, ("scripted",), 8, jobs, None)[0] for jobs in (1, 2))
    assert all(np.array_equal(one.values[figure], two.values[figure]) for figure in scored(suite))


def test_figures_are_measured_with_noise_and_without_the_paths(suite: Suite) -> None:
    read = measured(suite)
    assert len(read.figures) == len(scored(suite)) and len(read.outcomes) == 1
    forecast = play_modes(suite, ("scripted",), 8, 1, None)[0]
    assert all(worlds.shape == (8,) for worlds in forecast.values.values())
    assert all(np.std(worlds) > 0 for worlds in forecast.values.values())


def test_every_mode_and_window_has_a_line_for_everything_observed(found: Backtest, suite: Suite) -> None:
    assert len(found.lines) == len(suite.parts) * len(suite.windows)
    assert {(item.mode, item.window) for item in found.together} == {("scripted", "fit"), ("scripted", "hold_out")}
    by_name = {(line.name, line.window): line for line in found.lines}
    assert by_name["un_distance_korea_us", "hold_out"].figures == 0 and by_name["un_distance_korea_us", "hold_out"].skill is None
    visitors = by_name["visitors_annual_index", "hold_out"]
    assert visitors.skill is not None and visitors.skill.value == min(skill.value for skill in visitors.against.values())
    assert visitors.skill.value == pytest.approx(1 - visitors.score / visitors.baseline_score)


def test_what_is_told_of_figures_is_what_the_lines_are_made_of(found: Backtest) -> None:
    for line in found.lines:
        of_line = [item for item in found.figures if (item.name, item.window) == (line.name, line.window)]
        assert len(of_line) == line.figures
        if of_line:
            assert np.mean([item.score for item in of_line]) == pytest.approx(line.score)
            assert np.mean([item.low_90 <= item.observed <= item.high_90 for item in of_line]) == pytest.approx(line.coverage_90)


def test_null_models_stand_beside_the_mode(found: Backtest) -> None:
    assert [null.name for null in found.nulls] == ["every capital uniform"] and found.null_worlds == 10
    assert set(found.nulls[0].skills) == {"visitors_annual_index", "opinion", "un_distance_korea_us"}
    for skill in found.nulls[0].skills.values():
        assert skill.low <= skill.value <= skill.high if skill.years > 1 else np.isnan(skill.low)


def test_a_null_model_that_hardly_touches_a_series_has_no_skill_over_it_whatever_the_worlds_of_the_mode(suite: Suite) -> None:
    same = backtest(replace(suite, nulls=("financial_penetration",)), ("scripted",), 30, 10, jobs=1).nulls[0]
    alone = backtest(replace(suite, nulls=("financial_penetration",)), ("scripted",), 10, 10, jobs=1).nulls[0]
    assert str(same) == str(alone)
    assert abs(same.skills["visitors_annual_index"].value) < 0.02


def test_both_scores_of_a_line_are_over_the_figures_of_its_skill(suite: Suite) -> None:
    from sim.history.lines import line

    part, window = suite.parts[0], "hold_out"
    first = from_window(list(rivals(suite, part, window, ())), suite, suite.windows[window][0])
    values = {figure: np.linspace(0.3, 0.9 + figure.value, 10) for figure in scored(suite)}
    found = line(suite, part, window, Forecast("made", values, {}, 10), first[1:])
    assert (found.figures, found.compared) == (2, 1) and found.skill is not None
    assert found.skill.value == pytest.approx(1 - found.score_compared / found.baseline_score)
    assert found.score_compared != pytest.approx(found.score)
    assert row(found)[1:3] == ("2 (1)", f"{found.score_compared:#.3g}")


def test_skill_beside_bands_that_fail_is_called_flattering(found: Backtest) -> None:
    assert "the bands fail" not in "\n".join(tables(replace(found, together=tuple(replace(one, coverage_90=1.0) for one in found.together))))
    better = replace(found.together[0], figures=5, coverage_90=0.2, skill=Skill(0.5, 0.4, 0.7, 3))
    text = " ".join(" ".join(tables(replace(found, together=(better,)))).split())
    assert "the bands fail: 1 of 5 figures in the 90 % bands. A skill above 0 says here that naive forecasts" in text


def test_the_gate_says_on_which_series_the_bands_hold_nothing(found: Backtest) -> None:
    lines = tuple(replace(line, coverage_90=0.0 if line.name == "opinion" else 1.0) if line.window == "fit" else line for line in found.lines)
    text = " ".join(" ".join(tables(replace(found, lines=lines))).split())
    assert "pooled over series, with all on 2 of 3, none on Opinion of China" in text


def test_a_gate_counts_series_with_skill_and_looks_at_coverage(found: Backtest) -> None:
    said = gate(found)
    assert said.of == 3 and said.reached is True
    assert gate(replace(found, suite=replace(found.suite, gate=None))).reached is None
    asked = found.suite.gate
    assert asked is not None
    high = asked.model_copy(update={"series_with_skill": 3, "window": "hold_out"})
    beyond = gate(replace(found, suite=replace(found.suite, gate=high)))
    assert beyond.reached is False and "Distance" in " ".join(beyond.without)


def test_a_series_without_figures_is_said_to_be_unjudged_and_counted_as_failed(found: Backtest) -> None:
    asked = found.suite.gate
    assert asked is not None
    there = replace(found, suite=replace(found.suite, gate=asked.model_copy(update={"window": "hold_out"})))
    said = gate(there)
    assert said.unjudged == ("Distance of Seoul from Washington in votes of the General Assembly",) and set(said.unjudged) <= set(said.without)
    text = " ".join(" ".join(tables(there)).split())
    assert f"skill above 0 on {said.with_skill} of 2 with figures" in text
    assert f"Counted as failed, that is {said.with_skill} of 3, asked 1" in text


def test_the_figures_in_their_bands_lead_and_untested_cohesion_is_said(found: Backtest) -> None:
    pooled = {item.window: item for item in found.together}
    title, *rest = tables(found)
    assert title.startswith("Visitors and opinion")
    lead = " ".join(rest[: rest.index("")])
    for window, said in (("fit", "fitted"), ("hold_out", "held out")):
        item = pooled[window]
        assert f"{said}, scripted {round(item.coverage_90 * item.figures)} of {item.figures}" in lead
    assert "Untested: the cohesion of alliances itself" in "\n".join(tables(found))
    theatre = replace(found, suite=replace(found.suite, tables="theatres/norway_2010"))
    assert "Untested" not in "\n".join(tables(theatre))


def test_what_does_not_count_is_marked(found: Backtest) -> None:
    assert "*" not in "\n".join(tables(found))
    lines = tuple(replace(line, counts=line.name != "opinion") for line in found.lines)
    parts = tuple(replace(part, counts=part.name != "opinion") for part in found.suite.parts)
    marked = "\n".join(tables(replace(found, lines=lines, suite=replace(found.suite, parts=parts))))
    assert marked.count("Opinion of China *") >= 3 and "counts neither" in marked


def test_a_forecast_that_is_the_truth_has_all_the_skill(suite: Suite) -> None:
    from sim.history.lines import line

    part = suite.parts[0]
    values = {figure: np.full(10, figure.value) for figure in scored(suite)}
    found = list(rivals(suite, part, "hold_out", ()))
    perfect = line(suite, part, "hold_out", Forecast("made", values, {}, 10), found)
    assert perfect.skill is not None
    assert (perfect.score, perfect.skill.value, perfect.coverage_90, perfect.place) == pytest.approx((0, 1, 1, 0.5))


def test_the_command_prints_tables_and_says_what_the_gate_says(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", str(path), "--worlds", "10", "--jobs", "1"]) == 0
    shown = capsys.readouterr().out
    for text in ("Visitors and opinion", "scripted, held out, 2018-01 to 2019-12", "event-informed", "every capital uniform",
                 "gate, scripted, fitted: reached", "fitted on 2016-2019 only; blind from 2026", "no figure: Distance of Seoul"):
        assert text in shown, text


def test_below_the_gate_the_exit_code_is_5_and_the_tables_are_json(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strict = tmp_path / "strict.yaml"
    strict.write_text(SMALL.replace("series_with_skill: 1", "series_with_skill: 3").replace("window: fit", "window: hold_out"), encoding="utf-8")
    assert main(["backtest", str(strict), "--worlds", "10", "--jobs", "1", "--no-nulls", "--json"]) == 5
    told = json.loads(capsys.readouterr().out)
    assert told["gate"]["reached"] is False and told["nulls"] == [] and told["worlds"] == 10
    assert {line["name"] for line in told["lines"]} == {"visitors_annual_index", "opinion", "un_distance_korea_us"}


def test_tables_are_written_all_or_none(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["backtest", str(path), "--worlds", "10", "--jobs", "1", "--no-nulls", "--out", str(out), "-q"]) == 0
    with (out / "figures.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["observed"] for row in rows if row["name"] == "visitors_annual_index"} == {"0.517", "0.594", "0.746"}
    assert [place.name for place in tmp_path.iterdir()] == ["out"]
    capsys.readouterr()
    assert main(["backtest", str(path), "--worlds", "10", "--jobs", "1", "--no-nulls", "--out", str(out), "-q"]) == 2
    assert "there already" in capsys.readouterr().err


def test_a_setting_of_the_story_can_be_changed_and_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for sets in ([], ["--set", "parameters=fixed"]):
        assert main(["backtest", str(path), "--worlds", "10", "--jobs", "1", "--no-nulls", "--json", *sets]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert [one["sets"] for one in told] == [[], ["parameters=fixed"]]
    assert told[0]["lines"][0]["score"] != told[1]["lines"][0]["score"]
    assert "fitted on 2016" in told[0]["foot"] and "fitted (by hand) on 2016" in told[1]["foot"], "only where sets are played that were fitted"
    assert main(["backtest", str(path), "--set", "parameters=wid"]) == 3
    assert "did you mean `wide`" in capsys.readouterr().err


def test_a_mode_that_the_suite_does_not_have_is_wrong_use(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", str(path), "--mode", "script"]) == 2
    assert "scripted" in capsys.readouterr().err
