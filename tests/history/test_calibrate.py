"""A small fit of the project's own suite, from the design to the files, and the parameter sets that the engine plays."""

import hashlib
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest
import yaml

from sim.cli import main
from sim.errors import ConfigError, UsageError
from sim.history.calibrate import fit as fitting
from sim.history.calibrate.files import record, table_text, write
from sim.history.calibrate.fit import Reference, asked_of, calibrate, fit, reference
from sim.history.calibrate.played import shortened, window_of, with_sets
from sim.history.calibrate.prior import design, fitted, from_scores
from sim.history.suite import load_suite
from sim.rules.opening import open_situation
from sim.scenario import load
from sim.scenario.build import plans
from sim.world.calendar import month_number
from sim.world.numbers import table
from sim.world.parameter_sets import ParameterSets, parameter_sets, read_sets
from sim.world.shocks import Shocks

POINTS = 256
NAME = "trade_coercion.flow_fall_months"


@pytest.fixture(scope="module")
def suite():
    return load_suite("korea_2016_2019")


@pytest.fixture(scope="module")
def task(suite):
    return asked_of(suite, None, POINTS, 7)


@pytest.fixture(scope="module")
def played(task):
    return reference(task, jobs=1)


@pytest.fixture(scope="module")
def found(task, played):
    return fit(task, played)


# What is held plausible beforehand.


def test_scores_stand_for_a_triangle_over_the_plausible_range():
    values = from_scores(design(4096, 1))
    for number, row in zip(fitted(), values, strict=True):
        assert number.low <= row.min() and row.max() <= number.high
        assert row.mean() == pytest.approx((number.low + number.value + number.high) / 3, rel=0.02)
        below = (number.value - number.low) / (number.high - number.low)
        assert (row < number.value).mean() == pytest.approx(below, abs=0.02)


def test_a_design_is_even_raised_to_a_power_of_two_and_the_seeds_own():
    assert design(200, 1).shape == (len(fitted()), 256)
    assert np.abs(design(1024, 1).mean(axis=1)).max() < 0.01
    assert np.array_equal(design(64, 1), design(64, 1)) and not np.array_equal(design(64, 1), design(64, 2))


# Which set a world plays.


@pytest.fixture
def sets():
    return ParameterSets("some", (NAME,), np.linspace(0.5, 3, 40)[None])


def test_as_many_worlds_as_sets_play_each_once(sets):
    assert sorted(sets.rows(Shocks(3, 0, 40)).tolist()) == list(range(40))


def test_a_world_plays_the_same_set_whatever_block_it_is_in_and_the_seed_says_which(sets):
    whole = sets.drawn(Shocks(3, 0, 100))[NAME]
    assert np.array_equal(sets.drawn(Shocks(3, 90, 10))[NAME], whole[90:])
    assert len({int(sets.rows(Shocks(seed, 0, 1))[0]) for seed in range(20)}) > 10


def test_the_engine_opens_each_world_with_its_set_and_jitter_lies_around_it(suite, sets):
    plan, shocks = shortened(suite, "endogenous"), Shocks(3, 0, 40)
    opened = open_situation(with_sets(plan, sets), shocks).base.values
    assert np.array_equal(opened[NAME], sets.drawn(shocks)[NAME])
    jittered = replace(plan, parameters=replace(plan.parameters, sets=sets, jitter=0.05))
    assert np.corrcoef(open_situation(jittered, shocks).base.values[NAME], opened[NAME])[0, 1] > 0.95


@pytest.mark.parametrize(("text", "line", "said"), [
    ("trade_coercion.nothing\n1\n", 1, "no parameter"), (f"{NAME}\n", 1, "no sets"), (f"{NAME}\n1\n9\n", 3, "outside its range"),
    (f"{NAME}\n1\nmuch\n", 3, "much"), (f"{NAME},leverage.chokepoint_weight\n1,0.5\n1\n", 3, "instead of 2"),
])
def test_a_table_of_sets_is_read_with_the_line_of_its_fault(text, line, said):
    with pytest.raises(ConfigError, match=said) as caught:
        read_sets("some", text, "some.csv")
    assert caught.value.where == f"some.csv:{line}"


# What it is fitted to.


def test_only_figures_of_the_window_count_and_no_series_twice(suite, task):
    first, last = window_of(suite)
    assert len(task.asked) > 40
    for figure, link in task.asked.items():
        assert first <= figure.first and figure.last <= last
        assert not link.copy_of
    assert {figure.first for figure in task.asked if figure.series == "visitors_annual_index"} == {
        month_number(date) for date in ("2017-01", "2018-01", "2019-01")}


def test_nothing_after_the_window_is_played():
    ten_years = load_suite("korea")
    assert shortened(ten_years, "endogenous").end == month_number("2020-01") < ten_years.story.start + ten_years.story.months


# The fit as a whole.


def test_every_parameter_is_told_and_every_set_is_plausible(found):
    assert [one.name for one in found.parameters] == [*fitting.names()]
    for number, row in zip(fitted(), found.sets, strict=True):
        assert number.low <= row.min() and row.max() <= number.high
    assert {one.name for one in found.methods} >= {found.method}


def test_the_same_seed_gives_the_same_bytes_with_any_number_of_processes(task, found):
    again = calibrate(task, jobs=2)
    assert table_text(again) == table_text(found)
    assert record(again) == record(found)


def test_another_seed_gives_other_sets(suite, found):
    assert table_text(calibrate(asked_of(suite, None, POINTS, 8), jobs=1)) != table_text(found)


def test_a_figure_that_hardly_a_world_reaches_is_left_out_and_moves_nothing(task, played):
    values = played.figures.copy()
    values[0] += 100
    moved = fit(task, Reference(played.scores, values))
    assert not moved.seen[0].used and sum(one.used for one in moved.seen) >= len(moved.seen) - 3
    values[0] += np.arange(POINTS)
    assert np.array_equal(fit(task, Reference(played.scores, values)).sets, moved.sets)


def test_a_figure_that_gives_a_parameter_away_informs_it(task, played):
    figures = played.figures.copy()
    figures[0] = played.scores[5] + next(iter(task.asked)).value + 0.5
    told = {one.name: one for one in fit(task, Reference(played.scores, figures)).parameters}
    assert min(told.values(), key=lambda one: one.ratio) == told[fitting.names()[5]]


def test_both_files_are_there_whole_or_not_at_all(found, tmp_path):
    target = tmp_path / "deep" / "mine.csv"
    write(found, target)
    assert sorted(path.name for path in target.parent.iterdir()) == ["mine.csv", "mine.yaml"]
    read = read_sets("mine", target.read_text(), "mine.csv")
    assert np.array_equal(read.values, found.sets)
    assert yaml.safe_load((tmp_path / "deep" / "mine.yaml").read_text()) == record(found)


# The command.


def test_a_dry_run_says_worlds_minutes_and_memory_and_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["calibrate", "korea_2016_2019", "--points", "1000", "--jobs", "1", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1,024 worlds of 48 months") and "minutes" in out and "MB" in out
    assert not list(tmp_path.iterdir())


def test_what_is_there_is_not_replaced_unless_asked(tmp_path, capsys):
    target = tmp_path / "mine.csv"
    target.write_text("mine")
    assert main(["calibrate", "korea_2016_2019", "--out", str(target)]) == 2
    assert "--force" in capsys.readouterr().err
    assert target.read_text() == "mine"


@pytest.mark.parametrize(("words", "said"), [
    (["korea_2016_2091"], "korea_2016_2019"), (["korea", "--mode", "endogenus"], "endogenous"), (["korea", "--out", "mine.xlsx"], "mine.csv"),
])
def test_what_is_asked_wrongly_is_answered_with_what_was_meant(words, said, capsys):
    assert main(["calibrate", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_suite_without_a_window_to_fit_is_refused(suite):
    with pytest.raises(UsageError, match="fit"):
        asked_of(replace(suite, windows={}), None, POINTS, 1)


# What comes with the project.

SHIPPED = "calibrated_2016_2019"


@pytest.fixture(scope="module")
def shipped():
    return parameter_sets(SHIPPED), table(f"parameter_sets/{SHIPPED}.yaml")


def test_the_table_that_comes_with_the_project_is_the_one_that_its_record_tells_of(shipped):
    sets, told = shipped
    text = resources.files("sim.configs").joinpath(f"parameter_sets/{SHIPPED}.csv").read_bytes()
    assert hashlib.sha256(text).hexdigest() == told["about"]["sha256"]
    assert sets.parameters == tuple(told["parameters"]) == fitting.names()
    assert sets.values.shape[1] == told["about"]["sets"] == 1000
    assert told["about"]["points"] >= 50_000 and told["about"]["window"] == "2016-01..2019-12"


def test_what_the_record_says_of_parameters_is_what_the_table_holds(shipped):
    sets, told = shipped
    for name, row in zip(sets.parameters, sets.values, strict=True):
        assert np.median(row) == pytest.approx(told["parameters"][name]["after"][1], rel=0.001)
    before = from_scores(design(4096, 1)).std(axis=1)
    for place, one in enumerate(told["parameters"].values()):
        assert sets.values[place].std() / before[place] == pytest.approx(one["ratio"], rel=0.03)


def test_intervals_of_informed_parameters_held_known_truths_as_often_as_they_should(shipped):
    told = shipped[1]
    informed = [one for one in told["parameters"].values() if one["informed"]]
    assert informed and all(one["ratio"] < 0.9 and 0.85 <= one["coverage_90"] <= 0.95 for one in informed)
    assert 0.85 <= told["methods"][told["about"]["method"]]["coverage_90"] <= 0.95


def test_a_story_that_says_nothing_plays_its_sets_with_the_noise_of_the_fit_and_one_of_another_theatre_does_not(shipped):
    sets, told = shipped
    silent = plans(load("thaad_2016"))
    assert {(plan.parameters.sets, plan.parameters.jitter, plan.parameters.noise) for plan in silent} == {(sets, 0, told["about"]["noise"])}
    assert all(plan.parameters.sets is None for plan in plans(load("norway_2010")))
