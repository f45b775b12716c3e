"""`sim sensitivity`: what an answer depends on, of a sweep, of the worlds of a run, or of a sweep of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, manner, shared_options
from sim.cli.speech import say
from sim.cli.taken import read

OF_A_FILE = {"vary": "--vary", "sets": "--set", "samples": "--samples", "second": "--second-order", "worlds": "--worlds", "seed": "--seed",
             "jobs": "--jobs", "out": "--out"}
"""What is asked of a story that is yet to be swept."""


@click.command()
@click.argument("what", metavar="RESULTS|FILE", default="@last", shell_complete=completing.either)
@click.option("--method", type=click.Choice(["sobol", "morris", "pawn", "delta"]), help="How it is asked.  [default: what the design allows]")
@click.option("--outcome", "outcomes", multiple=True, metavar="NAME",
              help="This outcome only; may be repeated.  [default: all, of which the headlines are printed]")
@click.option("--variant", "variants", multiple=True, metavar="NAME", shell_complete=completing.variants,
              help="This variant only; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Every recorded quantity at every month, not those alone that the outcomes speak of.")
@click.option("--part", default="", metavar="NAME", help="Of a sweep of several parts, this one.  [default: the largest]")
@click.option("--vary", multiple=True, metavar="NAME=SPEC", help="Of a FILE: what is varied; may be repeated.  [default: the file's `sweep:`]")
@click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", shell_complete=completing.settings, help="Of a FILE: change a setting.")
@click.option("--samples", type=click.IntRange(min=1), help="Of a FILE: rows (sobol), trajectories (morris) or points.")
@click.option("--second-order", "second", is_flag=True, help="Of a FILE: play what tells which two levers act together (twice the points).")
@click.option("--worlds", type=click.IntRange(min=1), help="Of a FILE: worlds at each point.")
@click.option("--seed", type=click.IntRange(min=0), help="Of a FILE: where chance begins.")
@click.option("--jobs", type=click.IntRange(min=1), help="Of a FILE: processes; the numbers do not depend on it.  [default: one per core]")
@click.option("--out", type=click.Path(file_okay=False), help="Of a FILE: folder for results instead of ./results.")
@click.option("--no-figures", is_flag=True, help="Write the tables only.")
@click.option("--format", "form", type=click.Choice(["png", "svg", "pdf"]), default="png", show_default=True, help="File format of the figures.")
@click.option("--theme", type=click.Choice(["light", "print", "dark"]), default="light", show_default=True, help="Colours of the figures.")
@shared_options
@click.pass_context
def command(context: click.Context, /, what: str, *, everything: bool, no_figures: bool, part: str, form: str, theme: str, **asked: Any) -> int:
    """Say what the answers of RESULTS depend on: of a sweep, which lever moves them; of a run, which parameter that is not known.

    A FILE is swept first, over --vary or its own `sweep:`. Writes RESULTS/sensitivity/: indices of all outcomes and of quantities
    at all months, with intervals, and figures.
    """
    from sim.cli.sensitivity_sweep import Stopped
    from sim.cli.sensitivity_table import as_json, moved_in, show
    from sim.experiments.sensitivity import Asked, analyse
    from sim.experiments.sensitivity.found import FOLDER
    from sim.world.theatres import speaker

    how = manner(context)
    new = {name: asked.pop(name) for name in OF_A_FILE}
    try:
        result = result_of(what, how, new, asked | {"part": part})
    except Stopped as stopped:
        return int(str(stopped))
    with progress_of(how) as report:
        found = analyse(result, Asked(asked["method"] or "", asked["variants"], asked["outcomes"], everything, part), report)
    found.write(Path(result.folder) / FOLDER)
    if not no_figures:
        draw(found, (form, theme, speaker(result.scenario)), how)
    shown, (moved, effects) = shown_of(found, asked["outcomes"]), moved_in(result, part)
    if how.json:
        click.echo(as_json(found, shown, effects))
    else:
        show(found, shown, how, moved)
    say(f"Saved {found.folder}", how)
    return 0


def progress_of(how: Manner) -> Any:
    """How far the analysis is."""
    from sim.cli.progress import progress

    return progress("sensitivity", how, "answers")


def result_of(what: str, how: Manner, new: dict[str, Any], besides: dict[str, Any]) -> Any:
    """The result that is meant, or that of a new sweep of a story; raises `UsageError` where options do not fit."""
    from sim.cli.sensitivity_sweep import swept
    from sim.errors import UsageError
    from sim.experiments.meant import is_result

    if not is_result(what):
        return swept(what, how, **new, **besides)
    given = next((OF_A_FILE[name] for name in OF_A_FILE if new[name] not in (None, (), False)), None)
    if given:
        raise UsageError(f"this is for a story that is yet to be swept, and `{what}` is a result", where=given,
                         remedy=f"give a FILE in its place: sim sensitivity thaad_lift {given} ...")
    return read(what, how)


def shown_of(found: Any, outcomes: tuple[str, ...]) -> list[Any]:
    """The outcomes that are printed: those asked for, else the headlines, else all."""
    headlines = {outcome.name for outcome in found.outcomes if outcome.headline}
    asked = set(outcomes) or headlines
    return [block for block in found.answers if block.name in asked] or found.answers


def draw(found: Any, drawing: tuple[str, str, Any], how: Manner) -> None:
    """Draw the figures. One that cannot be drawn is said, and does not lose the tables."""
    from sim.plots import draw_sensitivity

    try:
        draw_sensitivity(found, found.folder, *drawing)
    except OSError:
        raise
    except Exception as error:
        if how.verbose:
            raise
        say(f"warning: not all figures were drawn: {type(error).__name__}: {error}", how)
