"""`sim plot`: draws the figures of a result again, in another format or theme; those of a sweep by outcome, variant and lever."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say
from sim.cli.taken import read


@click.command()
@click.argument("results", metavar="RESULTS", default="@last", shell_complete=completing.results)
@click.option("--kind", "kinds", multiple=True, metavar="NAME", shell_complete=completing.figures,
              help="This figure only; may be repeated. See: sim list figures.")
@click.option("--outcome", "outcomes", multiple=True, metavar="NAME", help="Of a sweep: this outcome; may be repeated.  [default: the headlines]")
@click.option("--variant", "variants", multiple=True, metavar="NAME", help="Of a sweep: this variant; may be repeated.")
@click.option("--lever", "levers", multiple=True, metavar="NAME", help="Of a sweep: this lever; may be repeated.  [default: those that move most]")
@click.option("--part", default="", metavar="NAME", help="Of a sweep in several parts: this part.  [default: each]")
@click.option("--format", "form", type=click.Choice(["png", "svg", "pdf"]), default="png", show_default=True, help="File format.")
@click.option("--theme", type=click.Choice(["light", "print", "dark"]), default="light", show_default=True, help="Colours.")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for the figures instead of figures/ in the result.")
@shared_options
@click.pass_context
def command(context: click.Context, /, results: str, kinds: tuple[str, ...], out: str | None, **drawing: Any) -> None:
    """Draw the figures of RESULTS (by default the last run or sweep), each with its numbers as CSV beside it."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is: small sums, whose threads would wait for each other
    from sim.results.store import writing

    how = manner(context)
    names = {key: drawing.pop(key) for key in ("outcomes", "variants", "levers", "part")}
    result = loaded(results, kinds, any(names.values()), how)
    chosen = chosen_of(result, names)
    folder = Path(out) if out else Path(result.folder) / "figures"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        paths = draw(result, kinds, folder, chosen=chosen, **drawing)
    if how.json:
        click.echo(as_json([str(path) for path in paths]))
    else:
        for path in paths:
            click.echo(str(path))
    say(f"{len(paths)} figure{'s' if len(paths) != 1 else ''} drawn", how)


def loaded(results: str, kinds: tuple[str, ...], chosen: bool, how: Manner) -> Any:
    """The result that is meant: where figures of a sweep alone are asked for, `@last` is the last sweep."""
    from sim.plots import FIGURES, OF_A_SWEEP

    of_a_sweep = chosen or any(kind in OF_A_SWEEP and kind not in FIGURES for kind in kinds)
    wanted = "sweep" if of_a_sweep else "run" if any(kind in FIGURES and kind not in OF_A_SWEEP for kind in kinds) else None
    return read(results, how, wanted if results.startswith("@") else None)


def chosen_of(result: Any, names: dict[str, Any]) -> Any:
    """What is to be drawn of a sweep, or None; raises `UsageError` where a run is asked for it."""
    if not any(names.values()):
        return None
    from sim.errors import UsageError
    from sim.plots import OF_A_SWEEP, figures_of

    if figures_of(result) is not OF_A_SWEEP:
        option = next(name for name, given in names.items() if given)
        raise UsageError("the figures of a run show all outcomes and variants", where=f"--{option.removesuffix('s')}",
                         remedy="leave it out; or play fewer variants: sim run --variant NAME")
    from sim.plots.sweeps.chosen import Chosen
    from sim.results.sweep_part import part_of

    if names["part"]:
        part_of(result, names["part"])
    return Chosen(**names)


def draw(result: Any, kinds: tuple[str, ...], folder: Path, form: str, theme: str, *, chosen: Any = None) -> list[Path]:
    """The figures asked for, or the standard set; of a sweep in several parts those of each part, in a folder of its own."""
    from dataclasses import replace

    from sim.errors import UsageError
    from sim.plots import FIGURES, figures_of
    from sim.plots.sweeps.chosen import Chosen
    from sim.results.sweep_part import part_names

    if chosen and chosen.part:
        return draw_set(result, kinds, folder / chosen.part, form, theme, chosen=chosen)
    parts = [] if figures_of(result) is FIGURES else part_names(result)
    if not parts:
        return draw_set(result, kinds, folder, form, theme, chosen=chosen)
    paths, refused = [], []
    for part in parts:
        try:
            paths += draw_set(result, kinds, folder / part, form, theme, chosen=replace(chosen or Chosen(), part=part))
        except UsageError as error:  # another part may have what was asked for
            refused.append(error)
    if refused and not paths:
        raise refused[0]
    return paths


def draw_set(result: Any, kinds: tuple[str, ...], folder: Path, form: str, theme: str, *, chosen: Any) -> list[Path]:
    """The figures asked for, or the standard set."""
    from sim import plots
    from sim.cli.figures import draw_together

    if kinds:
        return [plots.draw(result, kind, form, theme, folder, chosen=chosen) for kind in kinds]
    paths = draw_together(result, folder, form, theme, chosen=chosen)
    if not paths:
        raise nothing(result, theme, chosen)
    return paths


def nothing(result: Any, theme: str, chosen: Any) -> Exception:
    """The error where no figure of the standard set can be drawn, with the reason of each."""
    from sim import plots

    why: dict[str, list[str]] = {}
    for kind in plots.figures_of(result):
        try:
            plots.picture(result, kind, theme, chosen)
        except plots.NothingToDraw as error:
            why.setdefault(error.what, []).append(kind)
    return plots.NothingToDraw("there is nothing to draw", where=str(result.folder),
                               remedy="\n  = ".join(f"{', '.join(kinds)}: {what}" for what, kinds in why.items()))
