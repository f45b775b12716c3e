"""Randomness with an address: seed, name, month, world. Nothing else decides what is drawn."""

from __future__ import annotations

import hashlib

import numpy as np
from scipy.special import ndtri

from sim.world.rows import Array

WORDS = 4
"""Random words that one step of the Philox counter gives."""


class Shocks:
    """The draws of a block of neighbouring worlds.

    The key of a Philox generator is a hash of the seed and a name; its counter is (world, month).
    So a draw does not depend on what else is drawn, on the block that its world is in, or on the order.
    With `keep`, a normal draw is remembered for the next variant that asks for it; it cannot be written to.
    """

    def __init__(self, seed: int, first: int, count: int, *, keep: bool = False) -> None:
        self.seed, self.first, self.count = seed, first, count
        self._keys: dict[str, np.ndarray] = {}
        self._kept: dict[tuple[str, int, int | None], Array] | None = {} if keep else None

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
