"""One world alone is the same world of many, bit for bit: in any block, under any number of workers, on any path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.engine.saved import resume, save
from sim.engine.simulate import Ensemble, blocks, simulate
from sim.engine.theatre import Theatre
from sim.errors import UsageError
from sim.rules.opening import open_situation
from sim.rules.phases import record
from sim.rules.turn import TURN
from sim.world.axes import CAPITALS
from sim.world.plan import Amount, Effect, Event, Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.trajectory import Trajectory
from tests.stories import plan, play

MONTHS = 24
STRATEGIC = dict.fromkeys(CAPITALS, "strategic")


def eventful() -> Plan:
    """A story in which everything moves: five strategic capitals, jitter, elections, a hazard, an event by chance."""
    start = plan().start
    by_chance = Event("statement", (Effect("seams.taiwan", "add", Amount.exactly(0.1)),), chance=Amount.exactly(0.5), between=(start + 3, start + 15))
    scare = Effect("drivers.reference_taiwan_tension", "add", Amount(0.05, 0.2, address="scare"), months=6)
    touchier = Effect("parameters.grievance.abrupt_move_sensitivity", "times", Amount.exactly(1.5))
    by_hazard = Event("scare", (scare, touchier), hazard=Amount.exactly(0.05))
    return plan(months=MONTHS, doctrines=STRATEGIC, jitter=0.3, noise=1.5, elections=True, events=(by_chance, by_hazard),
                levels={"pressure.culture": {1: 0.6, 7: 0.2}}, initial={"months_to_election": 10})


def last(story: Plan, trajectory: Trajectory) -> dict[str, Array]:
    """Outcomes for the tests: where two quantities end."""
    return {name: trajectory.value(name, trajectory.length - 1) for name in ("cohesion.us_rok", "engagement")}


def ensemble(jobs: int = 1, worlds: int = 60) -> Ensemble:
    """A small run of two variants."""
    other = replace(plan(months=MONTHS, doctrines=STRATEGIC | {"beijing": "committed: charm"}, jitter=0.3, noise=1.5), name="charm")
    return simulate((eventful(), other), worlds=worlds, seed=7, jobs=jobs, outcomes=last, keep_worlds=True)


@pytest.fixture(scope="module")
def many() -> Trajectory:
    """Forty worlds played together."""
    return play(eventful(), worlds=40, seed=7)


@pytest.mark.parametrize("world", [0, 13, 39])
def test_one_world_alone_is_the_same_world_of_many(many: Trajectory, world: int) -> None:
    alone = play(eventful(), worlds=1, seed=7, first=world)
    different = [name for name in many.names if not np.array_equal(many.path(name)[:, world], alone.path(name)[:, 0])]
    assert different == []


def test_a_block_that_begins_anywhere_plays_the_same_worlds(many: Trajectory) -> None:
    part = play(eventful(), worlds=11, seed=7, first=17)
    assert np.array_equal(part.values, many.values[:, :, 17:28])


def test_the_theatre_is_the_turn_and_nothing_else(many: Trajectory) -> None:
    situation = open_situation(eventful(), Shocks(7, 0, 40))
    record.start(situation)
    for _ in range(MONTHS):
        for phase in TURN:
            phase.play(situation)
        situation.month += 1
    assert np.array_equal(situation.trajectory.values, many.values)


def test_two_workers_and_one_give_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.simulate.BLOCK", 16)
    one, two = ensemble(jobs=1), ensemble(jobs=2)
    for variant in one.variants:
        assert np.array_equal(one.tallies[variant].histogram, two.tallies[variant].histogram)
        assert np.array_equal(one.tallies[variant].total, two.tallies[variant].total)
        assert np.array_equal(one.paths[variant], two.paths[variant])
        assert all(np.array_equal(one.outcomes[variant][name], two.outcomes[variant][name]) for name in one.outcomes[variant])


def test_the_size_of_a_block_does_not_change_a_world(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ensemble(worlds=40)
    monkeypatch.setattr("sim.engine.simulate.BLOCK", 9)
    assert np.array_equal(whole.paths["story"], ensemble(worlds=40).paths["story"])


def test_blocks_cover_every_world_once() -> None:
    covered = [world for first, count in blocks(5, 2000) for world in range(first, first + count)]
    assert covered == list(range(5, 2000))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(many: Trajectory) -> None:
    assert play(eventful(), worlds=40, seed=7).values.tobytes() == many.values.tobytes()
    assert play(eventful(), worlds=40, seed=8).values.tobytes() != many.values.tobytes()


@pytest.mark.parametrize("months", [1, 9, 20])
def test_a_saved_block_has_the_same_future(many: Trajectory, tmp_path: Path, months: int) -> None:
    theatre = Theatre(eventful(), Shocks(7, 0, 40))
    for _ in range(months):
        theatre.step()
    save(theatre, tmp_path / "block.npz")
    assert np.array_equal(resume(eventful(), tmp_path / "block.npz").play().values, many.values)


def test_a_saved_block_can_take_another_road(many: Trajectory, tmp_path: Path) -> None:
    theatre = Theatre(eventful(), Shocks(7, 0, 40))
    for _ in range(9):
        theatre.step()
    save(theatre, tmp_path / "block.npz")
    charm = plan(months=MONTHS, doctrines=STRATEGIC | {"beijing": "committed: charm"}, jitter=0.3, noise=1.5, elections=True)
    branch = resume(charm, tmp_path / "block.npz").play()
    assert np.array_equal(branch.values[:, :10], many.values[:, :10])
    assert branch.path("reward")[-1].mean() > many.path("reward")[-1].mean() + 0.1


def test_a_block_of_another_story_is_refused(tmp_path: Path) -> None:
    theatre = Theatre(eventful(), Shocks(7, 0, 4))
    theatre.step()
    save(theatre, tmp_path / "block.npz")
    with pytest.raises(UsageError, match="another world, start or length"):
        resume(plan("january_2016", months=MONTHS), tmp_path / "block.npz")


@pytest.mark.parametrize("jobs", [1, 2])
def test_blocks_are_added_until_it_is_enough_whatever_the_number_of_workers(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr("sim.engine.simulate.BLOCK", 16)
    story = plan(months=2)
    run = simulate((story,), worlds=20, seed=7, jobs=jobs, outcomes=last, until=lambda run: run.worlds >= 60, max_worlds=100)
    assert run.worlds == 68
    never = simulate((story,), worlds=20, seed=7, jobs=jobs, outcomes=last, until=lambda run: False, max_worlds=50)
    assert never.worlds == 50
