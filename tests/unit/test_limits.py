"""The page of limits says what is so: what of it can be checked without long runs is checked here."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import sim
from sim.rules.mechanisms import japan_legs, us_rok_cohesion
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.numbers import read_group
from sim.world.parameters import catalogue

HOME = Path(__file__).parents[2]
DOCS = HOME / "docs"
sys.path[:0] = [str(DOCS), str(DOCS / "pages")]

import generate_limits  # noqa: E402
import limits_text  # noqa: E402


@pytest.fixture(scope="module")
def page() -> str:
    return " ".join((DOCS / "explanation" / "limits.md").read_text(encoding="utf-8").split())


def history_tests() -> ModuleType:
    """The tests of the past, read for the failures that they expect."""
    spec = spec_from_file_location("tests_of_the_past", HOME / "tests" / "history" / "test_thaad_2016.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_no_empty_place_and_says_what_the_prose_says(page: str) -> None:
    assert "{" not in page
    for part in limits_text.PARTS:
        for sentence in re.findall(r"\*\*(.+?)\*\*", part, re.DOTALL):
            pattern = re.sub(r"\\\{\w+\\\}", ".+?", re.escape(" ".join(sentence.split())))
            assert re.search(pattern, page), sentence


def test_every_chance_that_makes_the_order_has_its_interval_and_so_has_every_rise(page: str) -> None:
    told = page.partition("The chance that Seoul drifts")[2].partition("**Through what.**")[0]
    chances = [int(share) for share in re.findall(r"(\d+) % \(\d+ to \d+\)", told)]
    assert len(chances) == len(generate_limits.ORDER) and chances == sorted(chances) and told.count(" %") == len(chances) + 1
    rises = re.findall(r"\d+ \((-?\d+) to \d+\)", told.partition("by ")[2])
    clear = re.search(r"; (\d) of these (\d) intervals", told)
    assert clear and (int(clear[1]), int(clear[2])) == (sum(int(low) > 0 for low in rises), len(rises))


def test_the_share_of_judgement_is_what_the_tables_hold(page: str) -> None:
    told = generate_limits.judgement()
    assert f"Of {told['numbers']} numbers, {told['judged']} ({told['judged_share']}) rest on judgement alone" in page


def test_four_numbers_in_five_are_judgement() -> None:
    told = generate_limits.judgement()
    assert int(told["judged"]) / int(told["numbers"]) == pytest.approx(4 / 5, abs=0.05)


def test_the_failures_about_the_past_are_those_that_the_tests_expect(page: str) -> None:
    tests = history_tests()
    claims = len(list(tests.cases()))
    assert f"{len(tests.KNOWN_FAILURES)} of {claims} claims about 2016 to 2019 fail" in page


def test_the_page_of_the_past_lists_the_same_failures() -> None:
    text = (DOCS / "explanation" / "history.md").read_text(encoding="utf-8")
    part = text[text.index("## What fails") :]
    listed = [line for line in part[: part.index("Why, as far")].splitlines() if line.startswith("- ") and "by month" not in line]
    assert len(listed) == len(history_tests().KNOWN_FAILURES)


def test_what_is_read_off_configs_stands_on_the_page(page: str) -> None:
    told = generate_limits.levels()
    assert f"They differ in {told['drawn']} of {told['parameters']} parameters, and the past told something of {told['informed']}" in page
    assert f"commitment at {told['transact_commitment']} with pressure to share burdens at {told['transact_burden']}" in page


def test_no_ensemble_spreads_the_weights_of_the_capitals() -> None:
    for capital in CAPITALS:
        assert not [number.name for number in read_group(f"actors/{capital}.yaml", "preferences") if number.group == "sensitivity"]
    assert sum(number.group == "sensitivity" for number in catalogue().values()) < len(catalogue()) / 4


def test_the_chance_of_a_crisis_is_about_what_its_hazard_gives() -> None:
    run = sim.run("baseline_2026", worlds=400, keep_worlds=True)
    played, hazard = generate_limits.crisis_chances(run)
    assert played.mean() == pytest.approx(hazard, abs=0.08)


def test_beijing_and_pyongyang_own_no_term_of_an_alliance() -> None:
    owners = set(us_rok_cohesion.OWNER_OF_TERM.values()) | set(japan_legs.OWNER_OF_TERM.values())
    assert owners and not owners & {"beijing", "pyongyang"}


def test_the_story_of_the_baseline_counts_drift_as_the_page_does() -> None:
    text = (HOME / "scenarios" / "baseline_2026.yaml").read_text(encoding="utf-8")
    assert f"seams.core <= start - {generate_limits.DEPTHS['usual']:.2f} after month 12" in text


def test_transact_couples_little_commitment_with_much_pressure_to_pay() -> None:
    washington = actor("washington")
    levels = dict(zip(washington.rows, washington.postures["transact"].levels, strict=True))
    reassure = dict(zip(washington.rows, washington.postures["reassure"].levels, strict=True))
    assert levels["commitment"] < reassure["commitment"] and levels["burden_sharing_pressure"] > reassure["burden_sharing_pressure"]
