"""Numbers turned into careful words: what moved, by how much, in which share of the worlds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots import NothingToDraw
from sim.plots.drawing.given import given
from sim.plots.drawing.labels import inside, title_of
from sim.world.numbers import table

if TYPE_CHECKING:
    from sim.results.result import Result
    from sim.results.values import Fan, VariantInfo

WEIGHTY = 0.02
"""A smaller change of an index is called small: a year's noise alone moves a cohesion by about as much (see `quantities.yaml`)."""

NEAR_THE_ENDS, MOST_PLACES = 0.1, 3
"""Shares nearer to 0 or 1 than this are given with a decimal place; no share with more than so many."""

WIDEST = -1
"""In place of a month: that in which a difference is widest."""

SURE = 1.96
"""Standard errors on either side of a mean that its 95 % interval spans."""


@dataclass(frozen=True)
class Move:
    """How far a quantity is from the baseline's in a recorded month: mean, Monte Carlo error of the mean, and 90 % of worlds.

    `given` is whether the story itself sets the quantity, in the variant or in the baseline.
    """

    variant: VariantInfo
    quantity: str
    mean: float
    error: float
    low: float
    high: float
    month: int
    given: bool = False

    @property
    def weighty(self) -> bool:
        """Whether it is large enough to be spoken of, and no noise."""
        return abs(self.mean) >= WEIGHTY and self.beyond_noise

    @property
    def beyond_noise(self) -> bool:
        """Whether the mean lies further from zero than its 95 % sampling interval reaches (one world has no interval)."""
        return bool(abs(self.mean) > SURE * self.error) if np.isfinite(self.error) else True

    @property
    def range(self) -> str:
        """`90 % of worlds −0.03 to +0.01`."""
        return band(signed(self.low), signed(self.high))


def number(value: float, places: int = 2) -> str:
    """`0.74`, with a true minus sign, never minus zero."""
    if not np.isfinite(value):
        return "unknown"
    text = f"{value:.{places}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def signed(value: float, places: int = 2) -> str:
    """`+0.05`, `−0.05`; `0.00` where the change rounds to nothing."""
    text = number(value, places)
    return text if text[0] in "\N{MINUS SIGN}u" or float(text) == 0 else f"+{text}"


def band(low: str, high: str) -> str:
    """What 90 % of worlds hold, given both edges in words."""
    return f"90 % of worlds {low} to {high}" if low != high else "the same in 90 % of worlds"


def worlds(result: Result) -> str:
    """`300 worlds`."""
    return f"{result.worlds:,} worlds" if result.worlds > 1 else "one world"


def bands(result: Result, shares: str) -> str:
    """`30, 60 and 90 % of 300 worlds`, or that one world has no bands."""
    return f"{shares} of {worlds(result)}" if result.worlds > 1 else "none, with one world"


def percent(share: float) -> str:
    """`19 %`, near the ends `4.6 %`, with as many places as it takes to lie on the same side of each word's edge; never rounded to 0 or 100."""
    if not np.isfinite(share):
        return "unknown"
    if share in (0, 1):
        return f"{100 * share:.0f} %"
    places = 1 if min(share, 1 - share) < NEAR_THE_ENDS else 0
    if round(100 * share, places) in (0, 100):
        return "under 0.1 %" if share < 1 / 2 else "over 99.9 %"
    edges = [high for _, high in table("likelihood_words.yaml")["words"].values()]
    while places < MOST_PLACES and any((round(share, places + 2) >= edge) != (share >= edge) for edge in edges):
        places += 1
    return f"{100 * share:.{places}f} %"


def end(fan: Fan) -> tuple[float, float, float]:
    """The median and the 90 % band at the last month."""
    return tuple(float(fan.quantiles[level][-1]) for level in (0.50, 0.05, 0.95))  # type: ignore[return-value]


def others(result: Result) -> list[VariantInfo]:
    """The variants that are measured against the baseline."""
    return [variant for variant in result.variants if not variant.is_baseline]


def baseline(result: Result) -> VariantInfo:
    """The variant that the others are measured against."""
    return next((variant for variant in result.variants if variant.is_baseline), result.variants[0])


def present(result: Result, names: Iterable[str]) -> list[str]:
    """Those of the quantities that the result holds."""
    return [name for name in names if name in result.quantities]


def needed(result: Result, names: Iterable[str]) -> list[str]:
    """The same; raises `NothingToDraw` where it holds none of them."""
    wanted = list(names)
    found = present(result, wanted)
    if not found:
        raise NothingToDraw(f"the result holds none of: {', '.join(wanted)}")
    return found


def sampling(error: float, places: int = 3) -> str:
    """Half of a 95 % sampling interval, rounded up: `±0.002`."""
    size = np.ceil(SURE * error * 10**places) / 10**places
    return f"\N{PLUS-MINUS SIGN}{number(float(size), places)}"


def moves(result: Result, names: Iterable[str], month: int | None = None) -> list[Move]:
    """What every variant does to every quantity, against the baseline in the same worlds.

    First what the story does not set itself; of that first what is worth the name, then the largest.

    In the last month, in the recorded month `month`, or with `month=WIDEST` each where it is widest.
    """
    found = []
    for variant in others(result):
        told = given(result, baseline(result).name, variant.name)
        for name in names:
            fan = result.difference(variant.name, name)
            at = result.months if month is None else widest(fan) if month == WIDEST else month
            move = Move(variant, name, float(fan.mean[at]), float(fan.error[at]), float(fan.quantiles[0.05][at]), float(fan.quantiles[0.95][at]), at,
                        name in told)
            found.extend([move] if np.isfinite(move.mean) else [])
    return sorted(found, key=lambda move: (move.given, not move.weighty, -abs(move.mean)))


def widest(fan: Fan) -> int:
    """The recorded month in which a mean difference is largest: the last one, unless another is larger by what can be read."""
    sizes = np.round(np.abs(np.nan_to_num(fan.mean.astype(float))), 3)
    return len(sizes) - 1 - int(np.argmax(sizes[::-1]))


def leading(result: Result, names: Sequence[str]) -> list[Move]:
    """The moves at the end or, where none is worth the name then, each where it is widest."""
    at_end = moves(result, names)
    return at_end if at_end and at_end[0].weighty else moves(result, names, WIDEST)


def course(result: Result, names: Iterable[str], until: str, subject: str = "{}") -> str:
    """One sentence on the quantity that moves furthest between start and end in the baseline.

    `until` is the last date for people; `subject` says what is counted, with the quantity in its braces.
    """
    variant = baseline(result)
    fans = {name: result.fan(variant.name, name) for name in names}
    paths = {name: fan.quantiles[0.50] for name, fan in fans.items() if np.isfinite(fan.quantiles[0.50][[0, -1]]).all()}
    if not paths:
        return "Nothing to compare"
    name = max(paths, key=lambda key: abs(paths[key][-1] - paths[key][0]))
    middle, low, high = end(fans[name])
    title = title_of(name, result)
    what = subject.format(title if subject == "{}" else inside(title))
    change = middle - float(paths[name][0])
    if abs(change) < WEIGHTY:
        return f"{what} ends where it began, near {number(middle)} ({band(number(low), number(high))})"
    verb = "rises" if change > 0 else "falls"
    return f"{what} {verb} from {number(middle - change)} to {number(middle)} by {until} ({band(number(low), number(high))})"
