"""The calibration kernel: plain numpy with the operation count of one transition, the unit in which all speeds are told.

A machine, a numpy and a busy neighbour move the kernel and the model alike; their ratio says what the model's own code costs.
250 operations on 1,024 worlds, 22 of them logistic or exponential, and 25 on each of three blocks of five rows
(what the model does to flows, to adaptation and to seams). Every operation reads other rows and gives a new array.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any

import numpy as np

WORLDS = 1024
ROWS, BLOCKS, BLOCK_ROWS = 60, 3, 5


def logistic(x: Any, _: Any) -> Any:
    """`1 / (1 + exp(-x))`."""
    return 1 / (1 + np.exp(-x))


def exponential(x: Any, _: Any) -> Any:
    """`exp(x)`."""
    return np.exp(x)


def choose(x: Any, y: Any) -> Any:
    """The smaller of two."""
    return np.where(x < y, x, y)


ON_ROWS: tuple[tuple[int, Callable[[Any, Any], Any]], ...] = (
    (60, operator.mul),
    (50, operator.add),
    (26, operator.sub),
    (9, np.maximum),
    (5, operator.truediv),
    (3, choose),
    (13, logistic),
    (9, exponential),
)
"""How many operations of each kind, on `[world]`."""

ON_BLOCKS: tuple[tuple[int, Callable[[Any, Any], Any]], ...] = (
    (36, operator.mul),
    (31, operator.add),
    (8, np.maximum),
)
"""How many operations of each kind, on `[row, world]`."""


def kernel() -> Callable[[], None]:
    """The kernel on numbers between .1 and .9, ready to be timed."""
    chance = np.random.default_rng(1)
    rows = list(chance.uniform(0.1, 0.9, (ROWS, WORLDS)))
    blocks = list(chance.uniform(0.1, 0.9, (BLOCKS, BLOCK_ROWS, WORLDS)))
    work = list(operations(ON_ROWS, rows)) + list(operations(ON_BLOCKS, blocks))

    def play() -> None:
        for act, x, y in work:
            act(x, y)

    return play


def operations(kinds: Any, arrays: list[Any]) -> Any:
    """Each operation with the two arrays that it reads, the arrays in turn."""
    pairs = zip(cycle(arrays), cycle(arrays[1:] + arrays[:1]), strict=False)
    for count, act in kinds:
        for x, y in islice(pairs, count):
            yield act, x, y
