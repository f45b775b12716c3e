"""The tables of a report: outcomes by variant with words, intervals and differences; where the spread comes from; words of likelihood."""

from __future__ import annotations

from collections.abc import Iterator

from sim.findings.leading import Asked, Told
from sim.findings.words import change, change_span, decimals, estimate, span
from sim.plots.bands import PARTS, spanned
from sim.plots.outcome_strip import words as likelihood_words
from sim.report.model import Grid
from sim.results.result import Result

SET_BY_STORY = "The story itself sets part of what is asked here: in part these numbers read the story back."
NOISE = "~ could be sampling noise."


def outcome(told: Told, asked: Asked) -> Grid:
    """One outcome in every variant."""
    chance, several = asked.answers[0].kind == "chance", bool(asked.others)
    count = decimals(asked.answers)
    head = ["Variant", "Share of worlds" if chance else "Mean", *(["In words"] if chance else []), "95 % interval"]
    head += ["Against the baseline", "95 % interval of the difference"] if several else []
    rows = []
    for answer in asked.answers:
        name = told.title(answer.variant) + (" (the baseline)" if several and answer is asked.baseline else "")
        row = [name, estimate(answer, count), *([answer.said] if chance else []), span(answer, count)]
        mark = "" if answer in asked.apart or answer is asked.baseline else "~ "
        row += [mark + change(answer, count) if answer.difference is not None else "–", change_span(answer, count) or "–"] if several else []
        rows.append(tuple(row))
    unit = f" ({asked.answers[0].unit})" if asked.answers[0].unit and not chance else ""
    notes = [NOISE] * any(one not in asked.apart for one in asked.others) + [SET_BY_STORY] * asked.told
    return Grid(f"{asked.answers[0].label}{unit}", tuple(head), tuple(rows), " ".join(notes))


def bands(result: Result) -> Iterator[Grid]:
    """Where the spread of each outcome comes from, over the worlds of all variants."""
    every = [band for band in result.bands if not band.variant or len(result.variants) == 1]
    labels = {answer.outcome: answer.label for answer in result.answers}
    parts = [part for part in PARTS if any(band.part == part for band in every)]
    rows = []
    for name, label in labels.items():
        own = {band.part: band for band in every if band.outcome == name}
        if own:
            rows.append((label, *(spanned(own[part]) if part in own else "–" for part in parts)))
    if rows:
        heads = tuple(PARTS[part].capitalize() for part in parts)
        yield Grid("Where the differences between worlds come from, with 95 % intervals", ("Outcome", *heads), tuple(rows),
                   "~ cannot be told apart from 0. Variants: what the story's own options make.")


def likelihood() -> Grid:
    """The words of ICD 203 with the shares that they stand for."""
    found = likelihood_words()
    rows = tuple((word, f"{100 * low:.0f} to {100 * high:.0f} %") for low, high, word in found)
    return Grid("Words of likelihood", ("Word", "Share of worlds"), rows,
                "After US Intelligence Community Directive 203. An interval that reaches over two words gets both; over more, none. "
                "A word says how often something happens in the model, not how likely it is in the world.")
