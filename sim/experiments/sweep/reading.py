"""A story read with settings laid over it, as often as a sweep needs it: its plans, and what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sim.experiments.outcomes import Measures, read_outcomes
from sim.scenario.build import plans
from sim.scenario.read import load
from sim.world.plan import Plan

if TYPE_CHECKING:
    from sim.scenario import Scenario

REMEMBERED = 64
"""So many readings are kept at hand."""


@dataclass(frozen=True)
class Told:
    """What the engine plays of a story: a plan per variant, and the outcomes to be measured."""

    plans: tuple[Plan, ...]
    measures: Measures


class Reader:
    """Reads a story again with further settings; what was read lately is remembered."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.told = lru_cache(REMEMBERED)(self._told)

    def _told(self, sets: tuple[str, ...]) -> Told:
        read = load(self.scenario.path, (*self.scenario.sets, *sets))
        return Told(plans(read), Measures(read_outcomes(read.outcomes, read.start, read.months)))
