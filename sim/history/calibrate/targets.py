"""The figures that parameters are fitted to."""

from __future__ import annotations

from sim.history.observation import Link, covered, links
from sim.history.series import Figure, observed
from sim.history.suite import Suite


def targets(suite: Suite, window: tuple[int, int]) -> dict[Figure, Link]:
    """Every figure of a window that is linked to the model, with what it measures: of all series of the suite's tables, but for copies of others.

    Of a series that the suite names, the months that count there.
    """
    first, last = window
    own = {name: part for part in suite.parts for name in part.links}
    found = {}
    for name, link in links(suite.tables).items():
        for figure in observed(suite.tables).get(name, ()) if not link.copy_of else ():
            counts = name not in own or figure in own[name].within(window)
            if counts and covered(link, figure, first, last - first + 1):
                found[figure] = link
    return found
