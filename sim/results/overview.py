"""All results at a glance, read from their manifests alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim.results.find import RUN, SWEEP, damaged, listing, results_root
from sim.results.part_names import points_in


def overview() -> list[dict[str, Any]]:
    """A row for each result, the latest first, those that cannot be read at the end."""
    return [row(folder) for folder in (*listing(results_root()), *damaged(results_root()))]


def row(folder: Path) -> dict[str, Any]:
    """One result, or that it cannot be read."""
    name = f"{folder.parent.name}/{folder.name}"
    try:
        facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        kind = str(facts.get("kind", RUN))
        told = {key: facts[key] for key in ("started", "worlds", "seed", "title")}
        found = {"name": name, "kind": kind} | told | {"altered": facts.get("altered", [])}
        if kind == SWEEP:
            found |= {"points": facts["points"], "done": points_in(folder), "varied": [lever["name"] for lever in facts["levers"]]}
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        fault = "cannot be read" if (folder / "manifest.json").exists() else "is missing"
        return {"name": name, "kind": "", "title": f"(damaged: manifest.json {fault})"}
