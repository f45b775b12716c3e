"""Where scenarios are: those that came with the package, and those in a `scenarios` folder here."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any


def scenario_files() -> dict[str, Any]:
    """Every scenario by its short name; one in the folder here wins over a shipped one of the same name."""
    shipped = resources.files("sim.scenarios")
    found: dict[str, Any] = {entry.name[:-5]: entry for entry in shipped.iterdir() if entry.name.endswith(".yaml")}
    found |= {path.stem: path for path in Path("scenarios").glob("*.yaml")}
    return dict(sorted(found.items()))
