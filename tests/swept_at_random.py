"""Sweeps whose true effects are known, drawn anew as often as wished: every design, a track and a chance, two variants.

    sweep = played("saltelli", "chance", samples=16, worlds=20, seed=5)
    truth("chance")["lift", "one"]
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.special import ndtr

from sim.experiments.sweep.designs import DESIGNS
from sim.experiments.sweep.levers import Lever
from sim.results.sweep_values import LeverInfo, OutcomeInfo
from sim.results.values import VariantInfo

WORLD, NOISE, YES = 0.3, 0.2, 0.6
"""How much worlds differ, how much a world differs from point to point besides, and the level above which the answer is yes."""

WORDS = ("align", "hedge")


def level(one: Any, other: Any, hedge: Any, lift: int) -> Any:
    """What an answer is before chance: bent, with a step, and with levers that act together; the variant acts by the first lever."""
    return 0.3 * one**2 + 0.2 * (one > 0.7) + 0.4 * other + 0.3 * one * other - 0.15 * hedge + lift * (0.4 * one**2 - 0.1 * other)


def levers_of(design: str) -> tuple[str, ...]:
    """What a design varies: a trajectory cannot step between categories."""
    return ("one", "other") if design == "morris" else ("one", "other", "seoul")


def points_of(design: str, samples: int, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The points of a design, and its columns; `chance` draws each by itself."""
    names = levers_of(design)
    if design == "chance":
        random = np.random.default_rng(seed)
        values = {"one": random.random(samples), "other": random.random(samples), "seoul": random.integers(0, 2, samples)}
        columns: dict[str, Any] = {}
    else:
        kinds = {"one": ("number", ()), "other": ("number", ()), "seoul": ("category", WORDS)}
        levers = tuple(Lever(name, name, "", "", kinds[name][0], 0.0 if name != "seoul" else None, 1.0 if name != "seoul" else None, kinds[name][1])
                       for name in names)
        values, columns = DESIGNS[design](levers, samples, seed)
    return {name: np.array(WORDS)[np.asarray(values[name], dtype=int)] if name == "seoul" else values[name] for name in names}, columns


def played(design: str, kind: str, samples: int, worlds: int, seed: int) -> Any:
    """A sweep of that design, each time of other points and worlds."""
    values, columns = points_of(design, samples, seed)
    random, count = np.random.default_rng(10**6 + seed), len(values["one"])
    hedge = values["seoul"] == "hedge" if "seoul" in values else np.zeros(count)
    world, noise = random.normal(0, WORLD, (1, worlds)), random.normal(0, NOISE, (2, count, worlds))
    answers = {}
    for lift, name in enumerate(("hold", "lift")):
        y = level(values["one"], values["other"], hedge, lift)[:, None] + world * (1 + 0.5 * values["one"][:, None]) + noise[lift]
        answers[name] = (y > YES).astype(float) if kind == "chance" else y
    infos = tuple(LeverInfo(name, name, "", "", *(("category", None, None, WORDS) if name == "seoul" else ("number", 0.0, 1.0))) for name in values)
    return SimpleNamespace(
        levers=infos, values=values, columns=columns, design=design, points=count, worlds=worlds, outcomes=[OutcomeInfo("y", "Y", kind)],
        variants=[VariantInfo("hold", "Hold", is_baseline=True), VariantInfo("lift", "Lift", is_baseline=False)],
        by_world=lambda variant, outcome: answers[variant])


@cache
def truth(kind: str, design: str) -> dict[tuple[str, str], float]:
    """The effects with points and worlds without end, by variant and lever; of a design that steps, over its steps."""
    side = np.linspace(0, 1, 4) if design == "morris" else (np.arange(400) + 0.5) / 400
    one, other, hedge = np.meshgrid(side, side, [0] if design == "morris" else [0, 1], indexing="ij")
    found, mean = {}, {}
    for lift, name in enumerate(("hold", "lift")):
        y = level(one, other, hedge, lift)
        mean[name] = y if kind == "track" else ndtr((y - YES) / np.hypot(WORLD * (1 + 0.5 * one), NOISE))
        for lever, place in (("one", one), ("other", other), ("seoul", hedge)):
            if lever in levers_of(design):
                found[name, lever] = float(mean[name][place > 0.5].mean() - mean[name][place < 0.5].mean())
    return found | {("lift", ""): float((mean["lift"] - mean["hold"]).mean())}
