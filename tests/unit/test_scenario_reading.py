"""Scenario files that are right: values, composition, warnings."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from pydantic_core import PydanticCustomError

from sim.errors import Fault
from sim.scenario import Scenario, load
from sim.scenario.export import json_schema, kept, schema_text
from sim.scenario.files import shipped
from sim.scenario.library import library
from sim.scenario.numbers import read_amount, read_chance
from sim.scenario.yaml_reader import scalar
from sim.world.plan import Amount

HEAD = "sim: 1\nextends: january_2026\ntitle: A story\ntime: {start: 2026-02, months: 24}\n"


def story(folder: Path, text: str, *sets: str, name: str = "story") -> Scenario:
    """A scenario from its text."""
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return load(str(file), sets)


def warnings_of(folder: Path, text: str, *sets: str) -> list[tuple[int, str]]:
    """Line and code of each warning."""
    found: tuple[Fault, ...] = story(folder, HEAD + text, *sets).warnings
    assert all(fault.warning for fault in found)
    return [(fault.line, fault.code) for fault in found]


@pytest.mark.parametrize(("text", "value"), [
    ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("true", True), ("False", False), ("~", None), ("", None), ("1e3", 1000.0), ("017", 17),
    ("0x10", "0x10"), ("1_000", "1_000"), ("12:30", "12:30"), ("2026-02", "2026-02"), ("2026-02-01", "2026-02-01"), (".5", 0.5), ("-3", -3),
])
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    assert scalar(text) == value and type(scalar(text)) is type(value)


@pytest.mark.parametrize(("said", "amount"), [
    (0.6, Amount(0.6, 0.6)), (1, Amount(1, 1)), ("0.2..0.5", Amount(0.2, 0.5)), (" -1 .. 1e0 ", Amount(-1, 1)),
    ({"low": 0.3, "likely": 0.5, "high": 0.7}, Amount(0.3, 0.7, 0.5)), ({"low": 0.3, "high": 0.7}, Amount(0.3, 0.7)),
    ({"value": "0.2..0.5", "source": "x"}, Amount(0.2, 0.5)),
])
def test_numbers_are_read_as_they_are_known(said: object, amount: Amount) -> None:
    assert read_amount(said) == amount


@pytest.mark.parametrize(("word", "low", "high"), [
    ("remote", 0.01, 0.05), ("very unlikely", 0.05, 0.20), ("unlikely", 0.20, 0.45), ("roughly even", 0.45, 0.55),
    ("likely", 0.55, 0.80), ("very likely", 0.80, 0.95), ("almost certain", 0.95, 0.99), ("Very  Likely", 0.80, 0.95),
])
def test_words_of_likelihood_stand_for_their_interval(word: str, low: float, high: float) -> None:
    assert read_chance(word) == Amount(low, high)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_is_clean(name: str) -> None:
    scenario = load(name)
    assert scenario.name == name and scenario.title and scenario.outcomes
    assert not scenario.warnings


@pytest.mark.parametrize("name", shipped())
def test_what_is_composed_reads_the_same_again(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    again = story(tmp_path, yaml.safe_dump(json.loads(json.dumps(scenario.composed)), sort_keys=False))
    assert again.composed == scenario.composed
    assert again.variants == scenario.variants


@pytest.mark.parametrize("name", shipped())
def test_the_schema_for_editors_accepts_every_shipped_scenario(name: str) -> None:
    jsonschema.Draft202012Validator(json_schema()).validate(load(name).composed)


def test_the_schema_for_editors_is_fresh() -> None:
    assert kept().read_text(encoding="utf-8") == schema_text(), "run: python -m sim.scenario.export"


def test_the_library_of_events_is_complete() -> None:
    wanted = {"thaad_decision", "thaad_battery", "three_noes", "camp_david", "taiwan_crisis", "missile_test", "white_paper", "court_ruling", "summit",
              "contracts", "delegation_of_conglomerates", "firm_sanctioned", "washington_beijing_deal", "seoul_asks_beijing_to_mediate", "covid",
              "moscow_pact", "ceasefire", "tech_crackdown"}
    assert wanted <= set(library())
    for event in library().values():
        assert event.label and event.meaning
        assert all(recipe.number.unit and recipe.number.grade and recipe.number.source for recipe in event.recipes)


def test_a_later_file_wins_and_adds_events(tmp_path: Path) -> None:
    above = "actors: {tokyo: {outreach: 0.3, friction: 0.2}}\nevents: [{name: One, on: 2026-06}, {name: Two, on: 2026-07}]\n"
    story(tmp_path, HEAD + above, name="above")
    below = story(tmp_path, "sim: 1\nextends: above\ntitle: Below\nactors: {tokyo: {outreach: {2026-05: 0.8}}}\n"
                            "events: [{name: Two, on: 2026-09}, {name: Three, on: 2026-10}]\n")
    assert below.title == "Below" and below.months == 24
    assert below.composed["extends"] == "january_2026"
    assert below.composed["actors"]["tokyo"] == {"outreach": {"2026-05": 0.8}, "friction": 0.2}
    assert [(event["name"], event["on"]) for event in below.composed["events"]] == [("One", "2026-06"), ("Two", "2026-09"), ("Three", "2026-10")]


def test_a_scenario_of_the_project_can_be_extended_by_name(tmp_path: Path) -> None:
    below = story(tmp_path, "sim: 1\nextends: thaad_lift\ntitle: Shorter\ntime: {months: 24}\n")
    assert below.months == 24 and [variant.name for variant in below.variants] == [variant.name for variant in load("thaad_lift").variants]
    assert not below.warnings, "warnings of the file above are its own"


def test_without_variants_the_story_is_its_own_baseline(tmp_path: Path) -> None:
    [only] = story(tmp_path, HEAD).variants
    assert (only.name, only.title) == ("baseline", "A story")


@pytest.mark.parametrize(("text", "path", "value"), [
    ("beijing.pressure.culture=0.8", ("actors", "beijing", "pressure", "culture"), 0.8),
    ("pressure.tourism=0.1..0.2", ("actors", "beijing", "pressure", "tourism"), "0.1..0.2"),
    ("hedging.indirect_balancing={within: [0.2, 0.6]}", ("actors", "seoul", "hedging", "indirect_balancing"), {"within": [0.2, 0.6]}),
    ("seoul.doctrine=uniform", ("actors", "seoul", "doctrine"), "uniform"),
    ("war_demand=0.2", ("drivers", "war_demand"), 0.2),
    ("drivers.seam_ideal.taiwan=0.2", ("drivers", "seam_ideal.taiwan"), 0.2),
    ("cohesion.us_rok=0.7", ("initial", "cohesion.us_rok"), 0.7),
    ("us_rok_cohesion.treaty_floor=0.1", ("parameters", "set", "us_rok_cohesion.treaty_floor"), 0.1),
    ("parameters=fixed", ("parameters",), "fixed"),
    ("time.months=12", ("time", "months"), 12),
    ("runs.worlds=1e2", ("runs", "worlds"), 100.0),
    ("variants.hold.actors.beijing.reward=0.1", ("variants", "hold", "actors", "beijing", "reward"), 0.1),
])
def test_a_setting_of_the_command_line_is_laid_over(text: str, path: tuple[str, ...], value: object) -> None:
    found = load("thaad_lift", [text]).composed
    for step in path:
        found = found[step]
    assert found == value


def test_an_event_is_set_by_its_name(tmp_path: Path) -> None:
    text = HEAD + "events:\n  - {name: One, on: 2026-06}\n  - {name: Two more, chance: 0.5, between: [2026-06, 2026-09]}\n"
    events = story(tmp_path, text, "events.Two more.chance=likely").composed["events"]
    assert [event.get("chance") for event in events] == [None, "likely"]


@pytest.mark.parametrize(("text", "expected"), [
    ("parameters: {set: {us_rok_cohesion.treaty_floor: 0.6}}\n", [(5, "implausible")]),
    ("drivers: {war_demand: 1.4}\n", [(5, "implausible")]),
    ("drivers: {war_demand: {2040-01: 0.4}}\n", [(5, "no-effect"), (5, "after-horizon")]),
    ("initial: {cohesion.us_rok: 0.72}\n", [(5, "no-effect")]),
    ("actors: {seoul: {rhetoric: {within: [0, 1]}}}\n", [(5, "no-effect")]),
    ("actors: {seoul: {rhetoric: [0.5, {within: [0.2, 0.8]}]}}\n", [(5, "no-effect")]),
    ("actors: {seoul: {rhetoric: [0.9, {within: [0.2, 0.8]}]}}\n", []),
    ("actors: {seoul: {rhetoric: {within: [0.2, 0.8]}}}\n", []),
    ("actors: {seoul: {posture: align, rhetoric: {start: 0.5}}}\n", [(5, "no-effect")]),
    ("actors: {seoul: {posture: align, rhetoric: 0.5}}\n", [(5, "both-committed")]),
    ("actors: {seoul: {rhetoric: {start: 0.5}}}\n", []),
    ("actors: {seoul: {rhetoric: [0.5, {start: 0.5}]}}\n", [(5, "no-effect")]),
    ("events: [{name: Late, on: 2030-01}]\n", [(5, "after-horizon")]),
    ("leaders: [{date: 2030-01, ideology: 0.1}]\n", [(5, "after-horizon")]),
    ("actors: {tokyo: {outreach: {2026-02: 0.5, 2028-02: 0.6}}}\n", [(5, "after-horizon")]),
    ("actors: {tokyo: {outreach: {ramp: {2026-02: 0.5, 2029-02: 0.6}}}}\n", []),
    ("outcomes: {late: {track: engagement, by: 2031-01}}\n", [(5, "after-horizon")]),
    ("variants: {one: {title: One}, two: {title: Two}}\n", [(5, "same-variant")]),
])
def test_what_is_odd_but_not_wrong_is_a_warning(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    assert sorted(warnings_of(tmp_path, text)) == sorted(expected)


def test_a_setting_that_every_variant_overrules_is_a_warning() -> None:
    assert "overruled" in {fault.code for fault in load("thaad_lift", ["beijing.pressure.culture=0.8"]).warnings}


@pytest.mark.parametrize(("given", "said"), [({"low": 1, "high": 0}, "the lower number comes first"),
                                             ({"low": 0, "likely": 2, "high": 1}, "the lower number comes first, the likely one between")])
def test_the_likely_number_is_spoken_of_only_where_there_is_one(given: dict[str, float], said: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_amount(given)
    assert caught.value.context is not None and caught.value.context["remedy"] == said
