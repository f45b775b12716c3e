"""What a story does to the worlds: when effects begin, hold and end, and what wins where two things are said of one instrument."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from stories import plan, play

from sim.engine.theatre import Theatre
from sim.rules.doctrines.decision import revising
from sim.rules.doctrines.look_ahead import expected_utility
from sim.rules.played import PlayedPath
from sim.rules.sentences import parse
from sim.world.actors import actor
from sim.world.plan import Amount, DoctrineChoice, Effect, Event, Leader, Path, Plan, Steering
from sim.world.rows import Array
from sim.world.shocks import Shocks

START = plan().start
QUIET = plan(months=12, noise=0, off=tuple(f"M{number}" for number in range(1, 15)))


def told(**said: Any) -> Plan:
    """A story in which nothing moves by itself, with something said."""
    return dataclasses.replace(QUIET, **said)


def path(story: Plan, name: str) -> Array:
    """A quantity of one world, by month; month 0 is the start."""
    return play(story, worlds=1).path(name)[:, 0]


def event(name: str, month: int, *effects: Effect) -> Event:
    """An event in a month of the story, counted from 1."""
    return Event(name, effects, on=START + month - 1)


def effect(name: str, verb: Any, amount: float, **rest: Any) -> Effect:
    """One effect."""
    return Effect(name, verb, Amount.exactly(amount), **rest)


SEAM, TENSION = "sunk_commitment.taiwan", "taiwan_tension"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (effect(SEAM, "add", 0.2), [0, 0, 0.2, 0.2, 0.2, 0.2, 0.2]),
        (effect(SEAM, "add", 0.2, months=2), [0, 0, 0.2, 0.2, 0, 0, 0]),
        (effect(SEAM, "add", 0.2, delay=1), [0, 0, 0, 0.2, 0.2, 0.2, 0.2]),
        (effect(TENSION, "times", 2, months=2), [0.45, 0.45, 0.9, 0.9, 0.45, 0.45, 0.45]),
        (effect(TENSION, "floor", 0.7), [0.45, 0.45, 0.7, 0.7, 0.7, 0.7, 0.7]),
        (effect(TENSION, "cap", 0.3), [0.45, 0.45, 0.3, 0.3, 0.3, 0.3, 0.3]),
        (effect(SEAM, "add", 0.2, until="other"), [0, 0, 0.2, 0.2, 0.2, 0, 0]),
    ],
)
def test_an_effect_on_a_state_begins_holds_and_ends(one: Effect, expected: list[float]) -> None:
    story = told(events=(event("story", 2, one), event("other", 5)))
    assert path(story, one.name)[:7] == pytest.approx(expected)


def test_an_effect_on_an_instrument_moves_its_target_and_at_a_level_only_the_level() -> None:
    of_target = path(told(events=(event("e", 2, effect("rhetoric", "add", 0.2)),)), "rhetoric")
    of_level = path(told(events=(event("e", 2, effect("rhetoric", "add", 0.2, at="level")),)), "rhetoric")
    assert of_target[2] == pytest.approx(0.68 + 0.2 * 0.2)
    assert of_target[12] > 0.85
    assert of_level[2] == pytest.approx(0.88 - 0.2 * 0.2)
    assert of_level[12] < 0.72


def test_a_hazard_of_one_happens_once_and_a_sentence_waits_for_its_moment() -> None:
    sentence = parse("months_to_election <= 48", START)
    events = (
        Event("hazard", (effect(SEAM, "add", 0.1),), hazard=Amount.exactly(1.0)),
        Event("sentence", (effect("sunk_commitment.industry", "add", 0.1),), when=sentence),
    )
    story = dataclasses.replace(told(events=events), mechanisms_off=QUIET.mechanisms_off - {"M6"})
    assert path(story, SEAM)[[0, 1, 12]] == pytest.approx([0, 0.1, 0.1])
    election, industry = path(story, "months_to_election"), path(story, "sunk_commitment.industry")
    first = int(np.argmax(election <= 48))
    assert industry[first] == 0
    assert industry[first + 1] == pytest.approx(0.1)


def test_a_chance_is_met_by_its_share_of_worlds_within_its_window() -> None:
    likely = Event("c", (effect(SEAM, "add", 0.1),), chance=Amount.exactly(0.7), between=(START + 2, START + 7))
    paths = play(told(events=(likely,)), worlds=2000).path(SEAM)
    assert np.mean(paths[-1] > 0) == pytest.approx(0.7, abs=0.03)
    months = np.argmax(paths > 0, axis=0)[paths[-1] > 0]
    assert months.min() == 3
    assert months.max() == 8
    assert np.bincount(months)[3:].min() > 150


TOURISM = "pressure.tourism"
SCHEDULE = Steering(TOURISM, Path.always(0.2))
CONDITION = Steering(TOURISM, Path.always(0.6), "condition", on="e", months=3)
CLAMP = Steering(TOURISM, Path.always(0.4), "clamp", "cap")


@pytest.mark.parametrize(
    ("steering", "effects", "expected"),
    [
        ((SCHEDULE,), (), [0.2, 0.2, 0.2, 0.2, 0.2, 0.2]),
        ((CONDITION, SCHEDULE), (), [0.2, 0.6, 0.6, 0.6, 0.2, 0.2]),
        ((CONDITION, SCHEDULE), (effect(TOURISM, "add", 0.3, months=2),), [0.2, 0.9, 0.9, 0.6, 0.2, 0.2]),
        ((CLAMP, CONDITION, SCHEDULE), (effect(TOURISM, "add", 0.3, months=2),), [0.2, 0.4, 0.4, 0.4, 0.2, 0.2]),
    ],
)
def test_schedule_yields_to_condition_to_event_to_clamp(steering: tuple[Steering, ...], effects: tuple[Effect, ...], expected: list[float]) -> None:
    story = told(steering=steering, events=(event("e", 2, *effects),))
    assert path(story, TOURISM)[1:7] == pytest.approx(expected)


def test_after_until_the_doctrine_takes_over_again() -> None:
    schedule = Steering(TOURISM, Path((START,), (Amount.exactly(0.8),), until=START + 3))
    doctrines = QUIET.doctrines | {"beijing": (DoctrineChoice(0, "committed", {"posture": "charm"}),)}
    levels = path(told(steering=(schedule,), doctrines=doctrines), TOURISM)
    assert levels[1:4] == pytest.approx([0.8, 0.8, 0.8])
    assert levels[4] < 0.8 - 0.2
    assert levels[12] < 0.05


def test_a_doctrine_changes_hands_on_its_month() -> None:
    chain = (DoctrineChoice(0, "committed", {"posture": "charm"}), DoctrineChoice(START + 6, "committed", {"posture": "soft_coerce"}))
    levels = path(told(doctrines=QUIET.doctrines | {"beijing": chain}), TOURISM)
    assert levels[6] < 0.05
    assert levels[12] > 0.6


def test_a_named_leader_takes_office_and_the_election_comes_in_its_month() -> None:
    leader = Leader(START + 2, ideology=0.8, policy_capacity=0.4, next_election=START + 8)
    story = dataclasses.replace(told(leaders=(leader,), elections=True), mechanisms_off=QUIET.mechanisms_off - {"M6"})
    ideology, capacity, clock = (path(story, name) for name in ("ideology", "policy_capacity", "months_to_election"))
    assert ideology[3] == pytest.approx(0.8)
    assert capacity[[3, 8, 9]] == pytest.approx([0.4, 0.4, 1.0])
    assert clock[9] == 59


def test_a_path_is_a_step_or_a_line_and_silent_outside() -> None:
    amounts = (Amount.exactly(0.0), Amount.exactly(1.0))
    step, line = (PlayedPath.of(Path((10, 20), amounts, shape, until=30), Shocks(1, 0, 1)) for shape in ("step", "ramp"))
    assert [step.at(month) for month in (9, 10, 19, 20, 29, 30)] == [None, 0, 0, 1, 1, None]
    assert [line.at(month) for month in (9, 10, 15, 20, 29, 30)] == [None, 0, 0.5, 1, 1, None]


def test_two_floors_the_higher_two_caps_the_lower_and_a_cap_over_a_floor() -> None:
    floors = [Steering(TOURISM, Path.always(level), "clamp", "floor") for level in (0.7, 0.5)]
    caps = [Steering(TOURISM, Path.always(level), "clamp", "cap") for level in (0.6, 0.9)]
    assert path(told(steering=tuple(floors)), TOURISM)[1:3] == pytest.approx([0.7, 0.7])
    assert path(told(steering=(*floors, *caps)), TOURISM)[1:3] == pytest.approx([0.6, 0.6])


def test_a_condition_that_stays_true_holds_without_a_gap() -> None:
    always = Steering(TOURISM, Path.always(0.6), "condition", when=parse("engagement > 0", START), months=3)
    assert path(told(steering=(always,)), TOURISM)[1:] == pytest.approx([0.6] * 12)


@pytest.mark.parametrize("doctrine", [DoctrineChoice(0, "committed", {"posture": "charm"}), DoctrineChoice(0, "scripted")])
def test_a_lasting_change_of_target_stays_under_a_committed_capital(doctrine: DoctrineChoice) -> None:
    story = told(doctrines=QUIET.doctrines | {"beijing": (doctrine,)}, events=(event("e", 3, effect(TOURISM, "add", 0.4)),))
    assert path(story, TOURISM)[12] == pytest.approx(0.4, abs=0.03)


def test_a_permanent_event_bends_a_schedule_for_good() -> None:
    story = told(steering=(SCHEDULE,), events=(event("e", 3, effect(TOURISM, "add", 0.3)),))
    assert path(story, TOURISM)[1:5] == pytest.approx([0.2, 0.2, 0.5, 0.5])


def test_an_event_holds_a_level_at_once_and_while_it_lasts() -> None:
    held = effect("grey_zone_pressure", "floor", 0.85, months=4, at="level")
    levels = path(told(events=(event("e", 3, held),)), "grey_zone_pressure")
    assert levels[[2, 3, 6]] == pytest.approx([0.42, 0.85, 0.85])
    assert levels[7] < 0.85


@pytest.mark.parametrize("verb", ["add", "set", "floor", "times"])
def test_an_event_that_raises_a_seam_offends_beijing_by_the_rise(verb: str) -> None:
    begin = plan().initial["seams.missile_defence"].low
    amount = {"add": 0.2, "set": begin + 0.2, "floor": begin + 0.2, "times": (begin + 0.2) / begin}[verb]
    story = dataclasses.replace(told(events=(event("e", 1, effect("seams.missile_defence", verb, amount)),)),
                                mechanisms_off=frozenset({"M7"}))
    before = plan().initial["grievance"].low
    healed = path(dataclasses.replace(story, events=()), "grievance")[1] / before
    offended = before + (1 - before) * 3 * 0.9 * 0.2
    assert path(story, "grievance")[1] == pytest.approx(offended * healed, rel=1e-6)


def test_a_capital_looks_ahead_under_the_events_in_force() -> None:
    def reward_seen(events: tuple[Event, ...]) -> Array:
        theatre = Theatre(dataclasses.replace(plan(months=6, noise=0), events=events), Shocks(1, 0, 3))
        theatre.step()
        return expected_utility(theatre.situation, "beijing", np.arange(3))

    free = reward_seen(())
    forced = reward_seen((event("e", 1, effect("reward", "set", 0.5, months=24)),))
    menu = actor("beijing").menu
    charm, linkage = menu.index("charm"), menu.index("linkage")
    assert np.abs(free[charm] - forced[charm]).min() > 1e-3
    assert np.abs(free[linkage] - forced[linkage]).max() < np.abs(free[charm] - forced[charm]).max()


def test_a_named_crisis_reopens_every_posture() -> None:
    crisis = event("e", 2, effect("crisis_months", "set", 9))
    story = dataclasses.replace(plan(months=4, noise=0, parameters={"choice.revision_probability": 0}), events=(crisis,))
    theatre = Theatre(story, Shocks(1, 0, 3))
    theatre.step()
    assert not revising(theatre.situation, "beijing").any()
    theatre.step()
    assert revising(theatre.situation, "seoul").all()


def test_under_a_new_doctrine_surprises_are_counted_from_its_first_month() -> None:
    chain = (DoctrineChoice(0, "scripted"), DoctrineChoice(START + 6, "strategic"))
    early = event("e", 2, effect("grievance", "set", 0.6))
    story = dataclasses.replace(QUIET, doctrines=QUIET.doctrines | {"beijing": chain}, events=(early,))
    theatre = Theatre(story, Shocks(1, 0, 1))
    for _ in range(7):
        theatre.step()
    assert theatre.situation.memory["beijing"].grievance == pytest.approx(0.6)
