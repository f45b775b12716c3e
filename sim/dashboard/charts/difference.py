"""What a run changes against a pinned one: differences in the same worlds, over the months."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from sim.dashboard.charts.fans import banded, leading
from sim.dashboard.charts.panels import THEME, Line, fill, page, spans
from sim.experiments.compare import Comparison, Pair
from sim.plots.cohesion_fan import ALLIANCES
from sim.plots.difference_to_baseline import LEAST, QUANTITIES
from sim.plots.drawing.labels import title_of
from sim.world.theatres import speaker


def difference(found: Comparison, shown: Sequence[str] = (), quantities: Sequence[str] = QUANTITIES) -> go.Figure:
    """Mean and bands of the difference of every pair, or of the variants `shown`; zero is where nothing has changed."""
    result = found.sides[-1].result
    words = speaker(result.scenario) or str
    foreign = ALLIANCES if leading(result) != ALLIANCES else ()
    names = [name for name in quantities if name in found.quantities and name not in foreign]
    pairs = [pair for pair in found.pairs if pair.second[1].name in shown] or found.pairs[:1]
    wide = banded([pair.second[1].name for pair in pairs])
    lines = {name: [line(found, pair, name, wide) for pair in pairs] for name in names}
    dates = found.series(found.pairs[0], names[0]).dates
    figure = page([words(title_of(name, result)) for name in names], len(pairs))
    scales = spans(lines, LEAST, zero=True)
    for number, name in enumerate(names):
        fill(figure, number, dates, lines[name], scales[name])
    figure.add_hline(y=0, line={"color": THEME.ink, "width": 1})
    return figure


def line(found: Comparison, pair: Pair, quantity: str, wide: Sequence[str]) -> Line:
    """One pair, in the colour of its variant."""
    variant, known = pair.second[1], [one.name for one in found.sides[-1].result.variants]
    title = f"{variant.name}: {variant.title}"
    return Line(variant.name, title, THEME.variant(known.index(variant.name)), found.series(pair, quantity).fan, variant.name not in wide, mean=True)
