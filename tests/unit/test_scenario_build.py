"""From scenarios to the plans that the engine plays."""

from __future__ import annotations

from pathlib import Path as File

import pytest

from sim.rules.played import PlayedPath
from sim.scenario import load
from sim.scenario.build import plans
from sim.world.actors import instrument_layout
from sim.world.axes import CAPITALS
from sim.world.calendar import month_number
from sim.world.drivers import driver_paths
from sim.world.plan import Amount, DoctrineChoice, Path, Plan
from sim.world.shocks import Shocks
from sim.world.state import driver_layout, state_layout

HEAD = "sim: 1\nextends: january_2026\ntitle: A story\ntime: {start: 2026-03, months: 24}\n"
START = month_number("2026-03")
WORLD = month_number("2026-01")


@pytest.fixture
def built(tmp_path: File):
    """Builds the plans of a text."""
    def build(text: str) -> tuple[Plan, ...]:
        file = tmp_path / "story.yaml"
        file.write_text(HEAD + text, encoding="utf-8")
        return plans(load(str(file)))
    return build


def level(path: Path, date: str) -> float | None:
    """The level of a path without uncertainty."""
    found = PlayedPath.of(path, Shocks(0, 0, 1)).at(month_number(date))
    return None if found is None else float(found)


def test_a_plan_is_complete(built) -> None:
    [plan] = built("")
    assert (plan.name, plan.world, plan.start, plan.end) == ("baseline", WORLD, START, START + 24)
    assert set(plan.initial) == set(state_layout().rows) and set(plan.instruments) == set(instrument_layout().rows)
    assert set(plan.drivers) == set(driver_layout().rows)
    assert set(plan.doctrines) == set(CAPITALS)
    assert plan.elections and not plan.elections_off and not plan.mechanisms_off
    assert (plan.parameters.name, plan.parameters.jitter, plan.parameters.noise) == ("calibrated_2016_2019", 0, 1.5)
    assert plan.parameters.sets is not None


def test_a_story_that_says_nothing_plays_fitted_parameters_and_one_of_another_theatre_those_before_any_fit(built) -> None:
    [silent], [asked], [with_a_number] = built(""), built("parameters: wide\n"), built("parameters: {set: {grievance.decay_months: 12}}\n")
    elsewhere = plans(load("norway_2010"))[0]
    assert [plan.parameters.name for plan in (silent, asked, with_a_number, elsewhere)] == [
        "calibrated_2016_2019", "wide", "calibrated_2016_2019", "wide"]
    assert asked.parameters.sets is None and with_a_number.parameters.sets is silent.parameters.sets


def test_a_level_commits_from_the_start_on(built) -> None:
    [plan] = built("actors: {beijing: {pressure: {culture: 0.6}}}\n")
    [entry] = plan.steering
    assert (entry.instrument, entry.rank, entry.verb) == ("pressure.culture", "schedule", "set")
    assert (level(entry.path, "2026-02"), level(entry.path, "2026-03"), level(entry.path, "2028-01")) == (None, 0.6, 0.6)


def test_steps_hold_until_the_next_and_ramps_are_linear(built) -> None:
    [plan] = built("actors:\n  beijing:\n    pressure:\n"
                   "      culture: {2026-03: 0.6, 2026-09: 0.2, until: 2027-01}\n      tourism: {ramp: {2026-04: 0.0, 2026-08: 0.4}}\n")
    steps, ramp = plan.steering
    assert [level(steps.path, date) for date in ("2026-08", "2026-09", "2026-12", "2027-01")] == [0.6, 0.2, 0.2, None]
    assert [level(ramp.path, date) for date in ("2026-03", "2026-06", "2027-06")] == [None, pytest.approx(0.2), 0.4]


def test_bounds_are_clamps_and_a_start_is_where_it_begins(built) -> None:
    [plan] = built("actors:\n  seoul:\n    rhetoric: {cap: 0.5}\n    hedging:\n"
                   "      indirect_balancing: {within: [0.4, 0.8], from: 2026-06}\n      dominance_denial: {start: 0.9}\n")
    assert {entry.rank for entry in plan.steering} == {"clamp"}
    said = [(entry.instrument, entry.verb, level(entry.path, "2026-06")) for entry in plan.steering]
    assert said == [("hedging.indirect_balancing", "floor", 0.4), ("hedging.indirect_balancing", "cap", 0.8), ("rhetoric", "cap", 0.5)]
    assert level(plan.steering[0].path, "2026-05") is None
    assert plan.instruments["hedging.dominance_denial"] == Amount.exactly(0.9)


def test_conditions_and_answers_to_events(built) -> None:
    [plan] = built("events: [{name: A statement, on: 2026-09}]\nactors:\n  beijing:\n"
                   "    reward: {when: engagement > 0.7 for 3 months, then: 0.9, until: engagement < 0.5}\n"
                   "    pressure:\n      culture: [0.3, {on: A statement, then: 0.9, until: end}, {on: A statement, then: 0.5, until: 2027-06}]\n"
                   "      tourism: {on: A statement, then: 0.4, for: 6}\n")
    by_rank = {entry.rank: entry for entry in plan.steering}
    assert by_rank["condition"].when.text == "engagement > 0.7 for 3 months" and by_rank["condition"].until.text == "engagement < 0.5"
    always, snap, dated = (entry for entry in plan.steering if entry.instrument == "pressure.culture")
    assert (always.rank, snap.rank, snap.on, snap.until, snap.months) == ("schedule", "event", "A statement", None, None)
    assert dated.path.until == month_number("2027-06")
    assert [entry.months for entry in plan.steering if entry.instrument == "pressure.tourism"] == [6]


def test_variants_share_the_draw_of_the_same_uncertain_number(built) -> None:
    first, second = built("actors: {beijing: {reward: 0.2..0.5}}\nvariants:\n  one: {title: One}\n"
                          "  two: {title: Two, actors: {tokyo: {outreach: 0.3}}}\n")
    drawn = [entry.path.amounts[0] for plan in (first, second) for entry in plan.steering if entry.instrument == "reward"]
    assert drawn == [Amount(0.2, 0.5, address="beijing.reward")] * 2


def test_doctrines_follow_each_other_and_the_run_in_is_strategic(built) -> None:
    [plan] = built("actors:\n  washington: {doctrine: {name: committed, posture: transact, until: 2027-01, then: strategic}}\n"
                   "  beijing: {posture: charm}\n  tokyo: {doctrine: scripted}\n  seoul: {doctrine: strategic, precision: 10}\n")
    run_in = DoctrineChoice(WORLD, "strategic")
    committed, free = DoctrineChoice(START, "committed", {"posture": "transact"}), DoctrineChoice(month_number("2027-01"), "strategic")
    assert plan.doctrines["washington"] == (run_in, committed, free)
    assert plan.doctrines["beijing"] == (run_in, DoctrineChoice(START, "committed", {"posture": "charm"}))
    assert plan.doctrines["tokyo"] == (run_in, DoctrineChoice(START, "scripted"))
    assert plan.doctrines["seoul"] == (run_in, DoctrineChoice(START, "strategic", {"precision": 10.0}))
    assert plan.doctrines["pyongyang"] == (run_in,)


@pytest.mark.parametrize(("said", "expected"), [
    ("0.2", {"2026-02": None, "2026-03": 0.2, "2028-01": 0.2}),
    ("{2026-06: 0.2}", {"2026-05": None, "2026-06": 0.2, "2028-01": 0.2}),
    ("{2026-06: 0.2, until: 2027-01}", {"2026-05": None, "2026-12": 0.2, "2027-01": None, "2028-02": None}),
    ("{ramp: {2026-06: 0.8, 2026-10: 0.4}}", {"2026-05": None, "2026-08": 0.6, "2027-10": 0.4}),
    ("{ramp: {2026-06: 0.8, 2026-10: 0.4}, until: 2027-01}", {"2026-05": None, "2026-08": 0.6, "2026-12": 0.4, "2027-01": None, "2028-01": None}),
])
def test_a_driver_is_laid_over_its_default_path(built, said: str, expected: dict[str, float | None]) -> None:
    [plan] = built(f"drivers: {{war_demand: {said}}}\n")
    for date, value in expected.items():
        default = level(driver_paths()["war_demand"], date)
        assert level(plan.drivers["war_demand"], date) == pytest.approx(default if value is None else value), date


def test_events_of_the_library_and_of_the_story(built) -> None:
    [plan] = built("events:\n  - {event: delegation_of_conglomerates, on: 2026-06, with: {usd_m: 1870}}\n"
                   "  - {event: firm_sanctioned, hazard: 0.01, between: [2026-06, 2027-06]}\n"
                   "  - {event: washington_beijing_deal, name: Truce, when: crises >= 1}\n"
                   "  - {name: A test, chance: likely, between: [2026-06, 2027-06],\n"
                   "     effect: {beijing.reward: {add: -0.1, for: 6}, war_demand: {floor: 0.5}}}\n")
    delegation, sanctioned, truce, test = plan.events
    windfall = delegation.effects[0]
    assert (windfall.name, windfall.verb) == ("windfall", "add") and windfall.amount.low == pytest.approx(0.1)
    assert [effect.until for effect in sanctioned.effects] == ["Truce", "Truce"]
    assert (sanctioned.first, sanctioned.last, sanctioned.between) == (month_number("2026-06"), month_number("2027-06"), None)
    assert truce.when.text == "crises >= 1" and truce.first == START
    assert test.chance == Amount(0.55, 0.80, address="event.A test.chance") and test.between == (month_number("2026-06"), month_number("2027-06"))
    assert [(effect.name, effect.verb, effect.months) for effect in test.effects] == [("reward", "add", 6), ("drivers.war_demand", "floor", None)]


def test_an_effect_until_an_event_that_the_story_does_not_have_stays_in_force(built) -> None:
    [plan] = built("events: [{event: firm_sanctioned, on: 2026-06}]\n")
    assert [(effect.until, effect.lasting) for effect in plan.events[0].effects] == [("washington_beijing_deal", True)] * 2


def test_leaders_close_the_ballot_while_they_govern(built) -> None:
    [plan] = built("leaders:\n  - {date: 2027-03, ideology: 0.8, next_election: 2027-09}\n"
                   "  - {date: 2026-09, ideology: 0.4, policy_capacity: 0.3, acting: 6}\n")
    assert [(leader.month, leader.acting) for leader in plan.leaders] == [(month_number("2026-09"), 6), (month_number("2027-03"), 0)]
    assert plan.elections_off == ((month_number("2026-09"), month_number("2027-09")),)


def test_the_leaders_of_history() -> None:
    scripted, endogenous = plans(load("thaad_2016"))
    assert [leader.policy_capacity for leader in scripted.leaders] == [1.0, 0.35, 1.0]
    assert not endogenous.elections


def test_mechanisms_and_parameters(built) -> None:
    [plan] = built("mechanisms: {M7: off, threat: off, M8: on}\n"
                   "parameters: {ensemble: default, noise: 0, set: {us_rok_cohesion.treaty_floor: 0..0.2}}\n")
    assert plan.mechanisms_off == {"M7", "M12"}
    assert (plan.parameters.name, plan.parameters.jitter, plan.parameters.noise) == ("default", 0.15, 0.0)
    assert plan.parameters.overrides == {"us_rok_cohesion.treaty_floor": Amount(0, 0.2, address="parameters.us_rok_cohesion.treaty_floor")}


def test_the_flagship_says_five_things() -> None:
    hold, lift, conditional, by_chance, exchange = plans(load("thaad_lift"))
    assert level(hold.steering[0].path, "2030-01") == 0.6 and level(lift.steering[0].path, "2030-01") == 0.0
    assert conditional.events[0].on == month_number("2029-01") and by_chance.events[0].chance == Amount.exactly(0.5)
    for plan in (conditional, by_chance):
        assert [(entry.rank, entry.on) for entry in plan.steering] == [("schedule", None), ("event", "Seoul joins a statement on Taiwan")]
    assert exchange.events[0].effects[0].name == "seams.missile_defence"
