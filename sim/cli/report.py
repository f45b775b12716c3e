"""`sim report`: one HTML file to hand over, from one or several results."""

from __future__ import annotations

import os
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say
from sim.cli.taken import taken, tell_maker


@click.command()
@click.argument("results", metavar="RESULTS...", nargs=-1, shell_complete=completing.results)
@click.option("--out", type=click.Path(), metavar="FILE", help="The file, which ends in .html, or its folder; instead of the first result's.")
@click.option("--theme", type=click.Choice(["light", "print"]), default="light", show_default=True, help="Colours: for a screen, or for paper.")
@click.option("--no-sweep", is_flag=True, help="Leave out the newest sweep of the story, which is taken along otherwise.")
@shared_options
@click.pass_context
def command(context: click.Context, /, results: tuple[str, ...], out: str | None, theme: str, no_sweep: bool) -> None:
    """Write RESULTS (by default the last) down as one HTML file that needs nothing else and prints well.

    With a run comes the newest sweep of its story that has points enough to say what the answer depends on. Several runs are compared first.
    A file that is there is never replaced: the next is called report-2.html.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is: small sums, whose threads would wait for each other
    from sim.report.as_data import data
    from sim.report.document import document
    from sim.report.page import html
    from sim.report.placing import home, put, ready
    from sim.report.side_by_side import not_compared

    how = manner(context)
    found = results_of(results or ("@last",), no_sweep, how)
    asked = home(found, out)
    ready(asked)
    made = document(found, theme)
    why = not_compared(found) if made.top else ""
    place = put(html(made), asked)
    click.echo(as_json(data(made, found, place)) if how.json else str(place))
    if not how.json:
        kept = f"; {asked.name} was there, and stays as it is" if place != asked else ""
        said = f"warning: these results are not compared: {why}. Each is told by itself" if why else (made.top or made.parts[0].brief).answer
        say(f"{said}\n{place.stat().st_size / 1000:,.0f} kB{kept}; open it in a browser, print it from there", how)


def results_of(texts: tuple[str, ...], no_sweep: bool, how: Manner) -> tuple[Any, ...]:
    """The results that are meant, with what belongs to them; what an `@` stands for, and what is taken along or twice, is said."""
    from sim.report.taking import take

    named = [(text, taken(text, how)) for text in texts]
    found = take(named, sweeps=not no_sweep)
    for line in (*(f"warning: {text}" for text in found.warnings), *found.notes):
        say(line, how)
    for result in found.results:
        tell_maker(result, how)
    return found.results
