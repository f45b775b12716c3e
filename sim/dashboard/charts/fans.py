"""How the alliances hold: a panel for each, a fan for each variant that is shown, beside them a pinned run."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from sim.dashboard.charts.panels import THEME, Line, events, fill, page, spans
from sim.plots.cohesion_fan import ALLIANCES
from sim.plots.drawing.findings import needed
from sim.plots.drawing.grid import marks
from sim.plots.drawing.labels import place_of, title_of
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.values import VariantInfo
from sim.world.axes import CHANNELS
from sim.world.theatres import pair_of, speaker

LEAST = 0.1
"""The least span of a scale."""

PINNED = "pinned"


def fans(result: Result, shown: Sequence[str] = (), pinned: Result | None = None, quantities: Sequence[str] = ()) -> go.Figure:
    """Fans of quantities, by default those that lead in the theatre of the story; `shown` names variants, the baseline of `pinned` is dotted."""
    names = needed(result, quantities or leading(result))
    words = speaker(result.scenario) or str
    variants = [variant for variant in result.variants if not shown or variant.name in shown]
    wide = banded([variant.name for variant in variants])
    lines = {name: [line(result, one, name, one.name in wide) for one in variants] + of_pinned(pinned, variants, name) for name in names}
    figure = page([words(title_of(name, result)) for name in names], max(map(len, lines.values())))
    scales = spans(lines, LEAST)
    for number, name in enumerate(names):
        fill(figure, number, result.dates, lines[name], scales[name])
    events(figure, dict.fromkeys((letter, date) for letter, date, _, _ in marks(result, variants)), len(names))
    return figure


def leading(result: Result | SweepResult) -> tuple[str, ...]:
    """What the fans show: how the alliances hold; where Washington stands outside of a theatre, what plays there: its flows and core seams."""
    pair = pair_of(result.scenario)
    if pair is None or "washington" not in pair.outside:
        return ALLIANCES
    flows = (f"flow.{channel}" for channel in CHANNELS if channel not in pair.closed)
    return tuple(name for name in (*flows, "core_seams", "engagement") if name in result.quantities)


def banded(shown: Sequence[str]) -> tuple[str, ...]:
    """The variants whose bands are drawn: of more than two the first and the last, since nobody could tell them all apart."""
    return tuple(dict.fromkeys((*shown[:1], *shown[-1:])))


def line(result: Result, variant: VariantInfo, quantity: str, bands: bool) -> Line:
    """One variant, with its bands or without."""
    title = f"{variant.name}: {variant.title}" if len(result.variants) > 1 else variant.title
    return Line(variant.name, title, THEME.variant(place_of(result, variant)), result.fan(variant.name, quantity), not bands)


def of_pinned(pinned: Result | None, shown: Sequence[VariantInfo], quantity: str) -> list[Line]:
    """The last variant shown as the pinned run had it, or its baseline; nothing where it lacks the quantity."""
    if pinned is None or quantity not in pinned.quantities:
        return []
    names = [variant.name for variant in pinned.variants]
    wanted = shown[-1].name if shown and shown[-1].name in names else names[0]
    return [Line(PINNED, f"{PINNED}: {wanted}", THEME.ink, pinned.fan(wanted, quantity), bare=True, dotted=True)]


def event_key(result: Result, shown: Sequence[str] = ()) -> str:
    """What the letters of the events mean; empty where there are none."""
    variants = [variant for variant in result.variants if not shown or variant.name in shown]
    seen = dict.fromkeys((letter, date, label) for letter, date, label, _ in marks(result, variants))
    return "; ".join(f"{letter} {label}, {date}" for letter, date, label in seen)
