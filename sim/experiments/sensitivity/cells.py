"""What an answer depends on as cells of a table: for each outcome a row per input, as the terminal and a notebook show them."""

from __future__ import annotations

from sim.experiments.sensitivity.found import Block, Sensitivity
from sim.experiments.sensitivity.words import SHOWN, TITLES, decimal, leading_of

NOTES = {
    "sobol": "95 % interval: of the points and of the worlds. ~ marks an input whose interval holds zero.",
    "morris": "95 % interval: of the trajectories and of the worlds. ~ marks an input whose interval holds what the worlds alone would show.",
    "given": "95 % interval: of the points and of the worlds. Noise: what 95 of 100 shuffled inputs stay below; ~ marks intervals that hold it.",
}


def cells(one: Block, leading: str, others: list[str], place: int, *, noisy: bool) -> list[str]:
    """The numbers of a row: the index that sorts them with its interval and its noise, then the others."""
    first = one.indices[leading]
    found = [decimal(first.value[place, 0]), f"{decimal(first.low[place, 0])} - {decimal(first.high[place, 0])}"]
    return found + ([decimal(first.floor[place, 0])] if noisy else []) + [decimal(one.indices[name].value[place, 0]) for name in others]


def others_of(found: Sensitivity, one: Block) -> list[str]:
    """The indices that stand beside the one that sorts the inputs."""
    return [name for name in SHOWN[found.method] if name in one.indices and name != leading_of(found, one)]


def head(found: Sensitivity, leading: str, others: list[str]) -> list[str]:
    """The names of the columns."""
    return [TITLES[leading], "95 %", *(["noise"] if found.method != "sobol" else []), *(TITLES[name] for name in others)]
