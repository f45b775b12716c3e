"""`sim report`: one HTML file to hand over, from one or several results."""

from __future__ import annotations

import os
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say


@click.command()
@click.argument("results", metavar="RESULTS...", nargs=-1, shell_complete=completing.results)
@click.option("--out", type=click.Path(), metavar="FILE", help="The file instead of report.html in the first result.")
@click.option("--theme", type=click.Choice(["light", "print"]), default="light", show_default=True, help="Colours: for a screen, or for paper.")
@shared_options
@click.pass_context
def command(context: click.Context, /, results: tuple[str, ...], out: str | None, theme: str) -> None:
    """Write RESULTS (by default the last run) down as one HTML file that needs nothing else and prints well.

    Several runs are compared first. A sweep beside a run of its story says what the answer depends on.
    A file that is there is never replaced: the next is called report-2.html.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is: small sums, whose threads would wait for each other
    from sim.report.as_data import data
    from sim.report.document import document
    from sim.report.page import html
    from sim.report.placing import free, home, put, ready

    how = manner(context)
    found = [loaded(text) for text in results or ("@last",)]
    target = free(home(found, out))
    ready(target)
    made = document(found, theme)
    place = put(html(made), target)
    click.echo(as_json(data(made, found, place)) if how.json else str(place))
    if not how.json:
        say(f"{made.parts[0].brief.answer}\n{place.stat().st_size / 1000:,.0f} kB; open it in a browser, print it from there", how)


def loaded(text: str) -> Any:
    """The result of a run or of a sweep; `@last` is the last run where there is one."""
    from sim.errors import UsageError
    from sim.results.find import RUN, find, kind_of
    from sim.results.result import Result
    from sim.results.sweep import SweepResult

    try:
        folder = find(text, RUN if text.startswith("@") else None)
    except UsageError as error:
        try:
            folder = find(text)
        except UsageError:
            raise error from None
    return SweepResult.load(folder) if kind_of(folder) == "sweep" else Result.load(folder)
