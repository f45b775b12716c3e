"""Where Seoul stands on the seams of policy between Beijing's ideal (0) and Washington's (1): the core over time, each seam at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.plots.drawing import comparing, dates, findings, grid, lettering
from sim.plots.drawing.data import series
from sim.plots.drawing.findings import number
from sim.plots.drawing.given import AS_SET
from sim.plots.drawing.labels import inside, left_out, place_of, quoted, shown_variants, title_of
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.picture import Box, Picture, Story
from sim.plots.drawing.style import BANDS, LABEL, RULE, TICK, TITLE, theme_named
from sim.world.axes import SEAMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plots.drawing.findings import Move
    from sim.results.result import Result
    from sim.results.values import VariantInfo

CORE = "seams.core"
LEFT, LINE, GAP, SCALE, BETWEEN = 1.5, 0.115, 0.15, 0.5, 0.12
"""Inches: the seams' names, a variant's bar, the gap between seams, the scale above, the gap between the two parts."""


SMALL = TICK * 0.9
"""Size of the variants' names and numbers, in points."""


def figure(result: Result, theme: str = "light") -> Picture:
    """Above: a fan of the core seams per variant. Below: each seam at the end, one bar per variant."""
    variants = shown_variants(result, grid.MOST)
    findings.needed(result, [CORE])
    names = findings.present(result, [f"seams.{seam}" for seam in SEAMS])
    headline = _headline(result, [CORE, *names]) or findings.course(result, [CORE, *names], dates.end_label(result), "Seoul's stand on {}")
    data = series(result, [CORE, *names], [variant.name for variant in variants])
    story = Story("seams", headline, _drawn(result), result.foot, grid.event_notes(result, variants), data)
    upper = grid.height(1, variants)
    lower = SCALE + len(names) * (len(variants) * LINE + GAP)
    picture = Picture(story, upper + BETWEEN + lower, theme_named(theme))
    body = picture.body
    picture.body = Box(body.left, body.top - upper, body.width, upper)
    grid.fans(picture, result, [CORE], variants)
    picture.body = Box(body.left, body.bottom, body.width, lower)
    _stand(picture, result, names, variants)
    return picture


def _headline(result: Result, names: Sequence[str]) -> str:
    """The seam on which a variant moves Seoul furthest, of those that the story does not move itself."""
    found = findings.leading(result, names)
    if not found or not found[0].weighty:
        return comparing.comparison(result, names, "Seoul's stand on the seams")
    move = found[0]
    same = comparing.alike(result, move)
    size = comparing.amount([abs(one.mean) for one in same], number)
    said = f"{AS_SET if move.given else ''}{comparing.who(result, same)} {comparing.verb(result, same, 'move')} Seoul by {size} toward {_side(move)}"
    rivals = comparing.opposed(result, move)[:1]
    against = "".join(f", {quoted(rival.variant.title)} by {number(abs(rival.mean))} toward {_side(rival)}" for rival in rivals)
    return f"{said} on {inside(title_of(move.quantity))}{comparing.when(result, move)} ({comparing.reach(same)}){against}"


def _side(move: Move) -> str:
    return "Beijing" if move.mean < 0 else "Washington"


def _stand(picture: Picture, result: Result, names: Sequence[str], variants: Sequence[VariantInfo]) -> None:
    """The seams at the end on one scale, with the start as a tick."""
    theme, body = picture.theme, picture.body
    picture.write(body.left, body.top - 0.12, f"Each seam in {dates.end_label(result)}", TITLE, bold=True)
    box = body.within(left=LEFT, right=grid.GUTTER, top=SCALE)
    panel = Panel(picture, box, Span(0, 1), Span(box.bottom, box.top))
    panel.line([0, 1], [box.top, box.top], theme.grey, RULE, clip_on=False)
    for share, side, text in ((0.0, "left", "0 Beijing's ideal"), (0.25, "center", "0.25"), (0.5, "center", "0.5"), (0.75, "center", "0.75"),
                              (1.0, "right", "Washington's ideal 1")):
        x, _ = panel.place(share, box.top)
        picture.rule(x, box.top, x, box.top + 0.035)
        picture.write(x, box.top + 0.07, text, TICK, theme.grey, ha=side)
    tall = len(variants) * LINE + GAP
    for row, name in enumerate(names):
        _seam(panel, result, name, variants, box.top - row * tall - GAP / 2)
    if names and len(variants) > 1:
        _variant_names(panel, result, names[0], variants)


def _seam(panel: Panel, result: Result, name: str, variants: Sequence[VariantInfo], top: float) -> None:
    picture, theme = panel.picture, panel.picture.theme
    tall = len(variants) * LINE
    lines = lettering.wrap(title_of(name), LABEL, LEFT - 0.2)
    picture.write(picture.body.left, top - tall / 2, lines[0], LABEL, va="center_baseline")
    start = float(result.fan(variants[0].name, name).quantiles[0.50][0])
    panel.line([start, start], [top, top - tall], theme.ink, 1.0, solid_capstyle="butt")
    panel.line([0, 1], [top - tall - GAP / 2] * 2, theme.rule, RULE)
    for place, variant in enumerate(variants):
        y, fan = top - (place + 0.5) * LINE, result.fan(variant.name, name)
        colour = theme.variant(place_of(result, variant))
        for low, high, strength in BANDS:
            panel.line([fan.quantiles[low][-1], fan.quantiles[high][-1]], [y, y], theme.tint(colour, strength), 5.0, solid_capstyle="butt")
        panel.dot(float(fan.quantiles[0.50][-1]), y, colour, 3.6)
    _numbers(panel, result, name, variants, top)


def _variant_names(panel: Panel, result: Result, name: str, variants: Sequence[VariantInfo]) -> None:
    """The variants' titles beside the bars of the first seam."""
    edges = [(float(result.fan(variant.name, name).quantiles[level][-1])) for variant in variants for level in (0.05, 0.95)]
    on_the_right = 1 - max(edges) > min(edges)
    x, _ = panel.place(max(edges) if on_the_right else min(edges), panel.box.top)
    room = (panel.box.right - x if on_the_right else x - panel.box.left) - 0.15
    size = SMALL * min(1.0, room / max(lettering.width(variant.title, SMALL) for variant in variants))
    for place, variant in enumerate(variants):
        y = panel.box.top - GAP / 2 - (place + 0.5) * LINE
        side = ("left", x + 0.1) if on_the_right else ("right", x - 0.1)
        panel.picture.write(side[1], y, variant.title, size, panel.picture.theme.grey, ha=side[0], va="center_baseline")


def _numbers(panel: Panel, result: Result, name: str, variants: Sequence[VariantInfo], top: float) -> None:
    for place, variant in enumerate(variants):
        text = number(float(result.fan(variant.name, name).quantiles[0.50][-1]))
        panel.picture.write(panel.box.right + 0.08, top - (place + 0.5) * LINE, text, SMALL, va="center_baseline")


def _drawn(result: Result) -> str:
    bars = "Below, the bars stand in the order and colours of the columns above. " if len(result.variants) > 1 else ""
    return (
        f"Position from 0 (Beijing's ideal) to 1 (Washington's). Lines and dots: median; bands: {findings.bands(result, '30, 60 and 90 %')}. "
        f"{bars}The upright tick is the start.{left_out(result, grid.MOST)}"
    )
