"""What an answer depends on: for each headline outcome the inputs from the most to the least, a bar per variant, with its interval."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.sensitivity.words import TITLES, beyond, decimal, finding, leading_of, places_of, question
from sim.experiments.sweep.by_construction import MARK
from sim.plots import NothingToDraw
from sim.plots.drawing import lettering
from sim.plots.drawing.findings import number
from sim.plots.drawing.labels import quoted
from sim.plots.drawing.panels import Panel, Span, places_for, step_for
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import BLUE, HEADLINE, LABEL, MARGIN, RULE, THICK, THIN, TICK, TITLE, WIDTH, theme_named

if TYPE_CHECKING:
    from sim.experiments.sensitivity.found import Block, Sensitivity

MOST_OUTCOMES, MOST_VARIANTS, MOST_INPUTS = 3, 4, 10
"""What a page has room for."""

NAMES, LINE, TITLES_ABOVE, HEADS, FOOT, GAP, BETWEEN = 2.75, 0.2, 0.24, 0.3, 0.26, 0.24, 0.16
"""Inches: room for names, a line, an outcome's title, the variants' titles, the scale below, between columns, between outcomes."""

NUMBER, ARROW = 0.5, 0.14
"""Inches right of a panel for the number of the longest bar with its arrow; for the arrow alone."""

THIN_BAR, WIDE_BAR = 0.2, 0.36
"""Half the height of a bar, in lines: what an input does alone, and in all."""

COLUMNS = ("variant", "outcome", "input", "index", "estimate", "low", "high", "noise_floor", "beyond_noise", "direction")


@dataclass(frozen=True)
class Group:
    """One outcome: a block for each variant, and the inputs in the order of the largest."""

    blocks: list[Block]
    order: list[int]
    sure: np.ndarray


def figure(found: Sensitivity, theme: str = "light") -> Picture:
    """Bars of the index by which inputs are sorted, within them what each does alone; raises `NothingToDraw` where nothing was found."""
    groups = groups_of(found)
    if not groups:
        raise NothingToDraw("no outcome depends on anything that varied")
    story = Story("tornado", headline(found, groups), drawn(found, groups), str(found.facts["foot"]), notes(found, groups), data(found, groups))
    body = sum(TITLES_ABOVE + heads(group) + LINE * len(group.order) + FOOT for group in groups) + BETWEEN * (len(groups) - 1)
    picture = Picture(story, body, theme_named(theme))
    top = picture.body.top
    for group in groups:
        top = draw_group(picture, found, group, top) - BETWEEN
    return picture


def groups_of(found: Sensitivity) -> list[Group]:
    """The headline outcomes, each with its variants."""
    headlines, groups = headlines_of(found), []
    for name in headlines:
        blocks = [block for block in found.answers if block.name == name][:MOST_VARIANTS]
        if blocks:
            index = leading_of(found, blocks[0])
            values = np.stack([np.abs(block.indices[index].value[:, 0]) for block in blocks])
            sure = np.stack([beyond(found, block) for block in blocks])
            order = np.argsort(-np.nan_to_num(values).max(axis=0), kind="stable")[:MOST_INPUTS]
            groups.append(Group(blocks, [int(place) for place in order], sure))
    return groups[:MOST_OUTCOMES]


def headlines_of(found: Sensitivity) -> list[str]:
    """The headline outcomes by name, or all where there is none; those last that levers alone decide."""
    names = [outcome.name for outcome in found.outcomes if outcome.headline] or [outcome.name for outcome in found.outcomes]
    return sorted(names, key=lambda name: name in found.facts.get("by_construction", ()))


def marked(found: Sensitivity, name: str, title: str) -> str:
    """The title of an outcome, with a mark where levers alone decide it."""
    return f"{title} ({MARK})" if name in found.facts.get("by_construction", ()) else title


def headline(found: Sensitivity, groups: list[Group]) -> str:
    """The finding for the first outcome in the variant in which most can be told."""
    group = groups[0]
    block = group.blocks[int(group.sure.sum(axis=1).argmax())]
    title = next(variant.title for variant in found.variants if variant.name == block.variant)
    where = f" (in {quoted(title)})" if len(group.blocks) > 1 else ""
    tries = [f"{question(found, block)}{place}: {re.sub(BRACKETS, '', finding(found, block, most))}" for place in (where, "") for most in (3, 2, 1)]
    return next((text for text in tries if len(lettering.wrap(text, HEADLINE, WIDTH - 2 * MARGIN, bold=True)) < 3), tries[-1])


BRACKETS = re.compile(r" \([^()]*\d\.\d[^()]*\)")
"""The numbers of a finding: pictures have them drawn."""


def drawn(found: Sensitivity, groups: list[Group]) -> str:
    """What the bars are."""
    index = leading_of(found, groups[0].blocks[0])
    alone = " Dark inside: what the input does alone (first order)." if "first" in groups[0].blocks[0].indices and index == "total" else ""
    noise = " Grey zone: what an input without any effect would show." if found.method != "sobol" else ""
    ways = {way(block, place) for group in groups for block in group.blocks for place in group.order if beyond(found, block)[place]} - {""}
    arrows = " \N{UPWARDS ARROW} \N{DOWNWARDS ARROW}: the outcome rises or falls as the input rises." if ways else ""
    return f"Bar: {TITLES[index]}; line: its 95 % interval.{alone}{noise}{arrows} ~ and hollow: cannot be told from noise."


def notes(found: Sensitivity, groups: list[Group]) -> tuple[str, ...]:
    """What the page has no room for."""
    left = len(found.inputs) - len(groups[0].order)
    more = [f"The largest {len(groups[0].order)} of {len(found.inputs)} inputs."] if left > 0 else []
    variants = len({block.variant for block in found.answers})
    more += [f"The first {MOST_VARIANTS} of {variants} variants."] if variants > MOST_VARIANTS else []
    return (" ".join(more),) if more else ()


def data(found: Sensitivity, groups: list[Group]) -> Table:
    """The numbers behind it."""
    rows = []
    for group in groups:
        for block in group.blocks:
            for index in dict.fromkeys([leading_of(found, block), *(["first"] if "first" in block.indices else [])]):
                one = block.indices[index]
                sure = one.beyond_noise()
                rows += [(block.variant, block.name, found.inputs[place].name, index,
                          *(float(part[place, 0]) for part in (one.shown, one.low, one.high, one.floor)), bool(sure[place, 0]),
                          block.directions[place].word if block.directions else "")
                         for place in range(len(found.inputs))]
    return Table(COLUMNS, rows)


def heads(group: Group) -> float:
    """The room for the titles of the variants."""
    return HEADS if len(group.blocks) > 1 else 0.06


def draw_group(picture: Picture, found: Sensitivity, group: Group, top: float) -> float:
    """One outcome; returns where it ends."""
    title = lettering.wrap(marked(found, group.blocks[0].name, question(found, group.blocks[0])), TITLE, WIDTH - 2 * MARGIN, bold=True)
    picture.write_lines(MARGIN, top, lettering.clip(title, 2), TITLE, bold=True)
    first = top - TITLES_ABOVE - heads(group)
    bottom = first - LINE * len(group.order)
    room = Box(MARGIN + NAMES, bottom, WIDTH - 2 * MARGIN - NAMES - (NUMBER if len(group.blocks) == 1 else ARROW), first - bottom)
    span = scale(found, group)
    for place, (box, block) in enumerate(zip(room.grid(1, len(group.blocks), across=GAP)[0], group.blocks, strict=True)):
        panel = Panel(picture, box, span, Span(len(group.order) - 0.5, -0.5))
        if len(group.blocks) > 1:
            name = next(variant.title for variant in found.variants if variant.name == block.variant)
            lines = lettering.clip(lettering.wrap(name, TICK, box.width + GAP / 2), 2)
            picture.write_lines(box.left, first + 0.06 + lettering.height(len(lines), TICK), lines, TICK, colour=picture.theme.grey)
        draw_bars(panel, found, block, group.order, alone=len(group.blocks) == 1)
        draw_scale(panel, span)
        if place == 0:
            draw_names(panel, found, group)
    return bottom - FOOT


def scale(found: Sensitivity, group: Group) -> Span:
    """From zero to the end of the longest interval."""
    index = leading_of(found, group.blocks[0])
    found_of = [block.indices[index] for block in group.blocks]
    high = [part[group.order, 0] for one in found_of for part in (np.abs(one.shown), one.high, one.floor)]
    return Span(0.0, max(float(np.nanmax(np.concatenate(high))) * 1.03, 1e-6))


def draw_names(panel: Panel, found: Sensitivity, group: Group) -> None:
    """The inputs, marked where no variant can tell them from noise."""
    for row, place in enumerate(group.order):
        sure = bool(group.sure[:, place].any())
        text = lettering.clip(lettering.wrap(("" if sure else "~ ") + found.inputs[place].label, LABEL, NAMES - 0.12), 1)[0]
        _, y = panel.place(0, row)
        panel.picture.write(panel.box.left - 0.1, y, text, LABEL, panel.picture.theme.ink if sure else panel.picture.theme.grey, ha="right",
                            va="center_baseline")


def draw_bars(panel: Panel, found: Sensitivity, block: Block, order: list[int], *, alone: bool) -> None:
    """The bars of one variant; with their numbers where it stands alone."""
    theme, index = panel.picture.theme, leading_of(found, block)
    one, sure, inner = block.indices[index], beyond(found, block), block.indices.get("first") if index == "total" else None
    floor = one.floor[order, 0]
    for row, place in enumerate(order):
        value, low, high = (max(0.0, float(part[place, 0])) for part in (one.shown, one.low, one.high))
        if floor[row] > 0:
            bar(panel, row, float(floor[row]), 0.5, theme.tint(theme.grey, 0.16))
        if sure[place]:
            bar(panel, row, value, WIDE_BAR, theme.tint(BLUE, 0.45))
        else:
            panel.line([0, value, value, 0], [row - WIDE_BAR, row - WIDE_BAR, row + WIDE_BAR, row + WIDE_BAR], theme.grey, RULE)
        if sure[place] and inner is not None and inner.value[place, 0] > 0:
            bar(panel, row, min(value, float(inner.value[place, 0])), THIN_BAR, BLUE)
        panel.line([low, high], [row, row], theme.ink if sure[place] else theme.grey, THICK * 0.75, solid_capstyle="butt")
        if sure[place]:
            x, y = panel.place(high, row)
            text = f"{decimal(value, places_of(block, index)) if alone else ''} {way(block, place)}".strip()
            panel.picture.write(x + 0.05, y, text, TICK, theme.grey, va="center_baseline")


def way(block: Block, place: int) -> str:
    """An arrow up or down for a number with which the outcome rises or falls; nothing for a category, and where that is not clear."""
    one = block.directions[place] if block.directions else None
    return "" if one is None or one.highest else ("", "\N{UPWARDS ARROW}", "\N{DOWNWARDS ARROW}")[one.sign]


def bar(panel: Panel, row: float, to: float, half: float, colour: str) -> None:
    """A bar from zero."""
    panel.band(np.array([0.0, to]), np.full(2, row - half), np.full(2, row + half), colour)


def draw_scale(panel: Panel, span: Span) -> None:
    """The scale below, with hair lines upward."""
    theme, step = panel.picture.theme, step_for(span, max(2, int(panel.box.width / 0.6)))
    for value in span.ticks(step):
        panel.line([value, value], panel.up, theme.grey if value == 0 else theme.rule, THIN if value == 0 else RULE, zorder=0.4)
        x, y = panel.place(value, panel.up.low)
        panel.picture.write(x, y - 0.15, number(value, places_for(step)), TICK, theme.grey, ha="center")
