"""A result that nobody played: plausible paths under the names of `configs/quantities.yaml`, for tests of what reads results."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.results.result import Result
from sim.results.tables import bands_table, series_table
from sim.results.values import Answer, Band
from sim.world.axes import ALLIANCES, CAPITALS, CHANNELS, SEAMS

START = 2026 * 12 + 1
VARIANTS = {
    "hold": "Bans stay",
    "lift": "Bans phased out",
    "conditional": "Lifted until Seoul joins a statement on Taiwan",
    "by_chance": "The same, the statement likely or not",
    "exchange": "Lifted for a concession on missile defence",
}
PATHS: dict[str, tuple[float, float, float]] = {
    "cohesion.us_rok": (0.72, 0.75, -0.012),
    "cohesion.us_japan": (0.78, 0.80, -0.001),
    "cohesion.rok_japan": (0.58, 0.65, -0.008),
    "cohesion.trilateral": (0.69, 0.73, -0.010),
    "seams.core": (0.49, 0.45, -0.030),
    "seams.taiwan": (0.42, 0.40, -0.03),
    "seams.south_china_sea": (0.46, 0.44, -0.01),
    "seams.industry": (0.62, 0.56, -0.03),
    "seams.strategic_flexibility": (0.42, 0.40, -0.03),
    "seams.missile_defence": (0.55, 0.53, -0.06),
    "seams.trilateral": (0.55, 0.54, -0.02),
    "engagement": (0.46, 0.58, 0.117),
    "tie.beijing_pyongyang": (0.58, 0.62, -0.01),
    "tie.moscow_pyongyang": (0.65, 0.60, 0.0),
    "hedging.economic_pragmatism": (0.62, 0.64, 0.03),
    "hedging.binding_engagement": (0.68, 0.66, 0.04),
    "hedging.limited_bandwagoning": (0.36, 0.34, 0.05),
    "hedging.dominance_denial": (0.52, 0.52, -0.03),
    "hedging.indirect_balancing": (0.68, 0.66, -0.03),
    "hedging.index": (0.95, 0.94, 0.01),
    "hedging.tilt": (0.05, 0.05, -0.05),
    "leverage.over_seoul": (0.58, 0.62, 0.01),
    **{f"ledger.{name}.leverage_held": level for name, level in zip(
        CAPITALS, ((0.2, 0.2, 0.0), (1.30, 1.36, 0.02), (0.90, 0.93, 0.0), (0.10, 0.10, 0.0), (0.0, 0.0, 0.0)), strict=True)},
    **{f"ledger.{alliance}.{name}": (0.0, change, effect) for alliance in ALLIANCES for name, change, effect in zip(
        CAPITALS, (0.0002, -0.00015, -0.0004, 0.0003, 0.00004), (-0.0002, -0.0001, 0.0, 0.0, 0.0), strict=True)},
    **{f"flow.{name}": level for name, level in zip(
        CHANNELS, ((0.38, 0.36, 0.27), (0.74, 0.83, 0.02), (0.52, 0.53, 0.02), (0.97, 0.97, 0), (0.95, 0.97, 0), (1.0, 0.99, 0)), strict=True)},
    **{f"pressure.{name}": level for name, level in zip(
        CHANNELS, ((0.6, 0.6, -0.55), (0.02, 0.08, 0), (0.15, 0.15, 0), (0.02, 0.02, 0), (0.12, 0.1, 0), (0.02, 0.02, 0)), strict=True)},
}
EFFECT = {"hold": 0.0, "lift": 1.0, "conditional": -0.6, "by_chance": 0.3, "exchange": 1.1}


class Sample:
    """Paths `[quantity, month, world]` with the summaries that a series table asks for."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def mean(self) -> Any:
        return self.values.mean(axis=-1)

    def sd(self) -> Any:
        return self.values.std(axis=-1)

    def standard_error(self) -> Any:
        return self.sd() / np.sqrt(self.values.shape[-1])

    def quantile(self, levels: Sequence[float]) -> Any:
        return np.quantile(self.values, levels, axis=-1)


def paths(variant: str, months: int, worlds: int, size: float) -> Any:
    """One matched draw per quantity, so that differences between variants are paired; `size` enlarges the effects."""
    step = np.linspace(0, 1, months + 1)[:, None]
    blocks = []
    for name, (first, last, effect) in PATHS.items():
        random = np.random.default_rng(zlib.crc32(name.encode()))
        shocks = random.normal(size=(months + 1, worlds)).cumsum(axis=0) / np.sqrt(months + 1)
        spread = 0.0 if first == last == 0 else (0.0002 if name.startswith("ledger") and first == 0 else 0.045)
        if name.startswith(("pressure", "flow")):
            spread = 0.05 * min(1.0, first)
        reaction = EFFECT[variant] * size * effect * (1 + 0.8 * random.normal(size=worlds)) * step**0.7
        blocks.append(first + (last - first) * step**0.6 + spread * shocks * step**0.5 + reaction)
    return np.stack(blocks)


def answers(names: Sequence[str]) -> list[Answer]:
    """Three chances and a track for each variant."""
    chances = {"drift": ("Seoul drifts toward Beijing on the core seams", (0.035, 0.19, 0.04, 0.12, 0.24)),
               "lifted": ("The ban is lifted", (0.11, 1.0, 0.97, 0.98, 1.0)),
               "kept": ("The ban is still lifted at the end", (0.0, 1.0, 0.0, 0.49, 1.0))}
    words = ((0.05, "remote"), (0.2, "very unlikely"), (0.45, "unlikely"), (0.55, "roughly even"), (0.8, "likely"), (0.95, "very likely"))
    found = []
    for outcome, (label, shares) in chances.items():
        for name, share in zip(names, shares, strict=False):
            word = next((word for edge, word in words if share < edge), "almost certain")
            difference = None if name == "hold" else share - shares[0]
            low, high = max(0.0, share - 0.02), min(1.0, share + 0.02)
            edges = (None, None) if difference is None else (difference - 0.02, difference + 0.02)
            found.append(Answer(name, outcome, label, "chance", share, low, high, word, difference, *edges, headline=outcome != "lifted"))
    found += [Answer(name, "cohesion", "US-ROK cohesion", "track", 0.74, 0.735, 0.745, headline=True, unit="index 0-1") for name in names]
    return found


def bands(names: Sequence[str]) -> list[Band]:
    """Where the spread of two outcomes comes from, in each variant and in all of them; `lifted` is the same in every world of the baseline."""
    found = []
    for outcome, parameters in (("drift", 0.24), ("lifted", 0.03), ("cohesion", 0.41)):
        varied = [name for name in names if (name, outcome) != ("hold", "lifted")]
        for variant in [*varied, *([""] if len(names) > 1 else [])]:
            between = {"scenario": 0.3} if variant == "" else {}
            parts = {"parameters": parameters, "decision rule": 0.06, **between}
            for part, share in {"chance": 1 - sum(parts.values()), **parts}.items():
                found.append(Band(variant, outcome, part, 0.1 * share, share, max(0.0, share - 0.05), min(1.0, share + 0.05)))
    return found


def fake_result(variants: int = 5, worlds: int = 50, months: int = 60, size: float = 1.0) -> Result:
    """A result in memory, with so many variants of a story about the bans of 2016."""
    names = list(VARIANTS)[:variants]
    values = {name: paths(name, months, worlds, size) for name in names}
    tables = {"quantiles": series_table({name: Sample(block) for name, block in values.items()}, list(PATHS), START)}
    others = {name: Sample(block - values["hold"]) for name, block in values.items() if name != "hold"}
    tables["differences"] = series_table(others, list(PATHS), START)
    tables["bands"] = bands_table(bands(names))
    events = [("2029-01", "Seoul joins a Taiwan statement", "conditional"), ("2026-08", "First curbs end", "lift"), ("2026-11", "APEC summit", "")]
    manifest = {
        "name": "thaad_lift", "title": "Beijing lifts the THAAD-era bans", "question": "Does Seoul drift?", "start": START, "months": months,
        "worlds": worlds, "seed": 20260104, "bands": 12,
        "variants": [{"name": name, "title": VARIANTS[name], "is_baseline": name == "hold"} for name in names],
        "events": [{"date": date, "label": label, "variant": variant} for date, label, variant in events if not variant or variant in names],
        "quantities": {name: {"label": name, "unit": "index 0-1", "low": 0.0, "high": 1.0} for name in PATHS},
        "foot": f"sim 0.1.0, scenario thaad_lift, {worlds} worlds, seed 20260104, configs 137b78d8\n"
                "Priors set with 2016-2025 in view; fitted (by hand) on 2016-2019 only; blind from 2026",
    }
    return Result(manifest, {"outcomes": {}}, answers(names), tables)


assert set(SEAMS) <= {name.partition(".")[2] for name in PATHS if name.startswith("seams")}
