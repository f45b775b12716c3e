"""Where the spread comes from: a bar per outcome and variant, divided into chance, parameters, decision rule and scenario."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.plots import NothingToDraw
from sim.plots.drawing import lettering
from sim.plots.drawing.findings import worlds
from sim.plots.drawing.given import tells
from sim.plots.drawing.labels import left_out, quoted, shown_variants
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.picture import Picture, Story, Table
from sim.plots.drawing.style import LABEL, MARGIN, TICK, TITLE, Theme, theme_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.results.result import Result
    from sim.results.values import Answer, Band

MOST, OUTCOMES = 6, 5
"""The most variants under one outcome, and the most outcomes."""

PARTS = {"chance": "chance", "parameters": "parameters", "decision rule": "decision rule", "scenario": "variants", "levers": "levers"}
"""What the parts are called here, in the order in which they lie."""

ALL = "All variants"
"""The bar of the worlds of all variants."""

WIDEST, LINE, BAR, TITLES, HEAD, AIR = 2.75, 0.235, 0.17, 0.36, 0.3, 0.05
"""Inches: the longest name, a line and the bar in it, room for an outcome's title and for the key above, space at the ends of a label."""

SURE, DOUBTFUL = 0.42, 0.16
"""Strength of the tint of a part, and of one that cannot be told apart from 0."""

COLUMNS = ("variant", "outcome", "part", "share", "low", "high", "variance")


@dataclass(frozen=True)
class Row:
    """One bar: its name, and its parts from the left; where there are none, why."""

    name: str
    bands: tuple[Band, ...]
    none: str = "the same in every world"


def figure(result: Result, theme: str = "light") -> Picture:
    """The parts of every spread; raises `NothingToDraw` where the result does not hold them."""
    groups = groups_of(result)
    if not groups:
        raise NothingToDraw("where the spread comes from is not known of this result: too few worlds, or --no-bands")
    named = {titles(result)[outcome]: rows for outcome, rows in groups.items()}
    story = Story("bands", headline(named), drawn(result, len(groups)), result.foot)
    return bars(story, dict(list(named.items())[:OUTCOMES]), theme)


def bars(story: Story, chosen: dict[str, list[Row]], theme: str) -> Picture:
    """The bars of some outcomes, by their titles, under one key."""
    shown = [band for rows in chosen.values() for row in rows for band in row.bands]
    data = Table(COLUMNS, [tuple(getattr(band, column) for column in COLUMNS) for band in shown])
    story = replace(story, data=data)
    picture = Picture(story, HEAD + sum(TITLES + LINE * len(rows) for rows in chosen.values()), theme_named(theme))
    left = min(max(lettering.width(row.name, TICK) for rows in chosen.values() for row in rows), WIDEST) + 0.2
    top = picture.body.top - HEAD
    box = picture.body.within(left=left)
    panel = Panel(picture, box, Span(box.left, box.right), Span(box.bottom, box.top))
    key(panel, top + HEAD / 2, [part for part in PARTS if any(band.part == part for band in shown)])
    for title, rows in chosen.items():
        picture.write(MARGIN, top - TITLES + 0.09, title, TITLE, bold=True)
        for place, row in enumerate(rows):
            draw_row(panel, row, top - TITLES - (place + 0.5) * LINE)
        top -= TITLES + LINE * len(rows)
    return picture


def groups_of(result: Result) -> dict[str, list[Row]]:
    """The bars by outcome: those that something varies in, headlines first."""
    found: dict[str, list[Row]] = {}
    for outcome in order(result):
        own = [band for band in result.bands if band.outcome == outcome]
        if own:
            variants = shown_variants(result, MOST)
            rows = [Row(variant.title, tuple(band for band in own if band.variant == variant.name)) for variant in variants]
            everything = tuple(band for band in own if not band.variant)
            found[outcome] = rows + ([Row(ALL, everything)] if everything else [])
    return found


def order(result: Result) -> list[str]:
    """The outcomes: headlines first, and of these those that the story does not set itself."""
    firsts: dict[str, Answer] = {}
    for answer in result.answers:
        firsts.setdefault(answer.outcome, answer)
    return sorted(firsts, key=lambda outcome: (not firsts[outcome].headline, tells(result, outcome)))


def titles(result: Result) -> dict[str, str]:
    """What each outcome is called."""
    return {answer.outcome: answer.label for answer in result.answers}


def headline(groups: dict[str, list[Row]]) -> str:
    """The largest parts of the spread of the first outcome; outcomes by their titles."""
    title, rows = next(iter(groups.items()))
    row = next(row for row in reversed(rows) if row.bands)
    first, second, *_ = sorted(row.bands, key=lambda band: -band.share)
    where = "" if row.name == ALL or len(rows) == 1 else f" in {quoted(row.name)}"
    return f"{title}: {share(first)} of the spread{where} is {named(first)}, {share(second)} {named(second)}"


def named(band: Band) -> str:
    """A part inside a sentence."""
    return {"scenario": "between variants", "levers": "the levers", "decision rule": "the decision rule"}.get(band.part, band.part)


def share(band: Band) -> str:
    """A share in whole per cent; `~` before one that cannot be told apart from 0."""
    return f"{'~' if band.doubtful else ''}{100 * band.share:.0f} %"


def spanned(band: Band) -> str:
    """The same with its interval."""
    return f"{share(band)} ({100 * band.low:.0f}\N{EN DASH}{100 * band.high:.0f})"


def key(panel: Panel, middle: float, parts: Sequence[str]) -> None:
    """What the tints stand for, along a line."""
    x = panel.box.left
    for part in parts:
        piece(panel, x, x + BAR, middle, panel.picture.theme.tint(colour_of(part, panel.picture.theme), SURE))
        panel.picture.write(x + BAR + AIR, middle, PARTS[part], LABEL, va="center_baseline")
        x += BAR + AIR + lettering.width(PARTS[part], LABEL) + 4 * AIR


def piece(panel: Panel, left: float, right: float, middle: float, colour: str) -> None:
    """A stretch of a bar, in inches of the page."""
    panel.band(np.array([left, right]), np.full(2, middle - BAR / 2), np.full(2, middle + BAR / 2), colour)


def draw_row(panel: Panel, row: Row, middle: float) -> None:
    """One bar with its name; in words where it has no parts."""
    picture, box = panel.picture, panel.box
    name = lettering.clip(lettering.wrap(row.name, TICK, box.left - MARGIN), 1)[0]
    picture.write(MARGIN, middle, name, TICK, bold=row.name == ALL, va="center_baseline")
    if not row.bands:
        picture.write(box.left, middle, row.none, LABEL, picture.theme.grey, va="center_baseline")
    at = box.left
    for band in sorted(row.bands, key=lambda band: list(PARTS).index(band.part)):
        colour, room = colour_of(band.part, picture.theme), band.share * box.width
        piece(panel, at, at + room, middle, picture.theme.tint(colour, DOUBTFUL if band.doubtful else SURE))
        label(picture, band, at, room, middle)
        at += room


def label(picture: Picture, band: Band, left: float, room: float, middle: float) -> None:
    """The longest label that fits into a part."""
    for text in (f"{PARTS[band.part]} {spanned(band)}", spanned(band), share(band), share(band).removesuffix(" %")):
        if lettering.width(text, TICK) <= room - 2 * AIR:
            picture.write(left + AIR, middle, text, TICK, va="center_baseline")
            return


def colour_of(part: str, theme: Theme) -> str:
    """The colour of a part, the same in every figure."""
    return {"chance": theme.baseline, "parameters": theme.series[0], "decision rule": theme.series[1], "scenario": theme.series[2],
            "levers": theme.series[2]}[part]


def drawn(result: Result, outcomes: int) -> str:
    """What is drawn, and how it is to be read."""
    rest = f" The first {OUTCOMES} of {outcomes} outcomes." if outcomes > OUTCOMES else ""
    several = f" {quoted(ALL)}: each variant counts the same." if len(result.variants) > 1 else ""
    return (
        f"Shares of the variance between {worlds(result)}, with 95 % intervals; ~ and a pale tint: cannot be told apart from 0. "
        f"Chance: worlds of the same parameters. Parameters: what nobody knows exactly. Decision rule: capitals that choose otherwise."
        f"{several}{rest}{left_out(result, MOST)}"
    )
