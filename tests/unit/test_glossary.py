"""The glossary: every word has its meaning, every pointer leads somewhere, every word of theory in the rules is explained."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from sim.rules.doctrines import DOCTRINES
from sim.world.actors import actor
from sim.world.numbers import sources, table

HOME = Path(__file__).parents[2]
sys.path.insert(0, str(HOME / "docs" / "pages"))

import glossary_page  # noqa: E402

THEORY = (
    "abandonment", "audience cost", "best reply", "binding engagement", "credibility", "dominance denial", "economic pragmatism", "entrapment",
    "experience-weighted", "grievance", "habituation", "hedging", "hysteresis", "indirect balancing", "landscape theory", "leverage",
    "limited bandwagoning", "look-ahead", "overcapacity", "party cell", "quantal response", "quasi-alliance", "rally", "sanction-busting",
    "sanctions paradox", "seam", "strategic flexibility", "wedge", "three noes", "trilateral", "win-set",
)  # fmt: skip
"""Words of theory that the headers of rules use."""


def entries() -> dict[str, Any]:
    return table("glossary.yaml")


def test_every_entry_has_a_term_a_meaning_and_somewhere_to_look_next() -> None:
    for key, entry in entries().items():
        assert set(entry) <= {"term", "short", "meaning", "sources", "see"}, key
        assert not str(entry.get("short", "")).endswith("."), f"{key}: half a sentence"
        assert entry["term"] and entry["meaning"].endswith(".") and entry["see"], key
    assert len({entry["term"].lower() for entry in entries().values()}) == len(entries())


def test_every_source_of_the_glossary_exists() -> None:
    for key, entry in entries().items():
        assert set(entry.get("sources", ())) <= set(sources()), key


def test_every_pointer_names_another_entry_or_a_thing_of_the_model() -> None:
    known = glossary_page.things_of_the_model() | set(entries())
    for key, entry in entries().items():
        assert set(entry["see"]) <= known, f"{key}: {set(entry['see']) - known}"
        assert set(entry["see"]) - {key} or key in glossary_page.things_of_the_model(), key


def test_every_doctrine_and_every_component_of_hedging_is_explained() -> None:
    components = {instrument.name for instrument in actor("seoul").instruments if instrument.group == "hedging"}
    assert len(components) == 5
    assert components | set(DOCTRINES) <= set(entries())


@pytest.mark.parametrize("word", THEORY)
def test_a_word_of_theory_in_the_rules_is_in_the_glossary(word: str) -> None:
    rules = " ".join(path.read_text(encoding="utf-8").lower() for path in (HOME / "sim" / "rules").rglob("*.py"))
    assert re.search(word.replace(" ", "[_ ]"), rules), "no rule uses it any more"
    assert any(word in f"{entry['term']} {entry['meaning']}".lower() for entry in entries().values())


def test_the_page_holds_every_term_and_the_words_of_likelihood_with_their_numbers() -> None:
    page = glossary_page.render()
    for entry in entries().values():
        assert f"\n{entry['term']}\n  {entry['meaning']}" in page
    assert "*roughly even* 0.45 to 0.55" in page
