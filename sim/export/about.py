"""What goes with every export: the answer first, the question, how the numbers were made, what they rest on, their limits, how to cite them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from shlex import quote
from textwrap import fill
from typing import Any

from sim.export.asked import kinds_of
from sim.findings import answer_sentence
from sim.findings.answer import beside
from sim.findings.leading import Told
from sim.results import sweep_account
from sim.results.account import account, citation
from sim.results.result import Result
from sim.world.theatres import speaker

WIDTH = 100
"""Columns of the text file."""

LIMITS = (
    "This is a structured scenario explorer, not a forecast. Quote differences between variants and their order, with their interval, "
    "\"in the model\".",
    "Cohesion, seams, leverage and credibility are indices that nobody has measured: a level or a per cent is an illustration, "
    "and should be marked so.",
    "The interval is sampling noise, which more worlds would make smaller. What is not known about the model is not in it.",
    "Most numbers of the model are judgement; each says so, with its reason and its range. "
    "Where the model fails on the past is known and told.",
)
"""What is said before anybody quotes a number."""


def about(result: Any, form: str = "csv", tables: Sequence[str] = ()) -> dict[str, list[str]]:
    """The headings and lines of what goes with an export of some tables in a form."""
    if not isinstance(result, Result):
        return of_a_sweep(result, form, tables)
    told = account(result)
    return {
        "Answer": answer(result),
        "Question": [result.question.strip()] if result.question.strip() else [],
        "Before you quote a number": list(LIMITS),
        "Tables": here_and_not(result, form, tables),
        "How it was made": [f"{label}: {'; '.join(lines)}" for label, lines in told.items() if result.folder or label != "Result"],
        "What the numbers rest on": [result.foot],
        "To cite": [citation(result)],
        "To play it again": [f"sim rerun {quote(str(result.folder))} --check"] if result.folder else [],
    }


def of_a_sweep(result: Any, form: str, tables: Sequence[str]) -> dict[str, list[str]]:
    """The same of a sweep, which answers at every point anew."""
    levers = [f"{lever.name}: {lever.label}, " + (f"{lever.low:g} to {lever.high:g}" if lever.kind == "number" else ", ".join(lever.values))
              for lever in result.levers]
    told = sweep_account.account(result)
    return {
        "Sweep": [f"{result.title}: {result.played}, design {result.design}, seed {result.seed}"],
        "Question": [result.question.strip()] if result.question.strip() else [],
        "Levers": levers,
        "Before you quote a number": list(LIMITS),
        "Tables": here_and_not(result, form, tables),
        "Not in this export": [left_out_of_a_sweep(result)],
        "How it was made": [f"{label}: {'; '.join(lines)}" for label, lines in told.items()],
        "What the numbers rest on": [result.foot],
        "To cite": [sweep_account.citation(result)],
    }


def here_and_not(result: Any, form: str, tables: Sequence[str]) -> list[str]:
    """Which tables stand here, and how to have the others."""
    kinds = kinds_of(result)
    others = [f"{name} ({kind.meaning})" for name, kind in kinds.items() if name not in tables]
    if not (tables and others):
        return []
    asked = f"sim export {quote(str(result.folder))} --format {form} --what TABLE" if result.folder else "run.export(what=[TABLE])"
    return [f"Here: {', '.join(tables)}.", f"Not here: {'; '.join(others)}. To have one: {asked}"]


def left_out_of_a_sweep(result: Any) -> str:
    """What of a sweep is not exported, and where it is."""
    return ("outcomes in each single world, mean paths over the months, points that failed with what was said: "
            f"they are in the parts of {result.folder}, which sim.results.sweep.SweepResult reads")


def answer(result: Result) -> list[str]:
    """The answer in the sentence of the report, which leads with the difference to the baseline, and what must stand beside it."""
    words = speaker(result.scenario) or str
    return [answer_sentence(result), *map(words, beside(Told(result)))]


def as_text(title: str, told: Mapping[str, list[str]]) -> str:
    """The same as a text file."""
    parts = [title, "=" * len(title)]
    for heading, lines in told.items():
        if lines:
            parts += ["", heading, "-" * len(heading), *(fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines)]
    return "\n".join(parts) + "\n"
