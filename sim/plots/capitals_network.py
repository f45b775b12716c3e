"""The five capitals as a network: cohesion, engagement and ties at the start, and at the end of each variant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.errors import unknown_name
from sim.plots.drawing import dates, findings, wrapped
from sim.plots.drawing.comparing import NEAR, amount
from sim.plots.drawing.findings import WEIGHTY, number, signed
from sim.plots.drawing.given import given
from sim.plots.drawing.labels import inside, left_out, quoted, shown_variants, title_of
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.picture import Picture, Story, Table
from sim.plots.drawing.style import LABEL, TICK, theme_named
from sim.world.calendar import month_label, month_number

if TYPE_CHECKING:
    from sim.results.result import Result
    from sim.results.values import VariantInfo
    from sim.world.rows import Array


class Node(NamedTuple):
    """Where a capital stands in a panel, roughly as on a map, and its name beside it in inches."""

    x: float
    y: float
    right: float
    above: float
    side: str


NODES = {
    "washington": Node(0.84, 0.88, 0.0, 0.10, "center"),
    "tokyo": Node(0.82, 0.10, 0.09, -0.04, "left"),
    "seoul": Node(0.54, 0.22, -0.03, -0.19, "center"),
    "beijing": Node(0.24, 0.44, -0.09, -0.04, "right"),
    "pyongyang": Node(0.38, 0.74, 0.03, 0.09, "left"),
    "moscow": Node(0.06, 0.96, 0.09, 0.03, "left"),
}


class Tie(NamedTuple):
    """What joins which two capitals, and its number beside the middle, in inches."""

    ends: tuple[str, str]
    right: float
    above: float
    side: str


TIES = {
    "cohesion.us_rok": Tie(("washington", "seoul"), -0.12, 0.13, "right"),
    "cohesion.us_japan": Tie(("washington", "tokyo"), 0.09, 0.04, "left"),
    "cohesion.rok_japan": Tie(("seoul", "tokyo"), -0.02, -0.15, "center"),
    "engagement": Tie(("beijing", "seoul"), -0.05, -0.10, "right"),
    "tie.beijing_pyongyang": Tie(("beijing", "pyongyang"), -0.11, 0.07, "right"),
    "tie.moscow_pyongyang": Tie(("moscow", "pyongyang"), -0.06, -0.08, "right"),
}

MOST, TALL, THICKEST = 5, 1.85, 6.0
"""The most variants; height of a panel in inches; width in points of a tie of 1."""

COLUMNS = ("variant", "date", "tie", "mean", "change")


class View(NamedTuple):
    """One panel: a variant at a recorded month."""

    variant: str
    month: int
    title: str


def figure(result: Result, theme: str = "light", at: Sequence[str] = ()) -> Picture:
    """The network at the start and, for every variant, at the end or at the months `at` (each `YYYY-MM`)."""
    style = theme_named(theme)
    names = findings.needed(result, TIES)
    shown = views(result, chosen_months(result, at))
    columns = 2 if len(shown) == 4 else 3
    rows = [(view.variant, result.dates[view.month], name, *strength(result, view, name)) for view in shown for name in names]
    story = Story("capitals_network", headline(result, names), _drawn(result), result.foot, (), Table(COLUMNS, rows))
    picture = Picture(story, wrapped.height(len(shown), columns, TALL), style)
    cells, _ = wrapped.boxes(picture, len(shown), columns, 0.05, 0.0)
    wrapped.titles(picture, cells, [view.title for view in shown], 0.0)
    for box, view in zip(cells, shown, strict=True):
        _network(Panel(picture, box, Span(0, 1), Span(0, 1)), result, view, names)
    return picture


def chosen_months(result: Result, at: Sequence[str]) -> list[int]:
    """The recorded months of the dates asked for; by default the end and, for one variant alone, half way too."""
    unknown = [date for date in at if date not in result.dates]
    if unknown:
        raise unknown_name("a month of this result", unknown[0], result.dates)
    last = result.months
    return [result.dates.index(date) for date in at] or ([last] if len(result.variants) > 1 else sorted({last // 2, last}))


def views(result: Result, months: Sequence[int]) -> list[View]:
    """The panels: the start once, then every variant at every month."""
    variants = shown_variants(result, MOST)
    first = View(variants[0].name, 0, dates.label(result, 0))
    later = [View(variant.name, month, _title(result, variant.title, month)) for variant in variants for month in months if month > 0]
    return [first, *later]


def strength(result: Result, view: View, name: str) -> tuple[float, float]:
    """Mean over worlds at that month, and its change since the start."""
    mean = result.fan(view.variant, name).mean
    return float(mean[view.month]), float(mean[view.month] - mean[0])


def headline(result: Result, names: Sequence[str]) -> str:
    """The tie that moves furthest from the start in any variant, and the one on which variants differ most; none that an event moves."""
    told = given(result)
    names = [name for name in names if name not in told] or names
    changes = [[changed(result, variant.name, name) for variant in result.variants] for name in names]
    place = int(np.argmax(np.abs(changes).max(axis=1)))
    mine, name = np.array(changes[place]), names[place]
    most = mine[np.argmax(np.abs(mine))]
    if abs(most) < WEIGHTY:
        return f"Every tie drawn ends where it began, to within {number(abs(most))}"
    same = [variant for variant, change in zip(result.variants, mine, strict=True) if abs(change - most) <= NEAR * abs(most)]
    start, *ends = result.fan(same[0].name, name).mean[0], *(result.fan(variant.name, name).mean[-1] for variant in same)
    course = f"from {number(start)} to {amount(ends, number)} by {dates.end_label(result)}{_where(result, same)}"
    ties = "ties that no event moves" if told & set(TIES) else "ties drawn"
    return f"Of the {ties}, {inside(title_of(name))} changes most: {course}{_apart(result, names, np.array(changes), name)}"


def changed(result: Result, variant: str, name: str) -> float:
    """The change of a mean from the start to the end."""
    mean = result.fan(variant, name).mean
    return float(mean[-1] - mean[0])


def _where(result: Result, same: Sequence[VariantInfo]) -> str:
    """The variants in which it changes so."""
    if len(result.variants) == 1:
        return ""
    if len(same) == len(result.variants):
        return " in every variant"
    return f" under {quoted(same[0].title)}" if len(same) == 1 else f" in {len(same)} variants"


def _apart(result: Result, names: Sequence[str], changes: Array, said: str) -> str:
    """Where the variants differ most from each other at the end; `said` is the tie just spoken of."""
    gaps = np.ptp(changes, axis=1)
    name = names[int(np.argmax(gaps))]
    if gaps.max() < WEIGHTY:
        return ""
    ends = [float(result.fan(variant.name, name).mean[-1]) for variant in result.variants]
    span = f"{number(min(ends))} to {number(max(ends))}"
    return f"; variants end at {span}" if name == said else f"; variants differ most in {inside(title_of(name))}, {span}"


def _title(result: Result, title: str, month: int) -> str:
    date = month_label(month_number(result.dates[month]))
    if len(result.variants) == 1:
        return date
    return title if month == result.months else f"{title}, {date}"


def _network(panel: Panel, result: Result, view: View, names: Sequence[str]) -> None:
    theme = panel.picture.theme
    for name in names:
        mean, change = strength(result, view, name)
        colour = theme.tint(theme.grey, 0.45) if round(abs(change), 2) < WEIGHTY else theme.tint(theme.higher if change > 0 else theme.lower, 0.75)
        start, end = (NODES[capital] for capital in TIES[name].ends)
        panel.line([start.x, end.x], [start.y, end.y], colour, max(mean, 0.02) * THICKEST, solid_capstyle="butt", clip_on=False)
        _value(panel, TIES[name], mean, change)
    for capital in dict.fromkeys(end for name in names for end in TIES[name].ends):
        node = NODES[capital]
        panel.dot(node.x, node.y, theme.ink if capital in theme.capitals else theme.grey, 8.0, hollow=capital not in theme.capitals)
        x, y = panel.place(node.x, node.y)
        panel.picture.write(x + node.right, y + node.above, capital.title(), LABEL, bold=capital in theme.capitals, ha=node.side)


def _value(panel: Panel, tie: Tie, mean: float, change: float) -> None:
    """The strength of a tie beside its middle and, below, its change since the start."""
    start, end = (NODES[capital] for capital in tie.ends)
    x, y = panel.place((start.x + end.x) / 2, (start.y + end.y) / 2)
    panel.picture.write(x + tie.right, y + tie.above, number(mean), TICK, ha=tie.side, va="center_baseline")
    if signed(change) != "0.00":
        panel.picture.write(x + tie.right, y + tie.above - 0.12, signed(change), TICK, panel.picture.theme.grey, ha=tie.side, va="center_baseline")


def _drawn(result: Result) -> str:
    return (
        f"Cohesion of the alliances, engagement of Beijing and Seoul, ties with Pyongyang, 0-1: means over {findings.worlds(result)}, "
        f"width by strength. Below each number the change since the start: blue higher, orange lower, grey under {WEIGHTY}.{left_out(result, MOST)}"
    )
