"""A sweep that nobody played, written as a real one is: known functions of the levers, for tests of what reads sweeps.

    sweep = made_sweep(folder, points=64, worlds=8)

Two numbers, `beijing.pressure.culture` and `grievance.decay_months`, and a category, `seoul`; variants `hold` and `lift`;
a chance `drift`, a track `cohesion`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import yaml

from sim.results.manifest import FORMAT, config_hash
from sim.results.parts import write_part
from sim.results.sweep import BESIDE, DESIGN, KIND, SweepResult

START = 2026 * 12 + 1
TITLES = {"hold": "Bans stay", "lift": "Bans end"}
VARIANTS = tuple(TITLES)
QUANTITIES = ("cohesion.us_rok", "seams.core", "approval")
LEVERS: tuple[dict[str, Any], ...] = (
    {"name": "beijing.pressure.culture", "label": "Beijing: pressure on culture", "unit": "share", "meaning": "How much is kept out.",
     "kind": "number", "low": 0.0, "high": 1.0, "values": [], "plausible": [0.0, 1.0], "usual": 0.6},
    {"name": "grievance.decay_months", "label": "Grievance fades", "unit": "months", "meaning": "Half of a grievance is gone after so long.",
     "kind": "number", "low": 6.0, "high": 36.0, "values": [], "plausible": [4.0, 48.0], "usual": 18.0},
    {"name": "seoul", "label": "Seoul", "unit": "", "meaning": "The posture of Seoul.",
     "kind": "category", "low": None, "high": None, "values": ["align", "hedge"], "plausible": None, "usual": "hedge"},
)
OUTCOMES: tuple[dict[str, Any], ...] = (
    {"name": "drift", "label": "Seoul drifts", "kind": "chance", "when": "by July 2026", "unit": "", "headline": True},
    {"name": "cohesion", "label": "US-ROK cohesion", "kind": "track", "when": "mean of the year to July 2026", "unit": "index 0-1", "headline": True},
)

Level = Callable[[Mapping[str, Any], str], Any]


def usual_level(values: Mapping[str, Any], variant: str) -> Any:
    """The level of cohesion at each point: falls with pressure, falls less where Seoul aligns, hardly moves with the decay."""
    align = values["seoul"] == "align"
    fall = values["beijing.pressure.culture"] * (0.3 - 0.2 * align) + 0.001 * values["grievance.decay_months"]
    return 0.8 - fall - (0.05 if variant == "lift" else 0.0)


def drawn(points: int, seed: int = 7) -> dict[str, Any]:
    """Points at random between the ends of every lever."""
    random = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for lever in LEVERS:
        if lever["kind"] == "number":
            found[lever["name"]] = random.uniform(lever["low"], lever["high"], points)
        else:
            found[lever["name"]] = np.array(lever["values"])[random.integers(0, len(lever["values"]), points)]
    return found


def made_sweep(
    folder: Path, points: int = 64, worlds: int = 8, months: int = 6, size: int = 16, *, values: Mapping[str, Any] | None = None,
    levers: tuple[dict[str, Any], ...] = LEVERS, columns: Mapping[str, Any] | None = None, design: str = "sobol",
    level: Level = usual_level, missing: int = 0, failures: Mapping[int, str] | None = None,
) -> SweepResult:
    """Write a sweep into a folder `.../<scenario>/<date>-<hash>` and read it.

    `size` points to a part; the last `missing` parts are not there; `failures` maps points to the variant that failed in them;
    `level(values, variant)` is cohesion at each point, from which everything else follows.
    """
    values = drawn(points) if values is None else values
    points = len(next(iter(values.values())))
    folder.mkdir(parents=True)
    facts = manifest(points, worlds, months) | {"design": design, "levers": list(levers)}
    (folder / "manifest.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
    (folder / "scenario.yaml").write_text(yaml.safe_dump({"title": facts["title"], "variants": {name: {} for name in VARIANTS}}), encoding="utf-8")
    beside = {BESIDE + name: np.asarray(column) for name, column in (columns or {}).items()}
    parquet.write_table(pa.table({name: pa.array(column) for name, column in {**values, **beside}.items()}), folder / DESIGN)
    tasks = [range(first, min(first + size, points)) for first in range(0, points, size)]
    levels = {variant: np.asarray(level(values, variant), dtype=float) for variant in VARIANTS}
    for task in tasks[: len(tasks) - missing]:
        write_part(folder, part(task, levels, (worlds, months), failures or {}), QUANTITIES, ("0.1.0", config_hash()))
    return SweepResult.load(folder)


def part(points: range, levels: Mapping[str, Any], shape: tuple[int, int], failures: Mapping[int, str]) -> Any:
    """What playing some points would have given."""
    worlds, months = shape
    outcomes, paths, rows = {}, {}, []
    for variant, level in levels.items():
        noise = np.random.default_rng(3).normal(0, 0.02, worlds)
        cohesion = level[points.start : points.stop, None] + noise
        drift = (cohesion < 0.65).astype(float)
        path = cohesion.mean(axis=1)[:, None] + (0.8 - cohesion.mean(axis=1)[:, None]) * np.linspace(1, 0, months + 1)
        for point, failing in failures.items():
            if point in points and failing == variant:
                cohesion[point - points.start] = drift[point - points.start] = path[point - points.start] = np.nan
                rows.append({"point": point, "variant": variant, "kind": "ValueError", "message": "not a number"})
        outcomes[variant] = {"drift": drift, "cohesion": cohesion}
        paths[variant] = np.stack([path, path - 0.2, 1 - path], axis=1)
    return SimpleNamespace(points=points, outcomes=outcomes, paths=paths, failures=rows)


def manifest(points: int, worlds: int, months: int) -> dict[str, Any]:
    """What the manifest of a sweep says."""
    return {
        "format": FORMAT, "kind": KIND, "name": "made", "title": "A made-up story", "question": "Does it hold?", "hash": "0f" * 32,
        "config_hash": config_hash(), "seed": 7, "worlds": worlds, "points": points, "start": START, "months": months,
        "from": "2026-02", "until": "2026-07", "world": "2026-01", "run_in_months": 1, "parameters": "fixed", "calibrated": False,
        "variants": [{"name": name, "title": title, "is_baseline": name == "hold"} for name, title in TITLES.items()],
        "outcomes": list(OUTCOMES), "events": [], "altered": [], "warnings": [], "sets": [], "agents": {},
        "quantities": {name: {"label": name, "unit": "index 0-1", "low": 0.0, "high": 1.0} for name in QUANTITIES},
        "argv": ["sim", "sweep", "made"], "started": "2026-11-21T10:00:00+00:00", "finished": "2026-11-21T10:01:00+00:00", "seconds": 60.0,
        "versions": {"sim": "0.1.0"}, "foot": "sim 0.1.0 · scenario made · 8 worlds · seed 7 · configs 12345678. Judgement.",
    }
