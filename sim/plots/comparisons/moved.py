"""The headline of differences over the months: the largest that the stories do not set themselves, and how far the others go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.compare import Comparison, Pair, SeriesDifference
from sim.plots.drawing import dates
from sim.plots.drawing.findings import SURE, WEIGHTY, WIDEST, band, signed
from sim.plots.drawing.given import AS_SET, given
from sim.plots.drawing.labels import inside, quoted, title_of

COARSE, FINE, LARGE = 2, 3, 0.1
"""Decimals of a difference from `LARGE` on, and of a smaller one."""


@dataclass(frozen=True)
class Moved:
    """A difference in one month; `given` is whether a story sets the quantity itself."""

    series: SeriesDifference
    month: int
    mean: float
    given: bool
    weighty: bool

    @property
    def said(self) -> str:
        """The difference in words."""
        return signed(self.mean, FINE if abs(self.mean) < LARGE else COARSE)


def headline(comparison: Comparison, found: Sequence[SeriesDifference]) -> str:
    """One sentence on the largest difference at the end or, where none is worth the name then, where it is widest."""
    at_end = leading(comparison, found, None)
    moves = at_end if at_end and at_end[0].weighty else leading(comparison, found, WIDEST)
    if not moves:
        return "No world was played to its end on both sides"
    move = moves[0]
    name = inside(title_of(move.series.quantity, comparison.sides[0].result))
    start = AS_SET if move.given else ""
    if not move.weighty:
        small = f"ardly any difference in any month: at most {move.said} in {name} ({who(comparison, move)}; {reach(move)})"
        return f"{start}h{small}" if start else f"H{small}"
    return f"{start}{subject(comparison, move.series.pair)} {name} by {move.said}{against(comparison, move)}{others(moves)}"


def leading(comparison: Comparison, found: Sequence[SeriesDifference], month: int | None) -> list[Moved]:
    """All differences in the last month or, with `WIDEST`, each where it is widest: first what no story sets, then the weighty, then the largest."""
    moves = []
    for one in found:
        at = widest(one) if month == WIDEST else one.months
        mean, error = float(one.fan.mean[at]), float(np.nan_to_num(one.fan.error[at]))
        if np.isfinite(mean):
            quantity = comparison.quantities[one.quantity]
            weighty = abs(mean) >= WEIGHTY * (quantity.high - quantity.low) and abs(mean) > SURE * error
            moves.append(Moved(one, at, mean, one.quantity in told(one.pair), weighty))
    return sorted(moves, key=lambda move: (move.given, not move.weighty, -abs(move.mean)))


def widest(one: SeriesDifference) -> int:
    """The month in which a mean difference is largest: the last one, unless another is larger by what can be read."""
    sizes = np.round(np.abs(np.nan_to_num(one.fan.mean.astype(float))), FINE)
    return len(sizes) - 1 - int(np.argmax(sizes[::-1]))


def told(pair: Pair) -> frozenset[str]:
    """What the stories of a pair set themselves."""
    return frozenset(name for side, variant in (pair.first, pair.second) for name in given(side.result, variant.name))


def subject(comparison: Comparison, pair: Pair) -> str:
    """Who moves: `“Bans end” moves`, `B moves`, `In “Bans end” B moves`."""
    (one, _), (two, second) = pair.first, pair.second
    if one is two:
        return f"{quoted(second.title)} moves"
    return f"{two.letter} moves" if len(comparison.pairs) == 1 else f"In {quoted(second.title)} {two.letter} moves"


def against(comparison: Comparison, move: Moved) -> str:
    """Against whom, when, and how much the worlds differ."""
    (one, first), (two, _) = move.series.pair.first, move.series.pair.second
    base = quoted(first.title) if one is two else one.letter
    widest = "" if move.month == move.series.months else ", at its widest"
    return f" against {base}{widest} in {dates.label(move.series, move.month)} ({reach(move)})"


def who(comparison: Comparison, move: Moved) -> str:
    """Which pair and when, for a small difference."""
    (one, _), (two, second) = move.series.pair.first, move.series.pair.second
    name = quoted(second.title) if one is two or len(comparison.pairs) > 1 else two.letter
    return f"{name}, {dates.label(move.series, move.month)}"


def reach(move: Moved) -> str:
    """What holds most of the worlds or points or, where that is not known, the sampling error of the mean."""
    fan, at = move.series.fan, move.month
    if move.series.spread == "none":
        return f"\N{PLUS-MINUS SIGN}{SURE * float(fan.error[at]):.{FINE}f} sampling error"
    digits = FINE if abs(move.mean) < LARGE else COARSE
    said = band(*(signed(float(fan.quantiles[level][at]), digits) for level in (0.05, 0.95)))
    return said.replace("worlds", "points") if move.series.spread == "points" else said


def others(moves: Sequence[Moved]) -> str:
    """How far the other pairs go in the same month and quantity."""
    first = moves[0]
    rest = [move for move in moves[1:] if move.series.quantity == first.series.quantity]
    if not rest:
        return ""
    means = [float(move.series.fan.mean[first.month]) for move in rest if first.month < len(move.series.fan.mean)]
    ends = [signed(value, FINE if abs(first.mean) < LARGE else COARSE) for value in (min(means), max(means))]
    return f"; the {'other' if len(rest) == 1 else f'{len(rest)} others'} by {' to '.join(dict.fromkeys(ends))}"
