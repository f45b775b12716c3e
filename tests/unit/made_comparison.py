"""Results that nobody played, with outcomes in each world: for tests of what sets results side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
from fake_result import fake_result

from sim.results.result import Result
from sim.results.tables import outcomes_table

SHIFT = {"hold": 0.0, "lift": -0.05, "conditional": 0.02, "by_chance": 0.0, "exchange": -0.06}


def told(variants: int = 5, worlds: int = 50, seed: int = 7, shift: float = 0.0, **facts: Any) -> Result:
    """A result with outcomes: the worlds of one seed are alike, and `shift` moves every level by as much."""
    result = fake_result(variants, worlds)
    random = np.random.default_rng(seed)
    common, own = random.normal(0, 0.05, worlds), random.normal(0, 0.02, (variants, worlds))
    share = random.random(worlds)
    names = [info.name for info in result.variants]
    measured = {name: {"drift": (share < 0.2 - SHIFT[name]).astype(float), "lifted": np.full(worlds, float(name != "hold")),
                       "kept": (share < 0.5).astype(float), "cohesion": 0.74 + common + own[place] + SHIFT[name] + shift}
                for place, name in enumerate(names)}
    result.tables["outcomes"] = outcomes_table(measured)
    result.manifest |= {"seed": seed, "hash": "ab" * 32, "config_hash": "cd" * 32, "parameters": "fixed", "agents": {}, "failures": 0,
                        "versions": {"sim": "0.1.0", "numpy": "2.0"}, "altered": [], **facts}
    return result
