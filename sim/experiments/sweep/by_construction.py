"""Which outcomes of a sweep its levers answer by themselves: they say where a lever was set, and nothing that the model found out."""

from __future__ import annotations

import re

import numpy as np

from sim.results.sweep import SweepResult
from sim.scenario.names import without_capital

MARK = "by construction: a lever decides it"
"""What stands beside such an outcome."""


def by_construction(sweep: SweepResult) -> set[str]:
    """The outcomes whose sentence reads what a lever sets, and those that come true in all worlds of a point or in none, as the levers stand."""
    return read_of_levers(sweep) | all_or_none(sweep)


def read_of_levers(sweep: SweepResult) -> set[str]:
    """The outcomes whose sentence names what a lever sets."""
    levers = {without_capital(lever.name) for lever in sweep.levers}
    found = set()
    for name, entry in (sweep.scenario.get("outcomes") or {}).items():
        sentence = " ".join(str(entry.get(key, "")) for key in ("chance_of", "track"))
        if any(re.search(rf"\b{re.escape(lever)}\b", sentence) for lever in levers):
            found.add(name)
    return found


def all_or_none(sweep: SweepResult) -> set[str]:
    """The chances that are 0 or 1 at every point, and in some variant both; with one world nothing can be told."""
    asked = [info.name for info in sweep.outcomes if info.kind == "chance"] if sweep.worlds > 1 else []
    means = [sweep.means(info.name, asked) for info in sweep.variants] if asked else []
    found = set()
    for name in asked:
        shares = [set(of_variant[name][np.isfinite(of_variant[name])].tolist()) for of_variant in means]
        if all(one <= {0.0, 1.0} for one in shares) and {0.0, 1.0} in shares:
            found.add(name)
    return found
