"""The first page of a run: the answer, what stands beside it, a line for each other headline, the terms, and what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.findings.answer import answer, beside, decimals
from sim.findings.headlines import lines, meaning, terms
from sim.findings.leading import Asked, Told
from sim.findings.words import change, change_span, estimate, quoted, span
from sim.report import limits, making
from sim.report.drawing import of_leading
from sim.report.expected import Expected
from sim.report.model import Block, Brief, Count, Paragraph, items
from sim.report.past import reads_back
from sim.results.values import Answer
from sim.world.theatres import speaker

QUESTION = "The story does not say its question."
ALSO = "Beside that, {moved} against {base}, with 95 % sampling intervals:"
ALTERED = "This run is not the story as it is told: {}."
LEVELS = "Beside that, each an illustration, with 95 % sampling intervals:"


def brief(told: Told, expected: Expected, theme: str, key: str, changes: str) -> Brief:
    """The whole page."""
    result, words = told.result, speaker(told.result.scenario) or str
    question, numbers = result.question.strip() or QUESTION, tuple(counts(told))
    found = words(answer(told))
    rest = [words(text) for text in lines(told)]
    read = [result.title, question, found, *rest, *(count.label for count in numbers)]
    blocks = (*counted_as(told), *doubts(told, expected), *([items(rest)] if rest else []), *explained(read, words), *above(told, len(numbers)))
    few = limits.short(result, [one.quantity for one in reversed(told.beside)])
    more, drawn = tuple(words(text) for text in beside(told)), of_leading(told, theme, key)
    return Brief(result.title, question, found, more, numbers, drawn, words(changes), few, making.cited(result), blocks)


def counts(told: Told) -> Iterator[Count]:
    """Differences to the baseline where there is one to compare with, else levels."""
    for found in told.beside:
        chosen = found.of(told.moved.name) if told.moved else None
        yield compared(found, chosen) if chosen and chosen.difference is not None else level(found)


def compared(found: Asked, chosen: Answer) -> Count:
    """A difference to the baseline."""
    count = decimals(found)
    noise = "" if chosen in found.apart else "; sampling noise could have made it"
    unit = f"; {chosen.unit}" if chosen.unit and chosen.kind != "chance" else ""
    return Count(change(chosen, count), chosen.label, f"{change_span(chosen, count)}{noise}{unit}")


def level(found: Asked) -> Count:
    """An answer that stands alone."""
    base, count = found.baseline, decimals(found)
    return Count(estimate(base, count), base.label, f"{f'{base.said}; ' if base.said else ''}{span(base, count)}")


def doubts(told: Told, expected: Expected) -> Iterator[Block]:
    """In what the run is not the story as told, that the story reads the past back, and that the model does not give what was expected."""
    altered = ALTERED.format("; ".join(told.result.altered)) if told.result.altered else ""
    yield from (Paragraph(text, strong=True) for text in (altered, reads_back(told.result), expected.short()) if text)


def counted_as(told: Told) -> Iterator[Block]:
    """What counts as the outcome that leads."""
    found = meaning(told, told.leading) if told.leading else ""
    if found:
        yield Paragraph(f"It comes true where {found}.", kind="note")


def explained(read: list[str], words: Callable[[str], str]) -> Iterator[Block]:
    """The terms of the page, each in half a sentence."""
    found = [f"{term}: {words(short)}." for term, short in terms(read)]
    if found:
        yield Paragraph(" ".join(found), kind="note")


def above(told: Told, numbers: int) -> Iterator[Block]:
    """What is compared in the numbers below."""
    if numbers:
        moved = told.moved
        yield Paragraph(ALSO.format(moved=quoted(moved.title), base=quoted(told.base.title)) if moved else LEVELS)
