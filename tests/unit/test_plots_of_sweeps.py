"""The figures of a sweep: each draws for few and many levers and points, says what it shows, and claims no more than its points hold."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake_sweep import LABELS, fake_sweep
from made_sweep import made_sweep
from test_plots import boxes, covered

from sim import plots
from sim.cli import main
from sim.cli.plot import draw
from sim.cli.sweep_table import as_json
from sim.errors import UsageError
from sim.experiments.compare import compare
from sim.plots import FIGURES, OF_A_SWEEP, NothingToDraw
from sim.plots.comparisons import picture as picture_of
from sim.plots.drawing import lettering
from sim.plots.drawing.files import content
from sim.plots.drawing.style import HEADLINE, MARGIN, WIDTH
from sim.plots.sweeps.bands import outcomes_of
from sim.plots.sweeps.chosen import Chosen, named
from sim.plots.wedge_map import figure as wedge_map
from sim.results.sweep import LeverInfo
from sim.results.sweep_part import part_of

CULTURE, BALANCING = list(LABELS)[:2]

SHAPES: dict[str, dict[str, Any]] = {
    "one number": {"numbers": 1, "points": 8, "worlds": 5},
    "two numbers": {"numbers": 2, "points": 8, "worlds": 5},
    "three variants": {"numbers": 2, "categories": 1, "points": 64, "variants": 3},
    "many levers": {"numbers": 5, "categories": 2, "points": 128, "failed": 4, "waiting": 9},
    "categories alone": {"numbers": 0, "categories": 2, "points": 16},
    "a grid": {"numbers": 2, "points": 49, "grid": True},
    "no effect": {"numbers": 3, "points": 32, "size": 0.0},
    "one world": {"numbers": 2, "points": 32, "worlds": 1},
}


def drawn(sweep: Any, **chosen: tuple[str, ...]) -> dict[str, Any]:
    """Every figure for which the sweep holds something, by name."""
    found = {}
    for kind in OF_A_SWEEP:
        try:
            found[kind] = plots.picture(sweep, kind, chosen=Chosen(**chosen))
        except NothingToDraw:
            continue
    return found


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_no_text_covers_another_or_leaves_the_page(shape: dict[str, Any]) -> None:
    for kind, picture in drawn(fake_sweep(**shape)).items():
        texts = boxes(picture)
        assert covered(texts) == [], kind
        wide, tall = picture.bbox.width, picture.bbox.height
        assert [text for text, box in texts if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > tall] == [], kind
        assert len(lettering.wrap(picture.story.headline, HEADLINE, WIDTH - 2 * MARGIN, bold=True)) <= 2, kind


@pytest.mark.parametrize(("shape", "kinds"), [
    ("one number", {"response_curves", "parallel_coordinates", "ridgelines"}),
    ("many levers", set(OF_A_SWEEP) - {"bands"}),
    ("categories alone", {"response_curves", "parallel_coordinates", "ridgelines"}),
    ("one world", {"wedge_map", "response_curves", "parallel_coordinates"}),
])  # fmt: skip
def test_a_sweep_gives_the_figures_that_it_can_fill(shape: str, kinds: set[str], tmp_path: Path) -> None:
    paths = plots.draw_all(fake_sweep(**SHAPES[shape]), tmp_path)
    assert {path.stem for path in paths} == kinds
    for path in paths:
        assert list(csv.DictReader(io.StringIO(path.with_suffix(".csv").read_text(encoding="utf-8")))), path


def test_an_svg_is_the_same_bytes_again_and_speaks() -> None:
    first, second = (drawn(fake_sweep(3, 1, 32)) for _ in range(2))
    assert set(first) == set(OF_A_SWEEP) - {"bands"}
    for kind, picture in first.items():
        data = content(picture, "svg")
        assert data == content(second[kind], "svg"), kind
        assert b'role="img"' in data and f'<desc id="{kind}-description">'.encode() in data


def test_other_themes_say_the_same_in_other_colours() -> None:
    sweep = fake_sweep(2, 1, 32)
    for kind in drawn(sweep):
        light, dark = (plots.picture(sweep, kind, theme) for theme in ("light", "dark"))
        assert dark.story == light.story and dark.theme.name == "dark"


def test_every_figure_carries_a_finding_what_is_drawn_and_the_foot() -> None:
    sweep = fake_sweep(2, 1, 64)
    for picture in drawn(sweep).values():
        assert picture.story.headline and picture.story.drawn.endswith(".") and picture.story.foot == sweep.foot


def test_thousands_of_points_are_drawn() -> None:
    sweep = fake_sweep(3, 1, 4096, 4, failed=40)
    for kind, picture in drawn(sweep, outcomes=("core",)).items():
        assert "40 failed" in picture.story.drawn, kind
        assert len(content(picture, "svg")) < 4e6, kind


def test_a_sweep_without_effect_is_said_to_show_none() -> None:
    for kind, picture in drawn(fake_sweep(2, 1, 64, size=0.0), outcomes=("core",)).items():
        assert "no clear difference" in picture.story.headline or "no lever" in picture.story.headline, kind


def test_an_effect_is_told_with_its_interval_below() -> None:
    story = wedge_map(fake_sweep(2, 0, 64), chosen=Chosen(outcomes=("core",))).story
    assert story.headline.startswith("Core seams: down 0.07")
    assert "as Beijing's pressure on culture rises, up 0.0" in story.headline
    assert "Beijing's pressure on culture \N{MINUS SIGN}0." in story.notes[0] and "95 % interval" in story.notes[0]


def test_what_one_world_shows_is_said_to_be_that_of_one_world() -> None:
    story = plots.picture(fake_sweep(2, 0, 32, 1), "response_curves", chosen=Chosen(outcomes=("core",))).story
    assert story.headline.startswith("In one world, the core seams")
    assert "One world: what chance does is not known." in story.notes


def test_points_that_failed_or_wait_are_said() -> None:
    for kind, picture in drawn(fake_sweep(2, 0, 64, failed=3, waiting=10), outcomes=("core",)).items():
        assert "Of 64 points 3 failed and 10 not played yet." in picture.story.drawn, kind


@pytest.mark.parametrize("sweep", [fake_sweep(1, 0), fake_sweep(0, 2), fake_sweep(1, 2)], ids=["one number", "categories", "one of each"])
def test_a_map_needs_two_numbers(sweep: Any) -> None:
    with pytest.raises(NothingToDraw, match="two levers that are numbers"):
        plots.picture(sweep, "wedge_map")


def test_a_map_needs_points_at_which_both_levers_vary() -> None:
    sweep = fake_sweep(2, 0, 16)
    half = np.arange(16) < 8
    sweep.values[CULTURE] = np.where(half, sweep.values[CULTURE], 0.6)
    sweep.values[BALANCING] = np.where(half, 0.5, sweep.values[BALANCING])
    with pytest.raises(NothingToDraw, match="vary together"):
        plots.picture(sweep, "wedge_map")


def test_ridges_need_several_worlds_and_a_level() -> None:
    with pytest.raises(NothingToDraw, match="one world"):
        plots.picture(fake_sweep(2, 0, 16, 1), "ridgelines")
    with pytest.raises(NothingToDraw, match="`drift` is a chance"):
        plots.picture(fake_sweep(2, 0, 16), "ridgelines", chosen=Chosen(outcomes=("drift",)))


def test_what_levers_alone_decide_is_left_out_and_the_omission_said() -> None:
    sweep = fake_sweep(2, 0, 64, variants=2)
    sweep.scenario["outcomes"] = {"drift": {"chance_of": "mean(6) of pressure.culture < 0.3"}, "core": {"track": "seams.core"}}
    story = plots.picture(sweep, "response_curves").story
    assert story.headline.startswith("US-ROK cohesion")
    assert "Left out, as levers alone decide it: \N{LEFT DOUBLE QUOTATION MARK}Seoul drifts" in story.drawn
    asked = plots.picture(sweep, "response_curves", chosen=Chosen(outcomes=("drift",))).story
    assert asked.headline.startswith("Seoul drifts") and "Left out" not in asked.drawn


def test_levers_outcomes_and_variants_can_be_chosen() -> None:
    sweep = fake_sweep(4, 1, 64, variants=3)
    rows = plots.picture(sweep, "wedge_map", chosen=Chosen(("core",), ("lift",), (BALANCING, "threat.slope"))).story.data
    assert rows.columns[2:4] == (BALANCING, "threat.slope") and {row[:2] for row in rows.rows} == {("lift", "core")}
    assert wedge_map(sweep).story.data.columns[2:4] == (CULTURE, BALANCING)
    for chosen, near in ((Chosen(outcomes=("cor",)), "core"), (Chosen(variants=("lft",)), "lift"), (Chosen(levers=(f"{CULTURE}s",)), CULTURE)):
        with pytest.raises(UsageError, match=near):
            plots.picture(sweep, "response_curves", chosen=chosen)


def in_parts(points: int = 48) -> Any:
    """A sweep of two parts: a map of two numbers, and points of a category alone, where the numbers stay as the story has them."""
    sweep = fake_sweep(2, 1, points, variants=2)
    part = np.where(np.arange(points) % 3 == 2, "trials", "map")
    sweep.columns["part"] = part
    for name in (CULTURE, BALANCING):
        sweep.values[name] = np.where(part == "map", sweep.values[name], np.nan)
    sweep.values["seoul.posture"] = np.where(part == "trials", sweep.values["seoul.posture"], "")
    return sweep


def test_the_parts_of_a_sweep_are_drawn_apart_and_the_picture_names_its_part() -> None:
    sweep = in_parts()
    sweep.share = lambda name: 0.5  # type: ignore[method-assign]
    with pytest.raises(NothingToDraw, match="2 parts, whose points are not alike: map, trials"):
        plots.picture(sweep, "response_curves")
    rows = {part: plots.picture(sweep, "parallel_coordinates", chosen=Chosen(part=part)).story for part in ("map", "trials")}
    assert rows["map"].data.columns[:3] == ("point", CULTURE, BALANCING) and rows["trials"].data.columns[:2] == ("point", "seoul.posture")
    assert [row[0] for row in rows["trials"].data.rows] == list(range(2, 48, 3))
    for part, story in rows.items():
        assert f"part \N{LEFT DOUBLE QUOTATION MARK}{part}\N{RIGHT DOUBLE QUOTATION MARK} of the sweep" in story.drawn
        assert f"part {part}," in story.foot
    with pytest.raises(NothingToDraw, match="fewer"):
        plots.picture(sweep, "wedge_map", chosen=Chosen(part="trials"))
    with pytest.raises(UsageError, match="did you mean `map`|known: map"):
        plots.picture(sweep, "wedge_map", chosen=Chosen(part="mpa"))
    with pytest.raises(UsageError, match="no parts"):
        plots.picture(fake_sweep(), "wedge_map", chosen=Chosen(part="map"))


def test_without_a_name_each_part_is_drawn_into_a_folder_of_its_own(tmp_path: Path) -> None:
    sweep = in_parts()
    sweep.share = lambda name: 0.5  # type: ignore[method-assign]
    paths = draw(sweep, ("parallel_coordinates", "response_curves"), tmp_path, "svg", "light")
    assert [str(path.relative_to(tmp_path)) for path in paths] == [
        f"{part}/{kind}.svg" for part in ("map", "trials") for kind in ("parallel_coordinates", "response_curves")]
    assert [path.parent.name for path in draw(sweep, ("wedge_map",), tmp_path, "svg", "light")] == ["map"]


def test_means_and_effects_are_told_by_part_with_the_numbers_of_the_whole() -> None:
    sweep = in_parts()
    sweep.share = lambda name: 0.5  # type: ignore[method-assign]
    sweep.parts, sweep.__dict__["receipts"] = {}, {}
    found = json.loads(as_json(sweep))
    assert all({row["part"] for row in found[told]} == {"map", "trials"} for told in ("spans", "effects"))
    trials = [row for row in found["spans"] if row["part"] == "trials"]
    assert all(row["points"] == 16 and row["least_at"]["point"] % 3 == 2 and set(row["least_at"]) == {"point", "seoul.posture"} for row in trials)
    assert found["bands"] == []


def test_a_point_of_a_part_that_leaves_a_lever_stands_where_the_story_has_it() -> None:
    sweep = in_parts()
    sweep.values[CULTURE][0] = np.nan  # a point of the map that leaves pressure as the story has it: 0.6
    part = part_of(sweep, "map")
    assert part.points == 32 and part.values[CULTURE][0] == 0.6 and set(part.values) == {CULTURE, BALANCING}
    assert [lever.name for lever in part.levers] == [CULTURE, BALANCING]


@pytest.mark.parametrize("kind", ["response_curves", "parallel_coordinates", "ridgelines", "wedge_map"])
def test_a_picture_of_one_variant_names_it(kind: str) -> None:
    story = plots.picture(fake_sweep(2, 0, 32, variants=3), kind, chosen=Chosen(variants=("lift",))).story
    assert story.drawn.startswith("In \N{LEFT DOUBLE QUOTATION MARK}The bans are phased out\N{RIGHT DOUBLE QUOTATION MARK}, one of 3 variants. ")


def test_curves_and_maps_tell_one_effect_with_one_interval() -> None:
    sweep = fake_sweep(3, 1, 64)
    asked = Chosen(outcomes=("core",))
    told = [plots.picture(sweep, kind, chosen=asked).story.notes[0] for kind in ("wedge_map", "response_curves", "ridgelines")]
    effects = [set(re.findall(r"(Beijing's pressure on culture [^;]*\)|Seoul's indirect balancing [^;]*\))", note)) for note in told]
    assert len(effects[0]) == 2 and effects[0] <= effects[1] and effects[2] <= effects[0]


def test_figures_of_runs_and_of_sweeps_are_not_taken_for_each_other(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="draws a run, and this is a sweep"):
        plots.picture(fake_sweep(), "cohesion_fan")
    with pytest.raises(UsageError, match="did you mean `wedge_map`"):
        plots.picture(fake_sweep(), "wedge_maps")


def test_plot_draws_a_sweep_by_outcome_and_lever(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made_sweep(place / "results" / "made" / "2026-11-21-0f0f0f0f", points=24, worlds=4)
    words = ["plot", "@last", "--kind", "wedge_map", "--outcome", "cohesion", "--variant", "lift", "--format", "svg", "--out", "pictures"]
    assert main(words) == 0
    assert capsys.readouterr().out.strip() == "pictures/wedge_map_cohesion_lift.svg"
    assert main(["plot", "@last", "--kind", "cohesion_fan"]) == 2
    assert "sim run made" in capsys.readouterr().err
    assert main(["plot", "@last", "--kind", "ridgelines", "--lever", "beijing.pressure.cultur"]) == 2
    assert "did you mean `beijing.pressure.culture`" in capsys.readouterr().err


def test_plot_looks_for_the_last_sweep_where_a_figure_of_sweeps_is_asked_for(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made_sweep(place / "results" / "made" / "2026-11-21-0f0f0f0f", points=24, worlds=4)
    main(["run", "made", "--no-figures", "-q"])
    capsys.readouterr()
    assert main(["plot", "@last", "--kind", "response_curves"]) == 0
    assert "2026-11-21-0f0f0f0f/figures/response_curves.png" in capsys.readouterr().out
    assert main(["plot", "@last", "--kind", "outcome_strip"]) == 0
    assert main(["plot", str(next(path for path in (place / "results" / "made").iterdir() if "0f0f" not in path.name)), "--lever", "x"]) == 2


def test_list_says_of_what_a_figure_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "figures", "sweep"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(OF_A_SWEEP)
    assert set(OF_A_SWEEP) & set(FIGURES) == {"bands"}


def test_a_figure_that_cannot_use_the_levers_asked_for_is_left_out_of_the_set(tmp_path: Path) -> None:
    sweep = fake_sweep(2, 1, 32)
    assert set(drawn(sweep, levers=(CULTURE,))) == {"response_curves", "parallel_coordinates", "ridgelines"}
    assert set(drawn(sweep, levers=(CULTURE, BALANCING))) == {"wedge_map", "response_curves", "parallel_coordinates"}
    with pytest.raises(NothingToDraw, match="category"):
        plots.picture(sweep, "wedge_map", chosen=Chosen(levers=(CULTURE, "seoul.posture")))


@pytest.mark.parametrize(("name", "label", "said"), [
    ("beijing.pressure.culture", "Pressure: culture", "Beijing's pressure on culture"),
    ("seoul.hedging.posture", "Seoul hedging posture", "Seoul's hedging posture"),
    ("tokyo.outreach", "Outreach to Seoul", "Tokyo's outreach to Seoul"),
    ("beijing.x", "What Beijing does", "What Beijing does"),
    ("grievance.decay_months", "Grievance: decay months", "Grievance: decay months"),
])  # fmt: skip
def test_a_lever_of_a_capital_bears_its_name(name: str, label: str, said: str) -> None:
    assert named(LeverInfo(name, label, "", "", "number")).label == said


def test_a_headline_does_not_hide_levers_that_act(monkeypatch: pytest.MonkeyPatch) -> None:
    sweep = fake_sweep(3, 1, 256, 64)
    tried: list[str] = []
    monkeypatch.setattr("sim.plots.sweeps.wording.fitting", lambda *texts: tried.extend(texts) or texts[-1])
    headline = plots.picture(sweep, "response_curves", chosen=Chosen(outcomes=("core",))).story.headline
    assert headline.endswith("and less with 3 others")
    assert tried[0].count(" rises") == 3 and "with Seoul's posture at hedge, not align" in tried[0] and "and less" not in tried[0]


def test_the_difference_of_a_category_has_the_sign_of_the_later_value_less_the_earlier() -> None:
    sweep = fake_sweep(2, 1, 64)
    picture = plots.picture(sweep, "response_curves", chosen=Chosen(outcomes=("core",), levers=("seoul.posture",)))
    assert re.search(r"down 0\.\d+ \(0\.\d+ to 0\.\d+\) with Seoul's posture at hedge, not align", picture.story.headline)
    assert "Seoul's posture, hedge less align, \N{MINUS SIGN}0." in picture.story.notes[0]
    assert any(re.fullmatch("\N{MINUS SIGN}0\\.\\d+, hedge less align", text.get_text()) for text in picture.texts)


def test_of_levers_that_move_together_nothing_is_told() -> None:
    two, many = fake_sweep(1, 1, 2), fake_sweep(2, 0, 64)
    two.values["seoul.posture"] = np.array(["align", "hedge"])
    many.values[BALANCING] = 0.2 + 0.7 * many.values[CULTURE]
    for sweep in (two, many):
        for kind in ("response_curves", "ridgelines"):
            story = plots.picture(sweep, kind, chosen=Chosen(outcomes=("core",))).story
            assert "cannot be told" in story.headline and not any("95 % interval" in note for note in story.notes), kind
        rows = plots.picture(sweep, "response_curves", chosen=Chosen(outcomes=("core",))).story.data.rows
        assert {row[3] for row in rows if row[2] == CULTURE} == set(sweep.values[CULTURE].tolist())


def test_few_points_tell_no_difference_and_no_tenth() -> None:
    four = plots.picture(fake_sweep(1, 0, 4), "response_curves", chosen=Chosen(outcomes=("core",))).story
    assert four.headline.startswith("Core seams: too few points (4) to tell")
    few, enough = (plots.picture(fake_sweep(2, 0, count), "parallel_coordinates", chosen=Chosen(outcomes=("core",))).story for count in (29, 30))
    assert "29 points, too few" in few.headline and "In colour" not in few.drawn and {row[-1] for row in few.data.rows} == {""}
    assert "In colour: of 30 points the 3 with the highest and the 3 with the lowest values" in enough.drawn


@pytest.mark.parametrize(("worlds", "said"), [(20, False), (60, True)])
def test_whether_worlds_differ_more_than_a_lever_moves_is_said_of_many_worlds_alone(worlds: int, said: bool) -> None:
    story = plots.picture(fake_sweep(2, 0, 64, worlds), "ridgelines", chosen=Chosen(outcomes=("core",))).story
    assert ("worlds differ" in story.headline) is said


def test_numbers_of_a_share_stay_between_0_and_1_and_a_step_is_said() -> None:
    sweep = fake_sweep(2, 0, 64, worlds=20)
    sweep.scenario["outcomes"] = {"drift": {"chance_of": "mean(6) of pressure.culture < 0.3"}}
    for kind, first in (("wedge_map", 4), ("response_curves", 4)):
        story = plots.picture(sweep, kind, chosen=Chosen(outcomes=("drift",))).story
        ends = np.array([[value for value in row[first:] if isinstance(value, float)] for row in story.data.rows])
        assert ends.min() >= 0 and ends.max() <= 1, kind
        assert any("by a step" in note for note in story.notes), kind


def test_pictures_of_other_choices_do_not_take_each_others_place(tmp_path: Path) -> None:
    sweep = fake_sweep(2, 0, 64, variants=2)
    choices = [None, Chosen(outcomes=("core",)), Chosen(outcomes=("core",), variants=("lift",)), Chosen(levers=(CULTURE, BALANCING))]
    names = [plots.draw(sweep, "wedge_map", folder=tmp_path, chosen=chosen).name for chosen in choices]
    assert len(set(names)) == 4 and names[:3] == ["wedge_map.png", "wedge_map_core.png", "wedge_map_core_lift.png"]
    assert len(Chosen(levers=tuple(f"lever_{place}" for place in range(40))).mark) < 120


def test_the_part_that_was_asked_for_lies_where_all_parts_lie(tmp_path: Path) -> None:
    sweep = in_parts()
    sweep.share = lambda name: 0.5  # type: ignore[method-assign]
    paths = draw(sweep, ("response_curves",), tmp_path, "svg", "light", chosen=Chosen(part="map"))
    assert paths == [tmp_path / "map" / "response_curves.svg"]


def test_what_levers_alone_decide_is_left_out_of_all_pictures_by_one_rule() -> None:
    sweep = fake_sweep(2, 0, 64, variants=2)
    sweep.scenario["outcomes"] = {"drift": {"chance_of": "mean(6) of pressure.culture < 0.3"}, "core": {"track": "seams.core"}}
    shown = outcomes_of(sweep, Chosen())
    assert "drift" not in {info.name for info in shown} and shown[0].headline
    assert [info.name for info in outcomes_of(sweep, Chosen(outcomes=("drift",)))] == ["drift"]


def test_the_line_of_a_difference_over_the_months_is_the_mean_that_stands_beside_it(tmp_path: Path) -> None:
    made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=24, worlds=4)
    found = compare(str(tmp_path / "made" / "2026-11-21-0f0f0f0f"))
    mean = found.series(found.pairs[0], "cohesion.us_rok").fan.mean
    lines = [line for axes in picture_of(found, "series_differences", ["cohesion.us_rok"]).axes for line in axes.lines]
    assert any(len(line.get_ydata()) == len(mean) and np.allclose(line.get_ydata(), mean) for line in lines)


def test_a_result_of_another_version_is_said_to_be_one(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = place / "results" / "made" / "2026-11-21-0f0f0f0f"
    made_sweep(folder, points=48, worlds=4)
    facts = json.loads((folder / "manifest.json").read_text())
    for version, said in ((facts["versions"]["sim"], False), ("9.9.9", True)):
        facts["versions"]["sim"] = version
        (folder / "manifest.json").write_text(json.dumps(facts))
        for command in (["plot", "--kind", "ridgelines"], ["compare"], ["show"], ["sensitivity", "--no-figures"]):
            assert main([command[0], str(folder), *command[1:]]) == 0
            caught = capsys.readouterr()
            assert (caught.err.count("was made by sim 9.9.9") == 1) is said, command
            assert said is False or command[0] == "plot" or "sim 9.9.9" in caught.out, command
