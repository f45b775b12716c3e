"""What a month of a block of worlds costs, and who spends it: look-ahead, other rules, Mesa."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from statistics import median
from typing import Any
from unittest.mock import patch

from stories import story
from timing import kernel_seconds

from sim.engine import theatre
from sim.engine.capital import Capital
from sim.engine.theatre import Theatre
from sim.rules.doctrines import strategic
from sim.rules.turn import DECIDE, TURN
from sim.world.axes import CAPITALS
from sim.world.shocks import Shocks

PLAYED = 24
"""Months per measurement: each capital comes to its turn eight times."""


@dataclass(frozen=True)
class Cost:
    """A month's cost per world in kernels, and the shares of it."""

    kernels: float
    look_ahead: float
    mesa: float


def month_cost(doctrine: str, worlds: int, repeats: int) -> Cost:
    """Play some months several times and take the medians."""
    costs = [played(doctrine, worlds) for _ in range(repeats)]
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("kernels", "look_ahead", "mesa")))


def played(doctrine: str, worlds: int) -> Cost:
    """Play some months once, a kernel beside each."""
    spent: Counter[str] = Counter()

    class TimedCapital(Capital):
        """A capital whose deciding is timed."""

        def decide(self) -> None:
            timed("decisions", super().decide, spent)()

    phases = tuple(one if one is DECIDE else replace(one, play=timed("rules", one.play, spent)) for one in TURN)
    with ExitStack() as patches:
        patches.enter_context(patch.object(theatre, "TURN", phases))
        patches.enter_context(patch.object(strategic, "expected_utility", timed("look-ahead", strategic.expected_utility, spent)))
        stage = Theatre(story(doctrine, PLAYED), Shocks(1, 0, worlds), dict.fromkeys(CAPITALS, TimedCapital))
        beside = [one_month(stage, spent) for _ in range(PLAYED)]
        stage.close()
    total, mesa = spent["month"], spent["month"] - spent["rules"] - spent["decisions"]
    return Cost(total / worlds / PLAYED / median(beside), spent["look-ahead"] / total, mesa / total)


def one_month(stage: Theatre, spent: Counter[str]) -> float:
    """Play a month; returns what a kernel took beside it."""
    timed("month", stage.step, spent)()
    return kernel_seconds()


def timed(name: str, act: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    """The same function, its CPU time added up under a name."""

    def call(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return act(*arguments)
        finally:
            spent[name] += time.process_time() - start  # type: ignore[assignment]

    return call
