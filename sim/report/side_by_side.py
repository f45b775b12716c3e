"""Several results set side by side before each is told: what is compared, the one sentence on the difference, and a common table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from shlex import quote

from sim.errors import UsageError
from sim.experiments.compare import Comparison, Row, compare
from sim.findings.answer import answer, size
from sim.findings.leading import Told
from sim.findings.words import change, change_span, factor_of, number, percent, quoted, size_span
from sim.plots.comparisons import picture as comparison_picture
from sim.plots.comparisons import shown_quantities
from sim.report import limits
from sim.report.drawing import tried
from sim.report.kin import otherwise
from sim.report.model import Brief, Grid, Paragraph, Section, items
from sim.results.result import Result
from sim.results.rounding import Gap, adding_up, decimals
from sim.results.sweep import SweepResult

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What results are called where there are several."""

VERDICTS = {"larger": "larger than noise", "noise": "could be noise", "same": "the same in every world", "unknown": "not known"}
"""What is said of a difference beside its interval."""

HEAD = ("95 % interval", "Against sampling noise")
WORLDS = "; in the {:,} worlds that both were played in"
MOST = 12
"""So many rows of the common table stand on the first page."""

COMMAND = ". All of it: "
"""What a remark ends in that names a command: in a report commands stand under how to make it again."""


def compared(runs: Sequence[Result]) -> tuple[Comparison | None, str]:
    """The runs set side by side; None and the reason where that cannot be."""
    try:
        return compare(*runs), ""
    except UsageError as error:
        return None, error.what


def not_compared(results: Sequence[Result | SweepResult]) -> str:
    """Why several results are told one after the other and not compared; nothing where they are, or where there is but one."""
    runs = [found for found in results if isinstance(found, Result)]
    if len(results) < 2:
        return ""
    if len(runs) > 1:
        return compared(runs)[1]
    if not runs:
        return "a sweep answers at every point anew, and is set beside no other"
    alike = any(found.name == runs[0].name for found in results if found is not runs[0])
    return "the sweep is of another text, or of another model, than the run" if alike else "a sweep is not set beside a run of another story"


def top(told: Sequence[Result | SweepResult], title: str) -> Brief:
    """The joint first page."""
    runs = [found for found in told if isinstance(found, Result)]
    found, why = compared(runs) if len(runs) > 1 else (None, not_compared(told))
    questions = dict.fromkeys(one.question.strip() for one in told if one.question.strip())
    names = items([of_result(place, one, alone=found is None) + of_another_text(one, runs) for place, one in enumerate(told)])
    said = sentence(found, runs[0]) if found else f"These results are not compared: {why}. Each is told by itself."
    grids = tuple(first_tables(found, runs[0])) if found else ()
    return Brief(title, " ".join(questions), said, (), (), None, "", limits.short(told[0]), "", (names, *grids))


def of_result(place: int, result: Result | SweepResult, *, alone: bool) -> str:
    """What is compared: a result with what was altered in it; its own answer where it is compared with nothing."""
    changes = f", altered: {'; '.join(result.altered)}" if result.altered else ""
    own = f" {answer(Told(result))}" if alone and isinstance(result, Result) else ""
    folder = f", {result.folder.name}" if result.folder else ""
    return f"{LETTERS[place % len(LETTERS)]}: {result.title}{folder}, {result.played}, seed {result.manifest['seed']}{changes}.{own}"


def of_another_text(sweep: Result | SweepResult, runs: Sequence[Result]) -> str:
    """In what the story of a sweep that is told by itself is not that of the first run of its name."""
    place, run = next(((place, run) for place, run in enumerate(runs) if run.name == sweep.name), (0, None))
    if run is None or not isinstance(sweep, SweepResult):
        return ""
    return f" Its story is not that of {LETTERS[place % len(LETTERS)]}: {otherwise(run, sweep)}."


def sentence(found: Comparison, first: Result) -> str:
    """The one sentence: the leading outcome where the results differ most, with its interval; or that noise could have made every difference."""
    leading = Told(first).leading
    rows = [row for row in found.rows if leading and row.outcome == leading.name] or list(found.rows)
    larger = [row for row in rows if row.found.verdict == "larger"]
    row = max(larger or rows, key=lambda one: abs(one.found.difference))
    gap, count = gap_of(row), decimals([gap_of(one) for one in rows if one.outcome == row.outcome])
    if larger:
        count = adding_up(factor_of(gap) * row.found.second, factor_of(gap) * row.found.first, count)
        return (f"In the model, {quoted(row.asked.label)} {levels(row, count)}: {size(gap, count)} "
                f"(95 % sampling interval {size_span(gap, count)}{WORLDS.format(row.found.worlds) if row.found.matched else ''}).")
    largest = (f"the largest difference, {change(gap, count)} {where(row)}, could be sampling noise ({change_span(gap, count)})"
               if row.found.difference else "it is the same in all")
    return f"In the model, the results are not told apart on {quoted(row.asked.label)}: {largest}."


def levels(row: Row, count: int) -> str:
    """`comes true in 2 % of the worlds in B, against 15 % in A, if “The bans go”`."""
    (one, first), (two, second) = row.pair.first, row.pair.second
    verb, of = ("comes true in", " of the worlds") if row.asked.kind == "chance" else ("is", "")
    ends = shown(row, row.found.second, count), shown(row, row.found.first, count)
    if first.title == second.title:
        return f"{verb} {ends[0]}{of} in {two.letter}, against {ends[1]} in {one.letter}, if {quoted(second.title)}"
    return f"{verb} {ends[0]}{of} in {two.letter} if {quoted(second.title)}, against {ends[1]} in {one.letter} if {quoted(first.title)}"


def where(row: Row) -> str:
    """In which variants: `if “The bans go”`."""
    titles = dict.fromkeys(quoted(info.title) for _, info in (row.pair.second, row.pair.first))
    return f"if {' against '.join(titles)}"


def shown(row: Row, value: float, count: int) -> str:
    """A level or a share as the table has it."""
    return percent(value, count) if row.asked.kind == "chance" else number(value, count)


def gap_of(row: Row) -> Gap:
    """The difference of a row as one that is written as all others are."""
    return Gap(row.asked.kind, row.found.difference, row.found.low, row.found.high, row.found.second)


def section(found: Comparison, runs: Sequence[Result], theme: str) -> Section:
    """All that a comparison found: its picture, every outcome of every pair, and in what the results were made otherwise."""
    drawn = tuple(tried(lambda: comparison_picture(found, "outcome_differences", shown_quantities(found), theme), "compared-differences"))
    made = items([without_paths(remark, runs) for remark in found.remarks])
    said = (Paragraph("In what they differ:"), made) if found.remarks else ()
    return Section("compared", "Side by side", (*said, *drawn, *(grid for grid, _ in tables(found))))


def without_paths(text: str, runs: Sequence[Result]) -> str:
    """A remark that names results by their folders' names, not by where these lie on a machine, and no command."""
    text = text.partition(COMMAND)[0]
    for run in runs:
        if run.folder is not None:
            text = text.replace(quote(str(run.folder)), quote(run.folder.name))
    return text


def first_tables(found: Comparison, first: Result) -> Iterator[Grid]:
    """The headlines side by side, the leading one before others, as many as a page has room for."""
    leading, rows = Told(first).leading, 0
    grids = list(tables(found, leading.name if leading else ""))
    headlines = [grid for grid, row in grids if row.asked.headline] or [grid for grid, _ in grids]
    for grid in headlines:
        rows += len(grid.rows)
        if rows <= MOST or grid is headlines[0]:
            yield grid


def tables(found: Comparison, leading: str = "") -> Iterator[tuple[Grid, Row]]:
    """A table for each outcome with a row for each pair, and one of its rows; the leading outcome first."""
    rows = sorted(found.rows, key=lambda row: (row.outcome != leading, [one.outcome for one in found.rows].index(row.outcome)))
    two = len(found.sides) == 2
    ends = [found.sides[0].letter, found.sides[1].letter] if two else ["First", "Second"]
    for _, group in groupby(rows, key=lambda row: row.outcome):
        same = list(group)
        unit = f" ({same[0].asked.unit})" if same[0].asked.unit and same[0].asked.kind != "chance" else ""
        head = ("Variant", *ends, f"{ends[1]} less {ends[0] if two else ends[0].lower()}", *HEAD)
        count = decimals([gap_of(row) for row in same])
        yield Grid(f"{same[0].asked.label}{unit}", head, tuple(cells(row, count, letters=not two) for row in same)), same[0]


def cells(row: Row, count: int, *, letters: bool) -> tuple[str, ...]:
    """One outcome of one pair."""
    (one, first), (two, second) = row.pair.first, row.pair.second
    of = first.title if first.title == second.title else f"{first.title}; {second.title}"
    return (of + f" ({one.letter}, {two.letter})" * letters, shown(row, row.found.first, count), shown(row, row.found.second, count),
            change(gap_of(row), count), change_span(gap_of(row), count), VERDICTS[row.found.verdict])
