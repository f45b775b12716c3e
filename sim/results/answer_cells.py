"""The answers of a run as cells of a table: for each question a row per variant, as the terminal and a notebook show them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.results.rounding import PLACES
from sim.results.values import Answer

NOTES = (
    "95 % sampling: the noise of having played so many worlds and no more. What is not known about the model is not in it.",
    "~ marks a difference that sampling noise could have made.",
)


def heading(answer: Answer) -> str:
    """What a block of the table is about; of the unit what the label does not say."""
    if answer.kind == "chance":
        return answer.label
    unit = ", ".join(part for part in answer.unit.split(", ") if part not in answer.label)
    return f"{answer.label} ({unit})" if unit else answer.label


def head(answers: list[Answer], baseline: str, full: bool) -> list[str]:
    """The names of the columns; `full` with the interval of the difference."""
    word = [""] if answers[0].word else []
    against = [f"vs {baseline}"] + ["95 % sampling"] * full if len(answers) > 1 else []
    return ["Variant", "", *word, "95 % sampling", *against]


def cells(answer: Answer, several: bool, full: bool, digits: int = PLACES) -> Iterator[str]:
    """The cells of one row, levels with so many decimals."""
    chance = answer.kind == "chance"
    yield answer.variant
    yield f"{100 * answer.estimate:.1f} %" if chance else number(answer.estimate, digits)
    if answer.word:
        yield answer.said
    yield f"{100 * answer.low:.1f} - {100 * answer.high:.1f} %" if chance else f"{number(answer.low, digits)} - {number(answer.high, digits)}"
    if several:
        yield difference(answer, digits)
    if several and full:
        yield difference_interval(answer, digits)


def difference(answer: Answer, digits: int = PLACES) -> str:
    """The difference to the baseline, marked where sampling noise could have made it."""
    if answer.difference is None or answer.difference_low is None or answer.difference_high is None:
        return "-"
    mark = "~ " if answer.difference_low <= 0 <= answer.difference_high else ""
    return mark + (f"{100 * answer.difference:+.1f} pts" if answer.kind == "chance" else f"{answer.difference:+.{digits}f}")


def difference_interval(answer: Answer, digits: int = PLACES) -> str:
    """The interval of the difference."""
    if answer.difference_low is None or answer.difference_high is None:
        return ""
    if answer.kind == "chance":
        return f"{100 * answer.difference_low:+.1f} to {100 * answer.difference_high:+.1f}"
    return f"{answer.difference_low:+.{digits}f} to {answer.difference_high:+.{digits}f}" if math.isfinite(answer.difference_low) else "one world"


def number(value: float, digits: int = PLACES) -> str:
    """A level, or nothing where there is no bound."""
    return f"{value:.{digits}f}" if math.isfinite(value) else ".."
