"""The upright axes of parallel coordinates: levers and outcomes of the points, each from 0 to 1 of its own height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.plots.drawing.panels import Span
from sim.plots.sweeps import wording
from sim.plots.sweeps.chosen import Points, span_of
from sim.plots.sweeps.curve_panels import spaced
from sim.results.sweep import LeverInfo
from sim.world.rows import Array

APART = 0.07
"""How far the points of one category are spread around it, so that their lines can be told apart."""


@dataclass(frozen=True)
class Axis:
    """One axis: `heights` of the points from 0 to 1, `marks` with their words, `values` for the table; `words` where it is a category."""

    key: str
    name: str
    values: NDArray[Any]
    heights: Array
    marks: tuple[tuple[float, str], ...]
    words: bool = False
    bold: bool = False


def axes_of(outcomes: Sequence[Points], levers: Sequence[LeverInfo]) -> list[Axis]:
    """The levers, then the outcomes, the first of them last: its axis is the one that the colours speak of."""
    found = [of_category(outcomes[0], lever) if lever.kind == "category" else of_number(outcomes[0], lever) for lever in levers]
    return [*found, *(of_outcome(one, outcomes[0]) for one in outcomes[1:]), of_outcome(outcomes[0], outcomes[0], bold=True)]


def of_number(points: Points, lever: LeverInfo) -> Axis:
    """A number over its range."""
    low, high = span_of(points.sweep, lever)
    marks = tuple((share, wording.of_lever(lever, low + share * (high - low))) for share in (0.0, 1.0))
    return Axis(lever.name, wording.axis_title(lever), points.values(lever), points.places(lever)[:, 0], marks)


def of_category(points: Points, lever: LeverInfo) -> Axis:
    """The values of a category at even distances."""
    values = points.values(lever)
    words = list(lever.values or np.unique(values).tolist())
    even = (np.arange(len(words)) + 0.5) / len(words)
    place = np.array([even[words.index(str(value))] for value in values]) + APART * (spaced(len(values)) - 0.5)
    return Axis(lever.name, lever.label, values, place, tuple(zip(even.tolist(), words, strict=True)), words=True)


def of_outcome(points: Points, first: Points, bold: bool = False) -> Axis:
    """The means of an outcome from the least to the largest, at the points at which the first one is known."""
    means = np.full(len(points.kept), np.nan)
    means[points.kept] = points.mean
    here = means[first.kept]
    span = Span(float(np.nanmin(here)), float(np.nanmax(here)))
    wide = span.high - span.low
    heights = (here - span.low) / wide if wide > 0 else np.where(np.isfinite(here), 0.5, np.nan)
    marks = tuple(zip((0.0, 1.0), wording.ends(points.info, span), strict=True)) if wide > 0 else ((0.5, wording.shown(points.info, span.low)),)
    return Axis(points.info.name, wording.title_of(points.info), here, heights, marks, bold=bold)
