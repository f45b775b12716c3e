"""Every claim that the model was built on is carried by its mechanism: take that out, and the story's outcome gives way."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.experiments.claims import DIRECTIONS, Claim, Finding, Removal, claims, findings
from sim.experiments.settings import Settings
from sim.rules.mechanisms import CODES
from sim.scenario import load
from sim.scenario.expect import read_sum
from sim.scenario.files import shipped
from sim.world.axes import CAPITALS
from sim.world.numbers import sources, table
from sim.world.parameters import catalogue

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS))

import generate_claims  # noqa: E402

ALL = claims()


@pytest.fixture(scope="module")
def found() -> dict[int, list[Finding]]:
    return generate_claims.found_all()


def test_there_are_the_twenty_eight_claims_of_the_two_articles() -> None:
    assert [claim.number for claim in ALL] == list(range(1, 29))
    assert {claim.article for claim in ALL} == {"epoch_times_2026", "charm_offensive_2025"}


@pytest.mark.parametrize("claim", ALL, ids=lambda claim: str(claim.number))
def test_a_claim_names_what_is_there(claim: Claim) -> None:
    assert claim.article in sources()
    assert claim.mechanisms and set(claim.mechanisms) <= {*CODES, *CAPITALS}
    assert claim.parameters and set(claim.parameters) <= set(catalogue())
    assert claim.removals
    for removal in claim.removals:
        assert removal.story in shipped() and removal.moves in DIRECTIONS and removal.by > 0 and removal.because


@pytest.mark.parametrize("claim", ALL, ids=lambda claim: str(claim.number))
def test_what_is_taken_out_is_what_the_claim_says_carries_it(claim: Claim) -> None:
    carried = {f"mechanisms.{name}" for name in claim.mechanisms} | {f"parameters.set.{name}" for name in claim.parameters}
    for removal in claim.removals:
        assert removal.without
        assert all(any(setting.partition("=")[0].startswith(name) for name in carried) for setting in removal.without)


@pytest.mark.parametrize("removal", [removal for claim in ALL for removal in claim.removals], ids=lambda removal: removal.outcome)
def test_no_outcome_stands_still_because_its_owner_is_switched_off(removal: Removal) -> None:
    off = {setting.removeprefix("mechanisms.").removesuffix("=off") for setting in removal.without if setting.startswith("mechanisms.")}
    asked = load(removal.story).outcomes
    read = {asked[term.outcome].get("track", "") for term in read_sum(removal.outcome) if term.variant}
    owners = {entry["owner"] for name, entry in table("quantities.yaml")["state"].items() for track in read if f"{track}.".startswith(f"{name}.")}
    assert not off & owners


def test_every_mechanism_carries_a_claim() -> None:
    assert {name for claim in ALL for name in claim.mechanisms} >= set(CODES)


@pytest.mark.parametrize("claim", ALL, ids=lambda claim: str(claim.number))
def test_without_its_part_of_the_model_the_story_ends_otherwise(found: dict[int, list[Finding]], claim: Claim) -> None:
    for finding in found[claim.number]:
        assert finding.holds, generate_claims.played(finding)


def test_a_removal_is_played_in_the_worlds_that_it_names_and_any_other_in_the_usual_number(monkeypatch: pytest.MonkeyPatch) -> None:
    removal = ALL[5].removals[0]
    seen: list[int] = []

    def counted(scenario: Any, settings: Settings) -> Any:
        seen.append(settings.worlds or 0)
        values = np.linspace(0, 1, seen[-1])
        return SimpleNamespace(measured={name: dict.fromkeys(("core_2030",), values) for name in ("late", "never")})

    monkeypatch.setattr("sim.experiments.claims.run", counted)
    findings(removal.story, [replace(removal, worlds=12), replace(removal, worlds=0)])
    assert sorted(seen) == [12, 12, table("claims.yaml")["worlds"], table("claims.yaml")["worlds"]]


def test_the_page_says_so(found: dict[int, list[Finding]]) -> None:
    written, fresh = generate_claims.PAGE.read_text(encoding="utf-8"), generate_claims.page(found)
    assert words(written) == words(fresh), "run python docs/generate_claims.py"
    assert figures(written) == pytest.approx(figures(fresh), abs=0.02)


def words(page: str) -> str:
    """A page without the numbers that were played."""
    return re.sub(r"^Played.*: .*$", lambda line: re.sub(r"[-+]?\d+\.\d+", "#", line[0]), page, flags=re.MULTILINE)


def figures(page: str) -> list[float]:
    """The numbers that were played."""
    return [float(number) for line in re.findall(r"^Played.*: .*$", page, re.MULTILINE) for number in re.findall(r"[-+]?\d+\.\d+", line)]
