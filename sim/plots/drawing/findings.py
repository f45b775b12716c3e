"""Numbers turned into careful words: what moved, by how much, in which share of the worlds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots import NothingToDraw
from sim.plots.drawing.labels import inside, quoted, title_of

if TYPE_CHECKING:
    from sim.results.result import Result
    from sim.results.values import Fan, VariantInfo

WEIGHTY = 0.02
"""A smaller change of an index is called small: a year's noise alone moves a cohesion by about as much (see `quantities.yaml`)."""

SURE = 1.96
"""Standard errors on either side of a mean that its 95 % interval spans."""


@dataclass(frozen=True)
class Move:
    """How far a quantity is from its comparison at the end: mean, Monte Carlo error of the mean, and 90 % of worlds."""

    variant: VariantInfo
    quantity: str
    mean: float
    error: float
    low: float
    high: float

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
    """`19 %`; below half a percent `under 1 %`, unless it is 0 exactly; likewise near 100."""
    if not np.isfinite(share):
        return "unknown"
    if 0 < share < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"


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


def moves(result: Result, names: Iterable[str]) -> list[Move]:
    """What every variant does to every quantity by the end, against the baseline in the same worlds; largest first."""
    found = []
    for variant in others(result):
        for name in names:
            fan = result.difference(variant.name, name)
            edges = (float(fan.quantiles[level][-1]) for level in (0.05, 0.95))
            move = Move(variant, name, float(fan.mean[-1]), float(fan.error[-1]), *edges)
            found.extend([move] if np.isfinite(move.mean) else [])
    return sorted(found, key=lambda move: -abs(move.mean))


def comparison(result: Result, names: Iterable[str], subject: str) -> str:
    """One sentence on the largest difference between a variant and the baseline, or on there being none worth the name."""
    found = moves(result, names)
    if not found:
        return ""
    largest = found[0]
    what = inside(title_of(largest.quantity, result))
    if not any(move.beyond_noise for move in found):
        return f"No variant moves {subject} by more than the Monte Carlo error"
    if abs(largest.mean) < WEIGHTY:
        amount = "less than 0.001" if signed(largest.mean, 3) == "0.000" else signed(largest.mean, 3)
        edges = band(signed(largest.low, 3), signed(largest.high, 3))
        return f"On average {subject} hardly differs between variants: at most {amount} ({what}, {edges})"
    name = quoted(largest.variant.title)
    return f"{name} moves {what} by {signed(largest.mean)} against {quoted(baseline(result).title)} ({largest.range})"


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
