"""`sim calibrate`: fit the parameters of the rules to what was observed, and say what it said of them and how far to trust that."""

from __future__ import annotations

from typing import Any

import click

from sim.cli.options import manner, shared_options
from sim.cli.speech import say


@click.command()
@click.argument("suite")
@click.option("--mode", metavar="MODE", help="Fit this mode of the suite.  [default: that of its gate, else the last]")
@click.option("--points", type=click.IntRange(min=256), help="Worlds of the design; raised to a power of two.  [default: 65,536]")
@click.option("--seed", type=click.IntRange(min=0), help="Seed of design, chance and draws.  [default: that of the suite]")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; the numbers do not depend on it.  [default: one per core]")
@click.option("--out", type=click.Path(dir_okay=False), help="File for the table.  [default: calibrated_FIRST_LAST.csv, of the years]")
@click.option("--force", is_flag=True, help="Replace the file where it is there already.")
@click.option("--dry-run", is_flag=True, help="Time a few worlds, say what the whole would take, write nothing.")
@shared_options
@click.pass_context
def command(context: click.Context, /, suite: str, mode: str | None, **asked: Any) -> None:
    """Fit the sensitivity set to the window `fit` of SUITE: a file, or the name of a suite of the project, such as korea.

    Every world of a design has parameters of its own; those whose figures are near to what was seen, moved by a regression,
    say what is left of the prior. Known truths are fitted too, to see how often intervals hold them.
    """
    from sim.cli.calibration_table import in_short, plain, tables
    from sim.cli.output import as_json
    from sim.cli.progress import progress
    from sim.history.calibrate.estimate import estimate
    from sim.history.calibrate.files import record, refuse, target_of, write
    from sim.history.calibrate.fit import asked_of, calibrate
    from sim.history.calibrate.played import window_of
    from sim.history.suite import load_suite

    how, read = manner(context), load_suite(suite)
    task = asked_of(read, mode, asked["points"], asked["seed"])
    target = target_of(asked["out"], window_of(read))
    if asked["dry_run"]:
        size = estimate(task, asked["jobs"])
        click.echo(as_json(plain(size)) if how.json else in_short(task, size))
        return
    refuse(target, asked["force"])
    with progress(f"calibrating {read.name}", how) as report:
        found = calibrate(task, jobs=asked["jobs"], progress=report)
    write(found, target)
    click.echo(as_json(record(found)) if how.json else "\n".join(tables(found)))
    say(f"written: {target}", how)
