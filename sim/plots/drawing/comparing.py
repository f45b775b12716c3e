"""Variants compared in words: which of them move a quantity, alike or against each other, by how much and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.drawing import dates
from sim.plots.drawing.findings import SURE, Move, band, baseline, leading, moves, others, signed
from sim.plots.drawing.given import AS_SET, BESIDE
from sim.plots.drawing.labels import inside, listed, quoted, title_of

if TYPE_CHECKING:
    from sim.results.result import Result

NEAR = 0.1
"""Two variants whose effects differ by less than this share of the larger are said to be alike."""

NAMED = 2
"""The most variants that are named one by one."""


def near(one: Move, other: Move) -> bool:
    """Whether two effects are of one size: within the sampling error or a tenth of the first."""
    noise = SURE * float(np.hypot(*np.nan_to_num([one.error, other.error])))
    return other.beyond_noise and abs(abs(one.mean) - abs(other.mean)) <= max(NEAR * abs(one.mean), noise)


def alike(result: Result, move: Move) -> list[Move]:
    """The variants that do the same to the quantity in that month, in the story's order; at least the one of the move."""
    return [other for other in _peers(result, move) if other.variant == move.variant or (other.mean * move.mean > 0 and near(move, other))]


def opposed(result: Result, move: Move) -> list[Move]:
    """The variants that move the quantity as far to the other side."""
    return [other for other in _peers(result, move) if other.mean * move.mean < 0 and near(move, other)]


def who(result: Result, found: Sequence[Move], joined: str = " and ") -> str:
    """`“A”`, `“A” and “B” alike`, `“A” and 2 other variants alike`, `every other variant`."""
    titles = [quoted(move.variant.title) for move in found]
    if len(titles) <= NAMED:
        return joined.join(titles) + (" alike" if len(titles) > 1 else "")
    return "every other variant" if len(titles) == len(others(result)) else f"{titles[0]} and {len(titles) - 1} other variants alike"


def verb(result: Result, found: Sequence[Move], stem: str) -> str:
    """The verb after `who`: `moves` or `move`."""
    return stem if len(found) > 1 and (len(found) <= NAMED or len(found) < len(others(result))) else f"{stem}s"


def amount(values: Sequence[float], form: Callable[[float], str] = signed) -> str:
    """The values of several variants in words, once where they read the same."""
    once = list(dict.fromkeys(form(value) for value in values))
    return listed(once) if len(values) <= NAMED or len(once) == 1 else f"{form(min(values))} to {form(max(values))}"


def reach(found: Sequence[Move], places: int = 2) -> str:
    """`90 % of worlds −0.03 to +0.01`; of several variants, what holds that share of worlds in each."""
    edges = {(signed(move.low, places), signed(move.high, places)) for move in found}
    if len(edges) == 1:
        return band(*edges.pop())
    return f"90 % of worlds within {signed(min(move.low for move in found), places)} to {signed(max(move.high for move in found), places)}"


def when(result: Result, move: Move) -> str:
    """` in Jan 2031` for the end, `, at its widest in Jul 2027` for another month: to follow what moved."""
    said = f" in {dates.label(result, move.month)}"
    return said if move.month == result.months else f", at its widest{said}"


def comparison(result: Result, names: Sequence[str], subject: str, what: str = "{}") -> str:
    """One sentence on the largest difference between a variant and the baseline, or on there being none worth the name in any month.

    `subject` is what the quantities are together; `what` says what is counted, with one quantity in its braces.
    """
    found = leading(result, names)
    if not found:
        return ""
    beside = BESIDE if any(move.given for move in found) and not found[0].given else ""
    if not any(move.beyond_noise for move in found if not move.given or not beside):
        return f"{beside}{'no' if beside else 'No'} variant moves {subject} by more than the Monte Carlo error"
    move = found[0]
    same, counted = alike(result, move), what.format(inside(title_of(move.quantity, result)))
    if not move.weighty:
        size = "less than 0.001" if signed(move.mean, 3) == "0.000" else signed(move.mean, 3)
        where = f"{counted} in {quoted(move.variant.title)}, {dates.label(result, move.month)}"
        start = f"{beside}on average" if beside else "On average"
        return f"{start} {subject} hardly differs between variants in any month: at most {size} ({where}; {reach([move], 3)})"
    said = f"{AS_SET if move.given else ''}{who(result, same)} {verb(result, same, 'move')} {counted} by {amount([one.mean for one in same])}"
    against = "".join(f", {quoted(other.variant.title)} by {signed(other.mean)}" for other in opposed(result, move)[:1])
    return f"{said} against {quoted(baseline(result).title)}{when(result, move)} ({reach(same)}){against}"


def _peers(result: Result, move: Move) -> list[Move]:
    order = [variant.name for variant in others(result)]
    peers = [other for other in moves(result, [move.quantity], move.month) if other.given == move.given]
    return sorted(peers, key=lambda other: order.index(other.variant.name))
