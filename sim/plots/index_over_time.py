"""When an input matters: its index at every month, a panel per quantity and variant, the strongest inputs in colour, the others grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.sensitivity.words import TITLES, leading_of
from sim.plots import NothingToDraw
from sim.plots.drawing import lettering
from sim.plots.drawing.findings import number
from sim.plots.drawing.labels import beside, inside, quoted, title_of
from sim.plots.drawing.panels import Panel, Span, places_for, step_in
from sim.plots.drawing.picture import Picture, Story, Table
from sim.plots.drawing.style import RULE, THIN, TICK, TITLE, theme_named
from sim.results.values import counted
from sim.world.calendar import MONTHS, month_date, month_label

if TYPE_CHECKING:
    from sim.experiments.sensitivity.found import Block, Sensitivity

MOST_QUANTITIES, MOST_VARIANTS, MOST_INPUTS = 4, 3, 5
"""What a page has room for, and how many inputs are coloured."""

ROW, TITLES_ABOVE, HEADS, FOOT, TICKS, NAMES, GAP = 1.15, 0.34, 0.2, 0.28, 0.36, 1.75, 0.2
"""Inches: height of a panel, room above each row, for the variants' titles, below, left, for names at the right, between columns."""

ROOM = 1.1
"""How much taller a scale is than what it shows."""

COLUMNS = ("variant", "quantity", "date", "input", "index", "estimate", "low", "high", "noise_floor")
"""The numbers behind the figure."""


def figure(found: Sensitivity, theme: str = "light") -> Picture:
    """Lines over the months; raises `NothingToDraw` where no quantity was followed."""
    blocks = [block for block in found.over_months if np.isfinite(block.indices[leading_of(found, block)].value).any()]
    quantities = list(dict.fromkeys(block.name for block in blocks))[:MOST_QUANTITIES]
    variants = [variant for variant in found.variants if any(block.variant == variant.name for block in blocks)][:MOST_VARIANTS]
    if not quantities:
        raise NothingToDraw("no quantity was followed over the months")
    shown = [[found.followed(variant.name, name) for variant in variants] for name in quantities]
    strong = strongest(found, [block for row in shown for block in row if block])
    story = Story("index_over_time", headline(found, shown), drawn(found, shown, strong), str(found.facts["foot"]), (), data(found, shown))
    picture = Picture(story, HEADS * (len(variants) > 1) + len(quantities) * (ROW + TITLES_ABOVE) + FOOT, theme_named(theme))
    inner = picture.body.within(left=TICKS, right=NAMES, top=HEADS * (len(variants) > 1), bottom=FOOT)
    span = Span(0.0, tallest(found, shown, strong))
    for row, cells in enumerate(inner.grid(len(quantities), len(variants), across=GAP)):
        for column, cell in enumerate(cells):
            panel = Panel(picture, cell.within(top=TITLES_ABOVE), across(found), span)
            if row == 0 and len(variants) > 1:
                lines = lettering.clip(lettering.wrap(variants[column].title, TICK, cell.width), 2)
                picture.write_lines(cell.left, picture.body.top, lines, TICK, colour=picture.theme.grey)
            if column == 0:
                picture.write(cell.left, cell.top - TITLES_ABOVE + 0.1, titled(found, quantities[row]), TITLE, bold=True)
            draw(panel, found, shown[row][column], strong, (column == 0, column == len(variants) - 1))
            if row == len(quantities) - 1:
                years(panel)
    return picture


def titled(found: Sensitivity, quantity: str) -> str:
    """A quantity for people: its label in the result."""
    return str(found.facts["quantities"].get(quantity) or title_of(quantity))


def strongest(found: Sensitivity, blocks: list[Block]) -> list[int]:
    """The inputs that get a colour: those whose index is largest at any month at which it can be told from noise.

    Where that is known of no month, those that some outcome tells from noise.
    """
    best = np.zeros(len(found.inputs))
    for block in blocks if ends_known(found, blocks) else found.answers:
        one = block.indices[leading_of(found, block)]
        sure = np.where(one.beyond_noise(), np.abs(one.value), 0.0)
        best = np.maximum(best, np.nan_to_num(sure).max(axis=1))
    order = [int(place) for place in np.argsort(-best, kind="stable") if best[place] > 0]
    return order[:MOST_INPUTS]


def ends_known(found: Sensitivity, blocks: list[Block]) -> bool:
    """Whether any month has an interval: of a sweep, which keeps means over the worlds alone, none has."""
    return any(np.isfinite(block.indices[leading_of(found, block)].half).any() for block in blocks)


def tallest(found: Sensitivity, shown: list[list[Block | None]], strong: list[int]) -> float:
    """The upper end of the scale: what the coloured inputs reach, with a little room."""
    values = [block.indices[leading_of(found, block)].shown for row in shown for block in row if block]
    top = max(float(np.nanmax(np.abs(value[strong] if strong else value))) for value in values)
    return min(top * ROOM, ROOM) if found.method == "sobol" else top * ROOM


def across(found: Sensitivity) -> Span:
    """From the state before the first month to the last, in years."""
    start = int(found.facts["start"])
    return Span(start / MONTHS, (start + int(found.facts["months"])) / MONTHS)


def draw(panel: Panel, found: Sensitivity, block: Block | None, strong: list[int], edge: tuple[bool, bool]) -> None:
    """One panel: the grey zone of noise, grey lines, then the coloured ones with their intervals; `edge` says whether it is the first, the last."""
    theme, step = panel.picture.theme, step_in(panel.box, panel.up)
    panel.rules(panel.up.ticks(step), (lambda value: number(value, places_for(step))) if edge[0] else None)
    if block is None:
        return
    one, times = block.indices[leading_of(found, block)], (int(found.facts["start"]) + np.array(block.months)) / MONTHS
    value = np.abs(one.shown)
    if found.method == "given":
        panel.band(times, np.zeros_like(times), np.fmax.reduce(one.floor, axis=0), theme.tint(theme.grey, 0.14))
    for place in range(len(found.inputs)):
        if place not in strong:
            panel.line(times, value[place], theme.tint(theme.grey, 0.35), RULE)
    for nth, place in reversed(list(enumerate(strong))):
        colour = theme.series[nth % len(theme.series)]
        if np.isfinite(one.half[place]).any():
            panel.band(times, np.maximum(one.low[place], 0), np.clip(one.high[place], 0, panel.up.high), colour, alpha=0.13)
        panel.line(times, value[place], colour, THIN * 1.3)
    if edge[1]:
        colours = [theme.series[nth % len(theme.series)] for nth in range(len(strong))]
        ends = [(float(value[place, -1]), short(found.inputs[place].label), colour) for place, colour in zip(strong, colours, strict=True)]
        beside(panel, [end for end in ends if np.isfinite(end[0])], size=TICK)


def short(label: str) -> str:
    """A name that fits beside a panel."""
    lines = lettering.wrap(label, TICK, NAMES - 0.2)
    return lettering.clip(lines, 1)[0]


def years(panel: Panel) -> None:
    """The first and the last month below, and each January between where there is room."""
    theme, (first, last) = panel.picture.theme, panel.across
    panel.line(panel.across, (panel.up.low, panel.up.low), theme.grey, RULE, clip_on=False)
    marks = [(float(year), str(year)) for year in range(int(np.ceil(first)), int(last) + 1)] if last - first >= 2 else []
    room = panel.box.width / (last - first)
    step = next(step for step in (1, 2, 5, 10, 50) if step * room > lettering.width("2026", TICK) * 1.35)
    marks = marks[::step] or [(first, month_label(round(first * MONTHS))), (last, month_label(round(last * MONTHS) - 1))]
    for year, text in marks:
        x, y = panel.place(year, panel.up.low)
        panel.picture.write(x, y - 0.15, text, TICK, theme.grey, ha="center")


def headline(found: Sensitivity, shown: list[list[Block | None]]) -> str:
    """Which input leads at the beginning, which at the end, of the first quantity of which something can be told."""
    blocks = [block for row in shown for block in row if block]
    if not ends_known(found, blocks):
        return "What each input does at each month: estimates, of which it is not known how sure they are"
    told = next((block for block in blocks if np.asarray(block.indices[leading_of(found, block)].beyond_noise()).any()), None)
    if told is None:
        return "At no month can any input be told from noise"
    one = told.indices[leading_of(found, told)]
    best = np.where(one.beyond_noise(), np.abs(one.value), -np.inf)
    known = np.flatnonzero(np.isfinite(best.max(axis=0)))
    first, last = int(best[:, known[0]].argmax()), int(best[:, known[-1]].argmax())
    title = next(variant.title for variant in found.variants if variant.name == told.variant)
    what = titled(found, told.name) + (f" in {quoted(title)}" if len(found.variants) > 1 else "")
    dates = [month_label(int(found.facts["start"]) - 1 + told.months[place]) for place in (known[0], known[-1])]
    if first == last:
        return f"{what}: {inside(found.inputs[first].label)} matters most from {dates[0]} to {dates[1]}"
    early, late = (inside(found.inputs[place].label) for place in (first, last))
    return f"{what}: {early} matters most at first, {late} by {dates[1]}"


def drawn(found: Sensitivity, shown: list[list[Block | None]], strong: list[int]) -> str:
    """What the lines are."""
    blocks = [block for row in shown for block in row if block]
    index = leading_of(found, blocks[0])
    others = counted(len(found.inputs) - len(strong), "other input")
    grey = f" Grey lines: {others}." if len(found.inputs) > len(strong) else ""
    noise = " Grey zone: what an input without any effect would show." if found.method == "given" else ""
    of_worlds = "" if found.facts["of"] == "run" else f", of the mean over {found.facts['worlds']:,} worlds"
    known = ends_known(found, blocks)
    sure = ", with its 95 % interval." if known else "; without an interval, since what the worlds add to means over them is not kept."
    coloured = "" if known or not strong else " In colour: what an outcome tells from noise."
    return f"{TITLES[index][:1].upper()}{TITLES[index][1:]} at each month{of_worlds}{sure}{coloured}{grey}{noise}"


def data(found: Sensitivity, shown: list[list[Block | None]]) -> Table:
    """The numbers behind it."""
    rows = []
    for block in (block for row in shown for block in row if block):
        index = leading_of(found, block)
        one = block.indices[index]
        for place, given in enumerate(found.inputs):
            for column, month in enumerate(block.months):
                numbers = (float(part[place, column]) for part in (one.value, one.low, one.high, one.floor))
                rows.append((block.variant, block.name, month_date(int(found.facts["start"]) - 1 + month), given.name, index, *numbers))
    return Table(COLUMNS, rows)
