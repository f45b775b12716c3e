"""Several runs set side by side before each is told: what differs, by how much, and how they were made."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from shlex import quote

from sim.errors import UsageError
from sim.experiments.compare import Comparison, compare
from sim.experiments.compare.tables import row_of
from sim.experiments.compare.words import findings
from sim.export.about import LIMITS
from sim.plots.comparisons import picture as comparison_picture
from sim.plots.comparisons import shown_quantities
from sim.plots.drawing.findings import number
from sim.report.drawing import tried
from sim.report.model import Grid, Paragraph, Section, items
from sim.report.words import level_places, percent, signed
from sim.results.result import Result

VERDICTS = {"larger": "larger than noise", "noise": "could be noise", "same": "the same in every world", "unknown": "not known"}
"""What is said of a difference beside its interval."""


def section(runs: Sequence[Result], theme: str) -> Section:
    """Several runs side by side; in words where they cannot be compared."""
    try:
        found = compare(*runs)
    except UsageError as error:
        return Section("compared", "Side by side", (Paragraph(f"These results are not compared: {error.what}."),))
    names = [f"{side.letter}: {side.result.title}, {side.place}" + (f", altered: {'; '.join(side.result.altered)}" if side.result.altered else "")
             for side in found.sides]
    drawn = list(tried(lambda: comparison_picture(found, "outcome_differences", shown_quantities(found), theme), "compared-differences"))
    said = [Paragraph(f"In the model: {one.headline}.", strong=True) for one in drawn]
    lines = [*findings(found), *(without_paths(remark, runs) for remark in found.remarks)]
    return Section("compared", "Side by side", (*said, Paragraph(LIMITS[0]), items(names), items(lines), *drawn, table(found)))


def without_paths(text: str, runs: Sequence[Result]) -> str:
    """A text that names results by their folders' names, not by where these lie on a machine."""
    for run in runs:
        if run.folder is not None:
            text = text.replace(quote(str(run.folder)), quote(run.folder.name))
    return text


def table(found: Comparison) -> Grid:
    """Every outcome of every pair, with the difference and whether noise could have made it."""
    rows = []
    for row in found.rows:
        told, chance = row_of(row), row.asked.kind == "chance"
        count = 1 if chance else level_places([row.found.first, row.found.second])
        factor, unit = (100, " pts") if chance else (1, "")
        both = [percent(value, 1) if chance else number(value, count) for value in (row.found.first, row.found.second)]
        ends = row.found.low, row.found.high
        interval = " to ".join(signed(factor * end, count) for end in ends) if all(map(isfinite, ends)) else "not known"
        rows.append((row.asked.label, f"{told['first']} and {told['second']}", *both, signed(factor * row.found.difference, count) + unit, interval,
                     VERDICTS[row.found.verdict]))
    head = ("Outcome", "Of", "First", "Second", "Second less first", "95 % interval", "")
    return Grid("The results side by side", (*head[:-1], "Against sampling noise"), tuple(rows))
