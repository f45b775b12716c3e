"""Postures and doctrines for a part of a capital: mixtures, groups, single instruments, and the capital's own choice again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.engine.theatre import Theatre
from sim.rules.doctrines.look_ahead import candidates
from sim.rules.phases.movement import slip
from sim.scenario import load
from sim.scenario.build import plans
from sim.world.actors import actor, instrument_layout
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks

HEAD = "sim: 1\nextends: january_2026\ntitle: A story\ntime: {months: 24}\nparameters: {ensemble: fixed, noise: 0}\n"
CULTURE, TOURISM = "pressure.culture", "pressure.tourism"

Build = Callable[[str], tuple[Plan, ...]]


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """Builds the plans of a text."""
    def build(text: str) -> tuple[Plan, ...]:
        file = tmp_path / "story.yaml"
        file.write_text(HEAD + text, encoding="utf-8")
        return plans(load(str(file)))
    return build


def theatre(plan: Plan, months: int = 0, **agents: type[sim.Capital]) -> Theatre:
    """A few worlds of a plan after some months."""
    found = Theatre(plan, Shocks(1, 0, 4), dict(agents))
    for _ in range(months):
        found.step()
    return found


def path(plan: Plan, name: str) -> Array:
    """A quantity of one world by month."""
    return Theatre(plan, Shocks(1, 0, 1)).play().path(name)[:, 0]


def of_posture(capital: str, row: str, name: str) -> float:
    """The level that a posture gives an instrument."""
    return float(actor(capital).postures[name].levels[actor(capital).rows.index(row)])


def target(stage: Theatre, row: str) -> Array:
    """The target of an instrument in every world."""
    return stage.situation.targets.values[instrument_layout().row(row)]


# Mixtures.


def test_a_capital_committed_to_a_mixture_goes_to_the_weighted_mean_of_its_postures(built: Build) -> None:
    [plan] = built("actors: {seoul: {posture: {align: 0.6, accommodate: 0.4}}}\n")
    expected = 0.6 * of_posture("seoul", "rhetoric", "align") + 0.4 * of_posture("seoul", "rhetoric", "accommodate")
    assert target(theatre(plan, 1), "rhetoric") == pytest.approx([expected] * 4)
    assert path(plan, "rhetoric")[-1] == pytest.approx(expected, abs=0.02)
    assert not any(path(plan, f"posture.seoul.{item}")[1:].any() for item in actor("seoul").menu)


def test_a_mixture_with_the_whole_share_on_one_posture_is_that_posture(built: Build) -> None:
    [mixed], [plain] = built("actors: {seoul: {posture: {align: 1.0}}}\n"), built("actors: {seoul: {posture: align}}\n")
    assert np.array_equal(path(mixed, "seams.core"), path(plain, "seams.core"))


def test_one_mixture_can_follow_another(built: Build) -> None:
    [plan] = built("actors: {seoul: {doctrine: {name: committed, posture: {align: 0.6, accommodate: 0.4}, until: 2026-07, "
                   "then: {name: committed, posture: {align: 0.4, accommodate: 0.6}, until: 2027-01, then: strategic}}}}\n")
    align, accommodate = (of_posture("seoul", "rhetoric", name) for name in ("align", "accommodate"))
    assert target(theatre(plan, 6), "rhetoric")[0] == pytest.approx(0.6 * align + 0.4 * accommodate)
    assert target(theatre(plan, 7), "rhetoric")[0] == pytest.approx(0.4 * align + 0.6 * accommodate)
    assert theatre(plan, 24).situation.memory["seoul"].in_force.max() < len(actor("seoul").menu)


def test_an_event_shifts_the_targets_under_a_mixture_for_good(built: Build) -> None:
    [plan] = built("actors: {tokyo: {posture: {cooperate: 0.5, friction: 0.5}}}\n"
                   "events: [{name: A visit, on: 2026-06, effect: {outreach: {set: 0.9}}}]\n")
    assert target(theatre(plan, 20), "outreach") == pytest.approx([0.9] * 4)


# Groups and single instruments.


def test_the_posture_of_a_group_gives_its_levels_and_a_word_beside_it_wins(built: Build) -> None:
    [plan] = built("actors:\n  seoul:\n    hedging:\n      posture: {align: 0.6, accommodate: 0.4}\n      indirect_balancing: 0.7\n"
                   "      dominance_denial: chosen\n      limited_bandwagoning: {2026-06: 0.9, until: 2026-09}\n")
    assert plan.doctrines["seoul"][-1].name == "strategic"
    row = "hedging.limited_bandwagoning"
    mixed = 0.6 * of_posture("seoul", row, "align") + 0.4 * of_posture("seoul", row, "accommodate")
    assert path(plan, row)[[1, 5, 6, 8, 9, 24]] == pytest.approx([mixed, mixed, 0.9, 0.9, mixed, mixed])
    assert path(plan, "hedging.indirect_balancing")[1:] == pytest.approx([0.7] * 24)
    assert "hedging.dominance_denial" not in {entry.instrument for entry in plan.steering}


def test_an_instrument_takes_the_level_of_a_posture_at_once_and_in_answer_to_an_event(built: Build) -> None:
    [plan] = built("events: [{event: summit, name: Talks, on: 2026-06}]\nactors:\n  beijing:\n"
                   "    reward: [{posture: linkage}, {on: Talks, then: {posture: {charm: 0.5, linkage: 0.5}}, for: 2}]\n")
    linkage, charm = (of_posture("beijing", "reward", name) for name in ("linkage", "charm"))
    assert path(plan, "reward")[[1, 5, 6, 7, 8]] == pytest.approx([linkage, linkage, (linkage + charm) / 2, (linkage + charm) / 2, linkage])


@pytest.mark.parametrize("freed", ["{pressure: {culture: chosen}}", "{pressure: chosen}"])
def test_a_variant_frees_what_the_file_fixes(built: Build, freed: str) -> None:
    held, free = built("actors: {beijing: {pressure: {culture: 0.9}}}\nvariants:\n  held: {title: Held}\n"
                       f"  free: {{title: Free, actors: {{beijing: {freed}}}}}\n")
    assert [entry.instrument for entry in held.steering] == [CULTURE]
    assert not free.steering


def test_a_variant_frees_the_postures_of_the_file(built: Build) -> None:
    held, free = built("actors: {seoul: {posture: align}, beijing: {pressure: {posture: soft_coerce}}}\nvariants:\n  held: {title: Held}\n"
                       "  free: {title: Free, actors: {seoul: {posture: chosen}, beijing: {pressure: {posture: chosen}}}}\n")
    assert len(held.steering) == len(actor("beijing").rows) - 7 and held.doctrines["seoul"][-1].name == "committed"
    assert not free.steering and free.doctrines["seoul"][-1].name == "strategic"


# A doctrine for one instrument.


def test_a_channel_that_is_reactive_aims_where_a_reactive_beijing_would(built: Build) -> None:
    [one], [whole] = built("actors: {beijing: {pressure: {culture: {doctrine: reactive}}}}\n"), built("actors: {beijing: {doctrine: reactive}}\n")
    months = next(months for months in range(1, 9) if not np.allclose(target(theatre(whole, months), CULTURE), target(theatre(whole), CULTURE)))
    assert np.array_equal(target(theatre(one, months), CULTURE), target(theatre(whole, months), CULTURE))
    assert theatre(one).situation.plan.doctrines["beijing"][-1].name == "strategic"


def test_the_rest_of_the_capital_follows_its_own_doctrine(built: Build) -> None:
    [plan] = built("actors: {beijing: {posture: hard_coerce, pressure: {culture: {doctrine: scripted}}}}\n")
    stage = theatre(plan, 5)
    assert target(stage, CULTURE) == pytest.approx([plan.instruments[CULTURE].low] * 4)
    assert target(stage, TOURISM) == pytest.approx([of_posture("beijing", TOURISM, "hard_coerce")] * 4)


def test_who_plays_a_capital_instead_cannot_move_an_instrument_with_a_doctrine_of_its_own(built: Build) -> None:
    class Mine(sim.Capital):
        def decide(self) -> None:
            self.aim("hard_coerce")
            self.aim(grey_zone_pressure=0.9)

    class Idle(sim.Capital):
        def decide(self) -> None:
            return

    [plan], [whole] = built("actors: {beijing: {pressure: {culture: {doctrine: reactive}}}}\n"), built("actors: {beijing: {doctrine: reactive}}\n")
    first = theatre(whole, 3)
    assert not np.allclose(target(first, CULTURE), target(theatre(whole), CULTURE))
    for cast in (Mine, Idle):
        assert np.array_equal(target(theatre(plan, 3, beijing=cast), CULTURE), target(first, CULTURE))
    assert target(theatre(plan, 3, beijing=Mine), TOURISM) == pytest.approx([of_posture("beijing", TOURISM, "hard_coerce")] * 4)


def test_a_capital_that_looks_ahead_does_not_expect_its_posture_to_move_such_an_instrument(built: Build) -> None:
    [plan] = built("actors: {beijing: {pressure: {culture: {doctrine: scripted}}}}\n")
    stage = theatre(plan, 1)
    goal, first = candidates(stage.situation, "beijing", np.arange(4)), actor("beijing").rows.index(CULTURE)
    assert np.ptp(goal[first], axis=0) == pytest.approx([0.0] * 4)
    assert np.ptp(goal[first + 1], axis=0).min() > 0.1


def test_a_scripted_instrument_does_not_slip_and_a_reactive_one_does_under_a_scripted_capital(built: Build) -> None:
    [steady] = built("actors: {beijing: {pressure: {culture: {doctrine: scripted}}}}\n")
    [moving] = built("actors: {beijing: {doctrine: scripted, pressure: {culture: {doctrine: reactive}}}}\n")
    strayed = []
    for plan in (steady, moving):
        stage = theatre(replace(plan, parameters=replace(plan.parameters, noise=1.0)))
        strayed.append(np.broadcast_to(slip(stage.situation, "beijing"), (len(actor("beijing").rows), 4)))
    row = actor("beijing").rows.index(CULTURE)
    assert not strayed[0][row].any() and np.delete(strayed[0], row, axis=0).all()
    assert strayed[1][row].all() and not np.delete(strayed[1], row, axis=0).any()


def test_dates_conditions_and_bounds_go_over_a_doctrine_of_its_own(built: Build) -> None:
    [plan] = built("actors:\n  beijing:\n    pressure:\n      culture:\n        - {doctrine: scripted}\n        - {2026-04: 0.2, until: 2026-07}\n"
                   "        - {when: crises < 0.5 after 2026-09, then: {posture: hard_coerce}, for: 3}\n        - {cap: 0.85}\n")
    levels, start = path(plan, CULTURE), plan.instruments[CULTURE].low
    assert levels[[1, 3]] == pytest.approx([start, start])
    assert levels[[4, 6]] == pytest.approx([0.2, 0.2])
    assert levels[7] == pytest.approx(0.2, abs=0.2) and levels[7] > 0.2
    assert levels[[11, 24]] == pytest.approx([0.85, 0.85])


def test_an_instrument_follows_its_doctrine_from_the_start_on_and_not_in_the_run_in(built: Build, tmp_path: Path) -> None:
    text = "actors: {beijing: {pressure: {culture: {doctrine: scripted}}}}\n"
    [plan] = built(text)
    (tmp_path / "later.yaml").write_text(HEAD.replace("{months: 24}", "{start: 2026-09, months: 6}") + text, encoding="utf-8")
    [later] = plans(load(str(tmp_path / "later.yaml")))
    assert plan.apart[CULTURE].first == plan.world and later.apart[CULTURE].first == later.start > later.world
