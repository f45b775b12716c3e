"""What an answer depends on as cells of a table: for each outcome a row per input, as the terminal and a notebook show them."""

from __future__ import annotations

import numpy as np

from sim.experiments.sensitivity.found import Block, Sensitivity
from sim.experiments.sensitivity.words import SHOWN, TITLES, decimal, leading_of, places_of

NOTES = {
    "sobol": "95 % interval: of the points and of the worlds. ~ marks an input whose interval holds zero.",
    "morris": "95 % interval: of the trajectories and of the worlds. ~ marks an input whose interval holds what the worlds alone would show.",
    "given": "95 % interval: of the points and of the worlds. Noise: what 95 of 100 shuffled inputs stay below; ~ marks intervals that hold it.",
}


def cells(one: Block, leading: str, others: list[str], place: int, *, noisy: bool) -> list[str]:
    """The numbers of a row: the index that sorts them with its interval and its noise, then the others."""
    first, places = one.indices[leading], places_of(one, leading)
    value, low, high, floor = (decimal(part[place, 0], places) for part in (first.value, first.low, first.high, first.floor))
    found = [value, f"{low} - {high}" if np.isfinite(first.half[place, 0]) else low, *([floor] if noisy else [])]
    return found + [decimal(one.indices[name].value[place, 0], places_of(one, name)) for name in others]


def others_of(found: Sensitivity, one: Block) -> list[str]:
    """The indices that stand beside the one that sorts the inputs."""
    return [name for name in SHOWN[found.method] if name in one.indices and name != leading_of(found, one)]


def head(found: Sensitivity, leading: str, others: list[str]) -> list[str]:
    """The names of the columns."""
    return [TITLES[leading], "95 %", *(["noise"] if found.method != "sobol" else []), *(TITLES[name] for name in others)]
