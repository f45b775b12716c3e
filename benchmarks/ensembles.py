"""Whole runs: that cost grows with worlds and months in proportion, that a sweep costs what its worlds cost, that memory stays."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from stories import story
from timing import times_as_long

from sim.engine.blocks import BLOCK
from sim.engine.simulate import simulate
from sim.engine.theatre import Theatre
from sim.rules.opening import draw_parameters
from sim.world.parameters import Parameters, jittered
from sim.world.plan import ParameterPlan, Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.trajectory import Trajectory

HERE = Path(__file__).resolve().parent
SCENARIO = HERE.parent / "scenarios" / "thaad_lift.yaml"
KILOBYTES_PER_MEGABYTE = 1024
WHOLE = (100_000, 120)
"""The run whose memory has a bar: worlds, months."""


def nothing(plan: Plan, trajectory: Trajectory) -> dict[str, Array]:
    """No outcomes."""
    return {}


def run(worlds: int, months: int, doctrine: str = "committed") -> None:
    """Play a run of one variant in this process."""
    simulate((story(doctrine, months),), worlds=worlds, seed=1, outcomes=nothing)


def growth_with_worlds(repeats: int) -> float:
    """Cost per world of eight blocks beside that of two."""
    return times_as_long(lambda: run(8 * BLOCK, 12), lambda: run(2 * BLOCK, 12), repeats) / 4


def growth_with_months(repeats: int) -> float:
    """Cost per month of ten years beside that of two."""
    return times_as_long(lambda: run(BLOCK, 120), lambda: run(BLOCK, 24), repeats) / 5


def sweep_cost(points: int, worlds_each: int, repeats: int) -> float:
    """Points of the sensitivity set laid along the world axis, beside as many worlds that share one set of parameters."""
    fixed = story("strategic", 6, ParameterPlan.named("fixed"))
    drawn = jittered(Shocks(2, 0, points), 0.3)
    design = {name: np.repeat(values, worlds_each) for name, values in drawn.items() if isinstance(values, np.ndarray)}
    worlds = points * worlds_each
    return times_as_long(lambda: play_points(fixed, worlds, design), lambda: play_points(fixed, worlds, {}), repeats)


def play_points(plan: Plan, worlds: int, design: dict[str, Array]) -> None:
    """Play worlds in blocks, each with its own column of a design; an empty design is the plan's own parameters."""
    for first in range(0, worlds, BLOCK):
        shocks = Shocks(1, first, min(BLOCK, worlds - first))
        theatre = Theatre(plan, shocks)
        columns = {name: values[first : first + shocks.count] for name, values in design.items()}
        own: Parameters = draw_parameters(plan, shocks).changed(columns)
        theatre.situation.base = theatre.situation.parameters = own
        theatre.play()
        theatre.close()


def peak_memory(worlds: int, months: int) -> float:
    """Peak memory of a run in a process of its own, megabytes."""
    code = f"import ensembles; ensembles.run({worlds}, {months}); ensembles.tell_memory()"
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


def tell_memory() -> None:
    """Print the most memory that this process has held, in megabytes."""
    print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_PER_MEGABYTE))


def memory_of_the_whole(full: bool) -> tuple[float, str]:
    """Peak memory of 100,000 worlds x 120 months, measured or drawn out from runs of two and eight blocks; and which."""
    worlds, months = WHOLE
    if full:
        return peak_memory(worlds, months), "measured"
    small, large = peak_memory(2 * BLOCK, months), peak_memory(8 * BLOCK, months)
    return large + (large - small) / (6 * BLOCK) * (worlds - 8 * BLOCK), f"from {2 * BLOCK:,} and {8 * BLOCK:,} worlds"


def cold_run() -> float:
    """Wall seconds of `sim run` in a fresh process, start-up and pictures with it."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [sys.executable, "-m", "sim.cli", "run", str(SCENARIO), "--out", folder, "--quiet"]
        subprocess.run(command, check=True, capture_output=True, cwd=HERE.parent)
        return time.perf_counter() - start
