"""`sim export`: hands a result over as CSV, Excel, Parquet, Stata or NetCDF, or as a zip that a stranger can play again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from sim.cli import completing
from sim.cli.options import manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say
from sim.cli.taken import read


def forms(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The forms of files."""
    from sim.export.asked import FORMS

    return completing.offered(FORMS, incomplete)


def tables(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of tables."""
    from sim.export.asked import ALL, OF_A_RUN, OF_A_SWEEP

    return completing.offered([*OF_A_RUN, *OF_A_SWEEP, ALL], incomplete)


@click.command()
@click.argument("results", metavar="RESULTS", default="@last", shell_complete=completing.results)
@click.option("--format", "form", metavar="FORM", shell_complete=forms, help="csv, xlsx, parquet, stata or netcdf.  [default: csv]")
@click.option("--what", multiple=True, metavar="TABLE", shell_complete=tables, help="This table only, or all; may be repeated.")
@click.option("--wide", is_flag=True, help="A column for each quantity, outcome or parameter, whatever is usual.")
@click.option("--long", is_flag=True, help="A row for each number, with its name beside it, whatever is usual.")
@click.option("--replication", is_flag=True, help="Instead, a zip with all that a stranger needs to play the result again.")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for the files instead of export/ in the result.")
@click.option("--overwrite", is_flag=True, help="Replace what was exported before under the same name.")
@shared_options
@click.pass_context
def command(context: click.Context, /, results: str, replication: bool, out: str | None, overwrite: bool, **asked: Any) -> None:
    """Hand RESULTS (by default the last, of a run or a sweep) over to other programs, each with a dictionary of its columns.

    \b
    outcomes       the answers: estimate, interval, word, difference (usual)
    series         every quantity in every month: mean, spread, quantiles (usual,
                   but not in a workbook: its charts bring the months they show)
    differences    the same, less the baseline in the same worlds
    worlds         every outcome in every world
    parameters     what was drawn anew in every world
    bands          where the spread of each outcome comes from (usual in a workbook)
    country_month  what is recorded about each country, with COW and ISO codes
    dyad_month     what is recorded about each pair of countries, with the codes
    paths          the whole path of every world (after sim run --keep-worlds)
    points         of a sweep: the levers and the outcomes at every point (usual)
    all            all of these that there are, but the paths
    """
    how = manner(context)
    result = read(results, how)
    written = (replicated if replication else exported)(result, asked, {"out": out, "overwrite": overwrite})
    if not replication:
        tell(result, how)
    files = sorted(path for path in written.rglob("*") if path.is_file()) if written.is_dir() else [written]
    click.echo(as_json([str(path) for path in files]) if how.json else "\n".join(map(str, files)))


def exported(result: Any, asked: dict[str, Any], place: dict[str, Any]) -> Path:
    """The tables in a form; raises `UsageError` where they are to be both wide and long."""
    from sim.errors import UsageError
    from sim.export.hand_over import export

    if asked["wide"] and asked["long"]:
        raise UsageError("a table is laid out wide or long, not both", where="--wide --long", remedy="leave out one of them")
    return export(result, asked["form"] or "csv", asked["what"], True if asked["wide"] else False if asked["long"] else None, **place)


def replicated(result: Any, asked: dict[str, Any], place: dict[str, Any]) -> Path:
    """The zip; raises `UsageError` where tables are asked for too."""
    from sim.errors import UsageError
    from sim.export.replication import replication

    if any(asked.values()):
        raise UsageError("a replication is the whole result", where="--replication", remedy="leave out --format, --what, --wide and --long")
    return replication(result, **place)


def tell(result: Any, how: Any) -> None:
    """What of a sweep is not exported."""
    from sim.export.about import left_out_of_a_sweep
    from sim.results.result import Result

    if not isinstance(result, Result):
        say(f"Not exported: {left_out_of_a_sweep(result)}", how)
