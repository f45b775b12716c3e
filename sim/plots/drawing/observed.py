"""What was observed, in black, where a result plays the past that is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.plots.drawing.panels import Panel
from sim.plots.drawing.style import THICK, TICK
from sim.world.calendar import MONTHS
from sim.world.numbers import table

if TYPE_CHECKING:
    from sim.results.result import Result


class Observation(NamedTuple):
    """A mean over months, from year `first` to year `last` of the axis."""

    first: float
    last: float
    value: float


def observations(result: Result, quantity: str) -> list[Observation]:
    """The means on record of a quantity in the months of a result; none unless it plays the story of the past."""
    if result.name != table("history/checks.yaml")["story"]:
        return []
    from sim.history.checks import checks

    found = []
    for check in checks():
        inside = result.start <= check.window[0] and check.window[1] < result.start + result.months
        if check.measure == "mean" and check.quantity == quantity and check.observed is not None and inside:
            found.append(Observation(check.window[0] / MONTHS, (check.window[1] + 1) / MONTHS, check.observed))
    return found


def draw(panel: Panel, found: list[Observation]) -> None:
    """A black bar over the months of each mean."""
    for first, last, value in found:
        panel.line((first, last), (value, value), panel.picture.theme.ink, THICK, solid_capstyle="butt", zorder=4)
    if found:
        x, y = panel.place((found[-1].first + found[-1].last) / 2, found[-1].value)
        panel.picture.write(x, y - 0.14, "observed", TICK, ha="center", zorder=5)
