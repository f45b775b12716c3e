"""Reads the story: a scenario file becomes a checked `Scenario`, and its variants the plans that the engine plays."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.scenario.read import Runs, Scenario, Variant, load

__all__ = ["Runs", "Scenario", "Variant", "load"]


def __getattr__(name: str) -> Any:
    """What is read with numpy and pydantic is imported at first use, so that a list of stories costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module `sim.scenario` has no attribute `{name}`")
    return getattr(import_module("sim.scenario.read"), name)
