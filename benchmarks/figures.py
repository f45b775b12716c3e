"""The figures of the benchmark, in ratios taken in one go.

The unit is the calibration kernel (`kernel.py`), timed beside every measurement; all figures are medians.
`--quick` takes fewer repeats and leaves out whole runs; `--full` measures the memory of 100,000 worlds instead of drawing it out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict

import ensembles
import large_sweeps
import sensitivity
from months import month_cost
from ordinary_mesa import OrdinaryModel, distance_to_the_model
from stories import story
from timing import Figure, in_kernels, kernel_seconds

from sim.engine.theatre import Theatre
from sim.rules.transition import advance
from sim.world.shocks import Shocks

WORLDS = 1000
LARGE = 100_000
"""Points of the large design."""

PER_MONTH = "kernels per world-month"


def show() -> int:
    """Measure, print; always 0, a missed bar is said in the table."""
    options = read_arguments()
    figures = []
    for figure in measured(options):
        figures.append(figure)
        if not options.json:
            print(line(figure), flush=True)
    if options.json:
        print(json.dumps([asdict(figure) | {"verdict": figure.verdict} for figure in figures], indent=2))
    return 0


def read_arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats, no whole runs")
    parser.add_argument("--full", action="store_true", help="measure the memory of 100,000 worlds")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def line(figure: Figure) -> str:
    """A figure as a line of the table."""
    bar = "" if figure.bar is None else f"{'at least' if figure.at_least else 'at most'} {figure.bar:g}"
    return f"{figure.name:<66}{figure.value:>10.2f}  {figure.unit:<24}{bar:<14}{figure.verdict}"


def measured(options: argparse.Namespace) -> Iterator[Figure]:
    """Every figure, as it is ready."""
    repeats = 3 if options.quick else 7
    yield Figure("calibration kernel, per world", kernel_seconds() * 1e6, "CPU microseconds")
    yield from months(repeats)
    yield against_ordinary_mesa(repeats)
    points = 100 if options.quick else 1000
    yield Figure(f"sweep of {points:,} points x 10 worlds x 60 months, beside one run", ensembles.sweep_cost(points, 10, 3), "times", 1.3)
    yield from sensitivity.beside_salib(repeats)
    if not options.quick:
        yield from whole_runs(options)


def months(repeats: int) -> Iterator[Figure]:
    """The transition alone, and months with and without look-ahead."""
    for worlds, bar in ((128, None), (WORLDS, 4), (4000, None)):
        yield Figure(f"transition alone, {worlds:,} worlds", transition_cost(worlds, 20 * repeats), "kernels per world", bar)
    plain = month_cost("committed", WORLDS, repeats)
    yield Figure(f"month without look-ahead, {WORLDS:,} worlds", plain.kernels, PER_MONTH)
    strategic = month_cost("strategic", WORLDS, repeats)
    yield Figure(f"month with five strategic capitals, {WORLDS:,} worlds", strategic.kernels, PER_MONTH, 35)
    yield Figure("    of which look-ahead", 100 * strategic.look_ahead, "%")
    yield Figure("    of which Mesa", 100 * strategic.mesa, "%", 3)
    yield Figure("    Mesa's share of a month without look-ahead", 100 * plain.mesa, "%", 3)


def transition_cost(worlds: int, repeats: int) -> float:
    """All mechanisms of a month, derived quantities and bounds with them, without noise."""
    stage = Theatre(story("strategic", 12), Shocks(1, 0, worlds))
    for _ in range(3):
        stage.step()
    situation = stage.situation

    def act() -> None:
        situation.last_read = None
        advance(situation.state, situation.now())

    return in_kernels(act, worlds, repeats)


def against_ordinary_mesa(repeats: int) -> Figure:
    """World-months per second beside an ordinary Mesa model of the same rules; nobody looks ahead on either side."""
    distance = distance_to_the_model()
    if distance > 1e-9:
        raise SystemExit(f"the ordinary model has left the model by {distance}: it must be brought up to date before it is timed")
    ordinary = OrdinaryModel(1)
    ordinary_month = in_kernels(lambda: [ordinary.step() for _ in range(10)], 10, 3 * repeats)
    return Figure("ordinary one-world Mesa model, times as long per world-month", ordinary_month / month_cost("committed", WORLDS, repeats).kernels,
                  "times", 50, at_least=True)


def whole_runs(options: argparse.Namespace) -> Iterator[Figure]:
    """Proportion, memory, and the main command from a cold start."""
    yield Figure("cost per world, eight blocks beside two", ensembles.growth_with_worlds(3), "times", 1.1)
    yield Figure("cost per month, ten years beside two", ensembles.growth_with_months(3), "times", 1.1)
    seconds, megabytes = ensembles.large_design(LARGE)
    yield Figure(f"design of {LARGE:,} points over 12 parameters, from a cold start", seconds, "seconds", 10)
    yield Figure("    its peak memory", megabytes, "MB", 2000)
    yield from large_sweeps.scans(LARGE)
    memory, how = ensembles.memory_of_the_whole(options.full)
    yield Figure(f"peak memory, 100,000 worlds x 120 months ({how})", memory, "MB", 1500)
    if ensembles.SCENARIO.exists():
        yield Figure("sim run scenarios/thaad_lift.yaml, cold", ensembles.cold_run(), "seconds", 10)
