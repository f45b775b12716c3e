"""`sim rerun`: plays a result again as it was played; with `--check`, says whether the data are the same to the byte."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, manner, pairs, shared_options
from sim.cli.speech import say
from sim.cli.taken import taken

NOT_MET = 5
WIDTH = len("the same")


@click.command()
@click.argument("results", metavar="RESULTS", default="@last", shell_complete=completing.results)
@click.option("--check", is_flag=True, help="Compare the data with those of RESULTS, byte for byte, and write nothing.")
@click.option("--agent", "agents", multiple=True, metavar="CAPITAL=FILE.py:CLASS", shell_complete=completing.casts,
              help="Where a class that played a capital is now.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; the numbers do not depend on it.  [default: one per core]")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for results instead of ./results.")
@click.option("--no-figures", is_flag=True, help="Write the data only.")
@shared_options
@click.pass_context
def command(context: click.Context, /, results: str, check: bool, agents: tuple[str, ...], jobs: int | None, **place: Any) -> int:
    """Play RESULTS (by default the last run) again: the story as composed, the same settings, variants, worlds and seed.

    Writes a new result; with --check nothing: exit code 0 where the data are the same, byte for byte, 5 where they are not.
    A sweep is named by its folder or by @NAME:sweep, and is played again point by point.
    """
    from sim.cli.rerun_sweep import again
    from sim.cli.run import play_and_keep, tell
    from sim.experiments.rerun import rerun
    from sim.results.find import RUN, SWEEP, kind_of
    from sim.results.result import Result

    how, clock = manner(context), time.perf_counter()
    folder = taken(results, how, RUN if results.startswith("@") and ":" not in results else None)
    if kind_of(folder) == SWEEP:
        return again(folder, how, {"check": check, "agents": agents, "jobs": jobs, "out": place["out"]})
    stored = Result.load(folder, sealed=False)
    replay = rerun(stored, pairs(agents, "--agent", "CAPITAL=FILE.py:CLASS"), jobs)
    tell_changes(replay.changed, how)
    if check:
        return tell_check(stored, replay, how)
    result = play_and_keep(replay.scenario, replay.settings, (place["out"], not place["no_figures"]), how)
    return tell(result, place["out"], time.perf_counter() - clock, how)


def tell_changes(changed: tuple[str, ...], how: Manner) -> None:
    """What is not as it was when the result was made, before playing."""
    if changed:
        say("Not as it was when the result was made:\n" + "\n".join(f"  {change}" for change in changed), how)


def tell_check(stored: Any, replay: Any, how: Manner) -> int:
    """Play, compare and print; returns the exit code."""
    return tell_comparison(stored, played_and_compared(stored, replay, how), replay.changed, how)


def tell_comparison(stored: Any, files: list[Any], changed: tuple[str, ...], how: Manner) -> int:
    """Print what became of each file, and the verdict; returns the exit code."""
    from sim.cli.output import as_json

    same = all(file.verdict == "same" for file in files)
    if how.json:
        rows = [asdict(file) | {"largest": finite(file.largest)} for file in files]
        click.echo(as_json({"result": str(stored.folder), "same": same, "changed": list(changed), "files": rows}))
    else:
        click.echo(f"{stored.folder}: {stored.played}, seed {stored.manifest['seed']}")
        for line in lines(files):
            click.echo(line)
        click.echo(verdict(files, changed))
    return 0 if same else NOT_MET


def played_and_compared(stored: Any, replay: Any, how: Manner) -> list[Any]:
    """The data files of a result beside those of the same run again, which are not kept."""
    from sim.cli.progress import progress
    from sim.experiments.run import run
    from sim.results.comparing import compared
    from sim.results.store import write

    with progress(stored.name, how) as report:
        result = run(replay.scenario, replay.settings, report)
    with TemporaryDirectory() as folder:
        write(result, Path(folder))
        return compared(stored.folder, Path(folder))


def lines(files: list[Any]) -> list[str]:
    """What became of each file."""
    width = max(len(file.file) for file in files)
    words = {"same": "the same", "differs": "differs", "missing": "missing", "added": "added"}
    found = []
    for file in files:
        gap = f"largest difference {file.largest:g} in {file.said}" if file.largest else file.said
        found.append(f"  {words[file.verdict]:<{WIDTH}}  {file.file:<{width}}  {gap}".rstrip())
    return found


def verdict(files: list[Any], changed: tuple[str, ...]) -> str:
    """The last line: whether it is the same, and what may be the reason where it is not."""
    apart = [file for file in files if file.verdict != "same"]
    if not apart:
        return "The same, byte for byte" + (f", though not all is as it was: {'; '.join(changed)}" if changed else "")
    what = f"Not the same: {len(apart)} of {len(files)} data files"
    if changed:
        return f"{what}. What is not as it was may be the reason: {'; '.join(changed)}"
    return f"{what}, though versions and numbers are as they were: the result was changed, or the program is not reproducible here"


def finite(value: float | None) -> float | None:
    """A number that JSON can say."""
    return value if value is None or abs(value) != float("inf") else None
