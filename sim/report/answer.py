"""The three numbers of a brief."""

from __future__ import annotations

from collections.abc import Iterator

from sim.findings.answer import answer, beside, decimals
from sim.findings.leading import Asked, Told
from sim.findings.words import change, change_span, estimate, quoted, span
from sim.report.model import Count
from sim.results.values import Answer

__all__ = ["answer", "beside", "counts"]


def counts(told: Told) -> Iterator[Count]:
    """The three numbers: differences to the baseline where there is one to compare with, else levels."""
    for found in ([told.leading] if told.leading else []) + told.beside:
        chosen = found.of(told.moved.name) if told.moved else None
        yield compared(told, found, chosen) if chosen and chosen.difference is not None else level(found)


def compared(told: Told, found: Asked, chosen: Answer) -> Count:
    """A difference to the baseline."""
    count = decimals(found)
    noise = "; sampling noise could have made it" if chosen not in found.apart else ""
    where = f"{quoted(told.title(chosen.variant))} against {quoted(told.title(found.base))}"
    unit = f"{chosen.unit}; " if chosen.unit and chosen.kind != "chance" else ""
    return Count(change(chosen, count), chosen.label, f"{where}; {unit}95 % sampling interval {change_span(chosen, count)}{noise}")


def level(found: Asked) -> Count:
    """An answer that stands alone."""
    base, count = found.baseline, decimals(found)
    word = f"{base.said}; " if base.said else ""
    return Count(estimate(base, count), base.label, f"{word}95 % sampling interval {span(base, count)}; an illustration")
