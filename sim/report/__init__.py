"""THE FILE TO HAND OVER: one HTML page made of results, with its pictures, its doubts and its sources, that needs nothing from outside.

`leading` chooses what is said first, `first_page`, `steady`, `past`, `story` and `making` say it, `page` writes it down.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.results.result import Result
    from sim.results.sweep import SweepResult

THEMES = ("light", "print")
"""Colours of a report: for a screen, or for paper."""


def report(results: Sequence[Result | SweepResult], theme: str = "light") -> str:
    """The report on one or several results as the text of an HTML file; a sweep beside a run of its story tells what the run depends on."""
    from sim.report.document import document
    from sim.report.page import html

    return html(document(results, theme))


def keep(results: Sequence[Result | SweepResult], out: str | Path | None = None, theme: str = "light") -> Path:
    """Write the report, by default as `report.html` into the folder of the first result; what is there already is never replaced."""
    from sim.report.placing import home, put

    return put(report(results, theme), home(results, out))
