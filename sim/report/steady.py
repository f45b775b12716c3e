"""What would change the answer: the difference between two variants in parts of the worlds, sorted by each parameter that is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np

from sim.errors import UsageError
from sim.experiments.answers import gap_interval
from sim.experiments.sensitivity.sample import Input, source_of
from sim.experiments.sensitivity.settings import counted as least
from sim.findings.leading import Told
from sim.findings.words import level_places, quoted, value
from sim.results.values import Answer, counted
from sim.world.rows import Array

ENDS = ("low", "in the middle", "high")
"""The parts into which the worlds are cut by a parameter, from its low values to its high ones."""

EXTREMES = ", the ends further out than they should be: the extremes of many"


@dataclass(frozen=True)
class Cut:
    """The difference in one part of the worlds."""

    label: str
    end: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Steady:
    """The difference of the leading outcome in every part of the worlds; `of` is the answer that it belongs to."""

    of: Answer
    parameters: int
    cuts: tuple[Cut, ...]

    @property
    def least(self) -> Cut:
        """Where the difference is smallest, counted in its own direction."""
        return min(self.cuts, key=lambda cut: cut.mean * self.sign)

    @property
    def most(self) -> Cut:
        """Where it is largest."""
        return max(self.cuts, key=lambda cut: cut.mean * self.sign)

    @property
    def sign(self) -> int:
        """The direction of the difference over all worlds."""
        return 1 if (self.of.difference or 0) > 0 else -1

    @property
    def turned(self) -> list[Cut]:
        """The parts in which the difference has the other direction, by more than sampling noise."""
        return [cut for cut in self.cuts if (cut.high if self.sign > 0 else -cut.low) < 0]

    @property
    def doubtful(self) -> list[Cut]:
        """The parts in which noise could have made the difference."""
        return [cut for cut in self.cuts if cut.low <= 0 <= cut.high]


def steady(told: Told) -> Steady | None:
    """The difference in parts of the worlds; None where there is none, or too few worlds, or nothing that differs from world to world."""
    leading = told.leading
    if leading is None or not leading.same or told.result.worlds < len(ENDS) * least("least_points"):
        return None
    try:
        inputs = source_of(told.result).inputs
    except UsageError:
        return None
    chosen = leading.same[0]
    measured = told.result.measured
    gap = np.asarray(measured[chosen.variant][leading.name] - measured[leading.base][leading.name], dtype=float)
    usable = [given for given in inputs if len(given.values) == len(gap)]
    cuts = [cut for given in usable for cut in cuts_of(given, gap, chosen.kind)]
    return Steady(chosen, len(usable), tuple(cuts)) if cuts else None


def cuts_of(given: Input, gap: Array, kind: str) -> Iterator[Cut]:
    """The difference in each part of the worlds by one parameter."""
    known = np.flatnonzero(np.isfinite(gap))
    values = np.asarray(given.values, dtype=float)[known]
    if len(np.unique(values)) < len(ENDS):
        return
    for end, part in zip(ENDS, np.array_split(known[np.argsort(values, kind="stable")], len(ENDS)), strict=True):
        low, high = gap_interval(kind, gap[part])
        yield Cut(given.label, end, float(gap[part].mean()), low, high)


def sentences(told: Told, found: Steady | None) -> Iterator[str]:
    """What would change the answer, as far as this run can tell, and what was not tried."""
    if found is not None:
        yield turned(found)
        yield ends(found)
    elif told.leading is not None and told.leading.others:
        yield "Whether parameters could turn the answer around is not told: too few worlds, or nothing that differs between them."
    yield not_tried(told)


def turned(found: Steady) -> str:
    """Whether any part of the worlds has the other direction."""
    every = f"Worlds were sorted by each of {counted(found.parameters, 'parameter')} that differ between them, and cut in three"
    if found.turned:
        first = found.turned[0]
        return (f"{every}: the difference changes its direction in {counted(len(found.turned), 'part')} of {len(found.cuts)}, "
                f"first where {quoted(first.label)} is {first.end}. The answer hinges on that.")
    doubt = f"; in {counted(len(found.doubtful), 'part')} noise could have made it" if found.doubtful else ""
    return f"{every}: in none of the {len(found.cuts)} parts does the difference change its direction{doubt}."


def ends(found: Steady) -> str:
    """The ends of what the difference becomes."""
    least, most = (f"{said(found, cut)} where {quoted(cut.label)} is {cut.end}" for cut in (found.least, found.most))
    return f"Its size does change: from {least} to {most}. These ends are the extremes of {len(found.cuts)} and lie too far out by chance."


def said(found: Steady, cut: Cut) -> str:
    """The difference in one part with its interval."""
    count = 0 if found.of.kind == "chance" else level_places([cut.mean])
    low, high = (value(edge, found.of, count).removesuffix(" points").removesuffix(" point") for edge in (cut.low, cut.high))
    interval = f" ({low} to {high})" if isfinite(cut.low) else ""
    return value(cut.mean, found.of, count) + interval


def not_tried(told: Told) -> str:
    """What this run says nothing about."""
    names = str(told.result.manifest["parameters"])
    return (f"Not tried in this run: parameters other than {quoted(names)}, other thresholds in the question, and other conduct of the capitals than "
            "what the story sets or leaves them to choose. Any of these may change the size of the difference; an order of variants that survives "
            "them is worth a sentence, a number is not.")


def short(found: Steady | None) -> str:
    """The same in one line, for a brief."""
    if found is None:
        return "Whether unknown parameters could turn the answer around is not told by this run; see what was not tried."
    least, most = said(found, found.least), said(found, found.most)
    if found.turned:
        return f"The direction hinges on {quoted(found.turned[0].label)}: where it is {found.turned[0].end}, the difference turns around."
    size = f"but its size goes from {least} to {most} with them{EXTREMES}" if least != most else "nor changes its size"
    return (f"No parameter that differs between the worlds turns the difference around, {size}. "
            "Other conduct of the capitals and other parameter sets were not tried.")
