"""`sim sweep`: plays a scenario at many points, each with values of its own for some settings, all in the same worlds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, ScenarioFile, manner, shared_options
from sim.cli.speech import STOPPED, say
from sim.cli.taken import taken

FAILED_POINTS = 4

EXECUTORS = ("serial", "processes", "dask")

SHOWN = 3
"""So many rows of failed points are said."""


@click.command()
@click.argument("file", type=ScenarioFile())
@click.option("--vary", multiple=True, metavar="NAME=SPEC", shell_complete=completing.settings,
              help="Vary a setting: 0..1, 0..1 step 0.25, [0.2, 0.5], ±20%, [align, accommodate]; as often as needed.  [default: the story's sweep]")
@click.option("--design", "kind", metavar="KIND", help="How points lie: sobol, lhs, grid, list, mixture, saltelli, morris.")
@click.option("--samples", type=click.IntRange(min=1),
              help="Points of sobol, lhs and (about) grid; rows of saltelli; trajectories of morris; of a mixture, points per combination.")
@click.option("--worlds", type=click.IntRange(min=1), help="Parallel worlds at each point, the same at all.")
@click.option("--seed", type=click.IntRange(min=0), help="Where chance begins, that of the worlds and that of the design.")
@click.option("--variant", "variants", multiple=True, metavar="NAME", shell_complete=completing.variants,
              help="Play this variant only; may be repeated.  [default: those in which every lever acts]")
@click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", shell_complete=completing.settings,
              help="Change a setting of the file for all points.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; the numbers do not depend on it.  [default: one per core]")
@click.option("--executor", type=click.Choice(EXECUTORS), help="Who plays.  [default: processes]")
@click.option("--scheduler", metavar="ADDRESS", help="Play on the workers of this Dask scheduler, tcp://... or tls://....")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for results instead of ./results; workers must see it too.")
@click.option("--resume", is_flag=True, help="Go on with a sweep, or begin it: by the same line; or FILE being its RESULTS.")
@click.option("--no-bands", is_flag=True, help="Do not tell the spread apart into levers, decision rule, parameters and chance.")
@click.option("--dry-run", is_flag=True, help="Say how much it would be, after playing a few points, and write nothing.")
@shared_options
@click.pass_context
def command(context: click.Context, /, file: str, resume: bool, dry_run: bool, **asked: Any) -> int:
    """Play FILE at many points, each with values of its own for the levers, all in the same worlds.

    Writes results/SCENARIO/DATE-HASH/ part by part: whenever it is stopped, what is done is kept, and --resume goes on.
    """
    from sim.experiments.meant import is_result
    from sim.results.find import results_root

    call = Call(file, asked, manner(context), resume)
    try:
        if resume and is_result(file, results_root(asked["out"])):
            return tell(told_apart(resumed(call), None, asked), call)
        refuse_result(file)
        return from_story(call, dry_run)
    except KeyboardInterrupt:
        return stopped(call)


def refuse_result(file: str) -> None:
    """A sweep begins from a story; a result is gone on with."""
    from sim.errors import UsageError

    if file.startswith("@") or (Path(file) / "manifest.json").is_file():
        raise UsageError(f"`{file}` is a result, and a sweep begins with a story", remedy=f"to go on with it: sim sweep {quote(file)} --resume")


@dataclass
class Call:
    """The line that was typed, when, and where the sweep lies, as soon as it is known."""

    file: str
    asked: dict[str, Any]
    how: Manner
    resume: bool = False
    folder: Path | None = None
    clock: float = field(default_factory=time.perf_counter)


def from_story(call: Call, dry_run: bool) -> int:
    """A sweep that the line describes: begun, gone on with, or only reckoned."""
    from sim.engine.executors import check_at_hand
    from sim.experiments.sweep.asked import designed, worlds_of
    from sim.experiments.sweep.study import Study
    from sim.scenario import load

    asked = call.asked
    check_at_hand(players_of(asked).executor, asked["scheduler"])
    scenario = load(call.file, sets=asked["sets"])
    design = designed(scenario, asked["vary"], asked["kind"], asked["samples"], asked["seed"])
    seed = scenario.runs.seed if asked["seed"] is None else asked["seed"]
    study = Study.of(scenario, design, asked["worlds"] or worlds_of(scenario), seed, asked["variants"])
    tell_warnings(scenario, study, call.how)
    if dry_run:
        return tell_estimate(study, asked, call.how)
    return tell(told_apart(played(scenario, study, call), study, asked), call)


def played(scenario: Any, study: Any, call: Call) -> Any:
    """The sweep, played to its end."""
    from sim.cli.progress import progress
    from sim.experiments.sweep.course import Course, begin, go_on, same, unfinished
    from sim.results.find import results_root
    from sim.results.sweep_design import made_of

    root = results_root(call.asked["out"])
    with progress(scenario.name, call.how, "points") as report:
        laid = made_of(study.design.kind, study.design.values, study.design.columns)
        course = Course(players_of(call.asked), report, noticed(call, len(study), laid), told_by(call))
        if call.resume:
            if same(scenario, study, root) is None:
                say(f"Nothing of this sweep lies in {root} yet: it begins.", call.how)
            return go_on(scenario, study, root, course)
        left = unfinished(scenario, study, root)
        if left is not None:
            say(f"The same sweep lies unfinished in {left}; --resume would go on with it. This one begins anew.", call.how)
        return begin(scenario, study, root, course)


def told_apart(sweep: Any, study: Any, asked: dict[str, Any]) -> Any:
    """The sweep, its spread told apart where that was not declined."""
    from sim.experiments.bands.of_sweep import split_of_sweep

    if not asked["no_bands"]:
        split_of_sweep(sweep, study, 1 if asked["executor"] == "serial" else players_of(asked).jobs)
    return sweep


def resumed(call: Call) -> Any:
    """The sweep of a results folder, played to its end."""
    from sim.cli.progress import progress
    from sim.errors import UsageError
    from sim.experiments.sweep.course import Course, resume
    from sim.results.find import SWEEP, results_root
    from sim.results.sweep import SweepResult
    from sim.results.sweep_design import made_of

    given = [name for name in ("vary", "kind", "samples", "worlds", "seed", "variants", "sets") if call.asked[name] not in (None, ())]
    if given:
        option = {"kind": "design", "variants": "variant", "sets": "set"}.get(given[0], given[0])
        raise UsageError("a sweep goes on as it was begun", where=f"--{option}", remedy="leave it out, or begin another sweep")
    folder = taken(call.file, call.how, SWEEP, results_root(call.asked["out"]), unplayed=True)
    kept = SweepResult.load(folder)
    with progress(kept.name, call.how, "points") as report:
        laid = made_of(kept.design, kept.values, kept.columns)
        return resume(folder, Course(players_of(call.asked), report, noticed(call, kept.points, laid), told_by(call)))


def players_of(asked: dict[str, Any]) -> Any:
    """Who plays."""
    from sim.experiments.sweep.course import players

    return players(asked["executor"], asked["jobs"], asked["scheduler"])


def noticed(call: Call, points: int, laid: str) -> Any:
    """Says once where the sweep lies, and of what its points are made."""
    from sim.results.values import counted

    def notice(folder: Path, done: int) -> None:
        call.folder = folder
        made = f" ({laid})" if ":" in laid else ""
        say(f"{folder}: {counted(points, 'point')}{made}" + (f", {done:,} of them there already" if done else ""), call.how)

    return notice


def told_by(call: Call) -> Any:
    """Says what somebody who waits should know."""
    return lambda line: say(line, call.how)


def stopped(call: Call) -> int:
    """What is left when somebody stops it."""
    from sim.results.sweep import SweepResult

    if call.folder is None:
        say("stopped; nothing was played", call.how)
        return STOPPED
    kept = SweepResult.load(call.folder)
    say(f"stopped; {int(kept.done.sum()):,} of {kept.points:,} points are kept in {call.folder}", call.how)
    say(f"Go on: sim sweep {quote(str(call.folder))} --resume", call.how)
    return STOPPED


def tell(sweep: Any, call: Call) -> int:
    """Print what was found, where it is and what to do with it; returns the exit code."""
    from sim.cli.sweep_table import as_json, show
    from sim.experiments.sensitivity.enough import onward

    how = call.how
    if how.json:
        click.echo(as_json(sweep))
    else:
        show(sweep, how)
    say(f"Saved {sweep.folder} · {time.perf_counter() - call.clock:.1f} s · points.csv opens in a spreadsheet", how)
    say("Next: " + " · ".join(onward(sweep, "" if call.asked["out"] else "@last")), how)
    return FAILED_POINTS if tell_failures(sweep, how) else 0


def tell_failures(sweep: Any, how: Manner) -> bool:
    """Whether some points failed; says which and why."""
    rows = sweep.failures
    for row in rows[:SHOWN]:
        said = ": ".join(part for part in (row.get("place"), row["kind"], row["message"]) if part)
        say(f"failed: point {row['point']}, {row['variant']}: {said}", how)
    if rows:
        points = {row["point"] for row in rows}
        say(f"{len(points)} points failed and are left empty; --resume tries them again; how to set one stands in its part's receipt.json", how)
    return bool(rows)


def tell_warnings(scenario: Any, study: Any, how: Manner) -> None:
    """What is odd but not wrong, in the story and in what is varied."""
    from sim.cli.faults import as_text

    warnings = [*scenario.warnings, *study.warnings]
    if warnings:
        say(as_text(warnings), how)


def tell_estimate(study: Any, asked: dict[str, Any], how: Manner) -> int:
    """How much it would be."""
    from sim.cli.sweep_table import estimate_json, show_estimate
    from sim.experiments.sweep.estimate import estimate

    found, jobs = estimate(study), players_of(asked).jobs
    if how.json:
        click.echo(estimate_json(study, found, jobs))
    else:
        show_estimate(study, found, jobs, how)
    return 0
