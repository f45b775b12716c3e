"""The trade of leverage against cohesion: a path per capital from the start, by the leverage it gains and the cohesion it makes or costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.plots.drawing import dates, findings, wrapped
from sim.plots.drawing.findings import WEIGHTY, signed
from sim.plots.drawing.labels import left_out, place_of, quoted, shown_variants, spread
from sim.plots.drawing.lettering import width
from sim.plots.drawing.panels import Panel, Span, places_for, step_for
from sim.plots.drawing.picture import Picture, Story, Table
from sim.plots.drawing.style import RULE, THICK, TICK, theme_named
from sim.world.axes import ALLIANCES, CAPITALS
from sim.world.calendar import MONTHS

if TYPE_CHECKING:
    from sim.results.result import Result
    from sim.results.values import VariantInfo
    from sim.world.rows import Array

MOST, TALL, GUTTER, LEAST = 6, 1.75, 0.3, 0.02
"""The most variants; inches: height of a panel, room right of it; least span of a scale to either side."""

COLUMNS = ("variant", "capital", "date", "leverage_held", "leverage_change", "cohesion_made")

Paths = dict[tuple[str, str], tuple["Array", "Array"]]
"""By variant and capital: leverage held, and cohesion made since the start."""


def figure(result: Result, theme: str = "light") -> Picture:
    """One panel per variant with the paths of the five capitals; raises `NothingToDraw` without a ledger."""
    findings.needed(result, [f"ledger.{capital}.leverage_held" for capital in CAPITALS])
    variants = shown_variants(result, MOST)
    found = {(variant.name, capital): path(result, variant.name, capital) for variant in variants for capital in CAPITALS}
    columns = min(2, len(variants))
    story = Story("leverage_cohesion", headline(result, found), _drawn(result), result.foot, (), _table(result, found))
    picture = Picture(story, wrapped.height(len(variants), columns, TALL), theme_named(theme))
    cells, room = wrapped.boxes(picture, len(variants), columns, GUTTER)
    colours = [picture.theme.variant(place_of(result, variant)) for variant in variants]
    wrapped.titles(picture, cells, [variant.title for variant in variants], colours, GUTTER)
    spans = scales(found)
    for box, variant in zip(cells, variants, strict=True):
        panel = Panel(picture, box, *spans)
        _frame(panel)
        _paths(panel, found, variant)
    wrapped.note(picture, room, READING)
    return picture


READING = (
    "Right: the capital holds more leverage over the others than at the start. Up: what it did made the alliances cohere; "
    "down: it cost them cohesion.",
    "Cohesion is summed over US-ROK, US-Japan and ROK-Japan, and counts only what the capital's own instruments did.",
)


def path(result: Result, variant: str, capital: str) -> tuple[Array, Array]:
    """Mean leverage held and mean cohesion made since the start, `[month]`."""
    held = result.fan(variant, f"ledger.{capital}.leverage_held").mean
    made = sum(result.fan(variant, name).mean for name in findings.present(result, [f"ledger.{alliance}.{capital}" for alliance in ALLIANCES]))
    monthly = np.nan_to_num(np.broadcast_to(made, held.shape)).copy()
    monthly[0] = 0
    return held, np.cumsum(monthly)


def headline(result: Result, paths: Paths) -> str:
    """The capital whose own choices moved cohesion most, and what became of its leverage."""
    (name, capital), (held, made) = max(paths.items(), key=lambda item: abs(item[1][1][-1]))
    title = next(variant.title for variant in result.variants if variant.name == name)
    if abs(made[-1]) < WEIGHTY:
        return f"No capital's own choices move alliance cohesion by more than {abs(made[-1]):.2f}"
    change = float(held[-1] - held[0])
    leverage = "its leverage hardly changes" if abs(change) < WEIGHTY else f"its leverage changes by {signed(change)}"
    where = f" in {quoted(title)}" if len(result.variants) > 1 else ""
    return f"{capital.title()}'s own choices move alliance cohesion most: {signed(float(made[-1]))}{where}, while {leverage}"


def scales(paths: Paths) -> tuple[Span, Span]:
    """Spans that hold every path, with zero inside."""
    across = Span(-LEAST, LEAST).holding(*(held - held[0] for held, _ in paths.values()))
    up = Span(-LEAST, LEAST).holding(*(made for _, made in paths.values()))
    return tuple(Span(span.low - 0.12 * (span.high - span.low), span.high + 0.12 * (span.high - span.low)) for span in (across, up))  # type: ignore[return-value]


def _frame(panel: Panel) -> None:
    theme = panel.picture.theme
    step = step_for(panel.up, 6)
    panel.rules(panel.up.ticks(step), lambda value: signed(value, places_for(step)), strong=0.0)
    panel.line((0, 0), panel.up, theme.grey, RULE, zorder=0.5)
    step = step_for(panel.across, 6)
    for value in panel.across.ticks(step):
        x, y = panel.place(value, panel.up.low)
        panel.picture.write(x, y - 0.12, signed(value, places_for(step)), TICK, theme.grey, ha="center")
    panel.picture.write(panel.box.right, panel.box.bottom - 0.27, "leverage held, change since the start", TICK, theme.grey, ha="right")
    panel.picture.write(panel.box.left, panel.box.top + 0.04, "cohesion made or lost since the start", TICK, theme.grey)


def _paths(panel: Panel, paths: Paths, variant: VariantInfo) -> None:
    theme, ends = panel.picture.theme, []
    for capital in CAPITALS:
        held, made = paths[variant.name, capital]
        x = held - held[0]
        panel.line(x, made, theme.capitals[capital], THICK, clip_on=False)
        yearly = slice(MONTHS, None, MONTHS)
        panel.line(x[yearly], made[yearly], theme.capitals[capital], 0, marker="o", markersize=2.2, markeredgewidth=0, clip_on=False)
        panel.dot(float(x[-1]), float(made[-1]), theme.capitals[capital], 5.0)
        ends.append((float(x[-1]), float(made[-1]), capital))
    panel.dot(0, 0, theme.ink, 4.0, hollow=True)
    _names(panel, ends)


def _names(panel: Panel, ends: list[tuple[float, float, str]]) -> None:
    """The capitals' names beside the ends of their paths, at heights that keep them apart."""
    places = [panel.place(x, y) for x, y, _ in ends]
    heights = spread([y for _, y in places], 0.13, panel.box.bottom, panel.box.top - 0.05)
    for (x, y), at, (held, _, capital) in zip(places, heights, ends, strict=True):
        name = capital.title()
        room = 0.2 + width(name, TICK)
        right = x + room < panel.box.right + GUTTER and (held > 0 or x - room < panel.box.left)
        turn = 1 if right else -1
        panel.picture.rule(x + turn * 0.04, y, x + turn * 0.14, at, panel.picture.theme.capitals[capital])
        paper = {"facecolor": panel.picture.theme.paper, "edgecolor": "none", "boxstyle": "square,pad=0.1"}
        panel.picture.write(x + turn * 0.17, at, name, TICK, ha="left" if right else "right", va="center_baseline", bbox=paper)


def _table(result: Result, paths: Paths) -> Table:
    rows = [
        (variant, capital, date, float(held[month]), float(held[month] - held[0]), float(made[month]))
        for (variant, capital), (held, made) in paths.items()
        for month, date in enumerate(result.dates)
    ]
    return Table(COLUMNS, rows)


def _drawn(result: Result) -> str:
    return (
        f"Path of each capital from the start (hollow) to {dates.end_label(result)} (dot), a small dot each year. "
        f"Means over {result.worlds:,} worlds; their spread is not drawn.{left_out(result, MOST)}"
    )
