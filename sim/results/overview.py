"""All results at a glance, read from their manifests alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim.results.find import RUN, damaged, listing, results_root
from sim.results.part_names import points_in


def overview() -> list[dict[str, Any]]:
    """A row for each result, the latest first, those that cannot be read at the end."""
    return [row(folder) for folder in (*listing(results_root()), *damaged(results_root()))]


def row(folder: Path) -> dict[str, Any]:
    """One result, or that it cannot be read."""
    name = f"{folder.parent.name}/{folder.name}"
    try:
        facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return {"name": name, "kind": kind(folder, facts), "worlds": facts["worlds"], "seed": facts["seed"], "title": facts["title"],
                "altered": facts.get("altered", [])}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        fault = "cannot be read" if (folder / "manifest.json").exists() else "is missing"
        return {"name": name, "kind": "", "worlds": "", "seed": "", "title": f"(damaged: manifest.json {fault})", "altered": []}


def kind(folder: Path, facts: dict[str, Any]) -> str:
    """Whether a result is a run or a sweep, and how far a sweep is."""
    if facts.get("kind", RUN) != "sweep":
        return str(facts.get("kind", RUN))
    done, points = points_in(folder), facts["points"]
    return f"sweep, {points:,} points" if done == points else f"sweep, {done:,} of {points:,} points"
