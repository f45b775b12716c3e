"""What an answer depends on: sweeps whose answer is known, runs, what comes of the worlds, and what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.csv as csv
import pyarrow.parquet as parquet
import pytest

from sim.errors import UsageError
from sim.experiments.sensitivity import Asked, Sensitivity, analyse, sobol
from sim.experiments.sensitivity.cells import cells
from sim.experiments.sensitivity.found import FOLDER, Stale
from sim.experiments.sensitivity.given import Given
from sim.experiments.sensitivity.methods import Sobol
from sim.experiments.sensitivity.slices import by_quantile, by_rank, by_value
from sim.experiments.sensitivity.words import finding, others_in_noise, points_read, question, remarks
from sim.experiments.sensitivity.worlds import grouped, share_of_worlds, shares_of
from sim.experiments.sweep.designs.matrices import morris, saltelli
from sim.experiments.sweep.levers import Lever
from sim.results.sweep import SweepResult
from tests.made_sweep import LEVERS, made_sweep

NUMBERS = LEVERS[:2]


def levers_of(entries: Any) -> tuple[Lever, ...]:
    return tuple(Lever(**entry | {"values": tuple(entry["values"])}) for entry in entries)


def designed(folder: Path, design: Any, entries: Any = LEVERS, samples: int = 64, **more: Any) -> Any:
    """A made sweep of a design."""
    values, columns = design(levers_of(entries), samples, 5)
    words = {one["name"]: np.array(one["values"])[values[one["name"]]] if one["kind"] == "category" else values[one["name"]] for one in entries}
    kind = "saltelli" if "matrix" in columns else "morris" if "trajectory" in columns else "sobol"
    return made_sweep(folder / "made" / "2026-11-21-0f0f0f0f", values=words, levers=entries, columns=columns, design=kind, **more)


def of(found: Sensitivity, outcome: str, index: str, variant: str = "hold") -> Any:
    block = next(one for one in found.answers if (one.name, one.variant) == (outcome, variant))
    return block.indices[index]


def straight(values: Any, variant: str) -> Any:
    """A level in which the shares of variance are known: two numbers over their whole ranges, 4 and 1 twelfths, and nothing together."""
    return 2 * values["beijing.pressure.culture"] + (values["grievance.decay_months"] - 6) / 30


def test_a_saltelli_sweep_gives_the_known_shares_of_variance(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, saltelli, NUMBERS, 512, level=straight, worlds=2))
    assert found.method == "sobol"
    for order in ("first", "total"):
        assert of(found, "cohesion", order).value[:, 0] == pytest.approx([0.8, 0.2], abs=0.03)


def test_a_category_is_an_input_like_another_in_a_saltelli_sweep(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, saltelli, samples=256))
    total = of(found, "cohesion", "total")
    assert [given.kind for given in found.inputs] == ["number", "number", "category"]
    assert (total.beyond_noise()[:, 0]).tolist() == [True, True, True]
    assert total.value[0, 0] > total.value[2, 0] > total.value[1, 0]


def test_rows_that_are_not_there_whole_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    whole = analyse(designed(tmp_path / "a", saltelli, samples=128, size=8))
    part = analyse(designed(tmp_path / "b", saltelli, samples=128, size=8, missing=4))
    assert "7 of 128 rows of the design are not there whole and left out" in part.notes
    assert of(part, "cohesion", "total").value[:, 0] == pytest.approx(of(whole, "cohesion", "total").value[:, 0], abs=0.1)


def test_a_morris_sweep_gives_the_slope_of_what_is_straight(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, morris, NUMBERS, 20, level=straight))
    assert found.method == "morris"
    assert of(found, "cohesion", "mu").value[:, 0] == pytest.approx([2, 1])
    assert of(found, "cohesion", "sigma").value[:, 0] == pytest.approx([0, 0], abs=1e-9)


def test_small_effects_are_written_with_the_digits_that_they_have_and_their_unit(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, morris, NUMBERS, 20, level=lambda values, variant: 0.7 + 0.0004 * straight(values, variant)))
    block = next(one for one in found.answers if one.name == "cohesion")
    assert "(mean size of effect 0.00080, 0.00080 to 0.00080; rises with this)" in finding(found, block)
    assert cells(block, "mu_star", ["sigma"], 1, noisy=True)[0] == "0.00040"
    assert "Effects are in units of US-ROK cohesion (index 0-1), over the whole range of an input." in list(remarks(found, block))


def test_morris_refuses_a_category(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="`seoul` is a category"):
        analyse(designed(tmp_path, morris, LEVERS, 20))


def test_points_that_lie_anyhow_give_pawn_and_delta_and_no_total_order(tmp_path: Path) -> None:
    found = analyse(made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=256))
    assert {"pawn", "delta", "delta_reduced", "first"} <= set(found.answers[0].indices)
    assert any("no total order" in note for note in found.notes)
    assert of(found, "cohesion", "delta").beyond_noise()[:, 0].tolist() == [True, False, True]


@pytest.mark.parametrize("method", ["sobol", "morris"])
def test_a_method_that_does_not_fit_the_design_is_refused(tmp_path: Path, method: str) -> None:
    with pytest.raises(UsageError, match=f"{method} needs a design of its own"):
        analyse(made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f"), Asked(method))


def test_too_few_points_and_answers_that_do_not_move_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too few points: 12"):
        analyse(made_sweep(tmp_path / "a" / "2026-11-21-0f0f0f0f", points=12))
    with pytest.raises(UsageError, match="no outcome differs from point to point"):
        analyse(made_sweep(tmp_path / "b" / "2026-11-21-0f0f0f0f", level=lambda values, variant: np.full(len(values["seoul"]), 0.7)))


def test_an_unknown_outcome_or_variant_is_answered_with_the_nearest(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f")
    for asked, near in ((Asked(outcomes=("drif",)), "drift"), (Asked(variants=("lifted",)), "lift")):
        with pytest.raises(UsageError, match=f"did you mean `{near}`"):
            analyse(sweep, asked)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, saltelli, samples=32), Asked(everything=True))
    found.write(tmp_path / FOLDER)
    again = Sensitivity.load(tmp_path)
    assert again.about == found.about
    for one, other in zip(found.blocks, again.blocks, strict=True):
        for index, estimates in one.indices.items():
            for field in ("value", "low", "floor", "uncorrected"):
                assert np.allclose(getattr(estimates, field), getattr(other.indices[index], field), equal_nan=True)
    rows = csv.read_csv(tmp_path / FOLDER / "indices.csv")
    assert rows.column_names[:6] == ["variant", "outcome", "month", "date", "input", "index"]
    assert set(parquet.read_table(tmp_path / FOLDER / "indices_by_month.parquet").column("quantity").to_pylist()) == set(found.facts["quantities"])


def test_a_result_that_was_not_analysed_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has not been worked out"):
        Sensitivity.load(tmp_path)


def test_what_was_worked_out_of_fewer_points_is_not_taken_for_that_of_all(tmp_path: Path) -> None:
    part, whole = (designed(tmp_path / name, saltelli, samples=32, missing=missing) for name, missing in (("a", 2), ("b", 0)))
    found = analyse(part)
    found.write(part.folder / FOLDER)
    assert Sensitivity.load(part.folder).about == found.about
    for name in sorted(path.name for path in (whole.folder / "parts").iterdir())[-2:]:
        shutil.copytree(whole.folder / "parts" / name, part.folder / "parts" / name)
    with pytest.raises(Stale, match="has other points by now"):
        Sensitivity.load(part.folder)
    analyse(SweepResult.load(part.folder)).write(part.folder / FOLDER)
    assert Sensitivity.load(part.folder).facts["points"] == 160


def test_an_interrupted_sweep_says_how_many_of_its_points_are_read(tmp_path: Path) -> None:
    found = analyse(made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=200, size=50, missing=2))
    assert (found.facts["points"], found.facts["laid"], points_read(found)) == (100, 200, "100 of 200 points")
    rows = analyse(designed(tmp_path / "rows", saltelli, samples=128, size=8, missing=4))
    assert points_read(rows) == "605 of 640 points"


def test_a_morris_lever_that_cannot_move_is_refused(tmp_path: Path) -> None:
    values, columns = morris(levers_of(NUMBERS), 10, 5)
    values["beijing.pressure.culture"][:] = 0.5
    still = (NUMBERS[0] | {"low": 0.5, "high": 0.5}, NUMBERS[1])
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", values=values, levers=still, columns=columns, design="morris", level=straight)
    with pytest.raises(UsageError, match="`beijing.pressure.culture` has one value alone"):
        analyse(sweep)


def test_with_few_worlds_nothing_is_said_to_be_sure_and_why(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, saltelli, samples=64, worlds=4))
    assert "too few to say how sure a number is" in finding(found, found.answers[0])
    found.write(tmp_path / FOLDER)
    rows = csv.read_csv(tmp_path / FOLDER / "indices.csv").to_pylist()
    assert all(row["low"] is None and row["high"] is None and not row["beyond_noise"] and row["estimate"] is not None for row in rows)
    assert np.isnan(Sensitivity.load(tmp_path).answers[0].indices["total"].half).all()


def test_the_finding_names_what_moves_the_answer_and_until_when(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, saltelli, samples=256))
    block = next(one for one in found.answers if one.name == "cohesion")
    assert finding(found, block).startswith("depends most on Beijing: pressure on culture (total order 0.")
    assert question(found, block) == "US-ROK cohesion, mean of the year to July 2026"


def test_an_answer_rises_or_falls_with_a_number_and_has_a_highest_and_a_lowest_category(tmp_path: Path) -> None:
    for folder, design in (("a", saltelli), ("b", None)):
        sweep = designed(tmp_path / folder, design) if design else made_sweep(tmp_path / folder / "2026-11-21-0f0f0f0f", points=256)
        found = analyse(sweep)
        pressure, _, seoul = next(one for one in found.answers if one.name == "cohesion").directions
        assert pressure.word == "falls" and -1 <= pressure.low <= pressure.high < 0
        assert (seoul.highest, seoul.lowest, seoul.word) == ("align", "hedge", "most: align")


def test_the_sign_of_elementary_effects_is_a_direction(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, morris, NUMBERS, 20, level=lambda values, variant: -straight(values, variant)))
    assert {way.word for block in found.answers if block.name == "cohesion" for way in block.directions} == {"falls"}


def test_what_rises_here_and_falls_there_has_no_clear_direction(tmp_path: Path) -> None:
    def bent(values: Any, variant: str) -> Any:
        return np.abs(values["beijing.pressure.culture"] - 0.5)

    found = analyse(made_sweep(tmp_path / "2026-11-21-0f0f0f0f", points=256, level=bent))
    block = next(one for one in found.answers if one.name == "cohesion")
    assert block.indices["first"].beyond_noise()[0, 0] and block.directions[0].word == "unclear"
    assert "no clear direction" in finding(found, block)


def test_directions_are_written_and_read_again(tmp_path: Path) -> None:
    found = analyse(made_sweep(tmp_path / "2026-11-21-0f0f0f0f", points=128))
    found.write(tmp_path / "2026-11-21-0f0f0f0f" / FOLDER)
    again = Sensitivity.load(tmp_path / "2026-11-21-0f0f0f0f")
    assert [block.directions for block in again.blocks] == [block.directions for block in found.blocks]
    rows = csv.read_csv(tmp_path / "2026-11-21-0f0f0f0f" / FOLDER / "indices.csv").to_pylist()
    assert {"falls", "most: align"} <= {row["direction"] for row in rows}


def test_no_interval_of_a_share_reaches_beyond_one(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, saltelli, NUMBERS, 16, level=straight))
    total = of(found, "cohesion", "total")
    assert (total.value + total.half)[0, 0] > 1, "else this shows nothing"
    assert total.high[0, 0] == 1 and total.shown.max() <= 1


def test_where_answers_are_all_alike_in_a_slice_delta_is_unknown_and_first_order_tells(tmp_path: Path) -> None:
    def nearly_one(values: Any, variant: str) -> Any:
        pressure = values["beijing.pressure.culture"]
        return np.where(pressure < 0.75, 1 - 1e-5 * pressure, 1 - (pressure - 0.75) * 4)

    found = analyse(made_sweep(tmp_path / "2026-11-21-0f0f0f0f", points=256, level=nearly_one))
    assert np.isnan(of(found, "cohesion", "delta").value[0, 0])
    first = of(found, "cohesion", "first")
    assert first.beyond_noise()[0, 0] and 0.5 < first.value[0, 0] <= 1
    assert np.nanmax(of(found, "cohesion", "delta").high) <= 1


def test_inputs_that_act_together_alone_are_said_to_be_seen_by_pawn(tmp_path: Path) -> None:
    def both(values: Any, variant: str) -> Any:
        return (values["beijing.pressure.culture"] - 0.5) * (values["grievance.decay_months"] - 21)

    found = analyse(made_sweep(tmp_path / "2026-11-21-0f0f0f0f", points=512, level=both))
    block = next(one for one in found.answers if one.name == "cohesion")
    assert not block.indices["first"].beyond_noise()[:2, 0].any()
    assert "By PAWN the answer moves with" in others_in_noise(found, block)


def test_two_inputs_that_cannot_be_told_apart_are_both_named_however_short_the_sentence(tmp_path: Path) -> None:
    def alike(values: Any, variant: str) -> Any:
        return values["beijing.pressure.culture"] + (values["grievance.decay_months"] - 6) / 30

    found = analyse(designed(tmp_path, saltelli, NUMBERS, 64, level=alike))
    block = next(one for one in found.answers if one.name == "cohesion")
    assert "in what order cannot be told" in finding(found, block, 1)


# What comes of having played each point in so few worlds.


def interacting(random: np.random.Generator, rows: int, worlds: int) -> tuple[Any, Any]:
    """Answers of a Saltelli design of two inputs in some worlds, `[point, world]`, and its places: the worlds shift the slope of the second.

    With worlds without end the second input does nothing: its slope is zero on average.
    """
    a, b = random.random((rows, 2)) - 0.5, random.random((rows, 2)) - 0.5
    points = np.concatenate([a, b, np.column_stack([b[:, 0], a[:, 1]]), np.column_stack([a[:, 0], b[:, 1]])])
    slope, shift = random.normal(0, 2, worlds), random.normal(0, 5, worlds)
    return points[:, :1] + points[:, 1:] * slope + shift, np.arange(len(points)).reshape(4, rows)


@pytest.mark.parametrize("groups", [5, 3])
def test_what_comes_of_the_worlds_is_taken_off_on_average_also_where_groups_differ_in_size(groups: int) -> None:
    random, once, plain, corrected = np.random.default_rng(1), np.ones((1, 256)), [], []
    for _ in range(400):
        y, places = interacting(random, 256, 5)
        method = Sobol(places, 2)
        of_mean = sobol.components(method.matrices(y.mean(axis=1, keepdims=True)), once)
        found = method.of_groups(grouped(y, groups), once, shares_of(5, groups))
        plain.append(float(of_mean.total[0, 1, 0]))
        corrected.append([float(part) for part in (found.whole[0, 0, 0], *found.parts["first"][0, :, 0], *found.parts["total"][0, :, 0])])
    assert np.mean(plain) == pytest.approx(2**2 / 5 / 12, rel=0.2)
    assert np.mean(corrected, axis=0) == pytest.approx([1 / 12, 1 / 12, 0, 1 / 12, 0], abs=0.01)


def test_what_all_points_have_in_common_is_no_part_of_the_variance_between_points() -> None:
    random = np.random.default_rng(2)
    points = random.random((100, 1))
    assert share_of_worlds(points + random.normal(0, 10, (1, 8)), shares_of(8, 8)) == pytest.approx(0, abs=1e-9)


def test_chance_anew_at_every_point_is_known_for_what_it_is() -> None:
    random = np.random.default_rng(3)
    y = random.normal(0, 1, (4000, 1)) + random.normal(0, 2, (4000, 8))
    assert share_of_worlds(y, shares_of(8, 8)) == pytest.approx(0.5 / 1.5, abs=0.03)
    assert share_of_worlds(grouped(y[:, :7], 3), shares_of(7, 3)) == pytest.approx(4 / 7 / (1 + 4 / 7), abs=0.05)


def test_groups_of_worlds_keep_the_mean() -> None:
    y = np.random.default_rng(4).random((5, 20))
    for worlds in (3, 10, 15, 19, 20):
        here = y[:, :worlds]
        assert grouped(here, 10) @ shares_of(worlds, 10) == pytest.approx(here.mean(axis=1))
    assert grouped(y, 10).shape == (5, 10)
    assert grouped(y[:, :3], 10).shape == (5, 3)


def test_the_noise_floor_holds_inputs_without_effect() -> None:
    random = np.random.default_rng(5)
    points, y = random.random((400, 40)), random.normal(size=(400, 1))
    method = Given([by_quantile(x, 10) for x in points.T], [by_rank(x, 5) for x in points.T], seed=1)
    found = method.of(y, np.ones((1, 400)))
    floors = method.floors(y, found)
    for index, values in found.items():
        assert np.mean(values[0] > floors[index]) < 0.15


def test_the_noise_floor_of_the_first_order_holds_what_worlds_leave_of_inputs_without_effect() -> None:
    random = np.random.default_rng(8)
    points, y = random.random((200, 40)), random.normal(size=(200, 1)) + random.normal(0, 4, (200, 8))
    method, shares = Given([by_quantile(x, 10) for x in points.T], [by_rank(x, 5) for x in points.T], 1, ("first",)), np.full(8, 1 / 8)
    found = method.of_groups(y, np.ones((1, 200)), shares).values
    assert np.mean(found["first"][0] > method.floors(y, found, shares)["first"]) < 0.15
    assert np.mean(found["first"][0] > method.floors(y.mean(axis=1, keepdims=True), found)["first"]) > 0.15


def test_the_noise_floor_knows_slices_of_other_sizes() -> None:
    random = np.random.default_rng(6)
    rare = by_value(np.where(random.random(400) < 0.03, "rare", "usual"))
    even = by_value(random.integers(0, 2, 400))
    method = Given([rare, even], [rare, even], seed=1)
    y = random.normal(size=(400, 1))
    floor = np.asarray(method.floors(y, method.of(y, np.ones((1, 400))))["pawn"])
    assert floor[0, 0] > 2 * floor[1, 0]


# Of a run.


def test_a_run_is_asked_for_its_own_parameters(run_result: Any) -> None:
    found = analyse(run_result)
    assert found.facts["of"] == "run" and len(found.inputs) > 40
    assert any("parameters of the worlds hang together" in note for note in found.notes)
    told = [one for block in found.answers for one in block.indices["delta"].beyond_noise()[:, 0]]
    assert np.mean(told) < 0.2


@pytest.fixture(scope="module")
def run_result() -> Any:
    from sim.experiments.run import run
    from sim.experiments.settings import Settings
    from sim.scenario import load

    return run(load("thaad_lift", sets=("time.months=12",)), Settings(worlds=120, variants=("lift",)))


def test_worlds_that_share_their_parameters_are_one_point(run_result: Any) -> None:
    from sim.experiments.sensitivity.sample import OfARun

    table = run_result.table("design")
    half = {name: np.tile(table.column(name).to_numpy()[:60], 2) if name != "world" else table.column(name).to_numpy() for name in table.column_names}
    source = OfARun(run_result)
    source.__dict__["_table"] = half
    values = run_result.measured["lift"]["core"]
    assert source.outcome("lift", "core").shape == (60, 1)
    assert source.outcome("lift", "core").mean() == pytest.approx(values.mean())


# On one outcome of ours.


def test_on_a_sweep_of_ours_the_uncorrected_values_are_those_of_salib(tmp_path: Path) -> None:
    from SALib.analyze import sobol as salib

    from sim.experiments.sensitivity.playing import Wanted, study_for
    from sim.experiments.sweep.course import Course, begin
    from sim.scenario import load

    story = load("thaad_lift", sets=("time.months=18",))
    vary = ("beijing.pressure.culture=0..1", "seoul.hedging.indirect_balancing=0.2..0.9", "washington.posture=[reassure, detach]")
    sweep = begin(story, study_for(story, Wanted(vary, "sobol", 16, 3, variants=("lift",), second=True)), tmp_path, Course())
    found = analyse(sweep)
    problem = {"num_vars": 3, "names": [given.name for given in found.inputs], "bounds": [[0, 1]] * 3}
    for outcome in ("core", "us_rok"):
        theirs = salib.analyze(problem, sweep.mean("lift", outcome), num_resamples=2)
        above = np.triu_indices(3, 1)
        for index, value in (("first", theirs["S1"]), ("total", theirs["ST"]), ("second", theirs["S2"][above])):
            assert np.abs(of(found, outcome, index, "lift").uncorrected[:, 0] - value).max() < 1e-10
    paths = next(block for block in found.over_months if block.name == "seams.core")
    theirs = salib.analyze(problem, sweep.path("lift", "seams.core")[:, 18].astype(float), num_resamples=2)
    assert np.abs(paths.indices["total"].value[:, 18] - theirs["ST"]).max() < 1e-10


# Figures.


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_figure_draws_what_was_found(tmp_path: Path, theme: str) -> None:
    from sim.plots import OF_A_SENSITIVITY, draw_sensitivity

    found = analyse(designed(tmp_path, lambda *asked: saltelli(*asked, second=True), samples=64), Asked(everything=True))
    paths = draw_sensitivity(found, tmp_path / "drawn", theme=theme)
    assert [path.stem for path in paths] == list(OF_A_SENSITIVITY)
    assert all(path.with_suffix(".csv").read_text(encoding="utf-8").count("\n") > 3 for path in paths)


def test_over_the_months_of_a_sweep_nothing_is_claimed(tmp_path: Path) -> None:
    from sim.plots import picture_of_sensitivity

    found = analyse(designed(tmp_path, saltelli, samples=64), Asked(everything=True))
    assert not any(one.beyond_noise().any() for block in found.over_months for one in block.indices.values())
    story = picture_of_sensitivity(found, "index_over_time").story
    assert story.headline == "What each input does at each month: estimates, of which it is not known how sure they are"
    assert "without an interval" in story.drawn and "In colour: what an outcome tells from noise" in story.drawn


def test_with_few_worlds_bars_are_drawn_without_intervals_and_hollow(tmp_path: Path) -> None:
    from sim.plots import picture_of_sensitivity

    found = analyse(designed(tmp_path, saltelli, samples=64, worlds=3))
    picture = picture_of_sensitivity(found, "tornado")
    assert "~ Beijing: pressure on culture" in [text.get_text() for text in picture.texts]
    assert "too few to say how sure" in picture.story.headline
    assert "nan" not in " ".join(text.get_text() for text in picture.texts)
    assert picture_of_sensitivity(found, "interactions") is not None


def test_the_tornado_marks_what_cannot_be_told_from_noise(tmp_path: Path) -> None:
    from sim.plots import picture_of_sensitivity

    found = analyse(made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=256))
    written = [text.get_text() for text in picture_of_sensitivity(found, "tornado").texts]
    assert "~ Grievance fades" in written and "Beijing: pressure on culture" in written


def test_interactions_are_drawn_of_a_saltelli_design_alone(tmp_path: Path) -> None:
    from sim.plots import NothingToDraw, picture_of_sensitivity

    found = analyse(made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=128))
    with pytest.raises(NothingToDraw, match="only a Saltelli design"):
        picture_of_sensitivity(found, "interactions")


def test_an_about_file_says_how_it_came_about(tmp_path: Path) -> None:
    found = analyse(designed(tmp_path, saltelli, samples=32))
    found.write(tmp_path / FOLDER)
    about = json.loads((tmp_path / FOLDER / "about.json").read_text(encoding="utf-8"))
    assert about["method"] == "sobol" and about["design"] == "saltelli" and about["worlds"] == 8
