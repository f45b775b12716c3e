"""`sim explain FILE NAME`: what a setting means, what the story says of it and where, and what wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.errors import UsageError
from sim.explain import explain
from sim.explain.page import Page, as_data, as_text
from sim.scenario import load
from sim.scenario.files import shipped, shipped_path

HEAD = "sim: 1\nextends: january_2026\ntitle: A story\ntime: {start: 2026-02, months: 24}\n"
PARENT = HEAD + """actors:
  beijing:
    pressure:
      culture: {2026-02: 0.6}
      tourism: 0.1
    reward: 0.3
drivers:
  war_demand: 0.4
initial: {grievance: 0.2}
events:
  - {name: Talks, on: 2026-06, effect: {reward: {add: 0.1}, war_demand: {add: 0.2}}}
outcomes:
  strain: {label: The alliance is strained, chance_of: "cohesion.us_rok < 0.6"}
"""
CHILD = """sim: 1
extends: parent.yaml
title: A story over another
actors:
  beijing:
    pressure:
      culture:
        - {2026-02: 0.5}
        - {on: Talks, then: 0.9, for: 3}
variants:
  one: {title: One}
  two:
    title: Two
    actors:
      beijing:
        reward: 0.7
"""


def told(page: Page) -> str:
    """A page as one line of text."""
    return " ".join(as_text(page, 100).split())


@pytest.fixture
def child(tmp_path: Path) -> Path:
    """A story that extends another."""
    (tmp_path / "parent.yaml").write_text(PARENT, encoding="utf-8")
    path = tmp_path / "child.yaml"
    path.write_text(CHILD, encoding="utf-8")
    return path


def line(path: Path, start: str) -> int:
    """The number of the first line of a file that begins so."""
    return next(number for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text.strip().startswith(start))


def test_a_place_is_found_through_extends_and_every_overruled_text_is_listed(child: Path) -> None:
    (page,) = explain(str(child), "beijing.pressure.culture")
    (said,) = page.facts["said"]
    parent = child.with_name("parent.yaml")
    assert said["where"] == f"{child}:{line(child, 'culture:')}"
    assert said["overruled"] == [f"{parent}:{line(parent, 'culture:')}"] or said["overruled"] == [f"parent.yaml:{line(parent, 'culture:')}"]
    assert "`culture: {2026-02: 0.6}`" in told(page)
    assert page.facts["wins"][0]["where"].endswith(f":{line(child, '- {2026-02')}")


def test_a_setting_that_only_the_extended_story_has_points_there(child: Path) -> None:
    (said,) = explain(str(child), "pressure.tourism")[0].facts["said"]
    assert said["where"].endswith(f"parent.yaml:{line(child.with_name('parent.yaml'), 'tourism:')}") and not said["overruled"]


def test_a_set_wins_over_the_file_and_a_variant_over_both(child: Path) -> None:
    (page,) = explain(str(child), "beijing.reward", sets=("beijing.reward=0.5",))
    first, second = page.facts["said"]
    assert first["variants"] == ["one"] and first["where"] == "--set[1]" and len(first["overruled"]) == 1
    assert second["variants"] == ["two"] and second["where"] == f"{child}:{line(child, 'reward:')}" and second["overruled"][-1] == "--set[1]"
    assert "Of two texts: a file wins over what it extends, `--set` over the file, a variant over both." in told(page)


def test_what_wins_is_told_month_by_month_and_everything_below_it_is_overruled(child: Path) -> None:
    wins = explain(str(child), "pressure.culture", variant="one")[0].facts["wins"]
    assert [(entry["from"], entry["to"], entry["kind"], entry["level"]) for entry in wins] == [
        ("February 2026", "May 2026", "schedule", [0.5, 0.5]),
        ("June 2026", "August 2026", "event", [0.9, 0.9]),
        ("September 2026", "January 2028", "schedule", [0.5, 0.5]),
    ]
    assert len(wins[1]["overruled"]) == 2 and "own choice" in wins[1]["overruled"][0]


def test_an_effect_of_an_event_is_told_where_it_shifts_what_the_story_fixes(child: Path) -> None:
    (page,) = explain(str(child), "reward", variant="one")
    assert [entry["level"] for entry in page.facts["wins"]] == [[0.3, 0.3], [0.4, 0.4]]
    assert 'With "Talks" it raises Beijing\'s target for reward by 0.1' in told(page)


def test_a_driver_a_quantity_and_a_parameter_say_what_the_story_says_and_what_holds_otherwise(child: Path) -> None:
    driver, quantity = explain(str(child), "drivers.war_demand")[0], explain(str(child), "initial.grievance")[0]
    parameter = explain(str(child), "trade_coercion.exposure.culture")[0]
    assert "Russia's demand for Pyongyang's arms is 0.4 throughout." in told(driver) and '"Talks": it raises' in told(driver)
    assert "Beijing's grievance begins at 0.2." in told(quantity)
    assert "it is at its default in every world" in told(parameter) and parameter.facts["value"] == 0.08
    assert "it follows its default path, 0.79 in February 2026 and" in told(explain("thaad_lift", "war_demand")[0])
    assert "begins as in the world of January 2026, at 0.12" in told(explain("thaad_lift", "grievance")[0])
    drawn, fitted = (told(explain(story, "trade_coercion.flow_fall_months")[0]) for story in ("norway_2010", "thaad_lift"))
    assert "drawn around its default in each world, by the ensemble `wide`" in drawn
    assert "one of the values that were fitted together, by the ensemble `calibrated_2016_2019`" in fitted


@pytest.mark.parametrize("name", ["actors.beijing.pressure.culture", "beijing.pressure.culture", "pressure.culture"])
def test_an_instrument_is_found_by_all_its_names(name: str) -> None:
    (page,) = explain("thaad_lift", name)
    assert page.name == "actors.beijing.pressure.culture"
    file, _, line = page.facts["said"][0]["where"].partition(":")
    assert file == "scenarios/thaad_lift.yaml"
    assert "pressure: {culture: 0.6}" in shipped_path("thaad_lift").read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert page.facts["postures"]["linkage"] == {"pressure.culture": 0.65}
    text = told(page)
    assert "linkage: 0.65, plus or minus 0.1." in text and "Trade coercion (M1)" in text and "1: full: ban, boycott or withdrawal." in text
    assert "The order, weakest first: the capital's choice; levels, dated steps and ramps;" in text


def test_outcomes_variants_events_and_sources_of_a_story_have_pages() -> None:
    drift, lift = explain("thaad_lift", "outcomes.drift")[0], explain("thaad_lift", "variants.conditional")[0]
    event, source = explain("thaad_lift", "events.Seoul joins a statement on Taiwan")[0], explain("second_thaad", "sources.no_shield_2022")[0]
    assert drift.facts["reads"] == ["seams.core"] and "`lift.drift > hold.drift`" in told(drift)
    assert [entry["name"] for entry in lift.facts["differences"]] == ["actors.beijing.pressure.culture", "events.Seoul joins a statement on Taiwan"]
    assert len(event.facts["said"]) == 2 and "What answers to it" in told(event)
    assert "On the retaliation of 2017" in told(source) and "backed.us_rok_2028 > battery.us_rok_2028" in told(source)
    assert explain("thaad_lift", "drift")[0].name == "outcomes.drift"


def test_a_setting_within_a_variant_is_told_for_it_alone() -> None:
    (page,) = explain("thaad_lift", "variants.hold.beijing.pressure.culture")
    assert [entry["variants"] for entry in page.facts["said"]] == [["hold"]]


@pytest.mark.parametrize(("name", "whole"), [
    ("actors.beijing.pressure.culture.2026-08", "actors.beijing.pressure.culture"), ("outcomes.drift.by", "outcomes.drift"),
    ("expect.0.that", "expect"),
    ("variants.conditional.actors.beijing.pressure.culture.1.then", "actors.beijing.pressure.culture"), ("time.start", "time.start"),
])
def test_what_lies_inside_a_setting_is_explained_with_the_whole_of_it(name: str, whole: str) -> None:
    assert [page.name for page in explain("thaad_lift", name)] == [whole]


def test_a_group_that_a_variant_frees_as_a_whole_overrules_what_stands_outside(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(HEAD + """actors:
  beijing:
    pressure: {culture: 0.6}
variants:
  one: {title: One}
  two:
    title: Two
    actors:
      beijing:
        pressure: chosen
""", encoding="utf-8")
    first, second = explain(str(path), "pressure.culture")[0].facts["said"]
    assert first["where"] == f"{path}:7" and second["where"] == f"{path}:14" and second["overruled"] == [f"{path}:7"]
    assert 'In "Two" (two): Beijing chooses by its doctrine.' in told(explain(str(path), "pressure.culture")[0])


def test_a_quantity_that_no_story_can_set_says_who_asks_for_it() -> None:
    assert 'The outcome "Core seams"' in told(explain("thaad_lift", "seams.core")[0])


def test_a_doctrine_of_one_instrument_and_a_posture_of_its_group_are_found(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    own = "  beijing:\n    pressure: {culture: {doctrine: reactive}}\n"
    path.write_text(f"{HEAD}actors:\n  seoul:\n    hedging:\n      posture: align\n{own}", encoding="utf-8")
    hedging = explain(str(path), "hedging.indirect_balancing")[0]
    assert hedging.facts["said"][0]["where"] == f"{path}:8" and hedging.facts["wins"][0]["level"] == [0.88, 0.88]
    culture = told(explain(str(path), "pressure.culture")[0])
    assert "doctrine reactive" in culture and "follows a doctrine of its own" in culture


@pytest.mark.parametrize(("name", "near"), [
    ("presure.culture", "pressure.culture"), ("outcomes.drft", "outcomes.drift"), ("beijing.reword", "beijing.reward"),
])
def test_an_unknown_name_is_refused_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UsageError, match=near) as caught:
        explain("thaad_lift", name)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", shipped())
def test_every_part_of_a_shipped_story_has_a_page(name: str) -> None:
    story = load(name)
    asked = [*(f"outcomes.{each}" for each in story.outcomes), *(f"variants.{each.name}" for each in story.variants), *story.sources]
    asked += [f"events.{event.title}" for each in story.variants for event in each.said.events]
    asked += ["time", "runs", "question", "expect", "actors", "parameters", "beijing", "hedging", "actors.seoul.doctrine", "pressure", "theme"]
    for each in dict.fromkeys(asked):
        for page in explain(name, each):
            assert as_text(page, 80) and json.dumps(as_data(page), allow_nan=False)
