"""The first sheet of a workbook: the answer in a sentence, the question, every outcome by variant, and what to know before quoting it."""

from __future__ import annotations

from itertools import groupby

from sim.export.about import LIMITS, answer
from sim.export.sheets import Sheet
from sim.findings.words import POINTS
from sim.plots.outcome_strip import differs
from sim.results.answer_cells import heading
from sim.results.result import Result
from sim.results.values import Answer

AGAINST = ("Against the baseline", "95 % low", "95 % high", "")
HEAD = {
    "chance": ("Variant", *AGAINST, "Share of worlds", "95 % low", "95 % high", "In words"),
    "track": ("Variant", *AGAINST, "Mean", "95 % low", "95 % high", ""),
}
WIDTHS = (46, 20, 10, 10, 25, 15, 10, 10, 30)
"""The columns of the blocks, differences first, and their widths in letters. The interval is the sampling interval."""

NOISE, WORDS = 4, 8
"""The columns of words."""

COULD_BE_NOISE = "~ could be sampling noise"

LAST = len(WIDTHS) - 1


def write(sheet: Sheet, result: Result) -> None:
    """The whole sheet."""
    for place, letters in enumerate(WIDTHS):
        sheet.page.set_column(place, place, letters)
    sheet.page.hide_gridlines(2)
    sheet.lines(0, result.title, "title", LAST)
    first, *more = answer(result)
    sheet.lines(1, first, "answer", LAST)
    below = [" ".join(more), result.question.strip(), LIMITS[0]]
    there = [text for text in below if text]
    for place, text in enumerate(there, start=2):
        sheet.lines(place, text, "grey", LAST)
    row = blocks(sheet, result, len(there) + 3)
    sheet.put(row, 0, "Before you quote a number", "heading")
    for place, line in enumerate((*LIMITS[1:], result.foot), start=row + 1):
        sheet.lines(place, line, "grey", LAST)


def blocks(sheet: Sheet, result: Result, row: int) -> int:
    """A block per outcome, main questions first; returns the first free row."""
    titles = {info.name: info.title + (" (the baseline)" if info.is_baseline and len(result.variants) > 1 else "") for info in result.variants}
    groups = [list(group) for _, group in groupby(result.answers, key=lambda one: one.outcome)]
    for group in sorted(groups, key=lambda group: not group[0].headline):
        sheet.put(row, 0, heading(group[0]), "heading")
        for place, name in enumerate(HEAD[group[0].kind]):
            sheet.put(row + 1, place, name, "head" if place == 0 else "indented head" if place in (NOISE, WORDS) else "right head")
        for place, one in enumerate(group, start=row + 2):
            line(sheet, place, one, titles[one.variant])
        row += len(group) + 3
    return row


def line(sheet: Sheet, row: int, one: Answer, title: str) -> None:
    """One answer: the difference with its interval, then the level with its own."""
    level, change, factor = ("share", "points", POINTS) if one.kind == "chance" else ("number", "signed", 1)
    sheet.put(row, 0, title)
    sheet.put(row, 1, finite(one.difference, factor), change)
    for place, end in enumerate((one.difference_low, one.difference_high), start=2):
        sheet.put(row, place, finite(end, factor), f"{change} end")
    if one.difference is not None and not differs(one):
        sheet.put(row, NOISE, COULD_BE_NOISE, "indented")
    for place, value in enumerate((one.estimate, one.low, one.high), start=NOISE + 1):
        sheet.put(row, place, finite(value), level)
    sheet.put(row, WORDS, one.said or None, "indented")


def finite(value: float | None, factor: float = 1) -> float | None:
    """A number that a cell can hold; one world gives an interval without end, which is left empty."""
    return None if value is None or abs(value) == float("inf") else factor * value
