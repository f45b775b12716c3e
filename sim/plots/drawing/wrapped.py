"""Panels of one kind, one per variant or date, wrapped into lines; what follows the last may be a note on how to read them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.plots.drawing import lettering
from sim.plots.drawing.picture import Box, Picture
from sim.plots.drawing.style import LABEL, TITLE

TITLES, ABOVE, FOOT, TICKS, BETWEEN = 0.66, 0.20, 0.34, 0.36, 0.2
"""Inches: room above a panel, of which free below its title; scale below it, values at its left, space between panels."""


def lines(count: int, columns: int) -> int:
    """How many lines so many panels take."""
    return int(np.ceil(count / columns))


def height(count: int, columns: int, tall: float) -> float:
    """The room that the panels need, in inches; `tall` is a panel's own height."""
    return lines(count, columns) * (tall + TITLES + FOOT)


def boxes(picture: Picture, count: int, columns: int, gutter: float, ticks: float = TICKS) -> tuple[list[Box], Box | None]:
    """The panels' boxes in reading order, and the room that is left in the last line; `ticks` and `gutter` are kept free beside each."""
    cells = [cell for line in picture.body.grid(lines(count, columns), columns, across=BETWEEN) for cell in line]
    inner = [cell.within(left=ticks, right=gutter, top=TITLES, bottom=FOOT) for cell in cells]
    return inner[:count], (cells[count].within(left=TICKS, top=TITLES) if count < len(cells) else None)


def titles(picture: Picture, cells: Sequence[Box], texts: Sequence[str], gutter: float) -> None:
    """A title over each panel, along a line at the same height; without a colour, since those inside mean something else than variants."""
    found = [lettering.clip(lettering.wrap(text, TITLE, box.width + gutter, bold=True), 2) for box, text in zip(cells, texts, strict=True)]
    for box, wrapped in zip(cells, found, strict=True):
        high = ABOVE + lettering.height(max(len(one) for one, other in zip(found, cells, strict=True) if other.top == box.top), TITLE)
        picture.write_lines(box.left, box.top + high, wrapped, TITLE, bold=True)


def note(picture: Picture, room: Box | None, paragraphs: Sequence[str]) -> None:
    """A note on how to read the panels, in the room that is left."""
    if room is None:
        return
    top = room.top
    for text in paragraphs:
        found = lettering.wrap(text, LABEL, room.width)
        picture.write_lines(room.left, top, found, LABEL, colour=picture.theme.grey)
        top -= lettering.height(len(found), LABEL) + 0.08
