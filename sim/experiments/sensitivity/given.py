"""What an answer depends on where points lie anyhow: PAWN, delta and first order, with the noise floor of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from sim.experiments.sensitivity.delta import delta, readable, share
from sim.experiments.sensitivity.first import Ladder, alone, told_by
from sim.experiments.sensitivity.methods import ONE, Found, Values, mean_of
from sim.experiments.sensitivity.pawn import pawn
from sim.experiments.sensitivity.settings import counted, setting
from sim.experiments.sensitivity.slices import Slices
from sim.experiments.sensitivity.worlds import taken_off
from sim.world.rows import Array


@dataclass(frozen=True)
class Given:
    """PAWN, delta and first order of points that lie anyhow; `wanted` of the indices.

    By input `slices` are for PAWN, `ranks` for delta, the last of `ladders` (or `ranks` where there are none) for the first order; how far the
    last but one gives something else counts in its interval.
    """

    slices: Sequence[Slices]
    ranks: Sequence[Slices]
    seed: int
    wanted: tuple[str, ...] = ("first", "pawn", "delta")
    ladders: Sequence[Ladder] = ()
    name: str = "given"

    @property
    def leading(self) -> str:
        """The index by which inputs are sorted."""
        return self.wanted[0]

    @property
    def units(self) -> int:
        """The points."""
        return len(self.slices[0].codes)

    @property
    def points(self) -> int:
        """The same."""
        return self.units

    @property
    def steps(self) -> Sequence[Ladder]:
        """The slices for the first order; the last are used."""
        return self.ladders or [(one,) for one in self.ranks]

    @property
    def fine(self) -> list[Slices]:
        """The slices that are used for the first order."""
        return [one[-1] for one in self.steps]

    def settled(self, y: Array) -> Self:
        """With as many slices for the first order as the answers ask for: so surely that chance halves none, of all inputs."""
        if "first" not in self.wanted:
            return self
        sure = 1 - (1 - setting("halves_tell")) / max(sum(len(one) - 1 for one in self.steps), 1)
        return replace(self, ladders=[told_by(one, y, sure) for one in self.steps])

    def of(self, y: Array, weights: Array) -> Values:
        """The indices wanted."""
        found: Values = {}
        if "pawn" in self.wanted:
            distances = pawn(self.slices, y, weights)
            found |= {"pawn": distances["median"], "pawn_maximum": distances["maximum"]}
        if "delta" in self.wanted:
            few = counted("few_values")
            found["delta"] = np.where(readable(self.ranks, y, few), np.clip(delta(self.ranks, y, weights, few), 0, 1), np.nan)
        if "first" in self.wanted:
            whole, part = alone(self.fine, y, weights)
            found["first"] = share(part, whole, np.ptp(y, axis=0) > 0)
        return found

    def of_groups(self, y: Array, weights: Array, shares: Array) -> Found:
        """The same of the mean over the worlds; from the first order what comes of the worlds is taken off."""
        mean = mean_of(y, shares)
        found = replace(self, wanted=tuple(name for name in self.wanted if name != "first")).of(mean, weights)
        if "first" not in self.wanted:
            return Found(found, {}, ONE, ONE)
        whole, part = alone(self.fine, mean, weights)
        unsettled = part[:1] - alone([one[-2:][0] for one in self.steps], mean, weights[:1])[1]
        if len(shares) > 1:
            each = alone(self.fine, y, weights)
            whole, part = (taken_off(once, of_groups, shares) for once, of_groups in zip((whole, part), each, strict=True))
        return Found(found, {"first": part}, whole, np.where(np.ptp(mean, axis=0) > 0, 0, np.inf), {"first": unsettled})

    def floors(self, y: Array, indices: Mapping[str, Array], shares: Array | None = None) -> dict[str, Array | float]:
        """Of inputs that are shuffled, and so have no effect, the place below which most lie: for each way of being cut a floor of its own."""
        once = np.ones((1, self.units))
        found: dict[str, Array | float] = {name: np.full((len(self.slices), y.shape[1] if shares is None else 1), np.nan) for name in indices}
        for place, alike, wanted in self.ways:
            tried = self.shuffled(place, wanted)
            for name, values in (tried.of(y, once) if shares is None else tried.of_groups(y, once, shares).values).items():
                np.asarray(found[name])[alike] = np.quantile(values[0], setting("floor"), axis=0)
        return found

    @property
    def ways(self) -> Iterator[tuple[int, list[int], tuple[str, ...]]]:
        """The inputs that are cut into slices of the same sizes, with one of them, by what these slices are for."""
        rest = tuple(name for name in self.wanted if name != "first")
        both = [(one.sizes, other.sizes) for one, other in zip(self.slices, self.ranks, strict=True)]
        for wanted, sizes in ((rest, both), (("first",), [one.sizes for one in self.fine])):
            alike: dict[Any, list[int]] = {}
            for place, one in enumerate(sizes if set(wanted) & set(self.wanted) else ()):
                alike.setdefault(one, []).append(place)
            yield from ((places[0], places, wanted) for places in alike.values())

    def shuffled(self, place: int, wanted: tuple[str, ...]) -> Self:
        """Shuffled copies of an input, to see what such show."""
        random = np.random.default_rng([self.seed, place])
        copies = [[one.shuffled(random) for _ in range(counted("dummies"))] for one in (self.slices[place], self.ranks[place], self.fine[place])]
        return replace(self, slices=copies[0], ranks=copies[1], ladders=[(one,) for one in copies[2]], wanted=wanted)
