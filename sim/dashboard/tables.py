"""The answers as tables of HTML: a block for each question, a row for each variant, with its word and its interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from math import isfinite

from sim.experiments.compare import Comparison
from sim.experiments.compare.measured import Measured
from sim.experiments.effect_cells import table
from sim.experiments.effects import effects
from sim.experiments.sweep.by_construction import MARK, by_construction
from sim.results.rounding import places
from sim.results.sweep import SweepResult
from sim.results.sweep_cells import HEAD, cells, heading
from sim.results.sweep_spans import spans
from sim.results.sweep_values import OutcomeInfo
from sim.results.values import Answer

NOTE = ("Below each number its 95 % sampling interval: the noise of having played so many worlds and no more. ~ marks a difference that this "
        "noise could have made. The difference is what may be quoted; chance and mean are an illustration.")

STYLE = """<style>.sim-answers {border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .92rem; margin: 0 0 1.1rem}
.sim-answers caption {text-align: left; font-weight: 600; padding: .2rem 0; caption-side: top; color: inherit}
.sim-answers th {text-align: right; font-weight: 400; color: #5a5f66; padding: .15rem .4rem; border-bottom: 1px solid #d9dbde}
.sim-answers td {text-align: right; padding: .15rem .4rem; border-bottom: 1px solid #eef0f1; vertical-align: top}
.sim-answers small {display: block; color: #5a5f66; white-space: nowrap; font-size: .85em}
.sim-answers :is(th, td):first-child {text-align: left} .sim-answers .word {text-align: left}
.sim-answers td:not(:first-child, .word) {white-space: nowrap}
.sim-scroll {overflow-x: auto}</style>"""


def answers(found: Sequence[Answer], titles: dict[str, str]) -> str:
    """Answers, a table for each outcome; `titles` are those of the variants."""
    blocks = [block(list(group), titles) for _, group in groupby(found, key=lambda answer: answer.outcome)]
    return STYLE + "".join(blocks)


def block(rows: list[Answer], titles: dict[str, str]) -> str:
    """One outcome."""
    first = rows[0]
    chance, digits = first.kind == "chance", places(row.estimate for row in rows)
    several = len(rows) > 1
    head = ["Variant", *([f"Against {rows[0].variant}"] if several else []), "Chance" if chance else "Mean", *(["In words"] if chance else [])]
    lines = []
    for row in rows:
        name = f"{row.variant}: {titles[row.variant]}" if several else titles[row.variant]
        cells = [two(level(row.estimate, chance, digits), span(row.low, row.high, chance, digits)), *([row.said] if chance else [])]
        lines.append([name, *([against(row, chance, digits)] if several else []), *cells])
    unit = "" if chance or not first.unit or first.unit in first.label else f" ({first.unit})"
    return html(first.label + unit, head, lines)


def against(row: Answer, chance: bool, digits: int) -> str:
    """The difference to the baseline with its interval; of the baseline itself none."""
    if row.difference is None or row.difference_low is None or row.difference_high is None:
        return "baseline"
    return two(*gap(row.difference, row.difference_low, row.difference_high, (chance, digits)))


def two(value: str, interval: str) -> str:
    """A value and its interval in one cell, the interval below it."""
    return f"{value}\n{interval}" if interval else value


def compared(found: Comparison, shown: Sequence[str] = ()) -> str:
    """What a run changes against the pinned one, in every variant or in those `shown`."""
    blocks = []
    for _, group in groupby(found.rows, key=lambda row: row.pair.names):
        rows = list(group)
        if shown and rows[0].pair.second[1].name not in shown:
            continue
        lines = [[row.asked.label, *between(row.found, row.asked.kind == "chance")] for row in rows]
        blocks.append(html(rows[0].pair.second[1].name, ["Outcome", "Difference", "Worlds up / down", "Pinned", "Now"], lines))
    return STYLE + "".join(blocks)


def between(found: Measured, chance: bool) -> list[str]:
    """Both estimates and their difference."""
    digits = places([found.first, found.second])
    moved = "other worlds" if found.higher is None else f"{found.higher} / {found.lower} of {found.of}"
    apart = ["the same", ""] if found.verdict == "same" else gap(found.difference, found.low, found.high, (chance, digits))
    said = {"noise": "cannot be told apart", "same": "in every world", "larger": "", "unknown": ""}[found.verdict]
    return ["\n".join(filter(None, (two(*apart), said))), moved, level(found.first, chance, digits), level(found.second, chance, digits)]


def swept(sweep: SweepResult, outcomes: Sequence[OutcomeInfo]) -> str:
    """Outcomes of a sweep as the terminal shows them: what the variants and the levers do to each, then the levels over its points."""
    decided, blocks = by_construction(sweep), []
    spread = spans(sweep)
    for outcome in outcomes:
        named = heading(outcome) + (f" ({MARK})" if outcome.name in decided else "")
        if found := effects(sweep, outcome.name):
            head, *rows = table(sweep, found)
            blocks.append(html(named, head, rows))
        blocks.append(html(named if not found else "Levels over the points", HEAD, [list(cells(one)) for one in spread if one.outcome == outcome]))
    return STYLE + "".join(blocks)


def level(value: float, chance: bool, digits: int) -> str:
    """A chance or a level."""
    return "unknown" if not isfinite(value) else f"{100 * value:.1f} %" if chance else f"{value:.{digits}f}"


def span(low: float, high: float, chance: bool, digits: int) -> str:
    """An interval."""
    if not isfinite(low):
        return "one world"
    return f"{100 * low:.1f} to {100 * high:.1f} %" if chance else f"{low:.{digits}f} to {high:.{digits}f}"


def gap(value: float, low: float, high: float, form: tuple[bool, int]) -> list[str]:
    """A difference and its interval; `form` is whether it is of chances, and how many decimals it has."""
    chance, digits = form
    scale, places_shown, unit = (100, 1, " pts") if chance else (1, digits, "")
    mark = "~ " if low <= 0 <= high else ""
    interval = f"{scale * low:+.{places_shown}f} to {scale * high:+.{places_shown}f}" if isfinite(low) else "one world"
    return [f"{mark}{scale * value:+.{places_shown}f}{unit}", interval]


def in_lines(cell: str) -> str:
    """A cell; what stands below its first line is set smaller."""
    first, *rest = map(escape, cell.split("\n"))
    return first + "".join(f"<small>{line}</small>" for line in rest)


def html(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a caption."""
    word = head.index("In words") if "In words" in head else -1
    marked = [' class="word"' if place == word else "" for place in range(len(head))]
    top = "".join(f"<th scope=col{mark}>{escape(name)}</th>" for name, mark in zip(head, marked, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{mark}>{in_lines(cell)}</td>" for cell, mark in zip(row, marked, strict=True)) + "</tr>" for row in rows
    )
    return (f'<div class="sim-scroll"><table class="sim-answers"><caption>{escape(caption)}</caption>'
            f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>")
