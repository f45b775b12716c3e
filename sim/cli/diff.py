"""`sim diff`: in what two stories or results differ."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, manner, shared_options
from sim.cli.speech import say
from sim.cli.taken import in_its_place

LONGEST = 160
"""So many characters of a value are shown; all of it with --json or -v."""

BEYOND = "~ marks a difference that sampling noise could have made."


@click.command()
@click.argument("first", metavar="A", shell_complete=completing.either)
@click.argument("second", metavar="B", shell_complete=completing.either)
@shared_options
@click.pass_context
def command(context: click.Context, /, first: str, second: str) -> None:
    """Say in what A and B differ; each is a FILE or RESULTS.

    What the stories say, key by key; seed, worlds, numbers and versions; and of two results the answers side by side.
    """
    from sim.experiments.differences import differences

    how = manner(context)
    found = differences(in_its_place(first, how, "run"), in_its_place(second, how, "run"))
    if how.json:
        click.echo(as_json(found))
        return
    click.echo(f"A  {found.first.name}\nB  {found.second.name}")
    if found.none:
        click.echo("\nNothing differs" + (": neither what they say, nor how they were played, nor any answer in any world" if found.answers else ""))
        return
    for heading, rows in (("What they say", found.story), ("How they are played", found.played), ("Asked in one alone", found.only)):
        show_rows(heading, rows, how)
    show_answers(found, how)


def show_rows(heading: str, rows: Any, how: Manner) -> None:
    """The differences of one kind, a line each: `key: a -> b`."""
    if rows:
        click.echo(f"\n{heading}")
    for row in rows:
        click.echo(f"  {row.key}: {cut(row.first, how)} -> {cut(row.second, how)}")


def cut(text: str, how: Manner) -> str:
    """A value that is not too long."""
    return text if how.verbose or len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def show_answers(found: Any, how: Manner) -> None:
    """The answers side by side."""
    from rich.text import Text

    from sim.cli.answer_table import block, console_of

    if not found.answers:
        return
    same = [pair for pair in found.answers if pair.same]
    click.echo("\nAnswers, " + ("in the same worlds" if found.paired else "in other worlds"))
    rows = [["Outcome", "Variant", "A", "B", "B - A", "95 % sampling"], *(cells(pair) for pair in found.answers if not pair.same)]
    console = console_of(how)
    if len(rows) > 1:
        console.print(block(rows, 2))
        console.print(Text(BEYOND, style="dim"))
    if same:
        click.echo("The same in every world: " + ", ".join(f"{pair.first.variant}.{pair.first.outcome}" for pair in same))
    say("The interval is sampling noise alone; labels and units: sim show", how)


def cells(pair: Any) -> list[str]:
    """The cells of one answer."""
    from sim.results.answer_cells import difference, difference_interval, number
    from sim.results.rounding import places

    chance = pair.first.kind == "chance"
    digits = places((pair.first.estimate, pair.second.estimate))
    estimates = [f"{100 * answer.estimate:.1f} %" if chance else number(answer.estimate, digits) for answer in (pair.first, pair.second)]
    return [pair.first.outcome, pair.first.variant, *estimates, difference(pair.second, digits), difference_interval(pair.second, digits)]


def as_json(found: Any) -> str:
    """Everything, uncut."""
    from sim.cli import output
    from sim.cli.answer_table import plain

    told = {name: [{"key": row.key, "a": row.first, "b": row.second} for row in getattr(found, name)] for name in ("story", "played", "only")}
    pairs = [{"a": plain(pair.first), "b": plain(pair.second), "same": pair.same, "beyond_sampling": beyond(pair.second)} for pair in found.answers]
    return output.as_json({"a": found.first.name, "b": found.second.name, "nothing_differs": found.none, "same_worlds": found.paired} | told
                          | {"answers": pairs})


def beyond(answer: Any) -> bool:
    """Whether sampling noise alone could not have made the difference."""
    said = asdict(answer)
    return bool(said["difference_low"] > 0 or said["difference_high"] < 0)
