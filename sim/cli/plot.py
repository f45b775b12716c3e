"""`sim plot`: draws the figures of a result again, in another format or theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say


@click.command()
@click.argument("results", metavar="RESULTS", default="@last", shell_complete=completing.results)
@click.option("--kind", "kinds", multiple=True, metavar="NAME", shell_complete=completing.figures,
              help="This figure only; may be repeated. See: sim list figures.")
@click.option("--format", "form", type=click.Choice(["png", "svg", "pdf"]), default="png", show_default=True, help="File format.")
@click.option("--theme", type=click.Choice(["light", "print", "dark"]), default="light", show_default=True, help="Colours.")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for the figures instead of figures/ in the result.")
@shared_options
@click.pass_context
def command(context: click.Context, /, results: str, kinds: tuple[str, ...], out: str | None, **drawing: Any) -> None:
    """Draw the figures of RESULTS (by default the last run), each with its numbers as CSV beside it."""
    from sim.results.find import find
    from sim.results.result import Result
    from sim.results.store import writing

    how = manner(context)
    result = Result.load(find(results))
    folder = Path(out) if out else find(results) / "figures"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        paths = draw(result, kinds, folder, **drawing)
    if how.json:
        click.echo(as_json([str(path) for path in paths]))
    else:
        for path in paths:
            click.echo(str(path))
    say(f"{len(paths)} figure{'s' if len(paths) != 1 else ''} drawn", how)


def draw(result: Any, kinds: tuple[str, ...], folder: Path, form: str, theme: str) -> list[Path]:
    """The figures asked for, or the standard set."""
    from sim import plots
    from sim.cli.figures import draw_together

    if not kinds:
        return draw_together(result, folder, form, theme)
    return [plots.draw(result, kind, form, theme, folder) for kind in kinds]
