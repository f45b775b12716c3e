"""The trade of leverage against cohesion: a path per capital from the start, by the leverage it gains and the cohesion it makes or costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.plots.drawing import dates, findings, wrapped
from sim.plots.drawing.findings import signed
from sim.plots.drawing.labels import left_out, listed, quoted, shown_variants
from sim.plots.drawing.lettering import width
from sim.plots.drawing.panels import Panel, Span, places_for, step_for
from sim.plots.drawing.picture import Picture, Story, Table
from sim.plots.drawing.placing import names_beside
from sim.plots.drawing.style import RULE, THICK, TICK, theme_named
from sim.world.axes import ALLIANCES, CAPITALS
from sim.world.calendar import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.results.result import Result
    from sim.results.values import VariantInfo
    from sim.world.rows import Array

MOST, TALL, GUTTER, LEAST = 6, 1.75, 0.3, 0.02
"""The most variants; inches: height of a panel, room right of it; least span of a scale to either side."""

SLIGHT = 0.005
"""A smaller change is not spoken of: it rounds to nothing."""

DOT, DENSE, FAR = 20, 40, 0.14
"""For placing names: points that the end of a path counts for, points along an axis, inches from which a name is joined to its point."""

COLUMNS = ("variant", "capital", "date", "leverage_held", "leverage_change", "cohesion_made")

Paths = dict[tuple[str, str], tuple["Array", "Array"]]
"""By variant and capital: leverage held, and cohesion made since the start."""


def figure(result: Result, theme: str = "light") -> Picture:
    """One panel per variant with the paths of the five capitals; raises `NothingToDraw` without a ledger."""
    findings.needed(result, [f"ledger.{capital}.leverage_held" for capital in CAPITALS])
    variants = shown_variants(result, MOST)
    found = {(variant.name, capital): path(result, variant.name, capital) for variant in variants for capital in CAPITALS}
    columns = min(2, len(variants))
    notes = reading(result, found) if len(variants) % columns == 0 else ()
    story = Story("leverage_cohesion", headline(result, found), _drawn(result), result.foot, notes, _table(result, found))
    picture = Picture(story, wrapped.height(len(variants), columns, TALL), theme_named(theme))
    cells, room = wrapped.boxes(picture, len(variants), columns, GUTTER)
    wrapped.titles(picture, cells, [variant.title for variant in variants], GUTTER)
    spans = scales(found)
    for box, variant in zip(cells, variants, strict=True):
        panel = Panel(picture, box, *spans)
        _frame(panel, float(owned(result, variant.name, "drift")[-1]))
        _paths(panel, found, variant)
    wrapped.note(picture, room, reading(result, found))
    return picture


def targets(result: Result, capital: str) -> list[str]:
    """Over whom a capital holds leverage."""
    start = f"leverage.{capital}.over."
    return [name.removeprefix(start).title() for name in result.quantities if name.startswith(start)]


def reading(result: Result, paths: Paths) -> tuple[str, ...]:
    """How to read the panels."""
    held = [f"{capital.title()} over {listed(targets(result, capital))}" for capital in CAPITALS if targets(result, capital)]
    over = f", summed over its targets ({'; '.join(held)})" if held else ""
    indirect = [capital.title() for capital in CAPITALS if not any(np.any(made) for (_, who), (_, made) in paths.items() if who == capital)]
    only = f" {' and '.join(indirect)} act on cohesion in that way alone." if indirect else ""
    return (
        f"Right: the capital holds more leverage than at the start{over}. Up: what it did made the alliances cohere; down: it cost them cohesion.",
        "Cohesion is summed over US-ROK, US-Japan and ROK-Japan, and counts what a capital's own instruments did directly. "
        f"What works through threat, opinion, seams and chance is drift.{only}",
    )


def path(result: Result, variant: str, capital: str) -> tuple[Array, Array]:
    """Mean leverage held and mean cohesion made since the start, `[month]`."""
    return result.fan(variant, f"ledger.{capital}.leverage_held").mean, owned(result, variant, capital)


def owned(result: Result, variant: str, owner: str) -> Array:
    """Mean cohesion that a capital, or drift, made since the start, summed over the alliances, `[month]`."""
    total = np.zeros(result.months + 1)
    for name in findings.present(result, [f"ledger.{alliance}.{owner}" for alliance in ALLIANCES]):
        total = total + np.nan_to_num(result.fan(variant, name).mean)
    total[0] = 0
    return np.cumsum(total)


def headline(result: Result, paths: Paths) -> str:
    """In the baseline: who gains the most leverage, and whose own choices make and cost the most cohesion."""
    variant = findings.baseline(result)
    mine = {capital: paths[variant.name, capital] for capital in CAPITALS}
    gains = {capital: float(held[-1] - held[0]) for capital, (held, _) in mine.items()}
    makes = {capital: float(made[-1]) for capital, (_, made) in mine.items()}
    winner, maker, loser = max(gains, key=lambda c: gains[c]), max(makes, key=lambda c: makes[c]), min(makes, key=lambda c: makes[c])
    over = f" over {listed(targets(result, winner))}" if targets(result, winner) else ""
    gained = f"{winner.title()} gains the most leverage{over} ({signed(gains[winner])})"
    parts = [gained if gains[winner] >= SLIGHT else "No capital gains leverage"]
    parts += [f"{maker.title()}'s choices make the most cohesion ({signed(makes[maker])})"] if makes[maker] >= SLIGHT else []
    parts += [f"{loser.title()}'s cost the most ({signed(makes[loser])})"] if makes[loser] <= -SLIGHT else []
    where = f"In {quoted(variant.title)} " if len(result.variants) > 1 else ""
    return where + ", ".join(parts)


def scales(paths: Paths) -> tuple[Span, Span]:
    """Spans that hold every path, with zero inside."""
    across = Span(-LEAST, LEAST).holding(*(held - held[0] for held, _ in paths.values()))
    up = Span(-LEAST, LEAST).holding(*(made for _, made in paths.values()))
    return tuple(Span(span.low - 0.12 * (span.high - span.low), span.high + 0.12 * (span.high - span.low)) for span in (across, up))  # type: ignore[return-value]


def _frame(panel: Panel, drift: float) -> None:
    theme = panel.picture.theme
    step = step_for(panel.up, 6)
    panel.rules(panel.up.ticks(step), lambda value: signed(value, places_for(step)), strong=0.0)
    panel.line((0, 0), panel.up, theme.grey, RULE, zorder=0.5)
    step = step_for(panel.across, 6)
    for value in panel.across.ticks(step):
        x, y = panel.place(value, panel.up.low)
        panel.picture.write(x, y - 0.12, signed(value, places_for(step)), TICK, theme.grey, ha="center")
    text = "leverage held over its targets, change since the start"
    panel.picture.write(panel.box.right, panel.box.bottom - 0.27, text, TICK, theme.grey, ha="right")
    panel.picture.write(panel.box.left, panel.box.top + 0.04, f"cohesion made or lost since the start; drift {signed(drift)}", TICK, theme.grey)


def _paths(panel: Panel, paths: Paths, variant: VariantInfo) -> None:
    theme = panel.picture.theme
    for capital in CAPITALS:
        held, made = paths[variant.name, capital]
        x = held - held[0]
        panel.line(x, made, theme.capitals[capital], THICK, clip_on=False)
        yearly = slice(MONTHS, None, MONTHS)
        panel.line(x[yearly], made[yearly], theme.capitals[capital], 0, marker="o", markersize=2.2, markeredgewidth=0, clip_on=False)
        panel.dot(float(x[-1]), float(made[-1]), theme.capitals[capital], 5.0)
    panel.dot(0, 0, theme.ink, 4.0, hollow=True)
    _names(panel, paths, variant)


def _names(panel: Panel, paths: Paths, variant: VariantInfo) -> None:
    """The capitals' names beside the ends of their paths, where they hide least."""
    ends, lines = {}, [_along(panel, (0, 0), panel.up), _along(panel, panel.across, (0, 0))]
    for capital in CAPITALS:
        held, made = paths[variant.name, capital]
        ends[capital] = panel.place(float(held[-1] - held[0]), float(made[-1]))
        lines.append(np.array([panel.place(x, y) for x, y in zip(held - held[0], made, strict=True)]))
        lines.append(np.repeat([ends[capital]], DOT, axis=0))
    page = panel.box.within(right=-GUTTER)
    widths = [width(capital.title(), TICK) for capital in CAPITALS]
    for capital, name in zip(CAPITALS, names_beside([ends[c] for c in CAPITALS], widths, np.concatenate(lines), page), strict=True):
        x, y = ends[capital]
        edge = name.nearest(x, y)
        if np.hypot(edge[0] - x, edge[1] - y) > FAR:
            panel.picture.rule(x, y, *edge, panel.picture.theme.capitals[capital])
        panel.picture.write(name.left, name.middle, capital.title(), TICK, va="center_baseline")


def _along(panel: Panel, across: Sequence[float], up: Sequence[float]) -> Array:
    """Points along a straight line, on the page."""
    return np.array([panel.place(x, y) for x, y in zip(np.linspace(across[0], across[1], DENSE), np.linspace(up[0], up[1], DENSE), strict=True)])


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
        f"Means over {findings.worlds(result)}; their spread is not drawn.{left_out(result, MOST)}"
    )
