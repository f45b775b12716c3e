"""The page by the ODD protocol names everything that the code has, in the order of the month, with numbers from configs alone."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from sim.history.checks import checks
from sim.rules.diagnostics import DIAGNOSTICS
from sim.rules.doctrines import DOCTRINES
from sim.rules.mechanisms import CODES
from sim.rules.turn import TURN
from sim.world.actors import actor, instrument_layout
from sim.world.axes import ALLIANCES, CAPITALS, CHANNELS, SEAMS
from sim.world.numbers import table, tables
from sim.world.parameters import catalogue
from sim.world.state import state_layout

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "pages"))

import odd_page  # noqa: E402
import odd_text  # noqa: E402

ELEMENTS = ("Purpose and patterns", "Entities, state variables, and scales", "Process overview and scheduling", "Design concepts",
            "Initialisation", "Input data", "Submodels", "Appendix: the tables")
CONCEPTS = ("Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction", "Stochasticity",
            "Collectives", "Observation")


@pytest.fixture(scope="module")
def page() -> str:
    return odd_page.render()


def missing(names: object, page: str) -> list[str]:
    return [name for name in names if f"`{name}`" not in page]  # type: ignore[attr-defined]


def test_the_seven_elements_and_the_eleven_concepts_stand_in_the_order_of_the_protocol(page: str) -> None:
    assert re.findall(r"^## (?:\d\. )?(.+)$", page, re.MULTILINE) == list(ELEMENTS)
    part = page[page.index("## 4. Design concepts") : page.index("## 5. ")]
    assert tuple(re.findall(r"^### (.+)$", part, re.MULTILINE)) == CONCEPTS


def test_the_long_tables_stand_behind_what_is_told(page: str) -> None:
    told = page[: page.index("## Appendix")]
    assert max(len(lines.splitlines()) for lines in re.findall(r"(?:^\|.*\n)+", told, re.MULTILINE)) < 20


def test_the_phases_stand_in_the_order_of_the_month(page: str) -> None:
    part = page[page.index("## 3. ") : page.index("## 4. ")]
    assert re.findall(r"^\d+\. \*\*(.+?)\*\*\. (.+)$", part, re.MULTILINE) == [(phase.name, phase.sentence) for phase in TURN]


def test_every_quantity_is_on_the_page(page: str) -> None:
    for part in ("state", "derived"):
        assert not missing(table("quantities.yaml")[part], page)
    assert not missing((*state_layout().rows, *instrument_layout().rows), page), "a starting value"


def test_every_owner_of_a_quantity_is_a_mechanism_or_a_phase() -> None:
    owners = {entry["owner"] for entry in table("quantities.yaml")["state"].values()}
    phases = {phase.name for phase in TURN} | {"events"}
    assert owners <= set(CODES) | phases


def test_every_driver_doctrine_diagnostic_and_leader_is_on_the_page(page: str) -> None:
    assert not missing((*table("drivers.yaml")["drivers"], *DOCTRINES, *DIAGNOSTICS), page)
    for leader in table("leaders.yaml")["leaders"]:
        assert f"| {leader['name']} |" in page


def test_every_mechanism_is_a_submodel_with_its_code(page: str) -> None:
    for name, code in CODES.items():
        assert re.search(rf"^### {code} {name.replace('_', ' ').capitalize()}$", page, re.MULTILINE)


def test_every_capital_channel_seam_alliance_and_posture_is_on_the_page(page: str) -> None:
    assert not missing((*CHANNELS, *SEAMS, *ALLIANCES), page)
    for capital in CAPITALS:
        assert not missing(actor(capital).menu, page)


def test_every_parameter_and_every_group_of_them_is_on_the_page(page: str) -> None:
    assert not missing({name.split(".")[1] for name in catalogue()}, page)
    for group in tables("parameters"):
        assert f"| `{group}` |" in page or group in CODES


def test_every_pattern_of_the_past_is_on_the_page(page: str) -> None:
    for check in checks():
        assert f"| {check.label} | `{check.quantity}` |" in page


def test_the_prose_holds_no_number_of_its_own() -> None:
    written = [odd_text.INTRODUCTION, odd_text.PURPOSE, odd_text.ENTITIES, odd_text.SCALES, odd_text.SCHEDULE, odd_text.INITIAL, odd_text.INPUTS,
               odd_text.SUBMODELS, *odd_text.CONCEPTS.values()]
    for text in written:
        bare = re.sub(r"0 to 1|0 is Beijing's ideal and 1 is|Grimm and others\s+2020|grimm_2020|M13|\{[a-z_0-9]+\}", "", text)
        assert not re.search(r"\d", bare), re.findall(r".{20}\d.{20}", bare)


def test_the_numbers_in_the_prose_are_those_of_the_tables(page: str) -> None:
    choice = table("parameters/choice.yaml")["numbers"]
    prose = " ".join(page.split())
    assert f"decision date every {choice['decision_interval']['value']} months" in prose
    assert f"for {choice['look_ahead_steps']['value']} steps of {choice['look_ahead_step']['value']} months" in prose
    assert f"with probability {choice['revision_probability']['value']}" in prose
