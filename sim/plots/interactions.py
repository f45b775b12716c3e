"""Which inputs act together: the second order of every two, or what an input does with others (total minus first), in shades of one colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_hex
from numpy.typing import NDArray

from sim.experiments.sensitivity.words import decimal, question
from sim.plots import NothingToDraw
from sim.plots.drawing import lettering
from sim.plots.drawing.labels import quoted
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import LABEL, MARGIN, TICK, TITLE, WIDTH, theme_named
from sim.plots.tornado import headlines_of, marked
from sim.world.rows import Array

if TYPE_CHECKING:
    from sim.experiments.sensitivity.found import Block, Sensitivity

MOST_INPUTS, MOST_PANELS, MOST_LINES = 12, 2, 8
"""What a page has room for; lines above a column."""

NAMES, CELL, BETWEEN, TITLED, WIDEST = 2.4, 0.3, 0.24, 0.28, 1.05
"""Inches: room for names at the left, height of a cell, between panels, a title, the widest cell."""

COLUMNS = ("variant", "outcome", "input", "other", "estimate", "low", "high", "beyond_noise")
"""The numbers behind the figure."""


@dataclass(frozen=True)
class Map:
    """A field of numbers with names at its sides: NaN where there is nothing to show, `sure` where the interval leaves zero out."""

    title: str
    rows: list[str]
    columns: list[str]
    value: Array
    sure: NDArray[np.bool_]


def figure(found: Sensitivity, theme: str = "light") -> Picture:
    """A field per headline outcome, or one of all outcomes; raises `NothingToDraw` where the method says nothing of interactions."""
    answers = [block for block in headlines(found) if "total" in block.indices]
    if not answers or len(found.inputs) < 2:
        raise NothingToDraw("only a Saltelli design of several levers says what they do together")
    second = all("second" in block.indices for block in answers)
    maps = [of_pairs(found, block) for block in answers[:MOST_PANELS]] if second else [of_outcomes(found, answers)]
    story = Story("interactions", headline(found, answers, second), drawn(second), str(found.facts["foot"]), (), data(found, answers, second))
    body = sum(TITLED + heads(one) + CELL * len(one.rows) for one in maps) + BETWEEN * (len(maps) - 1)
    picture = Picture(story, body, theme_named(theme))
    most = max(float(np.nanmax(one.value)) for one in maps)
    top = picture.body.top
    for one in maps:
        top = draw(picture, one, most, top) - BETWEEN
    return picture


def headlines(found: Sensitivity) -> list[Block]:
    """What was found of the headline outcomes, in their order."""
    names = headlines_of(found)
    return sorted((block for block in found.answers if block.name in names), key=lambda block: names.index(block.name))


def titled(found: Sensitivity, block: Block, *, dated: bool = True) -> str:
    """An outcome with its variant, and until when."""
    outcome = question(found, block) if dated else next(one.label for one in found.outcomes if one.name == block.name)
    title = next(variant.title for variant in found.variants if variant.name == block.variant)
    return outcome + (f" in {quoted(title)}" if len(found.variants) > 1 else "")


def of_pairs(found: Sensitivity, block: Block) -> Map:
    """The second order of every two, below the diagonal."""
    one, names = block.indices["second"], [given.label for given in found.inputs]
    value, sure = np.full((len(names), len(names)), np.nan), np.zeros((len(names), len(names)), dtype=bool)
    above = np.triu_indices(len(names), 1)
    value[above[1], above[0]], sure[above[1], above[0]] = one.value[:, 0], one.beyond_noise()[:, 0]
    order = [int(place) for place in np.argsort(-np.nan_to_num(block.indices["total"].value[:, 0]), kind="stable")][:MOST_INPUTS]
    mirrored, certain = np.fmax(value, value.T), sure | sure.T
    field = np.where(np.tri(len(order), k=-1, dtype=bool), mirrored[np.ix_(order, order)], np.nan)
    title = marked(found, block.name, titled(found, block))
    return Map(title, [names[place] for place in order[1:]], [names[place] for place in order[:-1]], field[1:, :-1],
               certain[np.ix_(order, order)][1:, :-1])


def of_outcomes(found: Sensitivity, blocks: list[Block]) -> Map:
    """Total minus first order, inputs by outcomes."""
    value = np.column_stack([with_others(block) for block in blocks])
    sure = np.column_stack([apart(block) for block in blocks])
    order = [int(place) for place in np.argsort(-np.nanmax(value, axis=1), kind="stable")][:MOST_INPUTS]
    heads = [marked(found, block.name, titled(found, block, dated=False)) for block in blocks][:MOST_INPUTS]
    return Map("Total minus first order", [found.inputs[place].label for place in order], heads,
               value[order][:, :MOST_INPUTS], sure[order][:, :MOST_INPUTS])


def with_others(block: Block) -> Array:
    """What each input does with others."""
    return np.asarray(block.indices["total"].value[:, 0] - block.indices["first"].value[:, 0])


def apart(block: Block) -> NDArray[np.bool_]:
    """Whether total and first order are apart by more than both intervals together (the square root of the sum of their squares)."""
    return np.asarray(with_others(block) > np.hypot(block.indices["total"].half[:, 0], block.indices["first"].half[:, 0]))


def headline(found: Sensitivity, blocks: list[Block], second: bool) -> str:
    """The two that act together most, or the input that does most with others; or that none can be told from noise."""
    best: tuple[float, str] = (0.0, "")
    decided = found.facts.get("by_construction", ())
    for block in [block for block in blocks if block.name not in decided] or blocks:
        of_two = block.indices.get("second") if second else None
        value, sure = (of_two.value[:, 0], of_two.beyond_noise()[:, 0]) if of_two else (with_others(block), apart(block))
        names = [f"{one.label} and {other.label}" for place, one in enumerate(found.inputs) for other in found.inputs[place + 1 :]]
        for share, certain, name in zip(value, sure, names if second else [given.label for given in found.inputs], strict=True):
            if certain and share > best[0]:
                act = "act together" if second else "does most together with others"
                best = (float(share), f"{titled(found, block)}: {name} {act}, {100 * share:.0f} % of the variance")
    return best[1] or "What inputs do together cannot be told from noise"


def drawn(second: bool) -> str:
    """What the cells are."""
    what = "Second order: share of the variance between points that two inputs make together, beyond what each makes alone" if second else \
        "Total minus first order: share of the variance between points that an input makes together with others"
    return f"{what}. ~ and without colour: the interval holds zero."


def width(one: Map) -> float:
    """How wide a field is, in inches."""
    return min(WIDTH - 2 * MARGIN - NAMES, WIDEST * len(one.columns))


def above(one: Map, name: str) -> list[str]:
    """A name above its column."""
    return lettering.clip(lettering.wrap(name, TICK, width(one) / len(one.columns) - 0.06), MOST_LINES)


def heads(one: Map) -> float:
    """The room for the names above the columns."""
    return lettering.height(max(len(above(one, name)) for name in one.columns), TICK) + 0.1


def draw(picture: Picture, one: Map, most: float, top: float) -> float:
    """One field; returns where it ends."""
    picture.write_lines(MARGIN, top, lettering.clip(lettering.wrap(one.title, TITLE, WIDTH - 2 * MARGIN, bold=True), 2), TITLE, bold=True)
    first, wide = top - TITLED - heads(one), width(one)
    box = Box(MARGIN + NAMES, first - CELL * len(one.rows), wide, CELL * len(one.rows))
    panel = Panel(picture, box, Span(0, len(one.columns)), Span(len(one.rows), 0))
    for place, name in enumerate(one.columns):
        x, y = panel.place(place + 0.5, 0)
        lines = above(one, name)
        picture.write_lines(x, y + 0.05 + lettering.height(len(lines), TICK), lines, TICK, colour=picture.theme.grey, ha="center")
    for row, name in enumerate(one.rows):
        _, y = panel.place(0, row + 0.5)
        picture.write(box.left - 0.1, y, lettering.clip(lettering.wrap(name, LABEL, NAMES - 0.1), 1)[0], LABEL, ha="right", va="center_baseline")
        for column in range(len(one.columns)):
            cell(panel, (row, column), (float(one.value[row, column]), bool(one.sure[row, column])), most)
    return box.bottom


def cell(panel: Panel, place: tuple[int, int], what: tuple[float, bool], most: float) -> None:
    """One cell: its colour and its number."""
    (row, column), (value, sure), theme = place, what, panel.picture.theme
    if not np.isfinite(value):
        return
    share = min(max(value / most, 0.0), 1.0) if most > 0 else 0.0
    colour = to_hex(colormaps["cividis"](share)) if sure else theme.tint(theme.grey, 0.08)
    panel.band(np.array([column + 0.03, column + 0.97]), np.full(2, row + 0.05), np.full(2, row + 0.95), colour)
    x, y = panel.place(column + 0.5, row + 0.5)
    ink = ("#1b1b1b" if share > 0.5 else "#ffffff") if sure else theme.grey
    panel.picture.write(x, y, ("" if sure else "~ ") + decimal(value), TICK, ink, ha="center", va="center_baseline")


def data(found: Sensitivity, blocks: list[Block], second: bool) -> Table:
    """The numbers behind it."""
    rows: list[tuple[object, ...]] = []
    for block in blocks:
        if second:
            one, places = block.indices["second"], np.stack(np.triu_indices(len(found.inputs), 1), axis=1)
            sure = one.beyond_noise()[:, 0]
            rows += [(block.variant, block.name, found.inputs[first].name, found.inputs[other].name, float(one.value[nth, 0]), float(one.low[nth, 0]),
                      float(one.high[nth, 0]), bool(sure[nth])) for nth, (first, other) in enumerate(places)]
        else:
            rows += [(block.variant, block.name, given.name, "", float(value), None, None, bool(certain))
                     for given, value, certain in zip(found.inputs, with_others(block), apart(block), strict=True)]
    return Table(COLUMNS, rows)
