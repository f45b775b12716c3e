"""The past as a mode of a suite would have forecast it: a small panel per series, the worlds as a fan, what was observed in black."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from sim.history.courses import Course, middle
from sim.history.suite import Suite
from sim.plots.drawing.lettering import height as text_height
from sim.plots.drawing.lettering import wrap
from sim.plots.drawing.panels import Panel, Span, places_for, step_for
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import BLUE, LABEL, RULE, THICK, THIN, TICK, theme_named
from sim.results.values import Fan
from sim.world.calendar import MONTHS

COLUMNS, TALL, HEAD, FOOT, TICKS, BETWEEN = 3, 1.0, 0.62, 0.3, 0.42, 0.1
"""Panels in a row; inches: a panel's height, its titles above, the years below, values at its left, room between columns."""

UNITS = 0.2
"""Inches from a panel's top to its title: the unit stands between."""

ERRORS = 1.645
"""A bar reaches so many standard deviations of the error of observation to either side: 90 of 100."""

YEARS = (2016, 2020, 2024)
"""The years named below a panel."""


def figure(suite: Suite, courses: Sequence[Course], theme: str = "light") -> Picture:
    """A panel per series, in the order of the suite; upright lines where the windows of the suite begin."""
    rows = -(-len(courses) // COLUMNS)
    story = Story("past", f"{suite.title}: what the model says, and what was observed", drawn(suite), foot(suite), (), table(courses))
    picture = Picture(story, rows * (HEAD + TALL + FOOT), theme_named(theme))
    cells = [cell for row in picture.body.grid(rows, COLUMNS, across=BETWEEN) for cell in row]
    for course, cell in zip(courses, cells, strict=False):
        one(picture, suite, course, cell)
    return picture


def drawn(suite: Suite) -> str:
    """What is drawn."""
    return ("Line: median of the worlds; bands: 30, 60 and 90 % of them, the error of observation laid over each. Black: observed, the bar is 90 % "
            f"of its error. Dashed: from {year_of(suite, 'hold_out')} on nothing was fitted; "
            f"dotted: from {year_of(suite, 'blind')} on the model is blind.")


def year_of(suite: Suite, window: str) -> str:
    """The year in which a window begins."""
    return f"{suite.windows[window][0] // MONTHS}"


def foot(suite: Suite) -> str:
    """Where it comes from."""
    return f"Suite {suite.name}, story {suite.story.name}, seed {suite.seed}. Observed series: configs/history/, each figure with its source."


def one(picture: Picture, suite: Suite, course: Course, cell: Box) -> None:
    """One panel."""
    theme, first, last = picture.theme, suite.story.start, suite.story.start + suite.story.months
    box = cell.within(left=TICKS, top=HEAD, bottom=FOOT)
    span = height(course)
    panel = Panel(picture, box, Span(first / MONTHS, last / MONTHS), span)
    step = step_for(span, 3)
    panel.rules(span.ticks(step), partial(value, step=step))
    for window in ("hold_out", "blind"):
        if window in suite.windows:
            at = suite.windows[window][0] / MONTHS
            panel.line((at, at), span, theme.ink, RULE, linestyle=(0, (4, 2)) if window == "hold_out" else (0, (1, 2)), zorder=3)
    panel.fan(course.times, Fan(course.times, course.times, course.times, course.quantiles), BLUE)
    panel.line(course.times, course.quantiles[0.50], BLUE, THICK)
    for x, seen, low, high in observed(course):
        panel.line((x, x), (low, high), theme.ink, THIN, solid_capstyle="butt")
        panel.dot(x, seen, theme.ink, 2.6)
    titles(panel, course)
    for year in YEARS:
        x, y = panel.place(year + 0.5, span.low)
        picture.write(x, y - 0.15, str(year), TICK, theme.grey, ha="center")


def titles(panel: Panel, course: Course) -> None:
    """What the panel shows, and in which unit."""
    lines = wrap(course.link.label, LABEL, panel.box.width + TICKS, bold=True)[:2]
    left, picture = panel.box.left - TICKS, panel.picture
    picture.write_lines(left, panel.box.top + UNITS + text_height(len(lines), LABEL), lines, LABEL, bold=True)
    counted = ", yearly rate" if course.link.over in ("sum", "change") else ""
    picture.write(left, panel.box.top + 0.07, course.unit + counted, TICK, picture.theme.grey)


def observed(course: Course) -> Iterator[tuple[float, float, float, float]]:
    """Every figure: the middle of its months, in years, its value, and the ends of its bar."""
    error = ERRORS * course.link.deviation
    for seen in course.figures:
        yield middle(seen), seen.value, max(seen.value - error, course.link.least), seen.value + error


def height(course: Course) -> Span:
    """The span that holds the fan and every figure."""
    bars = [end for _, *ends in observed(course) for end in ends]
    known = np.concatenate([course.quantiles[0.05], course.quantiles[0.95], bars])
    span = Span(float(known.min()), float(known.max()))
    room = 0.06 * (span.high - span.low)
    return Span(span.low - room, span.high + room)


def value(number: float, step: float) -> str:
    """A value on the scale."""
    return f"{round(number, places_for(step)) + 0.0:.{places_for(step)}f}"


def table(courses: Sequence[Course]) -> Table:
    """The numbers of all panels."""
    rows = [(course.link.series, float(time), *(float(course.quantiles[level][place]) for level in sorted(course.quantiles)))
            for course in courses for place, time in enumerate(course.times)]
    return Table(("series", "time", "q05", "q20", "q35", "q50", "q65", "q80", "q95"), rows)
