"""A sweep in memory that nobody played: known functions of so many levers, for tests of the figures that draw sweeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import qmc

from sim.results.sweep import SweepResult

LABELS = {
    "beijing.pressure.culture": ("Beijing's pressure on culture", 0.0, 1.0, 0.6, "share"),
    "seoul.hedging.indirect_balancing": ("Seoul's indirect balancing", 0.2, 0.9, None, "share"),
    "grievance.decay_months": ("Half-life of a grievance", 6.0, 48.0, 18.0, "months"),
    "threat.slope": ("How steeply threat is felt", 0.1, 4.0, 1.2, ""),
    "us_rok_cohesion.by_contribution": ("What contributions do to US-ROK cohesion", 0.0, 0.8, 0.4, "logit per unit"),
}
"""Numbers: label, ends of the range, what the story says, unit."""

CATEGORIES = {
    "seoul.posture": ("Seoul's posture", ("align", "accommodate", "hedge"), "hedge"),
    "mechanisms.M5": ("Leaks of technology", ("on", "off"), "on"),
}
OUTCOMES = tuple(dict(zip(("name", "label", "kind", "when", "unit", "headline"), row, strict=True)) for row in (
    ("drift", "Seoul drifts toward Beijing on the core seams", "chance", "by Jan 2031", "", True),
    ("kept", "The ban is still lifted at the end", "chance", "", "", True),
    ("core", "Core seams", "track", "Jan 2031", "index 0-1", False),
    ("us_rok", "US-ROK cohesion", "track", "Jan 2031", "index 0-1", True),
    ("leaks", "Cases of leaked technology", "track", "", "cases", False),
))  # fmt: skip
TITLES = {"hold": "The bans stay", "lift": "The bans are phased out", "conditional": "Phased out until Seoul joins a statement on Taiwan"}


class FakeSweep(SweepResult):
    """The same as a sweep that was read, its outcomes worked out when asked for."""

    size: float = 1.0

    def set(self, values: dict[str, Any], done: Any, failed: Any) -> FakeSweep:
        """Give it its points, which of them are played, and which failed."""
        self.__dict__.update(values=values, columns={}, done=done, failed=failed)
        return self

    def share(self, name: str) -> Any:
        """A number lever from 0 to 1, or the place of a category; 0.5 where the sweep does not vary it."""
        if name not in self.values:
            return 0.5
        if name in LABELS:
            _, low, high, _, _ = LABELS[name]
            return (self.values[name] - low) / (high - low)
        words = CATEGORIES[name][1]
        return np.array([words.index(word) for word in self.values[name]]) / (len(words) - 1)

    def means(self, variant: str, outcomes: Any = ()) -> Any:
        return {info.name: self.by_world(variant, info.name).mean(axis=1) for info in self.outcomes}

    def by_world(self, variant: str, outcome: str) -> Any:
        """A level that pressure lowers, balancing lifts (more so under pressure), and the posture shifts."""
        pressure, balancing, decay, posture = (self.share(name) for name in (*list(LABELS)[:3], "seoul.posture"))
        effect = -0.16 * pressure + 0.10 * balancing * (0.4 + pressure) + 0.02 * np.sin(5 * decay) - 0.06 * posture
        level = np.zeros(self.points) + 0.48 + self.size * effect - 0.03 * (variant != "hold")
        random = np.random.default_rng(5)
        common, own = random.normal(0, 0.05, self.worlds), random.normal(0, 0.01, (self.points, self.worlds))
        values = level[:, None] + common + own
        found = {"drift": (values < 0.40).astype(float), "kept": np.full(values.shape, float(variant != "hold")), "core": values,
                 "us_rok": 0.75 + 0.1 * (values - 0.48) + own, "leaks": np.round(40 - 60 * values)}[outcome]
        return np.where((self.done & ~self.failed)[:, None], found, np.nan)


def fake_sweep(numbers: int = 2, categories: int = 0, points: int = 64, worlds: int = 8, **more: Any) -> FakeSweep:
    """So many levers of each kind; `variants`, `failed` (how many points), `waiting`, `size` of the effects, `grid`, `seed`, `months`."""
    names, words = list(LABELS)[:numbers], list(CATEGORIES)[:categories]
    values = drawn(names, words, points, bool(more.get("grid")))
    points = len(next(iter(values.values())))
    levers = [number_lever(name) for name in names] + [category_lever(name) for name in words]
    titles = list(TITLES.items())[: more.get("variants", 1)]
    manifest = {
        "kind": "sweep", "name": "thaad_lift", "title": "Beijing lifts the bans", "start": 2026 * 12 + 1, "months": 60, "worlds": worlds,
        "points": points, "design": "sobol", "seed": 7, "levers": levers, "outcomes": list(OUTCOMES),
        "variants": [{"name": name, "title": title, "is_baseline": name == "hold"} for name, title in titles],
        "foot": f"sim 0.1.0, scenario thaad_lift, {points} points x {worlds} worlds, seed 7, configs 137b78d8\n"
                "Priors set with 2016-2025 in view; fitted (by hand) on 2016-2019 only; blind from 2026",
    }
    sweep = FakeSweep(manifest, {"outcomes": {}}, Path("nowhere"), {})
    sweep.size = more.get("size", 1.0)
    order = np.arange(points)
    return sweep.set(values, order < points - more.get("waiting", 0), (order % 5 == 2) & (order < 5 * more.get("failed", 0)))


def drawn(names: list[str], words: list[str], points: int, grid: bool) -> dict[str, Any]:
    """Points that fill the space evenly, or a grid of two levers."""
    side = round(points**0.5)
    shares = qmc.Sobol(len(names) + len(words), seed=11).random_base2(int(np.ceil(np.log2(points))))[:points].T
    if grid:
        shares = [np.tile(np.linspace(0, 1, side), side), np.repeat(np.linspace(0, 1, side), side)]
    found: dict[str, Any] = {}
    for name, share in zip((*names, *words), shares, strict=True):
        if name in LABELS:
            found[name] = LABELS[name][1] + share * (LABELS[name][2] - LABELS[name][1])
        else:
            found[name] = np.array(CATEGORIES[name][1])[(share * len(CATEGORIES[name][1])).astype(int)]
    return found


def number_lever(name: str) -> dict[str, Any]:
    """A number as a manifest tells it."""
    label, low, high, usual, unit = LABELS[name]
    return {"name": name, "label": label, "unit": unit, "meaning": label, "kind": "number", "low": low, "high": high, "usual": usual}


def category_lever(name: str) -> dict[str, Any]:
    """A category as a manifest tells it."""
    label, values, usual = CATEGORIES[name]
    return {"name": name, "label": label, "unit": "", "meaning": label, "kind": "category", "values": list(values), "usual": usual}
