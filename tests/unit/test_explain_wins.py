"""What `sim explain` calls the winner is what the engine plays."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.engine.simulate import simulate
from sim.explain.winning import verdict, words_on
from sim.scenario import load
from sim.scenario.build import plans

HEAD = "sim: 1\nextends: january_2026\ntitle: A story\ntime: {start: 2026-01, months: 16}\nparameters: fixed\n"
STORY = HEAD + """
actors:
  seoul:
    hedging:
      posture: align                       # a group: each component at the level of the posture
      dominance_denial: 0.2                # beside the group
    rhetoric: [{2026-01: 0.5}, {2026-03: 0.1, until: 2026-06}]
  beijing:
    pressure:
      culture:
        - {2026-01: 0.6, 2026-05: 0.3}
        - {on: Statement, then: 0.9, for: 4}
        - {cap: 0.85, from: 2026-08, until: 2026-09}
      tourism: [{ramp: {2026-01: 0.0, 2026-11: 0.5}}, {floor: 0.2, from: 2026-01, until: 2026-04}]
      retail: {on: Statement, then: 0.7, until: 2026-10}
      goods: [0.1, {on: Late, then: {posture: hard_coerce}, until: end}]
      inputs: [0.5, {floor: 0.8, from: 2026-06}, {cap: 0.7, from: 2026-10}]
    reward: 0.4
    overcapacity_exports: 0.5
    asset_purchases: [0.3, {2026-06: 0.2}]
    grey_zone_pressure: 0.2
    restraint_of_pyongyang: {2026-04: 0.6}
  pyongyang: {doctrine: scripted}
events:
  - {name: Statement, on: 2026-07, effect: {reward: {add: -0.15}, seams.taiwan: {add: 0.1}}}
  - {name: Late, on: 2026-12}
  - {name: Brief, on: 2026-04, effect: {beijing.reward: {times: 0.5, for: 3}, overcapacity_exports: {set: 0.9, at: level, for: 2, delay: 1}}}
  - {event: taiwan_crisis, on: 2026-06}
  - {name: Held until, on: 2026-03, effect: {asset_purchases: {cap: 0.1, at: level, until: Late}}}
variants:
  one: {title: As it stands}
  two:
    title: Otherwise
    actors: {beijing: {pressure: {culture: 0.2, goods: chosen}, reward: {posture: charm}}}
"""
ROWS = ("pressure.culture", "pressure.tourism", "pressure.retail", "pressure.goods", "pressure.inputs", "reward", "overcapacity_exports",
        "asset_purchases", "grey_zone_pressure", "restraint_of_pyongyang", "rhetoric", "hedging.indirect_balancing", "hedging.dominance_denial")

FREE = {("restraint_of_pyongyang", ""): 3, ("pressure.retail", ""): 13, ("pressure.goods", "two"): 16}
"""The months in which Beijing chooses for itself, in both variants or in one."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory):
    """The story, and what the engine makes of it."""
    file = tmp_path_factory.mktemp("story") / "story.yaml"
    file.write_text(STORY, encoding="utf-8")
    found = load(str(file))
    played = simulate(plans(found), worlds=3, seed=5, jobs=1, outcomes=lambda plan, trajectory: {}, keep_worlds=True)
    assert not played.failures
    return found, played


def levels(played, variant: str, row: str):
    """The level of an instrument in the first world at the end of each month, month 0 the start."""
    return played.paths[variant][played.names.index(row), :, 0]


@pytest.mark.parametrize("variant", ["one", "two"])
@pytest.mark.parametrize("row", ROWS)
def test_the_winner_of_every_month_has_the_level_that_is_played(story, row: str, variant: str) -> None:
    found, played = story
    said = next(each for each in found.variants if each.name == variant)
    words = words_on(found, said, row)
    path = levels(played, variant, row)
    compared = 0
    for number in range(1, found.months + 1):
        judged = verdict(words, found.start + number - 1)
        if judged.level is not None:
            assert judged.level[0] == judged.level[1] == pytest.approx(path[number], abs=1e-9), (row, number, judged.winner.said)
            compared += 1
    assert compared == found.months - FREE.get((row, variant), FREE.get((row, ""), 0))


def test_every_kind_of_word_wins_somewhere(story) -> None:
    found, _ = story
    kinds = {verdict(words_on(found, found.variants[0], row), found.start + month).winner.kind for row in ROWS for month in range(found.months)}
    assert kinds == {"choice", "schedule", "event", "effect", "clamp"}


def test_what_a_sentence_or_chance_decides_is_said_to_come_on_top(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(HEAD + """
actors: {beijing: {pressure: {culture: [0.2, {when: "grievance > 0.5", then: 0.9, for: 6}, {on: A storm, then: 0.7}]}}}
events: [{name: A storm, chance: 0.5, between: [2026-06, 2026-08]}]
""", encoding="utf-8")
    found = load(str(file))
    words = words_on(found, found.variants[0], "pressure.culture")
    early, late = verdict(words, found.start), verdict(words, found.start + 6)
    assert early.winner.kind == "schedule" and [word.kind for word in early.perhaps] == ["condition"]
    assert [word.kind for word in late.perhaps] == ["condition", "event"]


def test_an_effect_until_an_event_that_the_story_does_not_have_wins_to_the_end(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(HEAD + "actors: {beijing: {pressure: {retail: 0.2}}}\nevents: [{event: firm_sanctioned, on: 2026-06}]\n", encoding="utf-8")
    found = load(str(file))
    words = words_on(found, found.variants[0], "pressure.retail")
    before, last = (verdict(words, found.start + month).level for month in (0, found.months - 1))
    assert before == (0.2, 0.2) and last is not None and last[0] > 0.2
