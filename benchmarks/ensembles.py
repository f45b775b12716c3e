"""Whole runs: that cost grows with worlds and months in proportion, that a sweep costs what its worlds cost, that memory stays."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stories import story
from timing import times_as_long

from sim.engine.blocks import BLOCK
from sim.engine.simulate import simulate
from sim.experiments.outcomes import Measures, read_outcomes
from sim.experiments.sweep.asked import designed
from sim.experiments.sweep.play import play_points
from sim.experiments.sweep.study import Study
from sim.scenario import load
from sim.scenario.build import plans
from sim.world.parameters import sensitivity_set
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.trajectory import Trajectory

HERE = Path(__file__).resolve().parent
SCENARIO = HERE.parent / "scenarios" / "thaad_lift.yaml"
KILOBYTES_PER_MEGABYTE = 1024
VARIANT = "lift"
"""The variant that is timed."""

PARAMETERS = 12
"""Levers of the large design."""

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
    """A sweep over two levers, reading and tracing with it, beside one run of as many worlds: five years of one variant."""
    scenario = load(str(SCENARIO))
    measures = Measures(read_outcomes(scenario.outcomes, scenario.start, scenario.months))
    one = tuple(plan for plan in plans(scenario) if plan.name == VARIANT)

    def swept() -> None:
        study = Study.of(scenario, designed(scenario, samples=points), worlds_each, 1, (VARIANT,))
        for task in study.tasks():
            play_points(study, task)

    return times_as_long(swept, lambda: simulate(one, worlds=points * worlds_each, seed=1, outcomes=measures), repeats)


def large_design(points: int) -> tuple[float, float]:
    """A design of many points over twelve parameters, traced and ready to be played: wall seconds, and peak memory in megabytes."""
    code = f"import ensembles; ensembles.lay_out({points}); ensembles.tell_memory()"
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, float(json.loads(done.stdout))


def lay_out(points: int) -> None:
    """Lay out such a design, trace its levers, cut it into tasks."""
    scenario = load(str(SCENARIO))
    vary = [f"{name}=plausible" for name in list(sensitivity_set())[:PARAMETERS]]
    Study.of(scenario, designed(scenario, vary, "sobol", points), 10, 1, (VARIANT,)).tasks()


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
