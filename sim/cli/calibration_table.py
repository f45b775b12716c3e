"""A fit in tables: how far each method keeps its word, what was learned, and what was not."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sim.cli.backtest_table import aligned, share
from sim.history.calibrate.estimate import Estimate
from sim.history.calibrate.files import key_of
from sim.history.calibrate.fit import Calibration, Learned, Task
from sim.history.calibrate.played import window_of
from sim.world.calendar import month_date

WIDTH = 110

HOW = (
    "left: the standard deviation after over that before. 50 %, 90 %: how often intervals of so many per cent held the truth when worlds of the "
    "design were taken for it in turn. Before and after: the median, and where the middle nine tenths lie."
)


def in_short(task: Task, size: Estimate) -> str:
    """What a fit would take, in a line."""
    return (f"{size.points:,} worlds of {task.plan.months} months, {len(task.asked)} figures: about {size.minutes:.1f} minutes in "
            f"{size.jobs} process{'es' if size.jobs > 1 else ''}, {size.megabytes:,.0f} MB; nothing was written")


def plain(size: Estimate) -> dict[str, Any]:
    """What a fit would take, as data."""
    return asdict(size)


def tables(found: Calibration) -> Iterator[str]:
    """The whole text."""
    task = found.task
    first, last = (month_date(month) for month in window_of(task.suite))
    yield (f"{task.suite.title}: story {task.suite.story.name} ({task.mode}), {first} to {last}, {task.points:,} worlds, seed {task.seed}")
    yield from ("", *methods(found), "")
    informed = [one for one in found.parameters if one.informed]
    if informed:
        yield from aligned([("informed", "before", "", "after", "", "left", "50 %", "90 %"), *map(row, informed)])
    yield from textwrap.wrap(f"Not informed, {len(found.parameters) - len(informed)} of {len(found.parameters)}: "
                             + ", ".join(one.name for one in found.parameters if not one.informed), WIDTH, break_on_hyphens=False)
    left_out = [key_of(one) for one in found.seen if not one.used]
    if left_out:
        yield from textwrap.wrap(f"Left out, since hardly a world reaches it: {', '.join(left_out)}", WIDTH)
    yield from ("", *textwrap.wrap(HOW, WIDTH))


def methods(found: Calibration) -> Iterator[str]:
    """How far each method keeps its word; the one that was taken is marked."""
    rows = [(f"{one.name}{' (taken)' if one.name == found.method else ''}", str(one.narrowed), share(one.coverage_50), share(one.coverage_90),
             f"{one.spread:.3f}", f"{one.score:.3f}") for one in found.methods]
    yield from aligned([("method", "narrowed", "50 %", "90 %", "mean spread", "score"), *rows])


def row(one: Learned) -> tuple[str, ...]:
    """A parameter before and after."""
    said = [text for low, middle, high in (one.before, one.after) for text in (f"{middle:.3g}", f"{low:.3g} to {high:.3g}")]
    return (one.name, *said, f"{one.ratio:.2f}", share(one.coverage_50), share(one.coverage_90))
