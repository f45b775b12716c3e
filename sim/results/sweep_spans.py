"""What a sweep found in short: over which span each outcome moved from point to point, and where it was least and most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from sim.results.intervals import interval
from sim.results.sweep import SweepResult
from sim.results.sweep_part import point_numbers
from sim.results.sweep_values import LeverInfo, OutcomeInfo


@dataclass(frozen=True)
class Span:
    """One outcome in one variant over the points: its mean, its least and its most with the first point where and how many more tie with it,
    and the usual sampling error of a point."""

    outcome: OutcomeInfo
    variant: str
    points: int
    mean: float
    least: float
    least_at: int
    most: float
    most_at: int
    error: float
    worlds: int
    least_ties: int = 0
    most_ties: int = 0

    @property
    def half(self) -> float:
        """Half of the 95 % interval of a point: of a level with Student's quantile, since its spread is known from its worlds alone."""
        return interval(0.0, self.error, inf if self.outcome.kind == "chance" else self.worlds - 1)[1]


def spans(sweep: SweepResult) -> list[Span]:
    """Every outcome in every variant, of the points that are known; none where no point is."""
    found, numbers = [], point_numbers(sweep)
    tracks = [one.name for one in sweep.outcomes if one.kind != "chance"]
    for info in sweep.variants:
        means, errors = sweep.means(info.name), sweep.errors(info.name, tracks) if tracks else {}
        for outcome in sweep.outcomes:
            column = means[outcome.name]
            known = np.flatnonzero(np.isfinite(column))
            if known.size:
                least, most = known[column[known].argmin()], known[column[known].argmax()]
                ties = [int((column[known] == column[end]).sum()) - 1 for end in (least, most)]
                error = usual(errors.get(outcome.name, of_share(column[known], sweep.worlds)))
                found.append(Span(outcome, info.name, int(known.size), float(column[known].mean()), float(column[least]), int(numbers[least]),
                                  float(column[most]), int(numbers[most]), error, sweep.worlds, *ties))
    order = {outcome.name: place for place, outcome in enumerate(sweep.outcomes)}
    return sorted(found, key=lambda span: order[span.outcome.name])


def of_share(shares: Any, worlds: int) -> Any:
    """The error of shares of so many worlds, with two worlds added that say yes and two that say no: none seen is not none possible.

    Where all worlds agree at every point, here on yes and there on no, a lever decides it, and there is no error.
    Source: Agresti and Coull 1998, Approximate is better than "exact" for interval estimation of binomial proportions, The American Statistician 52.
    """
    if worlds > 1 and set(shares.tolist()) == {0.0, 1.0}:
        return np.zeros_like(shares)
    share = (shares * worlds + 2) / (worlds + 4)
    return np.sqrt(share * (1 - share) / (worlds + 4))


def usual(errors: Any) -> float:
    """The middle of the errors of the points; NaN where there are none."""
    known = errors[np.isfinite(errors)]
    return float(np.median(known)) if known.size else float("nan")


def at_point(sweep: SweepResult, point: int) -> dict[str, Any]:
    """What the levers are at a point, by name; a lever that a point leaves as the story has it is not there."""
    place = int(np.flatnonzero(point_numbers(sweep) == point)[0])
    return {lever.name: value for lever in sweep.levers if (value := told(sweep.values[lever.name][place])) is not None}


def told(value: Any) -> float | str | None:
    """A value of a design as people and JSON read it; None where there is none."""
    if isinstance(value, str):
        return str(value) or None
    return float(value) if np.isfinite(value) else None


def range_of(lever: LeverInfo) -> str:
    """Over what a lever goes, in words: `0 to 1 level`, `align, hedge`, and what the story says without the sweep."""
    values = [value for value in lever.values if value]
    over = ", ".join(values) if values else f"{lever.low:g} to {lever.high:g}"
    usual = "" if lever.usual is None else f"; the story: {lever.usual:g}" if isinstance(lever.usual, float | int) else f"; the story: {lever.usual}"
    return over + (f" {lever.unit}" if lever.unit and lever.kind == "number" else "") + usual


def varied(sweep: SweepResult) -> Iterator[str]:
    """A line for each lever: its name and over what it went."""
    width = max(len(lever.name) for lever in sweep.levers)
    for lever in sweep.levers:
        yield f"{lever.name:<{width}}  {range_of(lever)}"
