"""How far a long job is: a bar with the time left on a terminal, a line a minute in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sim.cli.options import Manner
from sim.cli.speech import say

EVERY = 60.0
"""Seconds between two lines in a log."""

Report = Callable[[int, int], None]


@contextmanager
def progress(label: str, manner: Manner, unit: str = "worlds") -> Iterator[Report]:
    """A function to call with how much is done and how much there is, in some unit."""
    if manner.quiet:
        yield lambda done, total: None
    elif sys.stderr.isatty() and manner.color != "never":
        with bar(label, unit) as report:
            yield report
    else:
        yield lines(label, manner, unit)


@contextmanager
def bar(label: str, unit: str) -> Iterator[Report]:
    """A bar that disappears when the job is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    left: tuple[Any, ...] = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*left, TextColumn(f"{unit}, left:"), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(label, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def lines(label: str, manner: Manner, unit: str) -> Report:
    """A line a minute, with the time left."""
    began = last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY and done:
            last = now
            left = (now - began) * (total - done) / done
            say(f"{label}: {done:,} of {total:,} {unit}, about {left / EVERY:.0f} min left", manner)

    return report
