"""One style for all figures: colours (Okabe-Ito; orange for lower, blue for higher), sizes in points, themes.

Sizes and colours here are layout, not numbers of the model. A label always doubles a colour.
Source of the palette: Okabe and Ito (2008), Color Universal Design.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from matplotlib.colors import to_hex, to_rgb

from sim.errors import unknown_name

WIDTH, MARGIN = 8.0, 0.42
"""Width of every figure and its outer margin, in inches."""

DOTS_PER_INCH = 200
"""Of a PNG: a figure is 1,600 pixels wide."""

HEADLINE, DRAWN, TITLE, LABEL, TICK, FOOT = 11.0, 9.0, 9.0, 8.0, 7.5, 6.8
"""Sizes of type in points: the finding, the grey line, panel titles, labels, ticks, the foot."""

LEADING = 1.3
"""Distance between lines of text, in sizes of type."""

THIN, RULE, THICK = 0.9, 0.6, 1.6
"""Widths of lines in points."""

BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"

BANDS = ((0.05, 0.95, 0.16), (0.20, 0.80, 0.34), (0.35, 0.65, 0.52))
"""The fan's bands, widest first: lower quantile, upper quantile, strength of the tint."""


@dataclass(frozen=True)
class Theme:
    """Colours of a figure. `series` colours the variants after the baseline, in their order."""

    name: str
    paper: str = "#ffffff"
    ink: str = "#1b1b1b"
    grey: str = "#5a5f66"
    rule: str = "#d9dbde"
    baseline: str = "#4a4e54"
    series: tuple[str, ...] = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
    lower: str = VERMILION
    higher: str = BLUE
    capitals: dict[str, str] = field(
        default_factory=lambda: {"seoul": GREEN, "beijing": VERMILION, "washington": BLUE, "tokyo": PURPLE, "pyongyang": "#4a4e54"}
    )

    def tint(self, colour: str, strength: float) -> str:
        """The colour laid thinly on the paper: 0 is paper, 1 the full colour."""
        red, green, blue = (paper + strength * (full - paper) for paper, full in zip(to_rgb(self.paper), to_rgb(colour), strict=True))
        return to_hex((red, green, blue))

    def variant(self, index: int) -> str:
        """Colour of a variant by its place; 0 is the baseline, and colours come round again after the last."""
        return self.baseline if index == 0 else self.series[(index - 1) % len(self.series)]


THEMES = {
    "light": Theme("light"),
    "print": Theme("print", ink="#000000", grey="#3c3c3c", rule="#c4c4c4", baseline="#2b2b2b"),
    "dark": Theme(
        "dark",
        paper="#16191d",
        ink="#f2f2f2",
        grey="#a9b0b8",
        rule="#363c43",
        baseline="#c3c9cf",
        series=(SKY, ORANGE, GREEN, PURPLE, "#F0E442", BLUE),
        lower=ORANGE,
        higher=SKY,
        capitals={"seoul": GREEN, "beijing": ORANGE, "washington": SKY, "tokyo": PURPLE, "pyongyang": "#c3c9cf"},
    ),
}


def theme_named(name: str) -> Theme:
    """The theme of that name; raises `UsageError` with the nearest one."""
    if name not in THEMES:
        raise unknown_name("a theme", name, THEMES)
    return THEMES[name]
