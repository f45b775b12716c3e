"""A story read with settings laid over it, as often as a sweep needs it: its plans, and what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sim.errors import Fault, ScenarioError
from sim.experiments.outcomes import Measures, read_outcomes
from sim.scenario.build import plans
from sim.scenario.files import displayed, locate
from sim.scenario.marks import Mark
from sim.scenario.read import in_order, load
from sim.world.plan import Plan

if TYPE_CHECKING:
    from sim.scenario import Scenario

REMEMBERED = 256
"""So many readings are kept at hand."""

BY_HAND = re.compile(r"--set\[(\d+)\]")
"""Where the place of a setting is said in a message."""

EXPECTED = frozenset({"overruled", "no-effect"})
"""Warnings of single settings that say nothing of a sweep: which variants a lever acts in is seen from their plans."""


@dataclass(frozen=True)
class Told:
    """What the engine plays of a story: a plan per variant, and the outcomes to be measured."""

    plans: tuple[Plan, ...]
    measures: Measures


class Reader:
    """Reads a story again with further settings; what was read lately is remembered.

    What is odd in a setting is kept in `warnings`, at the place where its lever was written.
    """

    def __init__(self, scenario: Scenario, places: Mapping[str, Mark]) -> None:
        self.scenario, self.places = scenario, places
        self.warnings: dict[tuple[str, str], Fault] = {}
        self.told = lru_cache(REMEMBERED)(self._told)

    def _told(self, sets: tuple[str, ...]) -> Told:
        try:
            read = load(file_of(self.scenario), (*self.scenario.sets, *sets))
        except ScenarioError as refusal:
            raise ScenarioError(faults=[self.placed(fault, sets) for fault in refusal.faults if not fault.warning]) from None
        for fault in read.warnings:
            if fault.code not in EXPECTED and (placed := self.placed(fault, sets)) is not fault:
                self.warnings.setdefault((placed.where, placed.code), placed)
        return Told(plans(read), Measures(read_outcomes(read.outcomes, read.start, read.months)))

    def placed(self, fault: Fault, sets: tuple[str, ...]) -> Fault:
        """A fault of a setting, at the place where its lever was written; the name of the lever where that is not known."""
        found = BY_HAND.match(fault.where)
        number = int(found[1]) - 1 - len(self.scenario.sets) if found else -1
        if number < 0:
            return fault
        name = sets[number].partition("=")[0]
        place = self.places.get(name)
        if place is None:
            return replace(fault, where=name)
        return place.fault(fault.code, fault.what, fault.remedy, warning=fault.warning)


def file_of(scenario: Scenario) -> str:
    """What leads to the story's file from wherever this is: its name where it comes with the project, else its path."""
    found = locate(scenario.name)
    return scenario.name if found is not None and displayed(found, scenario.name) == scenario.path else scenario.path


def refused(reader: Reader, readings: Iterable[tuple[str, ...]]) -> list[Fault]:
    """The faults of some readings, each once."""
    faults: dict[tuple[str, str], Fault] = {}
    for sets in readings:
        try:
            reader.told(sets)
        except ScenarioError as refusal:
            faults |= {(fault.where, fault.what): fault for fault in refusal.faults}
    return in_order(faults.values())
