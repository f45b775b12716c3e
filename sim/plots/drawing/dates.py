"""Months on the horizontal axis, read as years."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from sim.plots.drawing.lettering import width
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.style import RULE, TICK
from sim.world.calendar import MONTHS, month_label, month_number
from sim.world.rows import Array

STEPS = (1, 2, 5, 10, 20, 50)
"""Years between labels."""

SHORT = 2
"""Years below which months are named instead."""


class Lasting(Protocol):
    """What has a first month and so many months: a result, or what is read off one."""

    @property
    def start(self) -> int:
        """The number of the first month."""

    @property
    def months(self) -> int:
        """How many months there are."""


def months(result: Lasting) -> Array:
    """The recorded months as years: the end of January 2026 is 2026 + 1/12."""
    return (result.start + np.arange(result.months + 1)) / MONTHS


def span(result: Lasting) -> Span:
    """From the first recorded month to the last."""
    times = months(result)
    return Span(float(times[0]), max(float(times[-1]), float(times[0]) + 1 / MONTHS))


def event_time(date: str) -> float:
    """Where an event of that month stands: at the month's beginning."""
    return month_number(date) / MONTHS


def label(result: Lasting, month: int) -> str:
    """A recorded month for people: `Start of Feb 2026` for the state before the first month, then the month whose end it is."""
    return month_label(result.start - 1 + month) if month else f"Start of {month_label(result.start)}"


def end_label(result: Lasting) -> str:
    """The last recorded month for people: `Jan 2031`."""
    return label(result, result.months)


def years(panel: Panel) -> None:
    """A base line with a tick at each January and a label at as many as there is room for; first and last month of a short run."""
    theme, (first, last) = panel.picture.theme, panel.across
    panel.line(panel.across, (panel.up.low, panel.up.low), theme.grey, RULE, clip_on=False)
    if last - first < SHORT:
        ends_of(panel)
        return
    januaries = [year for year in range(int(np.ceil(first - 1 / MONTHS)), int(last) + 1) if year >= first - 1.5 / MONTHS]
    room = panel.box.width / (last - first)
    step = next((step for step in STEPS if step * room > width("2026", TICK) * 1.35), STEPS[-1])
    for year in januaries:
        x, y = panel.place(max(year, first), panel.up.low)
        panel.picture.rule(x, y, x, y - 0.035, theme.grey)
        if (year - januaries[0]) % step == 0:
            panel.picture.write(x, y - 0.15, str(year), TICK, theme.grey, ha="center")


def ends_of(panel: Panel) -> None:
    """The start of the first month and the end of the last, where there are too few years to count."""
    first, last = month_label(round(panel.across.low * MONTHS)), month_label(round(panel.across.high * MONTHS) - 1)
    long = (f"start of {first}", f"end of {last}")
    fits = sum(width(text, TICK) for text in long) < panel.box.width
    for time, side, text in zip(panel.across, ("left", "right"), long if fits else (first, last), strict=True):
        x, y = panel.place(time, panel.up.low)
        panel.picture.rule(x, y, x, y - 0.035)
        panel.picture.write(x, y - 0.15, text, TICK, panel.picture.theme.grey, ha=side)


def month_of(date: str) -> str:
    """`Feb 2026` for `2026-02`."""
    return month_label(month_number(date))
