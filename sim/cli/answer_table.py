"""The answer table: what each variant says about each outcome, baseline first."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from sim.cli.options import Manner
from sim.results.result import Result
from sim.results.values import Answer
from sim.world.calendar import month_label

WIDE = 96
"""Columns of a terminal from which the interval of the difference is shown too."""

NOTES = (
    "The interval is sampling noise only: more worlds narrow it. What is not known about the model is not in it.",
    "~ marks a difference that sampling noise could have made.",
)


def show(result: Result, how: Manner) -> None:
    """Print the table."""
    from rich.console import Console
    from rich.text import Text

    console = Console(force_terminal=True if how.color == "always" else None, no_color=how.color == "never" or None, highlight=False)
    console.print(Text(result.title, style="bold"))
    console.print(Text(summary(result)))
    for _, group in groupby(result.answers, key=lambda answer: answer.outcome):
        answers = list(group)
        console.print()
        console.print(Text(heading(answers[0]), style="bold"))
        console.print(block(result, answers, console.width))
    console.print()
    notes = NOTES if len(result.variants) > 1 else NOTES[:1]
    for line in (*notes, result.foot):
        console.print(Text(line, style="dim"))


def summary(result: Result) -> str:
    """How much was played: variants, worlds, months, seed."""
    count = len(result.variants)
    span = f"{month_label(result.start)} - {month_label(result.start + result.months - 1)}, monthly"
    return f"{count} variant{'s' if count > 1 else ''} x {result.worlds:,} worlds · {span} · seed {result.manifest['seed']}"


def heading(answer: Answer) -> str:
    """What a block of the table is about."""
    return answer.label if answer.kind == "chance" or not answer.unit else f"{answer.label} ({answer.unit})"


def block(result: Result, answers: list[Answer], width: int) -> Any:
    """One outcome: a row per variant."""
    from rich.table import Table

    several, wide = len(answers) > 1, width >= WIDE
    table = Table(box=None, padding=(0, 2, 0, 1), pad_edge=False, header_style="dim")
    table.add_column("Variant", no_wrap=True, max_width=22)
    table.add_column("", justify="right", no_wrap=True)
    if answers[0].word:
        table.add_column("", no_wrap=True)
    table.add_column("95 % MC", justify="right", no_wrap=True)
    if several:
        table.add_column(f"vs {result.variants[0].name}", justify="right", no_wrap=True)
    if several and wide:
        table.add_column("95 % MC", no_wrap=True)
    for answer in answers:
        table.add_row(*cells(answer, several, wide))
    return table


def cells(answer: Answer, several: bool, wide: bool) -> Iterator[str]:
    """The cells of one row."""
    chance = answer.kind == "chance"
    yield answer.variant
    yield f"{100 * answer.estimate:.1f} %" if chance else number(answer.estimate)
    if answer.word:
        yield answer.word
    yield f"{100 * answer.low:.1f} - {100 * answer.high:.1f} %" if chance else f"{number(answer.low)} - {number(answer.high)}"
    if several:
        yield difference(answer)
    if several and wide:
        yield difference_interval(answer)


def difference(answer: Answer) -> str:
    """The difference to the baseline, marked where sampling noise could have made it."""
    if answer.difference is None or answer.difference_low is None or answer.difference_high is None:
        return "-"
    mark = "~ " if answer.difference_low <= 0 <= answer.difference_high else ""
    return mark + (f"{100 * answer.difference:+.1f} pts" if answer.kind == "chance" else f"{answer.difference:+.3f}")


def difference_interval(answer: Answer) -> str:
    """The interval of the difference."""
    if answer.difference_low is None or answer.difference_high is None:
        return ""
    if answer.kind == "chance":
        return f"{100 * answer.difference_low:+.1f} to {100 * answer.difference_high:+.1f}"
    return f"{answer.difference_low:+.3f} to {answer.difference_high:+.3f}" if math.isfinite(answer.difference_low) else "one world"


def number(value: float) -> str:
    """A level with three decimals, or nothing where there is no bound."""
    return f"{value:.3f}" if math.isfinite(value) else ".."


def as_json(result: Result) -> str:
    """The answers and how they came about, for programs."""
    kept = ("name", "title", "question", "hash", "config_hash", "seed", "worlds", "failures", "from", "until", "months", "parameters",
            "calibrated", "run_in_months", "seconds", "variants", "foot")
    content = {key: result.manifest[key] for key in kept} | {"folder": str(result.folder), "answers": [plain(answer) for answer in result.answers]}
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)


def plain(answer: Answer) -> dict[str, Any]:
    """An answer as JSON can say it: no bound is null."""
    values = asdict(answer).items()
    return {key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in values}
