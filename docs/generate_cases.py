"""Writes docs/explanation/cases.md: other episodes of coercion beside what the model does. Run `python docs/generate_cases.py`; it plays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

import numpy as np

from sim.history.backtest import backtest
from sim.history.cases import Case, Played, base_rates, cases, measure, played, spans
from sim.history.skill import FEW
from sim.history.suite import load_suite
from sim.world.numbers import sources, table
from sim.world.rows import Array

WIDTH = 126

BACKTESTED, MODE = (("norway_2010", "Norway"), ("philippines_2012", "the Philippines")), "endogenous"
"""The suites of the theatres, and what the page calls them."""

HEAD = """# Other cases of coercion

Does the model coerce as states coerce? What follows sets its stories beside other episodes of economic coercion, on outcomes alone:
how deep the fall, how fast, how long until it is made up, at what cost, and how often the target gives way. The figures are in
`configs/history/cases.csv`, each with its source; this page is written by `docs/generate_cases.py`, which plays {worlds} worlds of each
story (seed {seed}).

**Before it is read.** What was conceded, and most of the months, are own coding. A case stands here because something happened: threats
that came to nothing are not in the table, so that every share is conditional. Korea in 2016 is the case on which the model was fitted;
that the model agrees with it is no test. Two others are played by themselves, with Korea's own numbers for what the case does not
give: `sim run norway_2010` and `sim run philippines_2012`.
"""

CONCEDED = """## How often targets concede

| count | full | partial | none |
|---|---|---|---|
| {label}: {total} cases | {full} | {partial} | {none} |

In {after} of the {partial} partial ones the concession came after a change of government. A case study scored eight Chinese cases:
{csis}. Of all threats of sanctions of 1970-2000 the target conceded in {concedes} %, the sender stood firm in {firm} % and
backed down in {down} %; threats are counted there, not measures alone, so that this and the fifteen cases are no estimates of one number.
"""

METHOD = """## What the model gives

Worlds count from the month in which pressure through the channel reaches {binding:g}. The trough is the month in which {deep:.0%} of the
largest fall has come; half recovery is the month in which half of the fall is made up, recovery that in which the flow is at
{recovered:.0%} of the onset; both count from the onset, and a world in which they never come before the story ends counts as never. Cost
is the dearest year less what was lost at the onset. A target has conceded where the seam in dispute, over {over:.0f} months, lies
{step:g} or more nearer Beijing than at the onset within {within:.0f} months; the same of the core seams, which the dispute did not move, stands
beside it. Medians of the pressed worlds, in brackets the 5th and 95th percentile.
"""

THEATRES = """- *Norway and the Philippines* are played with Korea's numbers for a shop. Salmon and bananas fall nearly as deep as they did,
and no deeper than a Korean shop can; bananas stay away longer in the model than they did, since what a shop has lost comes back late and
in part never. Which expectations hold and which do not, each with a reason: `sim check --expect norway_2010 philippines_2012`. In Norway's
story the target gives way less often under pressure than in the variant without any."""

BEFOREHAND = """- *Beside naive forecasts* (`sim backtest norway_2010`, `sim backtest philippines_2012`) the skill with Beijing choosing is
{said}. A skill above 0 flatters: the model is told of the dispute, and the naive forecasts go on from the last figure before it, or at best from the
first one after. The bands are what fails."""

CONCESSION = """- *Concession*: on the seam in dispute, {first:.0%} in the story of 2016, which tells of the three noes, and {second:.0%} after a
second battery, where much of the step is the seam settling back from the battery's own jump. On the core seams it is {first_core:.0%} and
{second_core:.0%}. Eight of the fifteen cases ended in a step of some kind, five of them after a change of government, and those took
years, not the two that are counted here."""


def page() -> str:
    """The whole page."""
    told = table("history/cases.yaml")
    runs = list(played())
    head = HEAD.format(worlds=told["worlds"], seed=told["seed"])
    return "\n".join([head, "## The cases\n", table_of_cases(), conceded_text(), method(), table_of_runs(runs), beside(runs), cited()])


def table_of_cases() -> str:
    """One row a case."""
    rows = ["| case | through | fall of the line, % | months to the trough | months to lifting or recovery | cost, % of GDP | conceded | use |",
            "|---|---|---|---|---|---|---|---|"]
    for case in cases():
        facts = case.facts
        cells = (span(case, name) for name in ("peak_drop", "months_to_peak", "months_to_lifting", "macro_cost", "conceded"))
        rows.append(f"| {facts['label']}, {facts['date']} | {facts['channel']} | {' | '.join(cells)} | {facts['use']} |")
    notes = [f"- {case.facts['label']}: {'; '.join(remarks(case))}." for case in cases() if remarks(case)]
    return "\n".join([*rows, "", "What the figures leave out:", "", *notes]) + "\n"


def remarks(case: Case) -> list[str]:
    """What is said beside the figures of a case, each thing once."""
    told = (figure.note for several in case.figures.values() for figure in several)
    return [note for note in dict.fromkeys(told) if note and note != "own coding"]


def span(case: Case, figure: str) -> str:
    """A figure, or the span of what is known, or a dash."""
    found = case.span(figure)
    if found is None:
        return "-"
    low, high = found
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def conceded_text() -> str:
    """The base rates."""
    own, csis, threats = (base_rates()[name]["counts"] for name in ("state_led", "china_by_csis", "threats_1970_2000"))
    scored = f"{csis['mixed_win']} a mixed win, {csis['mixed']} mixed, {csis['loss_or_mixed_loss']} a loss or a mixed loss"
    return CONCEDED.format(label="State-led, own coding", total=sum(own.values()), **own, csis=scored,
                           after=base_rates()["state_led"]["partial_after_a_change_of_government"], concedes=threats["target_concedes"],
                           firm=threats["sender_stands_firm"], down=threats["sender_backs_down"])


def method() -> str:
    """How the model's worlds are measured."""
    return METHOD.format(**{name: measure(name) for name in ("binding", "deep", "recovered", "over", "step", "within")})


def table_of_runs(runs: list[Played]) -> str:
    """One row a story."""
    rows = ["| story | pressed | fall, % | months to the trough | half recovery | recovery | cost, % of GDP | step on the seam in dispute "
            "| on the core seams |", "|---|---|---|---|---|---|---|---|---|"]
    for run in runs:
        cells = [f"{run.pressed.mean():.0%}", middle(100 * run.depth, 0), middle(run.months_to_trough, 0), waiting(run.months_to_half),
                 waiting(run.months_to_recovery), middle(run.cost, 2), f"{run.conceded.mean():.0%}", f"{run.conceded_core.mean():.0%}"]
        rows.append(f"| {run.label} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def middle(values: Array, places: int) -> str:
    """The median and the 90 % band."""
    low, median, high = np.round(np.quantile(values, [0.05, 0.5, 0.95], method="nearest"), places) + 0.0
    return f"{median:.{places}f} ({low:.{places}f} to {high:.{places}f})"


def waiting(months: Array) -> str:
    """The median of the worlds that get there, and the share that does not before the end."""
    there = months[np.isfinite(months)]
    never = 1 - len(there) / len(months)
    return f"{np.median(there):.0f}; never in {never:.0%}" if len(there) else "never"


def beside(runs: list[Played]) -> str:
    """The spans of the cases, and on which side of them the model's medians lie."""
    lines = ["## Beside the cases\n", *compared(runs)]
    first, second = runs[:2]
    beforehand = fill(BEFOREHAND.format(said="; ".join(backtested(*suite) for suite in BACKTESTED)), WIDTH, break_on_hyphens=False)
    lines += ["", THEATRES, beforehand, CONCESSION.format(first=first.conceded.mean(), second=second.conceded.mean(),
                                                          first_core=first.conceded_core.mean(), second_core=second.conceded_core.mean())]
    return "\n".join(lines) + "\n"


def backtested(name: str, label: str) -> str:
    """The skill over all figures of a theatre, and how many of them its bands hold."""
    suite = load_suite(name)
    found = backtest(suite, (MODE,), suite.worlds, 0).together[0]
    skill, inside = found.skill, round(found.coverage_90 * found.figures)
    if skill is None:
        raise ValueError(f"{name} has no figure that a naive forecast could be made of")
    interval = f"{skill.low:+.2f} to {skill.high:+.2f}" if np.isfinite(skill.low) else "no interval, all of one year"
    few = f", of {skill.years} years alone" if 1 < skill.years < FEW else ""
    return f"{skill.value:+.2f} for {label} ({interval}{few}), with {inside} of {found.figures} figures in the 90 % bands"


def compared(runs: list[Played]) -> Iterator[str]:
    """One line a measure."""
    values = {"depth": [100 * np.median(run.depth) for run in runs], "speed": [np.median(run.months_to_trough) for run in runs],
              "recovery": [np.median(run.months_to_recovery) for run in runs], "macro": [np.median(run.cost) for run in runs]}
    for name, entry in spans().items():
        low, high = entry["range"]
        placed = [f"{run.label} {said(value)} ({side(float(value), low, high)})" for run, value in zip(runs, values[name], strict=True)]
        yield f"- *{entry['label']}*: cases {low:g} to {high:g} ({entry['because']}). Model: {'; '.join(placed)}."


def said(value: float) -> str:
    """A median, or that it is never reached."""
    return f"{value:.2g}" if np.isfinite(value) else "never before the end"


def side(value: float, low: float, high: float) -> str:
    """Where a median lies."""
    return "below" if value < low else "within" if value <= high else "above"


def cited() -> str:
    """The sources of the figures."""
    keys = sorted({key for case in cases() for several in case.figures.values() for figure in several for key in figure.source.split(", ")})
    lines = [f"- {source['author']} ({source['year']}). {source['title']}." + (f" <{source['url']}>" if source.get("url") else "")
             for source in (sources()[key] for key in keys)]
    return "\n".join(["## Sources\n", *lines]) + "\n"


if __name__ == "__main__":
    (Path(__file__).parent / "explanation" / "cases.md").write_text(page(), encoding="utf-8")
