"""What the figures of a comparison share: what the pairs are called, their colours, the key to the results, the foot."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.compare import Comparison, Pair
from sim.plots.drawing.grid import GUTTER, title_lines
from sim.plots.drawing.labels import place_of, quoted
from sim.plots.drawing.picture import Box, Picture
from sim.plots.drawing.style import LABEL
from sim.results.result import Result
from sim.results.values import VariantInfo


def column(comparison: Comparison, pair: Pair) -> str:
    """The title of a pair: that of the second; with the first where they differ in the variant and that is not said otherwise."""
    first, (two, second) = pair.first[1], pair.second
    title = second.title if comparison.one_base or first.name == second.name else f"{second.title} less {quoted(first.title)}"
    return f"{two.letter}: {title}" if len(comparison.sides) > 2 else title


def what(comparison: Comparison) -> str:
    """What is subtracted from what."""
    if len(comparison.sides) > 1:
        return "Difference of B to A" if len(comparison.sides) == 2 else "Difference of each result to A"
    titles = {pair.first[1].title for pair in comparison.pairs}
    if len(titles) > 1:
        return "Difference"
    others = [pair.second[1].title for pair in comparison.pairs]
    return f"Difference{f' of {quoted(others[0])}' if len(others) == 1 else ''} to {quoted(titles.pop())}"


def key(comparison: Comparison) -> tuple[str, ...]:
    """What each letter stands for, a line each."""
    if len(comparison.sides) == 1:
        return ()
    return tuple(
        f"{side.letter}: {side.place}, " + (f"altered: {'; '.join(side.result.altered)}" if side.result.altered else "as the story is told")
        for side in comparison.sides
    )


def foot(comparison: Comparison) -> str:
    """Where the numbers come from: the foot of the first result, and of those that differ the letter before it."""
    feet = dict.fromkeys(side.result.foot for side in comparison.sides)
    return "\n".join(feet)


def place(comparison: Comparison, pair: Pair) -> int:
    """The place that decides a pair's colour: that of its second variant, so that a variant keeps its colour in all figures."""
    side, variant = pair.second
    same = isinstance(side.result, Result) and len({one.second[1].name for one in comparison.pairs}) == len(comparison.pairs)
    return place_of(side.result, variant) if same and isinstance(side.result, Result) else 1 + comparison.pairs.index(pair)


def heads(picture: Picture, line: Sequence[Box], columns: Sequence[VariantInfo], colours: Sequence[str]) -> None:
    """The titles above their columns, under a bar in the colour of each."""
    for box, info, colour in zip(line, columns, colours, strict=True):
        top = picture.body.top
        picture.rule(box.left, top, box.right + GUTTER * 0.6, top, colour, linewidth=2.4, solid_capstyle="butt")
        picture.write_lines(box.left, top - 0.06, title_lines(info, box.width + GUTTER * 0.8), LABEL)
