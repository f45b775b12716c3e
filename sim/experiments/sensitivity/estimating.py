"""From answers to indices with intervals: of an outcome, whose worlds are known at every point, and of quantities over the months."""

from __future__ import annotations

import numpy as np

from sim.experiments.sensitivity.methods import Found, Method, Values, mean_of
from sim.experiments.sensitivity.resampling import SHARES, Estimates, estimates, half_of, half_of_share, of_resamples, of_worlds
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sensitivity.worlds import without
from sim.world.rows import Array

ALONE = np.ones(1)
"""The shares of one group."""


def of_outcome(method: Method, y: Array, chosen: Array, shares: Array | None = None) -> dict[str, Estimates]:
    """The indices of one outcome, `[input, 1]`, from its values in groups of worlds `[point, group]`; intervals hold points and worlds.

    `shares` are those of the groups; none where each point is worlds of its own. With few groups the ends of the intervals are unknown (NaN).
    """
    mine = ALONE if shares is None else shares
    mean = mean_of(y, mine)
    method = method.settled(mean)
    found = method.of_groups(y, chosen, mine)
    values, plain = found.values, method.of(mean, chosen[:1])
    left = [] if shares is None else left_out(method, y, chosen[:1], shares)
    halves = halves_of(found, left, mine) if shares is None or enough(len(shares)) else unknown(values)
    floors = method.floors(y, values, mine)
    known = {name: estimates(value, floors[name], half=halves[name], uncorrected=plain[name][0], share=name in SHARES)
             for name, value in values.items()}
    return known | reduced(values, known)


def enough(groups: int) -> bool:
    """Whether so many groups of worlds tell what having played so few adds."""
    return groups >= counted("least_groups")


def left_out(method: Method, y: Array, once: Array, shares: Array) -> list[Found]:
    """What is found without each group of worlds."""
    if not enough(len(shares)):
        return []
    return [method.of_groups(np.delete(y, group, axis=1), once, without(shares, group)) for group in range(len(shares))]


def halves_of(found: Found, left: list[Found], shares: Array) -> Values:
    """Half of the interval of every index, `[input, 1]`."""
    def apart(values: Array, others: list[Array]) -> Array:
        kinds = [of_resamples(values)] + ([of_worlds(values[0], np.stack([one[0] for one in others]), shares)] if others else [])
        return np.concatenate(kinds)

    plain = {name: half_of(apart(values, [one.plain[name] for one in left])) for name, values in found.plain.items()}
    if not found.parts:
        return plain
    of_whole = apart(found.whole, [one.whole for one in left])
    for name, part in found.parts.items():
        of_part = apart(part, [one.parts[name] for one in left])
        still = found.unsettled.get(name, np.zeros_like(of_part[:1]))
        both = np.concatenate([of_part, still]), np.concatenate([of_whole, np.zeros_like(of_whole[:1])])
        plain[name] = half_of_share(part[0] / found.known[0], found.known[0], *both)
    return plain


def unknown(values: Values) -> Values:
    """Ends that nobody knows."""
    return {name: np.full_like(value[0], np.nan) for name, value in values.items()}


def of_months(method: Method, y: Array, chosen: Array, *, means: bool = False) -> dict[str, Estimates]:
    """The indices of a quantity over the months, `[input, month]`, from its values at each point `[point, month]`.

    Of `means` over worlds it is not known what of them the worlds have made, and so no end of an interval.
    """
    method = method.settled(y)
    found = method.of(y, chosen[:1] if means else chosen)
    floors = dict.fromkeys(found, 0.0) if method.name == "morris" else method.floors(y, found)
    return {name: estimates(values, floors[name], share=name in SHARES) for name, values in found.items()}


def reduced(found: Values, known: dict[str, Estimates]) -> dict[str, Estimates]:
    """Delta without what it is too high by: `2 delta - mean of delta over resamples`; the floor goes down by as much."""
    if "delta" not in found or len(found["delta"]) < 2:
        return {}
    excess, plain = found["delta"][1:].mean(axis=0) - found["delta"][0], known["delta"]
    return {"delta_reduced": Estimates(plain.value - excess, plain.half, plain.floor - excess, plain.uncorrected, share=True)}
