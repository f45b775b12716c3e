"""The page in a zip that plays again: two commands, what to expect, what lies where, and what to know before quoting a number."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from sim.export.about import LIMITS, answer
from sim.findings.words import change, change_span, estimate, span
from sim.results import sweep_account
from sim.results.account import asked_as, citation
from sim.results.manifest import SHORT
from sim.results.result import Result
from sim.results.rounding import PLACES
from sim.results.sweep import SweepResult
from sim.results.sweep_cells import heading
from sim.results.values import Answer

INSTALL = "python -m pip install -r requirements.txt ./program"

PAGE = """# {title}

To play this result again and to compare. {question}

{lead}

## Two commands

In this folder, with Python {python} (on {system}; another version plays too, though last digits may move), in an environment of your own
(`python3 -m venv .venv`, then `. .venv/bin/activate`):

```
{install}
{check}
```

The second plays {played} again with seed {seed}, which took {seconds:.0f} s, and compares every data file. It ends with *The same, byte for byte*.
Where it does not, compare with the numbers below: with the same program they agree to three digits.{changed}

It was asked for as `{asked}`. To play on: {onward}.

## The numbers to compare with

{numbers}

## What is here

{contents}

## Before you quote a number

{limits}

{foot}

To cite: {citation}
"""


def page(result: Result | SweepResult, changed: tuple[str, ...], casts: dict[str, str], whole: bool) -> str:
    """The page that says how to play it again and what to expect."""
    facts = result.manifest
    agents = "".join(f" --agent {capital}=agents/{Path(cast).name}" for capital, cast in casts.items())
    differs = f"\n\nThe program here is not quite the one that made the result: {'; '.join(changed)}." if changed else ""
    made = {key: facts[key] for key in ("seed", "seconds")} | {key: facts["versions"][key] for key in ("python", "system")}
    own = of_a_run(result) if isinstance(result, Result) else of_a_sweep(result)
    return PAGE.format(
        **made, **own, title=result.title, question=result.question.strip(), install=installation(facts, whole), asked=asked_as(facts),
        check=f"sim rerun result --check{agents}", played=result.played, changed=differs,
        contents=listing(result, bool(casts), whole), limits="\n".join(f"- {line}" for line in LIMITS), foot=result.foot,
    )


def of_a_run(result: Result) -> dict[str, str]:
    """What the page says of a run: its answer, its answers, how to cite it and play on."""
    return {
        "lead": f"**The answer.** {' '.join(answer(result))}", "numbers": f"{answers(result)}\n\nThe interval is the 95 % sampling interval.",
        "citation": citation(result), "onward": "`sim explain result/scenario.yaml`, `sim run result/scenario.yaml --worlds 200`",
    }


def of_a_sweep(sweep: SweepResult) -> dict[str, str]:
    """What the page says of a sweep: what was varied, the reach of every outcome, how to cite it and play on."""
    spans = {lever.name: ", ".join(lever.values) if lever.kind != "number" else f"{lever.low:g} to {lever.high:g}" for lever in sweep.levers}
    levers = "\n".join(f"- `{lever.name}`: {lever.whose}, {spans[lever.name]}" for lever in sweep.levers)
    return {
        "lead": f"A sweep answers at every point anew ({sweep.design} design). What was varied:\n\n{levers}",
        "numbers": f"{reaches(sweep)}\n\nMean, least and most are over the points; a chance is the share of the worlds of a point.",
        "citation": sweep_account.citation(sweep), "onward": "`sim explain result/scenario.yaml`, `sim show result`, `sim sensitivity result`",
    }


def installation(facts: dict[str, Any], whole: bool) -> str:
    """The command that installs the program and what it needs; without the source, which program that must be."""
    if whole:
        return INSTALL
    made_with = f"sim {facts['versions']['sim']}" + (f", commit {facts['commit'][:SHORT]}" if facts.get("commit") else "")
    return f"python -m pip install -r requirements.txt    # and {made_with}, whose source is not in this folder"


def answers(result: Result) -> str:
    """The answers as a table: differences to the baseline first, levels second."""
    rows = ["| outcome | variant | against the baseline | 95 % sampling | estimate | 95 % sampling |", "|---|---|---|---|---|---|"]
    for _, group in groupby(result.answers, key=lambda one: one.outcome):
        rows += [row(one) for one in group]
    return "\n".join(rows)


def row(one: Answer) -> str:
    """One answer."""
    count = 1 if one.kind == "chance" else PLACES
    cells = (one.label, one.variant, change(one, count), change_span(one, count), estimate(one, count), span(one, count))
    return f"| {' | '.join(cells)} |"


def reaches(sweep: SweepResult) -> str:
    """The mean, the least and the most of every outcome over the points, as a table."""
    rows = ["| outcome | variant | mean | least | most |", "|---|---|---|---|---|"]
    for info in sweep.variants:
        means = sweep.means(info.name)
        for one in sweep.outcomes:
            known = means[one.name][np.isfinite(means[one.name])]
            numbers = [f"{value:.{PLACES}f}" for value in (known.mean(), known.min(), known.max())] if known.size else ["", "", ""]
            rows.append(f"| {heading(one)} | {info.name} | {' | '.join(numbers)} |")
    return "\n".join(rows)


def listing(result: Result | SweepResult, agents: bool, whole: bool) -> str:
    """What lies where."""
    tables = "answers and tables" if isinstance(result, Result) else "`design.parquet` (the points), `points.csv`, and in `parts/` every world"
    said: dict[str, Any] = {
        "result/": f"the result: `scenario.yaml` (the whole story as it was played), `manifest.json` (seed, worlds, versions), {tables}",
        "requirements.txt": "the packages in the versions that were used",
        "program/": "the program with all its numbers" if whole else None,
        "agents/": "the classes that played a capital" if agents else None,
    }
    return "\n".join(f"- `{name}` {what}" for name, what in said.items() if what)
