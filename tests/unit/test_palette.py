"""The colours of figures can be told apart by those who do not see red or green, and in one figure a colour has one meaning."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from fake_result import fake_result
from matplotlib.colors import to_rgb

from sim import plots
from sim.plots.drawing import lettering
from sim.plots.drawing.style import HEADLINE, MARGIN, THEMES, WIDTH
from sim.plots.hedging_portfolio import COLOURS

# What remains of red, green and blue (linear) without one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1.
BLIND = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)
APART = 10.0  # a difference of 2.3 in CIELAB is just seen; these are lines and areas that lie beside each other


def seen(colour: str, matrix: Any) -> Any:
    """A colour in CIELAB as it is seen with such eyes."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(TO_XYZ @ np.clip(np.asarray(matrix) @ linear, 0, 1) / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eyes", [*BLIND, "all cones"])
@pytest.mark.parametrize("theme", THEMES)
def test_colours_that_stand_beside_each_other_are_told_apart(theme: str, eyes: str) -> None:
    matrix, style = BLIND.get(eyes, np.eye(3)), THEMES[theme]
    groups = {
        "variants": (style.baseline, *style.series[:4]), "ways": (style.higher, style.lower), "capitals": tuple(style.capitals.values()),
        "hedging": tuple(COLOURS.values()),
    }
    for name, colours in groups.items():
        close = [pair for pair in combinations(colours, 2) if np.linalg.norm(seen(pair[0], matrix) - seen(pair[1], matrix)) < APART]
        assert close == [], (name, close)


@pytest.mark.parametrize("kind", ["capitals_network", "leverage_cohesion", "hedging_portfolio", "coercion_and_flows"])
def test_where_colours_mean_something_else_no_variant_has_one(kind: str) -> None:
    picture = plots.picture(fake_result(variants=4), kind)
    bars = [line for line in picture.findobj(lambda one: hasattr(one, "get_linewidth")) if line.get_linewidth() == 2.4 and line.axes is None]
    assert {line.get_color() for line in bars} <= {picture.theme.rule}


def test_capitals_have_no_colour_where_colours_say_what_rose_and_fell() -> None:
    picture = plots.picture(fake_result(variants=2), "capitals_network")
    dots = {line.get_markerfacecolor() for axes in picture.axes for line in axes.lines if line.get_marker() == "o"}
    assert dots <= {picture.theme.ink, picture.theme.grey, picture.theme.paper}


def test_titles_that_begin_alike_are_not_cut_to_one_another() -> None:
    titles = ("The bans are phased out", "Phased out until Seoul joins a statement on Taiwan", "Phased out for a concession on missile defence")
    said = ", ".join(f"20 % (very unlikely) if \N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}" for title in titles[::2])
    room = WIDTH - 2 * MARGIN
    found = lettering.short_enough(f"Seoul drifts toward Beijing on the core seams by Jan 2031: 5 % if {said}; 2 others differ less", HEADLINE, room)
    assert all(title in found for title in titles[::2])
    assert len(lettering.wrap(found, HEADLINE, room, bold=True)) <= 3
