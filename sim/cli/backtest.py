"""`sim backtest`: a story of the past beside what was observed, scored against naive forecasts and null models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.options import Manner, manner, shared_options
from sim.cli.speech import say

if TYPE_CHECKING:
    from sim.history.backtest import Backtest
    from sim.history.suite import Suite

NOT_MET = 5


@click.command()
@click.argument("suite")
@click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", help="Change a setting of the story, as often as needed.")
@click.option("--mode", "modes", multiple=True, metavar="MODE", help="Play this mode only; may be repeated.  [default: all of the suite]")
@click.option("--worlds", type=click.IntRange(min=2), help="Parallel worlds per mode.  [default: what the suite says]")
@click.option("--no-nulls", is_flag=True, help="Leave the null models out.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; the numbers do not depend on it.  [default: one per core]")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for the tables as csv; it must not be there yet.")
@shared_options
@click.pass_context
def command(context: click.Context, /, suite: str, sets: tuple[str, ...], modes: tuple[str, ...], worlds: int | None, **asked: Any) -> int:
    """Score the story of SUITE against what was observed: a file, or the name of a suite of the project, such as korea.

    Skill is the share of the best naive forecast's score that the model takes away. Exit code 5 where the gate of the suite is not reached.
    """
    from sim.cli.backtest_files import plain, refuse
    from sim.cli.backtest_table import tables
    from sim.cli.output import as_json
    from sim.history.backtest import gate
    from sim.history.suite import load_suite

    how, read = manner(context), load_suite(suite, sets)
    if asked["out"]:
        refuse(Path(asked["out"]))
    found = play(read, chosen(read, modes), worlds, not asked["no_nulls"], jobs=asked["jobs"], how=how)
    if asked["out"]:
        keep(found, asked["out"], how)
    click.echo(as_json(plain(found)) if how.json else "\n".join(tables(found)))
    return NOT_MET if gate(found).reached is False else 0


def chosen(suite: Suite, modes: tuple[str, ...]) -> tuple[str, ...]:
    """The modes to play; raises `UsageError` for one that the suite does not have."""
    from sim.errors import unknown_name

    for mode in modes:
        if mode not in suite.modes:
            raise unknown_name(f"a mode of the suite {suite.name}", mode, suite.modes, where="--mode")
    return tuple(mode for mode in suite.modes if not modes or mode in modes)


def play(suite: Suite, modes: tuple[str, ...], worlds: int | None, nulls: bool, *, jobs: int | None, how: Manner) -> Backtest:
    """Play and score, with word of how far it is. Null models take no more worlds than the modes."""
    from sim.cli.progress import progress
    from sim.history.backtest import backtest

    count = worlds or suite.worlds
    with progress(suite.name, how, "steps") as report:
        return backtest(suite, modes, count, min(count, suite.null_worlds) if nulls else 0, jobs=jobs, progress=report)


def keep(found: Backtest, folder: str, how: Manner) -> None:
    """Write the tables, all of them or none."""
    from sim.cli.backtest_files import write

    write(found, Path(folder))
    say(f"written: {folder}", how)
