"""The claims that the model was built on, each with what must give way when its part of the model is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.answers import normal_interval
from sim.experiments.expectations import Measured, outcome_of
from sim.experiments.run import run
from sim.experiments.settings import Settings
from sim.scenario import load
from sim.scenario.expect import Term, read_sum
from sim.world.numbers import table
from sim.world.rows import Array

DIRECTIONS = {"up": 1, "down": -1}
"""Where an outcome goes when something is taken out."""


@dataclass(frozen=True)
class Removal:
    """One thing taken out of a story, and what must follow.

    `outcome` is a sum of outcomes of the story, `lift.engagement - hold.engagement`; `without` are the settings that take something out,
    as `--set` writes them; `moves` is `up` or `down`, `by` the least that it must move. It is played in so many `worlds`; 0 stands for as many
    as most are.
    """

    story: str
    outcome: str
    without: tuple[str, ...]
    moves: str
    by: float
    because: str
    worlds: int = 0


@dataclass(frozen=True)
class Claim:
    """A claim of the articles: where it comes from, which mechanisms and parameters carry it, what shows that they do.

    `model_says` is what the model says instead, where it does not say the same.
    """

    number: int
    text: str
    article: str
    mechanisms: tuple[str, ...]
    parameters: tuple[str, ...]
    removals: tuple[Removal, ...]
    model_says: str = ""


@dataclass(frozen=True)
class Finding:
    """What a removal did: the outcome as the story is told, the outcome without, and the change with its 95 % sampling interval."""

    removal: Removal
    told: float
    without: float
    low: float
    high: float

    @property
    def change(self) -> float:
        """By how much the outcome moved."""
        return self.without - self.told

    @property
    def holds(self) -> bool:
        """Whether it moved where it must, by as much as it must, and not by chance."""
        sign = DIRECTIONS[self.removal.moves]
        return sign * self.change >= self.removal.by and min(sign * self.low, sign * self.high) > 0


def claims() -> tuple[Claim, ...]:
    """Every claim of `configs/claims.yaml`, in order."""
    return tuple(read_claim(int(number), entry) for number, entry in table("claims.yaml")["claims"].items())


def read_claim(number: int, entry: Mapping[str, Any]) -> Claim:
    """One claim from its entry."""
    removals = tuple(Removal(**{**found, "without": tuple(found["without"])}) for found in entry["removals"])
    return Claim(number, entry["claim"], entry["article"], tuple(entry["mechanisms"]), tuple(entry["parameters"]), removals,
                 entry.get("model_says", ""))


def findings(story: str, removals: Sequence[Removal]) -> list[Finding]:
    """What removals from one story do, in the same worlds as the story, which is played once as it is told.

    Raises `ScenarioError` where what is taken out does not exist.
    """
    outcomes = [read_sum(removal.outcome) for removal in removals]
    every = [term for terms in outcomes for term in terms]
    told = {worlds: played(story, (), every, worlds) for worlds in {removal.worlds for removal in removals}}
    found = []
    for removal, terms in zip(removals, outcomes, strict=True):
        here, without = total(terms, told[removal.worlds]), total(terms, played(story, removal.without, terms, removal.worlds))
        found.append(Finding(removal, float(here.mean()), float(without.mean()), *normal_interval(without - here)))
    return found


def played(story: str, sets: tuple[str, ...], terms: Iterable[Term], worlds: int = 0) -> Measured:
    """The outcomes of a story in each of so many worlds (0: as many as usual), with something set, in no more variants than some terms name."""
    names = tuple(dict.fromkeys(term.variant for term in terms if term.variant))
    return run(load(story, sets), Settings(worlds=worlds or table("claims.yaml")["worlds"], variants=names)).measured


def total(terms: Iterable[Term], measured: Measured) -> Array:
    """A sum of outcomes in each world."""
    return np.asarray(sum(term.sign * (outcome_of(term, measured, "claims") if term.variant else term.number) for term in terms))
