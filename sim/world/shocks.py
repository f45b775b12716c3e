"""Randomness with an address: seed, name, month, world. Nothing else decides what is drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.world.rows import Array

WORDS = 4
"""Random words that one step of the Philox counter gives."""


class Shocks:
    """The draws of a block of neighbouring worlds.

    The key of a Philox generator is a hash of the seed and a name; its counter is (world, month).
    So a draw does not depend on what else is drawn, on the block that its world is in, or on the order.
    With `keep`, a normal draw is remembered for the next variant that asks for it; it cannot be written to.
    `given` are numbers that are not drawn: name -> `[world]`.
    """

    given: Mapping[str, Array] = MappingProxyType({})

    def __init__(self, seed: int, first: int, count: int, *, keep: bool = False) -> None:
        self.seed, self.first, self.count = seed, first, count
        self._keys: dict[str, np.ndarray] = {}
        self._kept: dict[tuple[str, int, int | None], Array] | None = {} if keep else None

    @property
    def worlds(self) -> NDArray[np.intp]:
        """The number of each world of the block."""
        return np.arange(self.first, self.first + self.count)

    def _key(self, name: str) -> np.ndarray:
        if name not in self._keys:
            digest = hashlib.sha256(f"{self.seed}/{name}".encode()).digest()
            self._keys[name] = np.frombuffer(digest[:16], dtype=np.uint64)
        return self._keys[name]

    def _words(self, name: str, month: int, counter: int, words: int) -> np.ndarray:
        start = np.array([counter, month & (2**64 - 1), 0, 0], dtype=np.uint64)
        return np.random.Philox(key=self._key(name), counter=start).random_raw(words)

    def uniform(self, name: str, month: int = 0, rows: int | None = None) -> Array:
        """Uniform numbers in the open interval (0, 1), `[world]` or `[row, world]`."""
        if rows is None:
            skip = self.first % WORDS
            raw = self._words(name, month, self.first // WORDS, skip + self.count)[skip:]
        else:
            steps = -(-rows // WORDS)
            raw = self._words(name, month, self.first * steps, self.count * steps * WORDS)
            raw = np.ascontiguousarray(raw.reshape(self.count, steps * WORDS)[:, :rows].T)
        return np.asarray(((raw >> np.uint64(11)) + 0.5) * 2.0**-53, dtype=np.float64)

    def normal(self, name: str, month: int = 0, rows: int | None = None) -> Array:
        """Standard normal numbers, `[world]` or `[row, world]`, by the inverse of the normal distribution."""
        if self._kept is None:
            return np.asarray(ndtri(self.uniform(name, month, rows)))
        address = (name, month, rows)
        if address not in self._kept:
            drawn = np.asarray(ndtri(self.uniform(name, month, rows)))
            drawn.flags.writeable = False
            self._kept[address] = drawn
        return self._kept[address]


class PointShocks(Shocks):
    """The draws of the same neighbouring worlds for several points of a sweep, laid side by side: all worlds of the first point, of the second ...

    A world has the same chance at every point, as it has in a run without points. `given` are the values of the points, name -> `[point]`.
    """

    def __init__(self, seed: int, first: int, worlds: int, given: Mapping[str, Array], points: int) -> None:
        super().__init__(seed, first, points * worlds)
        self._shared, self._points = Shocks(seed, first, worlds, keep=True), points
        self.given = {name: np.repeat(values, worlds) for name, values in given.items()}

    @property
    def worlds(self) -> NDArray[np.intp]:
        """The number of the world in each column."""
        return np.tile(self._shared.worlds, self._points)

    def uniform(self, name: str, month: int = 0, rows: int | None = None) -> Array:
        """Uniform numbers in the open interval (0, 1), `[column]` or `[row, column]`."""
        return np.tile(self._shared.uniform(name, month, rows), self._points)

    def normal(self, name: str, month: int = 0, rows: int | None = None) -> Array:
        """Standard normal numbers, `[column]` or `[row, column]`."""
        return np.tile(self._shared.normal(name, month, rows), self._points)
