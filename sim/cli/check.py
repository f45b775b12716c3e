"""`sim check`: every fault and warning of scenario files at once; with `--expect`, what becomes of their expectations."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from sim.cli import completing
from sim.cli.options import Manner, ScenarioFile, manner, shared_options
from sim.cli.speech import say

if TYPE_CHECKING:
    from sim.errors import Fault
    from sim.experiments.verdicts import Verdicts

WRONG, NOT_MET = 3, 5


@click.command()
@click.argument("files", nargs=-1, required=True, type=ScenarioFile(), metavar="FILE...")
@click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", shell_complete=completing.settings, help="Change a setting of the files first.")
@click.option("--strict", is_flag=True, help="Take warnings for faults.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True, help="How to print.")
@click.option("--expect", is_flag=True, help="Play the files and say which expectations hold.")
@click.option("--worlds", type=click.IntRange(min=1), help="Parallel worlds per variant, with --expect.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes, with --expect.  [default: one per core]")
@shared_options
@click.pass_context
def command(context: click.Context, /, files: tuple[str, ...], sets: tuple[str, ...], strict: bool, form: str, **asked: Any) -> int:
    """Check FILEs: every fault with its line, and what looks odd. Nothing is written.

    Exit code 3 where a file is wrong, 5 where an expectation does not hold and the file does not say so.
    """
    from sim.cli.faults import FORMATS

    how, clock = manner(context), time.perf_counter()
    how.json = how.json or form == "json"
    expect = asked.pop("expect")
    read = [(file, *read_file(file, sets)) for file in files]
    found = [fault for *_, faults in read for fault in faults]
    wrong = sum(not fault.warning or strict for fault in found)
    if (how.json and not expect) or (found and not how.json):
        click.echo(FORMATS["json" if how.json else form](found))
    if not wrong:
        say(f"{len(files)} file{'s' if len(files) > 1 else ''} checked: no fault, {len(found)} warning{'s' if len(found) != 1 else ''}", how)
    judged = judge([scenario for _, scenario, _ in read], asked, how) if expect and not wrong else []
    if expect and (how.json or judged):
        close(judged, found, time.perf_counter() - clock, how)
    return WRONG if wrong else NOT_MET if any(not item.met for story in judged for item in story.expectations) else 0


def read_file(file: str, sets: tuple[str, ...]) -> tuple[Any, list[Any]]:
    """The scenario, or None, and every fault and warning."""
    from sim.errors import Fault, ScenarioError, SimError
    from sim.experiments.sweep.study import odd
    from sim.scenario import load
    from sim.scenario.build import plans

    try:
        scenario = load(file, sets=sets)
        plans(scenario)
        swept = odd(scenario)
    except ScenarioError as error:
        return None, error.faults
    except SimError as error:
        return None, [Fault(error.where or file, "unusable", error.what, error.remedy)]
    return scenario, [*scenario.warnings, *swept]


def judge(scenarios: list[Any], asked: dict[str, Any], how: Manner) -> list[Verdicts]:
    """Play the stories, and print each with what becomes of its expectations as soon as it is known."""
    from sim.cli.progress import progress
    from sim.cli.verdict_table import table
    from sim.experiments.settings import Settings
    from sim.experiments.verdicts import all_verdicts

    judged = []
    label, unit = (scenarios[0].name, "worlds") if len(scenarios) == 1 else ("stories", "files")
    with progress(label, how, unit) as report:
        for scenario, story in zip(scenarios, all_verdicts(scenarios, Settings(**asked), report), strict=True):
            judged.append(story)
            if not how.json:
                click.echo("\n".join(table(story, scenario)))
    return judged


def close(judged: list[Verdicts], faults: list[Fault], seconds: float, how: Manner) -> None:
    """What is said at the end: one line over all stories, or everything as JSON."""
    from sim.cli.output import as_json
    from sim.cli.verdict_table import plain, summary

    if how.json:
        click.echo(as_json({"faults": [asdict(fault) for fault in faults], **plain(judged, seconds)}))
    else:
        click.echo(summary(judged, seconds))
        if len(judged) > 1:
            say("One story: sim check --expect NAME", how)
