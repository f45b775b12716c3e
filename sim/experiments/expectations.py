"""What experts expect of a story, put to the ensemble: holds, does not hold, or undecided at this number of worlds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.errors import unknown_name
from sim.experiments.answers import normal_interval, paired_shares, wilson
from sim.scenario.expect import Term, read
from sim.scenario.numbers import confidence_said
from sim.world.rows import Array

Verdict = Literal["holds", "does not hold", "undecided"]
Measured = Mapping[str, Mapping[str, Array]]


@dataclass(frozen=True)
class Expectation:
    """One expectation and what became of it.

    `effect` is what its outcomes add up to, left side minus right side and without its numbers, with its 95 % interval; it is expected
    above (`above`) or below `border`. `between` says whether it is the difference of the same outcomes between variants, and so can be
    nil. `said_so` is why the story says itself that the expectation does not hold; empty where it does not say so.
    """

    that: str
    because: str
    confidence: str
    verdict: Verdict
    effect: float
    low: float
    high: float
    border: float = 0.0
    above: bool = True
    between: bool = True
    said_so: str = ""

    @property
    def allowance(self) -> float:
        """How far the effect may go against what is expected; 0 where it may not, or where it is no effect."""
        return max(0.0, -self.border if self.above else self.border) if self.between else 0.0

    @property
    def moves(self) -> bool:
        """Whether it holds, and the effect alone goes where it is expected to go: the allowance is not needed."""
        return self.verdict == "holds" and self.between and toward(self.above, self.low, self.high, 0.0) == "holds"

    @property
    def stays(self) -> bool:
        """Whether it holds by its allowance alone."""
        return self.verdict == "holds" and self.between and not self.moves

    @property
    def met(self) -> bool:
        """Whether the story is right about it: false only where it does not hold and the story does not say so."""
        return self.verdict != "does not hold" or bool(self.said_so)

    @property
    def better(self) -> bool:
        """Whether it holds although the story says that it does not."""
        return self.verdict == "holds" and bool(self.said_so)


def variants_named(entries: Sequence[Mapping[str, Any]]) -> set[str]:
    """The variants that expectations speak of; raises `ExpectationError` where one cannot be read."""
    sides = (read(str(entry["that"])) for entry in entries)
    return {term.variant for left, _, right in sides for term in (*left, *right) if term.variant}


def judge(entries: Sequence[Mapping[str, Any]], measured: Measured) -> list[Expectation]:
    """Put every expectation of a story to its outcomes, variant -> outcome -> `[world]`; raises `ExpectationError` where one cannot be read."""
    return [judge_one(entry, measured) for entry in entries]


def judge_one(entry: Mapping[str, Any], measured: Measured) -> Expectation:
    """One expectation: it holds where the whole interval of the effect is on its side of the border, does not where it is on the other."""
    that = str(entry["that"])
    left, sign, right = read(that)
    above = sign.startswith(">")
    terms = [*left, *(Term(-term.sign, term.variant, term.outcome, term.number) for term in right)]
    if all(term.sign < 0 for term in terms if term.variant):
        terms, above = [Term(-term.sign, term.variant, term.outcome, term.number) for term in terms], not above
    border = 0.0 - sum(term.sign * term.number for term in terms if not term.variant)
    varying = [term for term in terms if term.variant]
    effect, low, high = interval(varying, measured, that)
    because, said_so = (str(entry.get(key, "")).strip() for key in ("because", "does_not_hold"))
    confidence = confidence_said(entry.get("confidence"))
    verdict = toward(above, low, high, border)
    return Expectation(that, because, confidence, verdict, effect, low, high, border, above, between_variants(varying), said_so)


def toward(above: bool, low: float, high: float, border: float) -> Verdict:
    """What an interval says where something above a border was expected, or below it."""
    before, beyond = (high < border, low > border) if above else (low > border, high < border)
    return "holds" if beyond else "does not hold" if before else "undecided"


def between_variants(terms: Sequence[Term]) -> bool:
    """Whether every outcome is added as often as it is taken away: a difference between variants, not a level."""
    balance: Counter[str] = Counter()
    for term in terms:
        balance[term.outcome] += term.sign
    return not any(balance.values())


def interval(terms: Sequence[Term], measured: Measured, that: str) -> tuple[float, float, float]:
    """The sum of outcomes over worlds with its 95 % interval, from the same worlds of all variants."""
    values = [term.sign * outcome_of(term, measured, that) for term in terms]
    total = np.asarray(sum(values))
    total = total[np.isfinite(total)]
    return float(total.mean()), *sampling(total, values, [term.sign for term in terms])


def sampling(total: Array, values: list[Array], signs: list[int]) -> tuple[float, float]:
    """The interval that fits: of a share, of the difference of two shares, or of a mean."""
    shares = all(np.isin(np.abs(value[np.isfinite(value)]), (0.0, 1.0)).all() for value in values)
    if shares and signs == [1]:
        return wilson(float(total.sum()), total.size)
    if shares and sorted(signs) == [-1, 1]:
        return paired_shares(total)
    return normal_interval(total)


def outcome_of(term: Term, measured: Measured, that: str) -> Array:
    """An outcome of a variant in each world; raises an error with the nearest name."""
    if term.variant not in measured:
        raise unknown_name("a variant", term.variant, measured, where=f"expect: {that}")
    found = measured[term.variant]
    if term.outcome not in found:
        raise unknown_name("an outcome", term.outcome, found, where=f"expect: {that}")
    return np.asarray(found[term.outcome])
