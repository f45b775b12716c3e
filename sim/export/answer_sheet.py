"""The first sheet of a workbook: the answer in a sentence, the question, every outcome by variant, and what to know before quoting it."""

from __future__ import annotations

from itertools import groupby

from sim.export.about import LIMITS, answer
from sim.export.sheets import Sheet
from sim.results.result import Result
from sim.results.values import Answer

HEAD = {
    "chance": ("Variant", "Estimate", "95 % low", "95 % high", "In words", "Points less baseline", "95 % low", "95 % high"),
    "track": ("Variant", "Estimate", "95 % low", "95 % high", "", "Less baseline", "95 % low", "95 % high"),
}
WIDTHS = (46, 11, 11, 11, 32, 20, 11, 11)
"""The columns of the blocks, and their widths in letters. The interval is the sampling interval."""

WORDS = 4
"""The column of words."""

LAST = len(WIDTHS) - 1


def write(sheet: Sheet, result: Result) -> None:
    """The whole sheet."""
    for place, letters in enumerate(WIDTHS):
        sheet.page.set_column(place, place, letters)
    sheet.page.hide_gridlines(2)
    sheet.lines(0, result.title, "title", LAST)
    sheet.lines(1, answer(result), "answer", LAST)
    row = 2
    if result.question.strip():
        sheet.lines(row, result.question.strip(), "grey", LAST)
        row += 1
    sheet.lines(row, LIMITS[0], "grey", LAST)
    row = blocks(sheet, result, row + 2)
    sheet.put(row, 0, "Before you quote a number", "heading")
    for place, line in enumerate((*LIMITS[1:], result.foot), start=row + 1):
        sheet.lines(place, line, "grey", LAST)


def blocks(sheet: Sheet, result: Result, row: int) -> int:
    """A block per outcome, main questions first; returns the first free row."""
    titles = {info.name: info.title for info in result.variants}
    groups = [list(group) for _, group in groupby(result.answers, key=lambda one: one.outcome)]
    for group in sorted(groups, key=lambda group: not group[0].headline):
        first = group[0]
        unit = f" ({first.unit})" if first.unit and first.unit not in first.label else ""
        sheet.put(row, 0, first.label + unit, "heading")
        for place, name in enumerate(HEAD[first.kind]):
            sheet.put(row + 1, place, name, "head" if place == 0 else "indented head" if place == WORDS else "right head")
        for place, one in enumerate(group, start=row + 2):
            line(sheet, place, one, titles[one.variant])
        row += len(group) + 3
    return row


def line(sheet: Sheet, row: int, one: Answer, title: str) -> None:
    """One answer."""
    level, change = ("share", "points") if one.kind == "chance" else ("number", "signed")
    sheet.put(row, 0, title)
    for place, value in enumerate((one.estimate, one.low, one.high), start=1):
        sheet.put(row, place, finite(value), level)
    sheet.put(row, WORDS, one.said or None, "indented")
    for place, changed in enumerate((one.difference, one.difference_low, one.difference_high), start=WORDS + 1):
        sheet.put(row, place, finite(changed), change)


def finite(value: float | None) -> float | None:
    """A number that a cell can hold; one world gives an interval without end, which is left empty."""
    return None if value is None or abs(value) == float("inf") else value
