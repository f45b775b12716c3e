"""What a sweep found as cells of a table: for each outcome a row per variant, as the terminal and a notebook show them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.results.sweep_spans import Span
from sim.results.sweep_values import OutcomeInfo

HEAD = ("Variant", "mean", "least", "at", "most", "at", "± each")
"""The names of the columns."""

NOTE = ("Levels are an illustration: each point is the mean over its worlds, the same worlds at every point; ± each is the 95 % interval of one "
        "point from its worlds alone. #0 +11: eleven more points have the same.")


LEAST_SHARE, LEAST_LEVEL = 0.001, 0.001
"""The least that is told of a share and of a level."""


def heading(outcome: OutcomeInfo) -> str:
    """What a block is about."""
    if outcome.kind == "chance":
        return f"{outcome.label} {outcome.when}".strip()
    return f"{outcome.label}, {outcome.when}" + (f" ({outcome.unit})" if outcome.unit and outcome.unit not in outcome.label else "")


def cells(span: Span) -> Iterator[str]:
    """The row of one variant; where it is the same at all points, no point is named."""
    moves = span.least < span.most
    yield span.variant
    yield value(span.outcome, span.mean)
    yield value(span.outcome, span.least)
    yield at(span.least_at, span.least_ties) if moves else "all"
    yield value(span.outcome, span.most)
    yield at(span.most_at, span.most_ties) if moves else "all"
    yield reach(span.outcome, span.half) if math.isfinite(span.half) else ".."


def at(point: int, ties: int) -> str:
    """The point that is named, and how many more tie with it: `#0 +11`."""
    return f"#{point} +{ties:,}" if ties else f"#{point}"


def reach(outcome: OutcomeInfo, half: float) -> str:
    """How far an interval goes to each side, of a share in points: never nothing where it is not nothing."""
    chance = outcome.kind == "chance"
    least = LEAST_SHARE if chance else LEAST_LEVEL
    short = 0 < half < least / 2
    shown = least if short else half
    return ("< " if short else "") + (f"{100 * shown:.1f} pts" if chance else value(outcome, shown))


def value(outcome: OutcomeInfo, number: float) -> str:
    """A share in per cent, a level with three decimals."""
    return f"{100 * number:.1f} %" if outcome.kind == "chance" else f"{number:.3f}"
