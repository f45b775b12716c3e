"""What experts expect of a story, put to the ensemble: holds, does not hold, or undecided at this number of worlds."""

from __future__ import annotations

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
    """One expectation and what became of it. `gap` is left side minus right side, with its 95 % interval.

    `said_so` is why the story says itself that it does not hold; empty where it does not say so.
    """

    that: str
    because: str
    confidence: str
    verdict: Verdict
    gap: float
    low: float
    high: float
    said_so: str = ""

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
    """One expectation: it holds where the whole interval of the gap is on its side, does not where it is on the other."""
    that = str(entry["that"])
    left, sign, right = read(that)
    terms = [*left, *(Term(-term.sign, term.variant, term.outcome, term.number) for term in right)]
    gap, low, high = interval(terms, measured, that)
    verdict = verdict_of(-high, -low) if sign.startswith("<") else verdict_of(low, high)
    because, said_so = (str(entry.get(key, "")).strip() for key in ("because", "does_not_hold"))
    confidence = confidence_said(entry.get("confidence"))
    return Expectation(that, because, confidence, verdict, gap, low, high, said_so)


def verdict_of(low: float, high: float) -> Verdict:
    """What an interval of the gap says, where a positive gap was expected."""
    if low > 0:
        return "holds"
    return "does not hold" if high < 0 else "undecided"


def interval(terms: list[Term], measured: Measured, that: str) -> tuple[float, float, float]:
    """The sum of the terms over worlds with its 95 % interval, from the same worlds of all variants."""
    fixed = sum(term.sign * term.number for term in terms if not term.variant)
    varying = [term for term in terms if term.variant]
    values = [term.sign * outcome_of(term, measured, that) for term in varying]
    total = np.asarray(sum(values))
    total = total[np.isfinite(total)]
    low, high = sampling(total, values, [term.sign for term in varying])
    return float(total.mean()) + fixed, low + fixed, high + fixed


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
