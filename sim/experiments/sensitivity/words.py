"""What was found, in words: which inputs an answer depends on most, which cannot be told from noise, and what must be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sensitivity.estimating import enough
from sim.experiments.sensitivity.found import Block, Sensitivity
from sim.experiments.sensitivity.resampling import Estimates
from sim.experiments.sensitivity.settings import setting
from sim.results.rounding import places
from sim.results.values import counted

TITLES = {
    "first": "first order", "total": "total order", "second": "second order", "mu": "mean effect", "mu_star": "mean size of effect",
    "sigma": "spread of effects", "pawn": "PAWN", "pawn_maximum": "PAWN, largest", "delta": "delta", "delta_reduced": "delta, less its excess",
}
"""The indices as people read them."""

MEANS = {
    "total": "share of the variance between points that would be left if all other inputs were known",
    "mu_star": "how far the answer moves, on average over places, when the input moves: in units of the answer per whole range of the input",
    "delta": "share of the answer's distribution that goes elsewhere when the input is known",
    "pawn": "largest gap between the answer's distribution and that with the input known, in the middle slice",
    "first": "share of the variance that is gone when this input alone is known",
}
"""What the index is by which inputs are sorted."""

SHOWN = {"sobol": ("total", "first"), "morris": ("mu_star", "mu", "sigma"), "given": ("first", "pawn", "delta")}
"""The indices that a table shows."""

OF_EFFECTS, SHARE = ("mu", "mu_star", "sigma"), 2
"""The indices in units of the answer; the decimals of all others."""

NAMED = 3
"""So many inputs are named in a sentence."""


def leading_of(found: Sensitivity, block: Block) -> str:
    """The index by which the inputs of a block are sorted: the first order stands in for delta where that is unknown."""
    there = [name for name in (found.leading, "first", "pawn") if name in block.indices]
    return next((name for name in there if np.isfinite(block.indices[name].value).any()), there[0])


def ranked(estimates: Estimates, column: int = 0) -> list[int]:
    """Inputs from the largest to the least; those whose index is not known last."""
    value = np.abs(np.nan_to_num(estimates.value[:, column], nan=-1.0))
    value[np.isnan(estimates.value[:, column])] = -1
    return [int(place) for place in np.argsort(-value, kind="stable")]


def beyond(found: Sensitivity, block: Block) -> NDArray[np.bool_]:
    """Which inputs can be told from noise in an outcome: by the index that sorts them."""
    return np.asarray(block.indices[leading_of(found, block)].beyond_noise()[:, 0])


def question(found: Sensitivity, block: Block) -> str:
    """What was asked: `Seoul drifts toward Beijing by Jan 2031`."""
    outcome = next(one for one in found.outcomes if one.name == block.name)
    return f"{outcome.label} {outcome.when}".strip() if outcome.kind == "chance" or not outcome.when else f"{outcome.label}, {outcome.when}"


def finding(found: Sensitivity, block: Block, most: int = NAMED) -> str:
    """One sentence: what the outcome depends on most, so many inputs named, and both of two that cannot be told apart."""
    index = leading_of(found, block)
    estimates, sure = block.indices[index], beyond(found, block)
    order = [place for place in ranked(estimates) if sure[place]]
    if not order:
        told = "told from noise" if np.isfinite(estimates.half).any() else "known"
        return f"no {TITLES[index]} of an input can be {told} ({noise(found)})"
    alike, digits = len(order) > 1 and not apart(estimates, order[0], order[1]), places_of(block, index)
    ways = [f"; {one.clause}" for one in block.directions] or [""] * len(found.inputs)
    named = [f"{found.inputs[place].label} ({amount(estimates, place, TITLES[index] if not nth else '', digits)}{ways[place]})"
             for nth, place in enumerate(order[: max(most, 1 + alike)])]
    first, others = (" and ".join(named[:2]), named[2:]) if alike else (named[0], named[1:])
    return f"depends most on {first}" + (", in what order cannot be told" if alike else "") + (f", then on {' and '.join(others)}" if others else "")


def apart(estimates: Estimates, one: int, other: int) -> bool:
    """Whether one input's index is larger than another's by more than both intervals together (the square root of the sum of their squares)."""
    gap = abs(estimates.value[one, 0]) - abs(estimates.value[other, 0])
    return bool(gap > np.hypot(estimates.half[one, 0], estimates.half[other, 0]))


def noise(found: Sensitivity) -> str:
    """How much there was to tell it from."""
    if found.facts["of"] == "run":
        return f"{counted(found.facts['units'], 'world')}, {counted(len(found.inputs), 'input')}"
    few = "" if enough(found.facts["worlds"]) else ", too few to say how sure a number is"
    inputs = f", {counted(len(found.inputs), 'input')}" if found.method == "given" else ""
    return f"{points_read(found)} of {counted(found.facts['worlds'], 'world')}{inputs}{few}"


def points_read(found: Sensitivity) -> str:
    """The points that were read, and of how many: `100 of 200 points`."""
    read, laid = found.facts["points"], found.facts["laid"]
    return counted(read, "point") if read == laid else f"{read:,} of {counted(laid, 'point')}"


def amount(estimates: Estimates, place: int, title: str = "", places: int = SHARE) -> str:
    """`total order 0.61, 0.55 to 0.67`."""
    value, low, high = (decimal(float(part[place, 0]), places) for part in (estimates.shown, estimates.low, estimates.high))
    return f"{title} {value}, {low} to {high}".strip()


def places_of(block: Block, index: str) -> int:
    """So many decimals an index of a block is written with: two of a share, of an effect those that the size of effects asks for."""
    return places(block.indices["mu_star"].value[:, 0].tolist()) if index in OF_EFFECTS else SHARE


def decimal(value: float, places: int = SHARE) -> str:
    """So many places, with a true minus sign, never minus zero."""
    if not np.isfinite(value):
        return "unknown"
    text = f"{value:.{places}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def others_in_noise(found: Sensitivity, block: Block) -> str:
    """A sentence on the inputs that cannot be told from noise, named where they are few; nothing where the finding says so of all."""
    sure = beyond(found, block)
    rest = [found.inputs[place].label for place in ranked(block.indices[leading_of(found, block)]) if not sure[place]]
    if not rest:
        return ""
    if len(rest) == len(found.inputs):
        return not_alone(found, block)
    title = TITLES[leading_of(found, block)]
    named = f": {', '.join(rest)}" if len(rest) <= NAMED else f" the other {len(rest)}"
    said = f" No {title} can be told from noise of{named}."
    return said + not_alone(found, block)


def not_alone(found: Sensitivity, block: Block) -> str:
    """Two sentences on inputs with which, by PAWN, the answer's distribution moves while no share can be told: lost in noise, or not known at all."""
    if leading_of(found, block) != "first" or "pawn" not in block.indices:
        return ""
    seen, first = block.indices["pawn"].beyond_noise()[:, 0] & ~beyond(found, block), block.indices["first"]
    known = np.isfinite(first.half[:, 0])
    order = ranked(block.indices["pawn"])
    lost, dark = ([found.inputs[place].label for place in order if seen[place] and known[place] == is_known] for is_known in (True, False))
    said = f" By PAWN the answer moves with {some(lost)}: together with others, or in its spread." if lost else ""
    return said + (f" By PAWN the answer moves with {some(dark)}; the share is not known." if dark else "")


def some(named: Sequence[str]) -> str:
    """A few names, and how many more."""
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return f"{', '.join(named[:NAMED])}{more}"


def together(block: Block) -> str:
    """How much of the variance the inputs make each alone, and what is left to what they do together; nothing where that cannot be told from none."""
    if "total" not in block.indices:
        return ""
    first = block.indices["first"]
    alone = float(first.value[:, 0].sum())
    if not 0 <= alone < 1 - float(np.sqrt((first.half[:, 0] ** 2).sum())):
        return ""
    return f"Each alone, the inputs make {100 * alone:.0f} % of the variance between points; the rest is what they do together."


def of_worlds(found: Sensitivity, block: Block, before: str = "") -> str:
    """How much of the variance between points comes of having played so few worlds, and what was done about it."""
    if found.facts["of"] == "run":
        return ""
    worlds = counted(found.facts["worlds"], "world")
    if np.isnan(block.of_worlds):
        return f"With {worlds} at each point it cannot be told how much of the variance comes of the worlds." if found.facts["worlds"] < 2 else ""
    share = f"{100 * block.of_worlds:.0f} %" if block.of_worlds >= 0.005 else "Under 1 %"
    share = f"{before} {share[:1].lower()}{share[1:]}" if before and block.of_worlds >= 0.005 else share
    taken = {"sobol": ", and is taken off", "given": ", and is taken off the first order"}.get(found.method, "")
    much = "; more worlds at each point would be well spent" if block.of_worlds >= setting("much_chance") else ""
    return f"{share} of the variance between points comes of having played each in {worlds}{taken}{much}."


def remarks(found: Sensitivity, block: Block, *, worlds: bool = True) -> Iterator[str]:
    """What must be said beside the table of an outcome; of the worlds only where they matter much, unless that is asked for."""
    much = worlds or block.of_worlds >= setting("much_chance")
    yield from (text for text in (in_units(found, block), together(block), of_worlds(found, block) if much else "") if text)


def of_worlds_once(found: Sensitivity, blocks: Sequence[Block]) -> str:
    """The same of the worlds for several tables at once: the most that they make."""
    return of_worlds(found, max(blocks, key=lambda block: np.nan_to_num(block.of_worlds, nan=-1.0)), "At most" if len(blocks) > 1 else "")


def in_units(found: Sensitivity, block: Block) -> str:
    """What effects are measured in; nothing where there are none."""
    if not set(OF_EFFECTS) & set(block.indices):
        return ""
    outcome = next(one for one in found.outcomes if one.name == block.name)
    of_a_track = f"{outcome.label} ({outcome.unit})" if outcome.unit else outcome.label
    unit = "the chance, which goes from 0 to 1" if outcome.kind == "chance" else of_a_track
    return f"Effects are in units of {unit}, over the whole range of an input."
