"""The numbers that stand beside the answer on a first page: what is no headline."""

from __future__ import annotations

from collections.abc import Iterator

from sim.findings.answer import answer, beside, decimals
from sim.findings.leading import Asked, Told
from sim.findings.words import change, change_span, estimate, span
from sim.report.model import Count
from sim.results.values import Answer

__all__ = ["answer", "beside", "counts"]


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
