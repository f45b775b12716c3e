"""What a sweep found as cells of a table: for each outcome a row per variant, as the terminal and a notebook show them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.results.sweep_spans import Span
from sim.results.sweep_values import OutcomeInfo

HEAD = ("Variant", "mean", "least", "at", "most", "at", "± each")
"""The names of the columns."""

NOTE = "Each point is the mean over its worlds, the same worlds at every point; ± each is the 95 % interval of one point from its worlds alone."


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
    yield f"#{span.least_at}" if moves else "all"
    yield value(span.outcome, span.most)
    yield f"#{span.most_at}" if moves else "all"
    yield value(span.outcome, span.half) if math.isfinite(span.half) else ".."


def value(outcome: OutcomeInfo, number: float) -> str:
    """A share in per cent, a level with three decimals."""
    return f"{100 * number:.1f} %" if outcome.kind == "chance" else f"{number:.3f}"
