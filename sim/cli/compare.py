"""`sim compare`: variants, results and sweeps side by side, with intervals, figures, and what playing them in the same worlds was worth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import manner, shared_options
from sim.cli.speech import say
from sim.cli.taken import in_its_place, tell_maker

FOLDER = "comparisons"
"""Where comparisons lie in the folder of the first result."""


@click.command()
@click.argument("results", metavar="RESULTS...", nargs=-1, shell_complete=completing.results)
@click.option("--against", metavar="NAME", help="Of one result: the variant that the others are measured against.  [default: the baseline]")
@click.option("--pair", "wanted", multiple=True, metavar="NAME:OTHER",
              help="This variant of the first result with that of the other, or of the same; may be repeated.")
@click.option("--quantity", "quantities", multiple=True, metavar="NAME", shell_complete=completing.things,
              help="Draw this over the months; may be repeated.  [default: the cohesion of the alliances]")
@click.option("--out", type=click.Path(file_okay=False), help=f"Folder for the comparison instead of {FOLDER}/ in the first result.")
@click.option("--no-figures", "figures", flag_value=False, default=True, help="Write the tables only.")
@click.option("--format", "form", type=click.Choice(["png", "svg", "pdf"]), default="png", show_default=True, help="File format of the figures.")
@click.option("--theme", type=click.Choice(["light", "print", "dark"]), default="light", show_default=True, help="Colours of the figures.")
@shared_options
@click.pass_context
def command(context: click.Context, /, results: tuple[str, ...], against: str | None, wanted: tuple[str, ...], out: str | None,
            **asked: Any) -> None:
    """Compare the variants of RESULTS (by default the last), or several RESULTS with the first.

    Differences come with 95 % sampling intervals: paired where both were played in the same worlds, else of independent samples.
    Writes RESULTS/comparisons/NAME/ and never overwrites one.
    """
    from sim.cli.comparison_table import show
    from sim.cli.output import as_json
    from sim.experiments.compare import compare
    from sim.experiments.compare.tables import data
    from sim.plots.comparisons import keep, shown_quantities

    how = manner(context)
    named = [in_its_place(text, how) for text in results or ("@last",)]
    found: Any = compare(*named, against=against, wanted=[pair_of(text) for text in wanted])
    for side in found.sides:
        tell_maker(side.result, how)
    quantities = shown_quantities(found, asked.pop("quantities"))
    place = keep(found, quantities, Path(out) if out else found.sides[0].result.folder / FOLDER, **asked)
    if how.json:
        click.echo(as_json(data(found, quantities) | {"folder": str(place)}))
    else:
        show(found, quantities, how)
    say(f"Saved {place}", how)


def pair_of(text: str) -> tuple[str, str]:
    """`hold:lift` as two names; raises `UsageError` where it is not of that form."""
    from sim.errors import UsageError

    one, colon, two = (part.strip() for part in text.partition(":"))
    if not (one and colon and two):
        raise UsageError(f"`{text}` is not of the form NAME:OTHER", where="--pair", remedy="two variants with a colon between: --pair hold:lift")
    return one, two
