"""Reads the story: a scenario file becomes a checked `Scenario`, and its variants the plans that the engine plays."""

from sim.scenario.read import Runs, Scenario, Variant, load

__all__ = ["Runs", "Scenario", "Variant", "load"]
