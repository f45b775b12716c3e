"""Whatever a scenario file can say, the engine can play."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.engine.simulate import simulate
from sim.engine.theatre import Theatre
from sim.scenario import load
from sim.scenario.build import plans
from sim.scenario.files import shipped
from sim.scenario.library import effects, library
from sim.world.shocks import Shocks

HEAD = "sim: 1\nextends: january_2026\ntitle: A story\ntime: {start: 2026-02, months: 9}\nparameters: fixed\n"
EVERYTHING = HEAD + """
initial: {cohesion.us_rok: 0.6..0.8, seams.taiwan: {low: 0.3, likely: 0.4, high: 0.5}}
drivers: {war_demand: {2026-04: 0.5..0.9, until: 2026-07}, seam_ideal.taiwan: {ramp: {2026-03: 0.3, 2026-08: 0.2}}}
leaders:
  - {date: 2026-04, ideology: 0.4, policy_capacity: 0.3, acting: 2}
  - {date: 2026-06, ideology: 0.8, next_election: 2027-06}
mechanisms: {M4: off}
parameters: {ensemble: default, jitter: 0.1, noise: 0.5, set: {us_rok_cohesion.treaty_floor: 0.1..0.3}}
actors:
  seoul:
    doctrine: {name: committed, posture: align, until: 2026-06, then: {name: strategic, precision: 10}}
    hedging: {dominance_denial: {within: [0.6, 0.7]}, indirect_balancing: [{start: 0.3}, {floor: 0.5, from: 2026-05}]}
  beijing:
    doctrine: reactive
    pressure:
      culture: [0.3, {on: A statement, then: 0.9, until: end}]
      tourism: {when: "engagement > 0.2", then: {ramp: {2026-03: 0.2, 2026-06: 0.5}}, for: 3}
      retail: {when: "crises >= 1 or engagement < 0.9", then: 0.4, until: "engagement > 0.95"}
    reward: {ramp: {2026-01: 0.5, 2026-05: 0.1}, until: 2026-07}
  washington: {doctrine: best_reply}
  tokyo: {doctrine: uniform}
  pyongyang: {doctrine: scripted}
events:
  - {name: A statement, on: 2026-04, effect: {seams.taiwan: [{add: 0.1}, {times: 0.9, delay: 2}], threat.pyongyang: {cap: 0.5, for: 2}}}
  - {name: By chance, chance: likely, between: [2026-03, 2026-06], effect: {beijing.reward: {add: 0.1, for: 3}, war_demand: {floor: 0.9}}}
  - {name: A hazard, hazard: 0.2, once: false, effect: {hedging.limited_bandwagoning: {add: 0.05, at: level}}}
  - {name: When, when: "seams.core <= start + 0.5", effect: {parameters.us_rok_cohesion.treaty_floor: {set: 0.3}}}
"""


def played(file: str, *sets: str):
    """A few worlds of a scenario."""
    return simulate(plans(load(file, sets)), worlds=6, seed=1, jobs=1, outcomes=lambda plan, trajectory: {}, keep_worlds=True)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_plays(name: str) -> None:
    found = played(name, "time.months=3")
    assert not found.failures and found.months == 3


def test_everything_that_a_file_can_say_plays(tmp_path: Path) -> None:
    file = tmp_path / "everything.yaml"
    file.write_text(EVERYTHING.replace("parameters: fixed\n", ""), encoding="utf-8")
    found = played(str(file))
    assert not found.failures
    paths = dict(zip(found.names, found.paths["baseline"], strict=True))
    assert np.allclose(paths["pressure.culture"][1:3], 0.3) and np.allclose(paths["pressure.culture"][3:], 0.9)
    assert (paths["hedging.dominance_denial"][1:] >= 0.6).all() and (paths["hedging.dominance_denial"][1:] <= 0.7).all()
    assert np.allclose(paths["ideology"][-1], 0.8) and np.ptp(paths["cohesion.us_rok"][0]) > 0.01


@pytest.mark.parametrize("name", sorted(library()))
def test_every_event_of_the_library_moves_what_it_says(name: str, tmp_path: Path) -> None:
    file = tmp_path / "event.yaml"
    file.write_text(HEAD + f"variants:\n  without: {{title: Nothing}}\n  with: {{events: [{{event: {name}, on: 2026-03}}]}}\n", encoding="utf-8")
    without, struck = (Theatre(plan, Shocks(1, 0, 4)) for plan in plans(load(str(file))))
    moved: set[str] = set()
    for _ in range(10):
        without.step()
        struck.step()
        moved |= {effect.name for effect in effects(name, {}) if reading(struck, effect.name) != reading(without, effect.name)}
    assert moved == {effect.name for effect in effects(name, {})}


def reading(theatre: Theatre, name: str) -> list[float]:
    """What a state, an instrument, a driver or a parameter is in a theatre at present."""
    situation = theatre.situation
    kind, _, rest = name.partition(".")
    if kind == "drivers":
        return list(situation.drivers.values[situation.drivers.layout.row(rest)])
    if kind == "parameters":
        return list(np.ravel(situation.parameters.value(rest)))
    table = situation.state if name in situation.state.layout.rows else situation.instruments
    return list(table.values[table.layout.row(name)])


def test_a_firm_is_let_off_by_a_deal(tmp_path: Path) -> None:
    file = tmp_path / "deal.yaml"
    file.write_text(HEAD + "actors: {beijing: {doctrine: scripted}}\nvariants:\n  never: {title: Nobody punished}\n"
                    "  deal: {events: [{event: firm_sanctioned, on: 2026-03}, {event: washington_beijing_deal, on: 2026-06}]}\n", encoding="utf-8")
    found = played(str(file))
    row = found.names.index("pressure.retail")
    gap = (found.paths["deal"][row] - found.paths["never"][row]).mean(axis=1)
    assert gap[1] == 0 and gap[2:5].min() > 0.04 and gap[-1] < gap[4] / 2


def test_without_a_deal_a_firm_is_punished_for_good_also_by_a_beijing_that_chooses(tmp_path: Path) -> None:
    file = tmp_path / "no_deal.yaml"
    file.write_text(HEAD.replace("months: 9", "months: 36") + "variants:\n  none: {events: [{event: firm_sanctioned, on: 2026-03}]}\n"
                    "  last: {events: [{event: firm_sanctioned, on: 2026-03}, {event: washington_beijing_deal, on: 2029-01}]}\n", encoding="utf-8")
    found = played(str(file))
    retail = {name: paths[found.names.index("pressure.retail")] for name, paths in found.paths.items()}
    assert np.array_equal(retail["none"][:36], retail["last"][:36]) and (retail["none"][36] > retail["last"][36]).all()


def test_one_number_of_a_vector_can_be_set(tmp_path: Path) -> None:
    file = tmp_path / "vector.yaml"
    file.write_text(HEAD.replace("parameters: fixed\n", "parameters: {ensemble: fixed, set: {trade_coercion.pressure_effect.tourism: 0}}\n")
                    + "actors: {beijing: {pressure: {tourism: 1.0, culture: 1.0}}}\n", encoding="utf-8")
    found = played(str(file))
    assert not found.failures
    flows = {name: path for name, path in zip(found.names, found.paths["baseline"], strict=True) if name.startswith("flow.")}
    assert flows["flow.tourism"][-1].mean() > 0.6 and flows["flow.culture"][-1].mean() < 0.3
