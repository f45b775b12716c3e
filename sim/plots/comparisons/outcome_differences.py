"""How far the answers lie apart: a dot and a 95 % interval per outcome and pair, chances in points, levels in their unit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sim.experiments.compare import Comparison, Row
from sim.experiments.compare.tables import COLUMNS, row_of
from sim.plots import NothingToDraw
from sim.plots.comparisons import titles
from sim.plots.drawing import lettering
from sim.plots.drawing.findings import percent, signed
from sim.plots.drawing.given import tells
from sim.plots.drawing.labels import quoted
from sim.plots.drawing.panels import Panel, Span, places_for, step_for
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import LABEL, MARGIN, RULE, THICK, TICK, TITLE, WIDTH, theme_named
from sim.results.rounding import places as enough

MOST = 8
"""The most pairs under one outcome."""

WIDEST, RIGHT, LINE, TITLES, FOOT, GAP = 2.75, 1.85, 0.205, 0.3, 0.3, 0.12
"""Inches: the longest name, room for numbers at the right, a line, the title of an outcome, a scale below a group, space between groups."""

STEPS = 6
"""Intervals of a scale at most."""

POINTS = 100
"""Points in a whole."""


def figure(comparison: Comparison, quantities: Sequence[str], theme: str = "light") -> Picture:
    """Differences with their intervals, the outcomes of one unit on one scale; raises `NothingToDraw` where one world alone was played."""
    pairs = comparison.pairs[:MOST]
    rows = [row for row in comparison.rows if row.pair in pairs and row.found.verdict != "unknown"]
    if not rows:
        raise NothingToDraw("one world alone has no interval")
    groups = by_unit(rows)
    blocks = [by_outcome(group) for group in groups]
    body = sum(FOOT + GAP + sum(TITLES + LINE * len(block) for block in group) for group in blocks)
    data = Table(COLUMNS, [tuple(row_of(row).values()) for row in comparison.rows])
    foot, key = titles.foot(comparison), titles.key(comparison)
    told = Story("outcome_differences", headline(comparison, rows), drawn(comparison, len(pairs)), foot, key, data)
    picture = Picture(told, body, theme_named(theme))
    top = picture.body.top
    for group in blocks:
        top = draw_group(picture, comparison, group, top) - FOOT - GAP
    return picture


def by_unit(rows: Sequence[Row]) -> list[list[Row]]:
    """The chances, then the levels of each unit, headlines first."""
    units: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.asked.kind != "chance", not row.asked.headline)):
        units.setdefault("chance" if row.asked.kind == "chance" else row.asked.unit, []).append(row)
    return list(units.values())


def by_outcome(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each outcome, in the order of the outcomes."""
    order = list(dict.fromkeys(row.outcome for row in rows))
    return [list(block) for _, block in groupby(sorted(rows, key=lambda row: order.index(row.outcome)), key=lambda row: row.outcome)]


def draw_group(picture: Picture, comparison: Comparison, group: Sequence[Sequence[Row]], top: float) -> float:
    """All outcomes of a unit on one scale; the height on the page at which they end."""
    names = {pair.names: titles.column(comparison, pair) for pair in comparison.pairs}
    left = min(max(lettering.width(name, TICK) for name in names.values()), WIDEST) + 0.25
    across = scale([row for block in group for row in block])
    step = step_for(across, STEPS)
    for block in group:
        bottom = top - TITLES - LINE * len(block)
        picture.write(MARGIN, top - TITLES + 0.08, block[0].asked.label, TITLE, bold=True)
        box = Box(MARGIN + left, bottom, WIDTH - 2 * MARGIN - left - RIGHT, LINE * len(block))
        panel = Panel(picture, box, across, Span(0, 1))
        for value in across.ticks(step):
            panel.line((value, value), (0, 1), picture.theme.grey if value == 0 else picture.theme.rule, RULE, zorder=0.5)
        for place, row in enumerate(block):
            draw_row(panel, row, 1 - (place + 0.5) / len(block), picture.theme.variant(titles.place(comparison, row.pair)), places(block))
            _, y = panel.place(0, 1 - (place + 0.5) / len(block))
            picture.write(MARGIN, y, lettering.clip(lettering.wrap(names[row.pair.names], TICK, left), 1)[0], TICK, va="center_baseline")
        top = bottom
    scale_below(panel, across.ticks(step), step, group[0][0])
    return top


def draw_row(panel: Panel, row: Row, height: float, colour: str, digits: int) -> None:
    """One difference: its interval, its dot (hollow where sampling noise could have made it), and both in numbers."""
    found, picture, theme = row.found, panel.picture, panel.picture.theme
    factor = factor_of(row)
    panel.line([factor * found.low, factor * found.high], [height, height], colour, THICK * 1.4, solid_capstyle="butt", clip_on=False)
    panel.dot(factor * found.difference, height, colour, 5.0, hollow=found.verdict != "larger")
    _, y = panel.place(0, height)
    edge = panel.box.right + 0.62
    picture.write(edge, y, signed(factor * found.difference, digits), LABEL, bold=found.verdict == "larger", ha="right", va="center_baseline")
    said = f"{signed(factor * found.low, digits)} to {signed(factor * found.high, digits)}"
    picture.write(edge + 0.12, y, said, TICK, theme.grey, va="center_baseline")


def scale(rows: Sequence[Row]) -> Span:
    """The span of all intervals of a group, with zero inside."""
    edges = [factor_of(row) * edge for row in rows for edge in (row.found.low, row.found.high)]
    span = Span(min(0.0, *edges), max(0.0, *edges))
    margin = (span.high - span.low) * 0.04 or 1.0
    return Span(span.low - margin, span.high + margin)


def scale_below(panel: Panel, ticks: Sequence[float], step: float, row: Row) -> None:
    """The values below a group, and their unit."""
    for value in ticks:
        x, y = panel.place(value, 0)
        panel.picture.write(x, y - 0.15, signed(value, places_for(step)), TICK, panel.picture.theme.grey, ha="center")
    unit = "percentage points" if row.asked.kind == "chance" else row.asked.unit
    lines = lettering.clip(lettering.wrap(unit, TICK, RIGHT - 0.2), 2)
    panel.picture.write_lines(panel.box.right + 0.2, panel.box.bottom - 0.05, lines, TICK, colour=panel.picture.theme.grey)


def factor_of(row: Row) -> float:
    """A chance is drawn in points."""
    return POINTS if row.asked.kind == "chance" else 1.0


def places(rows: Sequence[Row]) -> int:
    """Decimals in which the differences of an outcome are written."""
    return 1 if rows[0].asked.kind == "chance" else enough([row.found.difference for row in rows])


def headline(comparison: Comparison, rows: Sequence[Row]) -> str:
    """How many differences are larger than sampling error, and the largest chance or level of them that is no certainty set by a story."""
    larger = [row for row in rows if row.found.verdict == "larger"]
    if not larger:
        return f"None of {len(rows)} differences is larger than sampling error"
    count = f"{'All' if len(larger) == len(rows) else len(larger)} {f'of {len(rows)} ' if len(larger) < len(rows) else ''}differences"
    result = comparison.sides[0].result
    free = [row for row in larger if not tells(result, row.outcome)] or larger
    most = max(free, key=lambda row: (row.asked.headline, row.asked.kind == "chance", abs(row.found.difference)))
    return f"{told(comparison, most)}; {count[:1].lower() + count[1:]} are larger than sampling error"


def told(comparison: Comparison, row: Row) -> str:
    """One difference as the beginning of a sentence."""
    (one, first), (two, second) = row.pair.first, row.pair.second
    found = row.found
    if row.asked.kind == "chance":
        said = f"{percent(found.first)} {{}}, {percent(found.second)} {{}}"
    else:
        digits = places([row])
        said = f"{found.first:.{digits}f} {{}}, {found.second:.{digits}f} {{}}"
    names = (quoted(first.title), quoted(second.title)) if one is two else (one.letter, two.letter)
    within = f" ({quoted(second.title)})" if one is not two and len(comparison.pairs) > 1 else ""
    return f"{row.asked.label}: " + said.format(*(f"in {name}" for name in names)) + within


def drawn(comparison: Comparison, shown: int) -> str:
    """What is drawn, in words."""
    matched = comparison.rows[0].found.matched
    how = " in the same worlds" if matched else ", each in worlds of its own"
    points = " at the same points" if comparison.swept else ""
    more = f" The first {shown} of {len(comparison.pairs)}." if shown < len(comparison.pairs) else ""
    return (f"{titles.what(comparison)}{how}{points}. Dot: estimate, hollow where sampling noise could have made it; bar: 95 % sampling interval, "
            f"which says nothing about what the model does not know.{more}")

