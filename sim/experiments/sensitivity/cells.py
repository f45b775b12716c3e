"""What an answer depends on as cells of a table: for each outcome a row per input, as the terminal and a notebook show them."""

from __future__ import annotations

import numpy as np

from sim.experiments.sensitivity.found import Block, Sensitivity
from sim.experiments.sensitivity.words import SHOWN, TITLES, decimal, leading_of, places_of

WAYS = "Answer: whether it rises or falls as the input rises, or at which value of a category it is highest; unclear where neither can be told."
"""What the column of directions says."""

INTERVALS = {
    "sobol": "95 % interval: of the points and of the worlds. ~ marks an input whose interval holds zero.",
    "morris": "95 % interval: of the trajectories and of the worlds. ~ marks an input whose interval holds what the worlds alone would show.",
    "given": "95 % interval: of the points and of the worlds. Noise: what 95 of 100 shuffled inputs stay below; ~ marks intervals that hold it.",
}
"""What the interval and the mark say, by method."""

NOTES = {method: f"{said} {WAYS}" for method, said in INTERVALS.items()}
"""What stands below the tables."""

NO_DELTA = "Delta is unknown where nearly all answers are alike while an input is held: no density can be read there."
"""Why delta may be missing."""


def cells(one: Block, leading: str, others: list[str], place: int, *, noisy: bool) -> list[str]:
    """A row: the index that sorts them with its interval and its noise, where the answer goes, then the other indices."""
    first, places = one.indices[leading], places_of(one, leading)
    value, low, high, floor = (decimal(part[place, 0], places) for part in (first.shown, first.low, first.high, first.floor))
    found = [value, f"{low} - {high}" if np.isfinite(first.half[place, 0]) else low, *([floor] if noisy else [])]
    found.append(one.directions[place].word if one.directions else "")
    return found + [decimal(one.indices[name].shown[place, 0], places_of(one, name)) for name in others]


def others_of(found: Sensitivity, one: Block) -> list[str]:
    """The indices that stand beside the one that sorts the inputs."""
    return [name for name in SHOWN[found.method] if name in one.indices and name != leading_of(found, one)]


def head(found: Sensitivity, leading: str, others: list[str]) -> list[str]:
    """The names of the columns."""
    return [TITLES[leading], "95 %", *(["noise"] if found.method != "sobol" else []), "answer", *(TITLES[name] for name in others)]
