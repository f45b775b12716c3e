"""Times in kernels: CPU time of something, beside that of the calibration kernel at the same moment; medians of several."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from kernel import WORLDS, kernel

KERNEL = kernel()
KERNELS_BESIDE = 5
"""Kernels timed beside each measurement; their median is the unit."""


@dataclass(frozen=True)
class Figure:
    """One line of the benchmark. `bar` is the most (or, with `at_least`, the least) that it may be."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Whether the bar is held."""
        if self.bar is None:
            return ""
        return "held" if (self.value >= self.bar if self.at_least else self.value <= self.bar) else "missed"


def seconds(act: Callable[[], Any]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    act()
    return time.process_time() - start


def kernel_seconds() -> float:
    """CPU seconds that a kernel takes just now, per world."""
    return median(seconds(KERNEL) for _ in range(KERNELS_BESIDE)) / WORLDS


def in_kernels(act: Callable[[], Any], worlds: int, repeats: int) -> float:
    """What a call costs per world, in kernels."""
    act()
    return median(seconds(act) / worlds / kernel_seconds() for _ in range(repeats))


def times_as_long(act: Callable[[], Any], other: Callable[[], Any], repeats: int) -> float:
    """How many times as long one takes as the other, in turn."""
    act(), other()
    return median(seconds(act) / seconds(other) for _ in range(repeats))
