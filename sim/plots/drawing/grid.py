"""Small multiples: a row per quantity, a column per variant, one vertical scale along each row. One variant alone is wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.drawing import dates, lettering
from sim.plots.drawing.findings import number, signed
from sim.plots.drawing.labels import place_of, spread, title_of
from sim.plots.drawing.panels import Panel, Span, places_for, step_in
from sim.plots.drawing.picture import Box, Picture
from sim.plots.drawing.style import LABEL, MARGIN, THIN, TICK, TITLE, WIDTH

if TYPE_CHECKING:
    from sim.results.result import Result
    from sim.results.values import VariantInfo

MOST = 6
"""The most variants that fit side by side."""

ROW, GUTTER, TICKS, TITLES, FOOT = 1.06, 0.46, 0.34, 0.36, 0.26
"""Inches: height of a row's panels, room right of a panel, left of a row, above a row, below all."""

LEAST = 0.20
"""The least span of a scale of an index, so that noise does not fill a panel."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DOTTED = (0, (1, 1.6))


def height(rows: int, variants: Sequence[VariantInfo], row: float = ROW) -> float:
    """The room that a grid needs, in inches."""
    if len(variants) == 1:
        return float(np.ceil(rows / 2) * (row * 1.6 + TITLES + FOOT))
    return head_height(variants) + rows * (row + TITLES) + FOOT


def head_height(variants: Sequence[VariantInfo]) -> float:
    """The room that the longest title of a column needs, in inches."""
    room = (WIDTH - 2 * MARGIN - TICKS) / len(variants) - GUTTER * 0.2
    return lettering.height(max(len(title_lines(variant, room)) for variant in variants), LABEL) + 0.08


def title_lines(variant: VariantInfo, room: float) -> list[str]:
    """A variant's title in lines of a column's width."""
    return lettering.clip(lettering.wrap(variant.title, LABEL, room), 4)


def boxes(picture: Picture, rows: int, variants: Sequence[VariantInfo]) -> list[list[Box]]:
    """The panels' boxes, `[row][column]`; a single column is wrapped into two, and the last panel takes what is left of its line."""
    if len(variants) == 1:
        cells = [cell for line in picture.body.grid(int(np.ceil(rows / 2)), 2, across=0.25) for cell in line][:rows]
        cells[-1] = replace(cells[-1], width=picture.body.right - cells[-1].left)
        return [[cell.within(left=TICKS, right=GUTTER, top=TITLES, bottom=FOOT)] for cell in cells]
    inner = picture.body.within(left=TICKS, top=head_height(variants), bottom=FOOT)
    return [[cell.within(right=GUTTER, top=TITLES) for cell in line] for line in inner.grid(rows, len(variants))]


def fans(picture: Picture, result: Result, names: Sequence[str], variants: Sequence[VariantInfo]) -> None:
    """Draw the fan of every quantity in every variant."""
    cells = boxes(picture, len(names), variants)
    if len(variants) > 1:
        heads(picture, result, cells[0], variants)
    scales = common([scale(result, name, variants) for name in names])
    for row, (name, line) in enumerate(zip(names, cells, strict=True)):
        last = row == len(names) - 1 or len(variants) == 1
        panels = row_of(picture, result, line, scales[row])
        panels[0].title(title_of(name, result), TITLE, above=0.16, bold=True)
        for place, (panel, variant) in enumerate(zip(panels, variants, strict=True)):
            one(panel, result, name, (variants[0], variant, place))
            event_marks(panel, result, variant.name, letters=row == 0 or len(variants) == 1)
            if last:
                dates.years(panel)


def row_of(picture: Picture, result: Result, line: Sequence[Box], up: Span) -> list[Panel]:
    """The panels of one row, with rules, and their values at the left of the first."""
    panels = [Panel(picture, box, dates.span(result), up) for box in line]
    step = step_in(line[0], up)
    for place, panel in enumerate(panels):
        panel.rules(up.ticks(step), partial(number, places=places_for(step)) if place == 0 else None)
    return panels


def one(panel: Panel, result: Result, name: str, who: tuple[VariantInfo, VariantInfo, int]) -> None:
    """One cell: the variant's fan and median, the baseline's median dotted, the end in numbers."""
    first, variant, place = who
    theme = panel.picture.theme
    times, fan = dates.months(result), result.fan(variant.name, name)
    panel.fan(times, fan, theme.variant(place))
    panel.line(times, fan.quantiles[0.50], theme.variant(place))
    texts = [(float(fan.quantiles[0.50][-1]), number(float(fan.quantiles[0.50][-1])), theme.ink)]
    if place:
        panel.line(times, result.fan(first.name, name).quantiles[0.50], theme.ink, THIN, linestyle=DOTTED)
        texts.append((texts[0][0] - 1e-6, signed(float(result.difference(variant.name, name).mean[-1])), theme.grey))
    ends(panel, texts)


def ends(panel: Panel, texts: Sequence[tuple[float, str, str]]) -> None:
    """Numbers right of a panel at the height of their values, pushed apart."""
    known = [text for text in texts if np.isfinite(text[0])]
    wanted = [panel.place(panel.across.high, value)[1] for value, _, _ in known]
    for y, (_, text, colour) in zip(spread(wanted, 0.125, panel.box.bottom, panel.box.top), known, strict=True):
        panel.picture.write(panel.box.right + 0.04, y, text, TICK, colour, va="center_baseline")


def heads(picture: Picture, result: Result, line: Sequence[Box], variants: Sequence[VariantInfo], *, plain: bool = False) -> None:
    """The variants' titles above their columns, under a bar in the variant's colour, or a plain one where colours mean something else."""
    colours = [picture.theme.rule if plain else picture.theme.variant(place_of(result, variant)) for variant in variants]
    for place, (box, variant) in enumerate(zip(line, variants, strict=True)):
        top = picture.body.top
        picture.rule(box.left, top, box.right + GUTTER * 0.6, top, colours[place], linewidth=2.4, solid_capstyle="butt")
        picture.write_lines(box.left, top - 0.06, title_lines(variant, box.width + GUTTER * 0.8), LABEL)


def scale(result: Result, name: str, variants: Sequence[VariantInfo]) -> Span:
    """The span of all fans of a quantity."""
    fan_edges = [result.fan(variant.name, name).quantiles[level] for variant in variants for level in (0.05, 0.50, 0.95)]
    known = np.concatenate(fan_edges)
    known = known[np.isfinite(known)]
    return Span(float(known.min()), float(known.max())) if known.size else Span(0, 1)


def common(spans: Sequence[Span]) -> list[Span]:
    """Spans of one height, each around its own middle: rows can then be compared."""
    tall = max([LEAST, *(span.high - span.low for span in spans)]) * 1.08
    return [Span((span.low + span.high - tall) / 2, (span.low + span.high + tall) / 2) for span in spans]


def marks(result: Result, variants: Sequence[VariantInfo]) -> list[tuple[str, str, str, str]]:
    """The story's dated events in the months played: letter, date, label, variant (empty for all)."""
    names = {"", *(variant.name for variant in variants)}
    within = sorted((m for m in result.events if m.variant in names and m.date in result.dates[1:]), key=lambda m: (m.date, m.label, m.variant))
    known: dict[tuple[str, str], str] = {}
    for mark in within:
        known.setdefault((mark.date, mark.label), LETTERS[len(known) % len(LETTERS)])
    return [(known[mark.date, mark.label], mark.date, mark.label, mark.variant) for mark in within]


def event_marks(panel: Panel, result: Result, variant: str, *, letters: bool) -> None:
    """The events of one variant, as upright lines; with `letters`, named above the panel."""
    mine = [(letter, dates.event_time(date)) for letter, date, _, whose in marks(result, result.variants) if whose in ("", variant)]
    for _, time in mine:
        panel.mark(time)
    if not letters or not mine:
        return
    wanted = [panel.place(time, panel.up.high)[0] for _, time in mine]
    for x, (letter, _) in zip(spread(wanted, 0.11, panel.box.left, panel.box.right), mine, strict=True):
        panel.picture.write(x, panel.box.top + 0.03, letter, TICK, panel.picture.theme.grey, bold=True, ha="center")


def event_notes(result: Result, variants: Sequence[VariantInfo]) -> tuple[str, ...]:
    """The key to the letters, one line for all events; and that what has no date has no mark."""
    seen = dict.fromkeys((letter, date, label) for letter, date, label, _ in marks(result, variants))
    told = "Events: " + "; ".join(f"{letter} {label}, {dates.month_of(date)}" for letter, date, label in seen) + "." if seen else ""
    undated = "Events without a fixed date (by chance, or on a condition) carry no mark." if has_undated(result, variants) else ""
    return (" ".join(part for part in (told, undated) if part),) if told or undated else ()


def has_undated(result: Result, variants: Sequence[VariantInfo]) -> bool:
    """Whether the story or a variant has an event that happens by chance, with a hazard, or when a sentence comes true."""
    told = result.scenario.get("variants") or {}
    parts = [result.scenario, *(told.get(variant.name) or {} for variant in variants)]
    return any("on" not in event for part in parts for event in part.get("events") or ())
