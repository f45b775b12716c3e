"""The spread of a sweep told apart: a model whose parts are known in closed form, and a small sweep that is really played."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli.spread_lines import bands_of, told_apart
from sim.experiments.bands.kept import kept_split
from sim.experiments.bands.of_sweep import Layout, evenly, played, split_of_sweep
from sim.experiments.bands.points import PARTS, Crossed, of_levers, split_of_points
from sim.experiments.sweep.asked import designed
from sim.experiments.sweep.course import Course, begin
from sim.experiments.sweep.running import Players
from sim.experiments.sweep.study import Study
from sim.results.parts import RECEIPT
from sim.results.sweep import SweepResult
from sim.scenario import load

LEVER = np.linspace(-1, 1, 61)
WEIGHTS, RULE = np.array([0.5, 0.25, 0.25]), np.array([0.0, 1.0, -1.0])
GROUPS, SIZE = 36, 3

# Y = a L + (r + h L) D + (b + f L) P + (d + .3 D + .3 P) E at every point L, with P and E normal and D the rule: the parts are levers a^2 Var L,
# rule E (r + h L)^2 Var D, parameters E (b + f L)^2, chance d^2 + .09 Var D + .09. With f as large as b, points differ much in the parts.
USUAL = {"a": 0.8, "r": 0.4, "h": 0.3, "b": 0.6, "f": 0.6, "d": 1.0}


def drawn(seed: int, points: int = 18, lever: Any = LEVER, **size: float) -> dict[str, tuple[float, float, float, float]]:
    """The parts of a sweep of the model with ten worlds, and its groups at some points in the order in which they are played: point by point."""
    random, k = np.random.default_rng(seed), USUAL | size

    def y(at: Any, rule: float, p: Any, e: Any) -> Any:
        return k["a"] * at + (k["r"] + k["h"] * at) * rule + (k["b"] + k["f"] * at) * p + (k["d"] + 0.3 * rule + 0.3 * p) * e

    worlds = y(lever[:, None], 0.0, *random.normal(size=(2, 10)))
    crossed = evenly(len(lever), points)
    at = np.repeat(crossed, -(-GROUPS // len(crossed)))
    p, e = random.normal(size=(2, len(at), SIZE))
    cells = np.array([y(lever[at][:, None, None], rule, p[:, :, None], e[:, None, :]) for rule in RULE])
    return split_of_points(worlds, Crossed(cells, at, WEIGHTS), 0.95)


def truth(lever: Any = LEVER, **size: float) -> Any:
    """The true variances in the order of `PARTS`."""
    k = USUAL | size
    rules = float(WEIGHTS @ RULE**2)
    rule = rules * (k["r"] ** 2 + k["h"] ** 2 * (lever**2).mean())
    return np.array([k["d"] ** 2 + 0.09 * rules + 0.09, k["b"] ** 2 + k["f"] ** 2 * (lever**2).mean(), rule, k["a"] ** 2 * lever.var()])


@cache
def many(points: int = 18) -> list[dict[str, tuple[float, float, float, float]]]:
    """The model told apart four hundred times."""
    return [drawn(seed, points) for seed in range(400)]


@pytest.mark.parametrize("size", [{}, {"a": 0.0}, {"d": 0.2}, {"r": 0.0, "h": 0.8}], ids=str)
def test_the_parts_of_a_sweep_are_those_of_the_closed_form(size: Any) -> None:
    found = np.array([[drawn(seed, **size)[part][0] for part in PARTS] for seed in range(150)])
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
    assert np.all(np.abs(found.mean(axis=0) - truth(**size)) < 4 * error + 0.015 * truth(**size))


def test_levers_that_work_otherwise_under_other_rules_are_measured_under_all_of_them() -> None:
    # under the rules 0, 1, 1 the slope of the lever is a, a + h, a + h: on average a + h / 2
    random, a, h = np.random.default_rng(3), 0.5, 0.8
    at = np.repeat(evenly(len(LEVER), 20), 2)
    found = []
    for _ in range(100):
        cells = np.array([(a + h * (rule > 0)) * LEVER[at][:, None, None] + random.normal(size=(len(at), 3, 3)) for rule in range(3)])
        worlds = a * LEVER[:, None] + random.normal(size=10)
        found.append(split_of_points(worlds, Crossed(cells, at, WEIGHTS), 0.95)["levers"][0])
    assert np.mean(found) == pytest.approx((a + h / 2) ** 2 * LEVER.var(), abs=4 * np.std(found) / 10)


@pytest.mark.parametrize("points", [6, 18])
def test_intervals_of_a_sweep_hold_the_truth_about_as_often_as_they_say_although_points_differ(points: int) -> None:
    share = truth() / truth().sum()
    hold = np.mean([[one[part][2] <= share[place] <= one[part][3] for place, part in enumerate(PARTS)] for one in many(points)], axis=0)
    assert np.all(hold >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / len(many(points))))


def test_where_every_point_has_groups_a_point_more_or_less_is_no_error() -> None:
    lever = np.linspace(-1, 1, 3)
    share = truth(lever) / truth(lever).sum()
    found = [drawn(seed, 18, lever) for seed in range(200)]
    hold = np.mean([[one[part][2] <= share[place] <= one[part][3] for place, part in enumerate(PARTS)] for one in found], axis=0)
    assert np.all(hold >= 0.9)
    assert np.mean([one["parameters"][3] - one["parameters"][2] for one in found]) < 0.4


def test_more_points_with_fewer_groups_each_make_the_parts_more_exact() -> None:
    widths = [np.mean([one["parameters"][3] - one["parameters"][2] for one in many(points)]) for points in (6, 18)]
    assert widths[1] < 0.75 * widths[0]


def test_levers_that_do_nothing_are_not_taken_for_the_noise_of_few_worlds() -> None:
    random = np.random.default_rng(5)
    found = [of_levers(random.normal(size=(50, 4))) for _ in range(300)]
    assert abs(np.mean(found)) < 0.01
    assert np.mean([values.var() for values in random.normal(size=(300, 50, 4)).mean(axis=2)]) > 0.2


def test_a_sweep_with_too_few_worlds_or_without_spread_has_no_parts() -> None:
    def split(worlds: Any, cells: Any, at: Any = (0, 0, 1, 1, 2, 2)) -> Any:
        return split_of_points(worlds, Crossed(np.broadcast_to(cells, (3, 6, 3, 3)), np.array(at), WEIGHTS), 0.95)

    some = np.random.default_rng(1).normal(size=(5, 4))
    assert split(np.zeros((5, 2)), 0.0) == {}
    assert split(np.ones((5, 4)), 1.0) == {}
    assert split(some, np.nan) == {}
    assert split(some, np.random.default_rng(2).normal(size=(3, 6, 3, 3)), (0, 0, 0, 1, 1, 1)) == {}


def test_points_that_failed_are_left_out() -> None:
    random = np.random.default_rng(2)
    worlds, cells, at = random.normal(size=(5, 6)), random.normal(size=(3, 8, 3, 3)), np.repeat(np.arange(4), 2)
    broken = np.insert(worlds, 2, np.full((1, 6), np.nan), axis=0)
    more = np.concatenate([cells[:, :4], random.normal(size=(3, 2, 3, 3)), cells[:, 4:]], axis=1)
    whole = split_of_points(worlds, Crossed(cells, at, WEIGHTS), 0.95)
    assert whole
    assert split_of_points(broken, Crossed(more, np.repeat(np.arange(5), 2), WEIGHTS), 0.95) == whole


# --- a sweep that is played ------------------------------------------------------------------------------------------


def small(*vary: str) -> tuple[Any, Study]:
    """A short story swept over nine points in four worlds."""
    scenario = load("thaad_lift", sets=("time.months=8",))
    return scenario, Study.of(scenario, designed(scenario, vary or ("beijing.pressure.tourism=0..1",), "grid", 9, None), 4, 7, ("hold", "lift"))


def test_a_sweep_is_told_apart_once_and_the_same_for_any_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario, study = small()
    sweep = begin(scenario, study, tmp_path, Course(Players("serial")))
    found = split_of_sweep(sweep, study, jobs=2)
    assert {band.part for band in found.bands} == set(PARTS)
    assert {band.variant for band in found.bands} == {"hold", "lift"}
    alone, again = (played(study, Layout.of(study), jobs)[0] for jobs in (1, 2))
    assert all(np.array_equal(values, again[variant][name]) for variant, outcomes in alone.items() for name, values in outcomes.items())
    assert kept_split(sweep.folder) == found
    monkeypatch.setattr("sim.experiments.bands.of_sweep.played", lambda *_: pytest.fail("played twice"))
    assert split_of_sweep(sweep) == found


def test_what_was_found_from_other_parts_is_neither_read_nor_shown_and_what_another_program_found_is_found_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario, study = small()
    sweep = begin(scenario, study, tmp_path, Course(Players("serial")))
    split_of_sweep(sweep, study)
    assert bands_of(sweep) and told_apart(sweep, "engagement", 200)
    with monkeypatch.context() as other:
        other.setattr("sim.experiments.bands.kept.program_hash", lambda: "another")
        kept = kept_split(sweep.folder)
        assert kept is not None and kept.bands and not kept.by_this_program
        other.setattr("sim.experiments.bands.of_sweep.played", lambda *_: ({}, {}))
        assert split_of_sweep(sweep, study).bands == []
    assert split_of_sweep(sweep, study).bands
    receipt = next((sweep.folder / "parts").iterdir()) / RECEIPT
    receipt.write_text(json.dumps(json.loads(receipt.read_text(encoding="utf-8")) | {"sha256": "0" * 64}), encoding="utf-8")
    assert kept_split(sweep.folder) is None
    assert bands_of(sweep) == told_apart(sweep, "engagement", 200) == []


def test_a_world_that_fails_is_told_in_the_place_of_the_parts_of_its_variant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario, study = small()
    sweep = begin(scenario, study, tmp_path, Course(Players("serial")))
    whole = Layout.shocks

    def broken(layout: Layout, asked: Study, places: Any) -> Any:
        monkeypatch.setattr(Layout, "shocks", whole)
        raise ValueError("no such draw")

    monkeypatch.setattr(Layout, "shocks", broken)
    found = split_of_sweep(sweep, study)
    assert {band.variant for band in found.bands} == {"lift"}
    (first, second) = told_apart(sweep, "engagement", 200)
    assert first == "Spread in hold: not told apart, since a world played for it failed: ValueError: no such draw"
    assert second.startswith("Spread in lift: chance")


def test_crossed_worlds_are_those_of_the_points_and_no_two_points_share_one() -> None:
    _, study = small("beijing.pressure.tourism=0..1", "seoul.posture=align,accommodate")
    layout = Layout.of(study)
    assert len(layout.points) == len(study) == 8
    assert len(study.groups) > 1
    seen = [layout.shocks(study, np.array([place])).worlds for place in range(len(layout.points))]
    assert len(np.unique(np.concatenate(seen))) == sum(len(np.unique(worlds)) for worlds in seen)
    assert min(worlds.min() for worlds in seen) == study.worlds
    place, alone = 5, played(study, layout, 1)[0]["hold"]["engagement"]
    group = place * layout.each
    column = layout.cells(layout.shocks(study, np.array([place])).worlds, 1)
    world = int(column[0, 0, 0, 0])
    one = Study.of(load("thaad_lift", sets=("time.months=8",)), study.design, world + 1, 7, ("hold",))
    from sim.experiments.sweep.play import play_points

    point = int(layout.points[place])
    assert alone[0, group, 0, 0] == play_points(one, range(point, point + 1)).outcomes["hold"]["engagement"][0, world]


def test_a_rule_that_no_capital_may_follow_has_no_part_in_a_sweep(tmp_path: Path) -> None:
    scripted = [f"{capital}.doctrine=scripted" for capital in ("seoul", "beijing", "washington", "tokyo", "pyongyang")]
    scenario = load("thaad_lift", sets=("time.months=8", *scripted))
    study = Study.of(scenario, designed(scenario, ("beijing.pressure.tourism=0..1",), "grid", 3, None), 4, 7, ("hold",))
    sweep = begin(scenario, study, tmp_path, Course(Players("serial")))
    found = [band for band in split_of_sweep(sweep, study).bands if band.part == "decision rule"]
    assert found and all(band.variance == band.low == band.high == 0 for band in found)
    assert isinstance(sweep, SweepResult)
