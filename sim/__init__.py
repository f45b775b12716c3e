"""sim: what happens to Seoul's alliances when it meets Beijing's pressure and Beijing's charm.

    import sim
    answer = sim.run("thaad_lift", set={"beijing.pressure.tourism": 0.5})
    answer.outcomes          # a pandas frame
    answer.plot.fan()        # the picture
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

PUBLIC = {
    "run": "sim.notebook",
    "load": "sim.notebook_sweep",
    "theatre": "sim.notebook",
    "sweep": "sim.notebook_sweep",
    "load_sweep": "sim.notebook_sweep",
    "compare": "sim.notebook_compare",
    "sensitivity": "sim.notebook_sensitivity",
    "Run": "sim.notebook",
    "Capital": "sim.engine.capital",
    "Theatre": "sim.engine.theatre",
    "SimError": "sim.errors",
    "ScenarioError": "sim.errors",
    "SimWarning": "sim.errors",
}
"""What `sim` offers, by the module that holds it; imported at first use, so that `import sim` costs nothing."""

__all__ = [*PUBLIC, "__version__"]


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module `sim` has no attribute `{name}`")
    return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *PUBLIC])
