"""Results as tables of a notebook: what the terminal prints, as HTML. Whatever a story says is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from sim.experiments.compare import Comparison
from sim.experiments.sensitivity import Sensitivity
from sim.results.result import Result
from sim.results.sweep import SweepResult

Table = tuple[str, Sequence[Sequence[str]], Sequence[str]]
"""A heading; rows, the first being the names of the columns; lines below."""

CELL = "padding:0.1em 1.2em 0.1em 0;white-space:nowrap;font-variant-numeric:tabular-nums"
"""How a cell looks."""


def of_run(run: Result) -> str:
    """The answers of a run, a table for each question."""
    from sim.results.answer_cells import NOTES, cells, head, heading
    from sim.results.rounding import places

    tables = []
    for _, group in groupby(run.answers, key=lambda answer: answer.outcome):
        answers = list(group)
        digits = places(answer.estimate for answer in answers)
        rows = [list(cells(answer, len(answers) > 1, True, digits)) for answer in answers]
        tables.append((heading(answers[0]), [head(answers, run.variants[0].name, True), *rows], ()))
    return page(run.title, (run.played, *altered(run)), tables, (*NOTES[: len(run.variants)], run.foot))


def of_sweep(sweep: SweepResult) -> str:
    """Over which span each outcome of a sweep moved."""
    from sim.results.sweep_cells import HEAD, NOTE, cells, heading
    from sim.results.sweep_spans import range_of, spans

    varied = ("Varied", [("Lever", "over"), *((lever.name, range_of(lever)) for lever in sweep.levers)], ())
    tables = [(heading(outcome), [HEAD, *(list(cells(span)) for span in group)], ())
              for outcome, group in groupby(spans(sweep), key=lambda span: span.outcome)]
    return page(sweep.title, (sweep.played, *altered(sweep)), [varied, *tables], (NOTE, sweep.foot))


def of_comparison(found: Comparison) -> str:
    """The differences of a comparison, a table for each outcome."""
    from sim.experiments.compare.cells import NOTES, heading, table
    from sim.experiments.compare.words import findings

    asked = list(dict.fromkeys(row.outcome for row in found.rows))
    groups = [[row for row in found.rows if row.outcome == name] for name in asked]
    tables = [(heading(rows[0]), list(table(found, rows)), ()) for rows in groups]
    feet = dict.fromkeys(side.result.foot for side in found.sides)
    return page(found.sides[0].result.title, (*found.remarks, *findings(found)), tables, (*NOTES, *feet))


def of_sensitivity(found: Sensitivity) -> str:
    """What each headline outcome depends on, its inputs from the most to the least."""
    from sim.experiments.sensitivity.cells import NOTES, cells, head, others_of
    from sim.experiments.sensitivity.settings import counted
    from sim.experiments.sensitivity.words import MEANS, TITLES, beyond, finding, leading_of, others_in_noise, question, ranked, remarks

    headlines = {one.name for one in found.outcomes if one.headline} or {one.name for one in found.outcomes}
    tables = []
    for one in (block for block in found.answers if block.name in headlines):
        leading, others, sure = leading_of(found, one), others_of(found, one), beyond(found, one)
        rows = [[("" if sure[place] else "~ ") + found.inputs[place].label, *cells(one, leading, others, place, noisy=found.method != "sobol")]
                for place in ranked(one.indices[leading])[: counted("printed")]]
        said = finding(found, one)
        tables.append((f"{question(found, one)} ({one.variant})", [["Input", *head(found, leading, others)], *rows],
                       (f"{said[:1].upper()}{said[1:]}.{others_in_noise(found, one)}", *remarks(found, one))))
    foot = f"{TITLES[found.leading]}: {MEANS[found.leading]}.", NOTES[found.method], str(found.facts["foot"])
    return page(str(found.facts["title"]), (), tables, foot)


def altered(result: Result | SweepResult) -> tuple[str, ...]:
    """In what a result differs from the story as it stands."""
    return ("Altered: " + " · ".join(result.altered),) if result.altered else ()


def page(title: str, lines: Iterable[str], tables: Iterable[Table], foot: Iterable[str]) -> str:
    """A title, what is said under it, tables, and small print."""
    said = "".join(f"<div>{escape(line)}</div>" for line in lines)
    small = "<br>".join(escape(part) for line in foot for part in line.splitlines())
    return f"<p><b>{escape(title)}</b></p>{said}{''.join(map(as_table, tables))}<p><small>{small}</small></p>"


def as_table(told: Table) -> str:
    """One table: names and words stand to the left, numbers to the right, in digits of one width."""
    heading, (names, *rows), below = told
    sides = ["left" if place == 0 or any(map(worded, column)) else "right" for place, column in enumerate(zip(*rows, strict=True))]
    head = "".join(f'<th scope="col" style="{CELL};text-align:{side}">{escape(name)}</th>' for side, name in zip(sides, names, strict=True))
    body = "".join(f"<tr>{''.join(as_cells(row, sides))}</tr>" for row in rows)
    said = "".join(f"<div>{escape(line)}</div>" for line in below)
    caption = f'<caption style="text-align:left;white-space:nowrap"><b>{escape(heading)}</b></caption>'
    return f'<table style="margin:1em 0 0.3em 0">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{said}'


def as_cells(row: Sequence[str], sides: Sequence[str]) -> Iterator[str]:
    """The cells of a row, the first being its head."""
    for place, (text, side) in enumerate(zip(row, sides, strict=True)):
        name, more = ("td", "") if place else ("th", ' scope="row"')
        yield f'<{name}{more} style="{CELL};text-align:{side}">{escape(text)}</{name}>'


def worded(text: str) -> bool:
    """Whether a cell says something in words."""
    return any(letter.isalpha() for letter in text.replace(" to ", " ").removesuffix(" pts"))
