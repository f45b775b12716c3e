"""What goes with every export: the answer first, the question, how the numbers were made, what they rest on, their limits, how to cite them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from shlex import quote
from textwrap import fill
from typing import Any

from sim.plots import outcome_strip
from sim.results.account import account, citation
from sim.results.result import Result
from sim.results.values import Answer
from sim.world.theatres import speaker

WIDTH = 100
"""Columns of the text file."""

LIMITS = (
    "This is a structured scenario explorer, not a forecast. Quote differences between variants and their order, with their interval, "
    "\"in the model\".",
    "Cohesion, seams, leverage and credibility are indices that nobody has measured: a level or a per cent is an illustration, "
    "and should be marked so.",
    "The interval is sampling noise, which more worlds would make smaller. What is not known about the model is not in it.",
    "Most numbers of the model are judgement; each says so, with its reason and its range (sim explain NAME). "
    "Where the model fails on the past: sim backtest.",
)
"""What is said before anybody quotes a number."""


def about(result: Any) -> dict[str, list[str]]:
    """The headings and lines of what goes with an export."""
    if not isinstance(result, Result):
        return of_a_sweep(result)
    told = account(result)
    return {
        "Answer": [answer(result)],
        "Question": [result.question.strip()] if result.question.strip() else [],
        "Before you quote a number": list(LIMITS),
        "How it was made": [f"{label}: {'; '.join(lines)}" for label, lines in told.items() if result.folder or label != "Result"],
        "What the numbers rest on": [result.foot],
        "To cite": [citation(result)],
        "To play it again": [f"sim rerun {quote(str(result.folder))} --check"] if result.folder else [],
    }


def of_a_sweep(result: Any) -> dict[str, list[str]]:
    """The same of a sweep, which answers at every point anew."""
    levers = [f"{lever.name}: {lever.label}, " + (f"{lever.low:g} to {lever.high:g}" if lever.kind == "number" else ", ".join(lever.values))
              for lever in result.levers]
    return {
        "Sweep": [f"{result.title}: {result.played}, design {result.design}, seed {result.seed}"],
        "Question": [result.question.strip()] if result.question.strip() else [],
        "Levers": levers,
        "Not in this export": [left_out_of_a_sweep(result)],
        "Before you quote a number": list(LIMITS),
        "What the numbers rest on": [result.foot],
    }


def left_out_of_a_sweep(result: Any) -> str:
    """What of a sweep is not exported, and where it is."""
    return ("outcomes in each single world, mean paths over the months, points that failed with what was said: "
            f"they are in the parts of {result.folder}, which sim.results.sweep.SweepResult reads")


def answer(result: Result) -> str:
    """The answer in one sentence: the first chance that the story does not set itself, else the first level."""
    groups = outcome_strip.chances(result)
    words = speaker(result.scenario) or str
    if groups:
        return words(outcome_strip.headline(result, groups)) + "."
    tracks = [list(group) for _, group in groupby(result.answers, key=lambda one: one.outcome)]
    return words(of_levels(result, sorted(tracks, key=lambda group: not group[0].headline)[0])) if tracks else "The story asks nothing."


def of_levels(result: Result, answers: list[Answer]) -> str:
    """A level in the baseline, and where it differs most."""
    titles = {info.name: info.title for info in result.variants}
    first, *others = answers
    start = f"{first.label}: {first.estimate:.3f} if “{titles[first.variant]}”"
    if not others:
        return start + "."
    most = max(others, key=lambda one: abs(one.difference or 0))
    span = f"{most.difference_low:+.3f} to {most.difference_high:+.3f}"
    return f"{start}, {most.difference:+.3f} (95 % sampling {span}) if “{titles[most.variant]}”" + (", which differs most." if others[1:] else ".")


def as_text(title: str, told: Mapping[str, list[str]]) -> str:
    """The same as a text file."""
    parts = [title, "=" * len(title)]
    for heading, lines in told.items():
        if lines:
            parts += ["", heading, "-" * len(heading), *(fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines)]
    return "\n".join(parts) + "\n"
