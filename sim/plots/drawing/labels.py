"""Labels beside lines, pushed apart so that none covers another; titles of variants, channels and seams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.drawing.style import LABEL

if TYPE_CHECKING:
    from sim.plots.drawing.panels import Panel
    from sim.results.result import Result
    from sim.results.told import Told
    from sim.results.values import VariantInfo
    from sim.world.rows import Array

PROPER = ("South", "Taiwan", "Beijing", "Seoul", "Washington", "Tokyo", "Pyongyang", "Moscow", "China", "Korea", "Japan", "Korean", "Chinese")
"""First words that keep their capital letter inside a sentence."""

TITLES = {
    "cohesion.us_rok": "US-ROK cohesion",
    "cohesion.us_japan": "US-Japan cohesion",
    "cohesion.rok_japan": "ROK-Japan cohesion",
    "cohesion.trilateral": "Trilateral cohesion",
    "seams.core": "Core seams",
    "tie.beijing_pyongyang": "Beijing-Pyongyang tie",
    "tie.moscow_pyongyang": "Moscow-Pyongyang tie",
    "seams.trilateral": "Trilateral cooperation",
    "engagement": "Beijing-Seoul engagement",
    "south_china_sea": "South China Sea",
}
"""Titles where neither the last part of a name nor the configured label reads well."""

WITH_ARTICLE = {
    "Core seams": "the core seams",
    "South China Sea": "the South China Sea",
    "Beijing-Pyongyang tie": "the Beijing-Pyongyang tie",
    "Moscow-Pyongyang tie": "the Moscow-Pyongyang tie",
}
"""Titles that take an article inside a sentence."""


def spread(places: Sequence[float], gap: float, low: float, high: float) -> Array:
    """Move places on a line as little as needed to keep `gap` between neighbours, inside `low` to `high` where there is room.

    Neighbours that are too close are pooled and laid out around their common middle.
    """
    order = np.argsort(np.asarray(places, dtype=float), kind="stable")
    groups: list[list[float]] = []
    for place in np.asarray(places, dtype=float)[order]:
        groups.append([float(place), 1.0])
        while len(groups) > 1 and _bottom(groups[-1], gap) - _top(groups[-2], gap) < gap - 1e-12:
            middle, count = groups.pop()
            before, size = groups[-1]
            groups[-1] = [(before * size + middle * count) / (size + count), size + count]
    laid = np.concatenate([middle + gap * (np.arange(count) - (count - 1) / 2) for middle, count in groups] or [np.zeros(0)])
    if laid.size:
        laid = np.minimum(laid, high - gap * np.arange(laid.size)[::-1])
        laid = np.maximum(laid, low + gap * np.arange(laid.size))
    found = np.empty(laid.size)
    found[order] = laid
    return found


def beside(panel: Panel, ends: Sequence[tuple[float, str, str]], gap: float = 0.135, size: float = LABEL) -> None:
    """Labels in the gutter right of a panel, each given as (value, text, colour), joined by a hair line where they had to move."""
    wanted = [panel.place(panel.across.high, value)[1] for value, _, _ in ends]
    for want, place, (_, text, colour) in zip(wanted, spread(wanted, gap, panel.box.bottom, panel.box.top), ends, strict=True):
        panel.picture.rule(panel.box.right + 0.03, want, panel.box.right + 0.11, place, colour)
        panel.picture.write(panel.box.right + 0.14, place, text, size, panel.picture.theme.ink, va="center_baseline")


def title_of(name: str, result: Told | None = None) -> str:
    """A name for people: `flow.culture` -> `Culture`, `hedging.dominance_denial` -> `Dominance denial`, or the label in the result."""
    short = name.rpartition(".")[2]
    if name in TITLES or short in TITLES:
        return TITLES.get(name) or TITLES[short]
    if result is not None and name in result.quantities and "." not in name:
        return result.quantities[name].label
    return short.replace("_", " ").capitalize()


def inside(title: str) -> str:
    """A title as it stands inside a sentence: without its capital letter unless it is a name or an abbreviation, with its article."""
    if title in WITH_ARTICLE:
        return WITH_ARTICLE[title]
    first = title.replace("-", " ").replace("'", " ").split(" ")[0]
    return title if first in PROPER or first.isupper() else title[:1].lower() + title[1:]


def listed(words: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def quoted(title: str) -> str:
    """A variant's title in quotation marks."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}"


def shown_variants(result: Result, most: int) -> list[VariantInfo]:
    """The variants that a figure has room for, baseline first."""
    return sorted(result.variants, key=lambda variant: not variant.is_baseline)[:most]


def place_of(result: Result, variant: VariantInfo) -> int:
    """The place of a variant, which decides its colour: 0 for the baseline."""
    return shown_variants(result, len(result.variants)).index(variant)


def left_out(result: Result, most: int) -> str:
    """What to say where there are more variants than room."""
    return f" The first {most} of {len(result.variants)} variants." if len(result.variants) > most else ""


def _bottom(group: list[float], gap: float) -> float:
    return group[0] - gap * (group[1] - 1) / 2


def _top(group: list[float], gap: float) -> float:
    return group[0] + gap * (group[1] - 1) / 2
