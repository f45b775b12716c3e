"""The answer table: what each variant says about each outcome, baseline first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from sim.cli import output
from sim.cli.options import Manner
from sim.cli.spread_lines import enough_said, spread_as_json, spread_note, spread_of
from sim.results.answer_cells import NOTES, cells, head, heading
from sim.results.result import Result
from sim.results.rounding import places
from sim.results.values import Answer, counted
from sim.world.calendar import month_label

AIRY = 3
"""Spaces between columns where there is room."""

WORDS = 2
"""The column of the words of likelihood, where there is one."""

def show(result: Result, how: Manner) -> None:
    """Print the table, under the title and what was played; the spread of each variant too where much is to be said."""
    from rich.text import Text

    console = console_of(how)
    console.print(Text(result.title, style="bold"))
    for line in summary(result):
        console.print(Text(line))
    show_answers(result, console, bool(how.verbose))


def console_of(how: Manner) -> Any:
    """Where tables are printed, in colour or not."""
    from rich.console import Console

    return Console(force_terminal=True if how.color == "always" else None, no_color=how.color == "never" or None, highlight=False)


def show_answers(result: Result, console: Any, each: bool = False) -> None:
    """Print the answers, a block for each question, and what they rest on."""
    from rich.text import Text

    for outcome, group in groupby(result.answers, key=lambda answer: answer.outcome):
        answers = list(group)
        console.print()
        console.print(Text(heading(answers[0]), style="bold"))
        console.print(fitting(result, answers, console.width))
        for line in spread_of(result, outcome, console.width, each):
            console.print(Text(line))
    console.print()
    notes = NOTES if len(result.variants) > 1 else NOTES[:1]
    for line in (*notes, *spread_note(result), *enough_said(result), result.foot):
        console.print(Text(line, style="dim"))


def summary(result: Result) -> Iterator[str]:
    """How much was played: variants, worlds, months, seed; what differs from the story as told; how precise it became."""
    span = f"{month_label(result.start)} - {month_label(result.start + result.months - 1)}, monthly"
    yield f"{result.played} · {span} · seed {result.manifest['seed']}"
    if result.altered:
        yield "Altered: " + " · ".join(result.altered)
    precision = result.manifest.get("precision")
    if precision and precision["met"]:
        yield f"Reached ±{percent(precision['reached'])} (asked ±{percent(precision['asked'])})"
    elif precision:
        yield f"Stopped at {counted(result.worlds, 'world')}, ±{percent(precision['reached'])} (asked ±{percent(precision['asked'])})"


def percent(share: float) -> str:
    """A precision with two digits."""
    return f"{100 * share:.2g} %"


def fitting(result: Result, answers: list[Answer], width: int) -> Any:
    """One outcome as a table, as airy as the terminal allows; where it is too narrow, words take two lines, or the last interval goes."""
    baseline, digits = result.variants[0].name, places(answer.estimate for answer in answers)
    for full, broken in ((True, False), (True, True), (False, False), (False, True)):
        rows = [head(answers, baseline, full), *(list(cells(answer, len(answers) > 1, full, digits)) for answer in answers)]
        rows = [[cell.replace(" to ", " to\n") if broken and place == WORDS else cell for place, cell in enumerate(row)] for row in rows]
        needed = [max(len(line) for cell in column for line in cell.split("\n")) for column in zip(*rows, strict=True)]
        gap = min(AIRY, (width - sum(needed)) // (len(needed) - 1))
        if gap >= 1:
            break
    return block(rows, max(gap, 1))


def block(rows: list[list[str]], gap: int) -> Any:
    """A table of text: names and words to the left, numbers to the right."""
    from rich.table import Table

    table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style="dim")
    for place, name in enumerate(rows[0]):
        words = any(letter.isalpha() for row in rows[1:] for letter in row[place].removesuffix(" pts"))
        table.add_column(name, justify="left" if words else "right", no_wrap=True)
    for row in rows[1:]:
        table.add_row(*row)
    return table


def as_json(result: Result) -> str:
    """The answers and how they came about, for programs."""
    kept = ("name", "title", "question", "hash", "config_hash", "seed", "worlds", "failures", "from", "until", "months", "parameters",
            "calibrated", "run_in_months", "seconds", "variants", "foot")
    more = {"altered": result.altered, "precision": result.manifest.get("precision"), "folder": str(result.folder)} | spread_as_json(result)
    return output.as_json({key: result.manifest[key] for key in kept} | more | {"answers": [plain(answer) for answer in result.answers]})


def plain(answer: Answer) -> dict[str, Any]:
    """An answer as JSON can say it: no bound is null."""
    values = asdict(answer).items()
    return {key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in values}
