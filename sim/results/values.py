"""The small values that a result is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.world.rows import Array

LEVELS = (0.05, 0.20, 0.35, 0.50, 0.65, 0.80, 0.95)
"""The quantiles that are always kept: the median and the edges of the 30, 60 and 90 % bands."""

TOO_FEW = "too few worlds to say"
"""What stands in the place of a word of likelihood where the interval reaches over more than two."""


def counted(count: int, thing: str, things: str = "") -> str:
    """So many things, in figures: `1 world`, `1,000 worlds`."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


@dataclass(frozen=True)
class VariantInfo:
    """One variant of a story: its name, its title for people, whether the others are measured against it."""

    name: str
    title: str
    is_baseline: bool = False


@dataclass(frozen=True)
class Fan:
    """One quantity over the months, `[month]` each: mean, spread over worlds, Monte Carlo error of the mean, quantiles by level."""

    mean: Array
    sd: Array
    error: Array
    quantiles: dict[float, Array]


@dataclass(frozen=True)
class Mark:
    """A dated event, for the pictures. `variant` is empty where every variant has it."""

    date: str
    label: str
    variant: str = ""


@dataclass(frozen=True)
class Answer:
    """What one variant says about one outcome.

    A `chance` is the share of worlds in which it happens, with a 95 % Wilson interval and the ICD 203 words that the interval reaches over;
    a `track` is the mean over worlds with a 95 % normal interval. The interval is sampling noise only.
    `difference` is against the baseline in the same worlds; None for the baseline itself.
    """

    variant: str
    outcome: str
    label: str
    kind: Literal["chance", "track"]
    estimate: float
    low: float
    high: float
    word: str = ""
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    headline: bool = False
    unit: str = ""

    @property
    def said(self) -> str:
        """What people read beside a chance: its word or words; `all worlds` or `no world` where the story leaves nothing to chance."""
        if self.kind != "chance" or 0 < self.estimate < 1 or self.word == TOO_FEW:
            return self.word
        return "all worlds" if self.estimate == 1 else "no world"


@dataclass(frozen=True)
class Band:
    """One part of the spread of an outcome over its worlds: how much of the variance it makes, with a 95 % interval.

    `part` is chance, parameters, decision rule or scenario; `variant` is empty where the worlds of all variants are meant, which alone
    differ in scenario. The shares of one spread are at least 0 and sum to 1; `variance` is the estimate as it is, which may lie below 0.
    """

    variant: str
    outcome: str
    part: str
    variance: float
    share: float
    low: float
    high: float

    @property
    def doubtful(self) -> bool:
        """Whether the part cannot be told apart from 0; one that is 0 exactly is not in doubt."""
        return self.low <= 0 and self.variance != 0
