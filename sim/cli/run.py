"""`sim run`: plays a scenario, prints the answers, keeps data and figures in a results folder."""

from __future__ import annotations

import time
from pathlib import Path
from shlex import quote
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, ScenarioFile, manner, pairs, shared_options
from sim.cli.speech import say
from sim.errors import UsageError

FAILED_WORLDS = 4


@click.command()
@click.argument("file", type=ScenarioFile())
@click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", shell_complete=completing.settings,
              help="Change a setting of the file, as often as needed.")
@click.option("--worlds", type=click.IntRange(min=1), help="Parallel worlds per variant.")
@click.option("--seed", type=click.IntRange(min=0), help="Where chance begins; the same seed gives the same worlds.")
@click.option("--variant", "variants", multiple=True, metavar="NAME", shell_complete=completing.variants,
              help="Play this variant (and the baseline) only; may be repeated.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; the numbers do not depend on it.  [default: one per core]")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for results instead of ./results.")
@click.option("--until-error", type=click.FloatRange(min=0, min_open=True, max=1, max_open=True), metavar="X",
              help="Add worlds until every headline probability is known to within plus or minus X (95 %).")
@click.option("--max-worlds", type=click.IntRange(min=1), help="Never play more than this.  [default with --until-error: 200,000]")
@click.option("--keep-worlds", is_flag=True, help="Keep the whole path of every world (large).")
@click.option("--bands", type=click.IntRange(min=0), metavar="N",
              help="Tell the spread apart by N groups of worlds; more make its parts more exact.  [default: 12]")
@click.option("--no-bands", is_flag=True, help="Do not tell the spread apart; a tenth quicker.")
@click.option("--agent", "agents", multiple=True, metavar="CAPITAL=FILE.py:CLASS", shell_complete=completing.casts,
              help="Let your own class decide for a capital.")
@click.option("--no-figures", is_flag=True, help="Write the data only.")
@shared_options
@click.pass_context
def command(context: click.Context, /, file: str, sets: tuple[str, ...], out: str | None, no_figures: bool, **asked: Any) -> int:
    """Play every variant of FILE in the same worlds and answer its questions.

    Writes results/SCENARIO/DATE-HASH/ and never overwrites one.
    """
    from sim.scenario import load

    how, clock = manner(context), time.perf_counter()
    settings = settings_of(**asked)
    scenario = load(file, sets=sets)
    tell_warnings(scenario, how)
    return tell(play_and_keep(scenario, settings, (out, not no_figures), how), out, time.perf_counter() - clock, how)


def tell(result: Any, out: str | None, seconds: float, how: Manner) -> int:
    """Print the answers, where they are kept and how long all of it took, drawing too; returns the exit code."""
    from sim.cli.answer_table import as_json, show

    if how.json:
        click.echo(as_json(result))
    else:
        show(result, how)
    name = quote(str(result.folder)) if out else "@last"
    say(f"Saved {result.folder} · {seconds:.1f} s\nNext: sim plot {name} --format svg · sim report {name} · sim list", how)
    return FAILED_WORLDS if tell_failures(result, how) else 0


def settings_of(agents: tuple[str, ...], bands: int | None, no_bands: bool, **asked: Any) -> Any:
    """The options of the line as the settings of a run."""
    from sim.experiments.bands.rules import usual_groups
    from sim.experiments.settings import Settings

    if no_bands and bands:
        raise UsageError("--bands and --no-bands contradict each other", remedy="keep one of them")
    groups = 0 if no_bands else usual_groups() if bands is None else bands
    return Settings(bands=groups, agents=pairs(agents, "--agent", "CAPITAL=FILE.py:CLASS"), **asked)


def play_and_keep(scenario: Any, settings: Any, place: tuple[str | None, bool], how: Manner) -> Any:
    """Play, write, draw; the folder is opened first, so that one that cannot be written is known at once."""
    from sim.cli.progress import progress
    from sim.experiments.run import run
    from sim.results.find import results_root
    from sim.results.store import draft, write

    out, figures = place
    with draft(results_root(out), scenario.name) as new:
        with progress(scenario.name, how) as report:
            result = run(scenario, settings, report)
        write(result, new.folder, log_of(result))
        if figures:
            draw_figures(result, new.folder / "figures", how)
        result.folder = new.publish(f"{result.manifest['started'][:10]}-{result.manifest['hash'][:8]}")
    return result


def draw_figures(result: Any, folder: Path, how: Manner) -> None:
    """The standard set of figures. A figure that cannot be drawn is said, and does not lose the run."""
    from sim.cli.figures import draw_together
    from sim.results.store import writing

    with writing(folder):
        folder.mkdir()
        try:
            draw_together(result, folder)
        except OSError:
            raise
        except Exception as error:
            if how.verbose:
                raise
            say(f"warning: not all figures were drawn: {type(error).__name__}: {error}", how)


def log_of(result: Any) -> list[dict[str, Any]]:
    """What happened, in order, for `log.jsonl`."""
    facts = result.manifest
    failures = result.table("failures").to_pylist()
    return [
        {"time": facts["started"], "what": "started", "argv": facts["argv"]},
        *({"time": facts["finished"], "what": "failed", "variant": row["variant"], "first_world": row["first_world"], "why": row["message"]}
          for row in failures),
        {"time": facts["finished"], "what": "played", "worlds": facts["worlds"], "seconds": facts["seconds"]},
    ]


def tell_warnings(scenario: Any, how: Manner) -> None:
    """What the scenario's reader found odd but not wrong."""
    from sim.cli.faults import as_text

    warnings = list(scenario.warnings)
    if warnings:
        say(as_text(warnings), how)


def tell_failures(result: Any, how: Manner) -> bool:
    """Whether some worlds failed; says which and how to see why."""
    rows = result.table("failures").to_pylist()
    for row in rows[:3]:
        where = f"{row['variant']}, worlds {row['first_world']} to {row['first_world'] + row['count'] - 1}"
        say(f"failed: {where}: " + ": ".join(part for part in (row["place"], row["kind"], row["message"]) if part), how)
        if how.verbose > 1:
            say(row["traceback"], how)
    if rows:
        say(f"{len(rows)} blocks of worlds failed and are left out; see {result.folder}/failures.parquet", how)
    return bool(rows)
