"""`sim check`: every fault and warning of scenario files at once; with `--expect`, what becomes of their expectations."""

from __future__ import annotations

from typing import Any

import click

from sim.cli.options import Manner, ScenarioFile, manner, shared_options
from sim.cli.speech import say

WRONG, NOT_MET = 3, 5


@click.command()
@click.argument("files", nargs=-1, required=True, type=ScenarioFile(), metavar="FILE...")
@click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", help="Change a setting of the files first.")
@click.option("--strict", is_flag=True, help="Take warnings for faults.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True, help="How to print.")
@click.option("--expect", is_flag=True, help="Play the files and say which expectations hold.")
@click.option("--worlds", type=click.IntRange(min=1), help="Parallel worlds per variant, with --expect.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes, with --expect.  [default: one per core]")
@shared_options
@click.pass_context
def command(context: click.Context, /, files: tuple[str, ...], sets: tuple[str, ...], strict: bool, form: str, **asked: Any) -> int:
    """Check FILEs: every fault with its line, and what looks odd. Nothing is written.

    Exit code 3 where a file is wrong, 5 where an expectation does not hold.
    """
    from sim.cli.faults import FORMATS

    how = manner(context)
    expect = asked.pop("expect")
    read = [(file, *read_file(file, sets)) for file in files]
    found = [fault for *_, faults in read for fault in faults]
    if found or form == "json" or how.json:
        click.echo(FORMATS["json" if how.json else form](found))
    wrong = sum(not fault.warning or strict for fault in found)
    if not wrong:
        say(f"{len(files)} file{'s' if len(files) > 1 else ''} checked: no fault, {len(found)} warning{'s' if len(found) != 1 else ''}", how)
    if wrong or not expect:
        return WRONG if wrong else 0
    failed = [play_expectations(scenario, asked, how) for _, scenario, _ in read]
    return NOT_MET if any(failed) else 0


def read_file(file: str, sets: tuple[str, ...]) -> tuple[Any, list[Any]]:
    """The scenario, or None, and every fault and warning."""
    from sim.errors import Fault, ScenarioError, SimError
    from sim.scenario import load
    from sim.scenario.build import plans

    try:
        scenario = load(file, sets=sets)
        plans(scenario)
    except ScenarioError as error:
        return None, error.faults
    except SimError as error:
        return None, [Fault(error.where or file, "unusable", error.what, error.remedy)]
    return scenario, list(scenario.warnings)


def play_expectations(scenario: Any, asked: dict[str, Any], how: Manner) -> bool:
    """Play a scenario and print what becomes of each expectation; returns whether one does not hold."""
    from sim.cli.progress import progress
    from sim.experiments.expectations import judge
    from sim.experiments.run import run
    from sim.experiments.settings import Settings

    entries = scenario.expect
    if not entries:
        say(f"{scenario.name}: no expectations", how)
        return False
    with progress(scenario.name, how) as report:
        result = run(scenario, Settings(**asked), report)
    verdicts = judge(entries, result.measured)
    width = max(len(item.that) for item in verdicts)
    click.echo(f"{scenario.name}: {result.worlds:,} worlds")
    for item in verdicts:
        click.echo(f"  {item.verdict:<14} {item.that:<{width}}  gap {item.gap:+.3f} ({item.low:+.3f} to {item.high:+.3f}, 95 % sampling)")
    return any(item.verdict == "does not hold" for item in verdicts)
