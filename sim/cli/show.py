"""`sim show`: a result for people: what was asked, how it came about, the answers, the files, how to cite it and play it again."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, manner, shared_options
from sim.cli.taken import taken, tell_maker

GAP = 2
"""Spaces between a label and what it labels."""

DATA = "series/"
"""The folder whose files are data and shown one by one."""

DAMAGED = "files of the result, which is damaged: a rerun makes it anew"
"""What stands in the place of a promise."""


@click.command()
@click.argument("results", metavar="RESULTS", default="@last", shell_complete=completing.results)
@shared_options
@click.pass_context
def command(context: click.Context, /, results: str) -> None:
    """Show RESULTS (by default the last): how they came about, the answers, the files, how to cite them and play them again."""
    from sim.results.find import kind_of
    from sim.results.manifest import changes_since
    from sim.results.result import Result

    how = manner(context)
    folder = taken(results, how)
    if kind_of(folder) == "sweep":
        show_sweep(folder, how)
        return
    result = Result.load(folder)
    changed = list(changes_since(result.manifest))
    if how.json:
        click.echo(as_json(result, changed))
    else:
        show(result, changed, how)


def show(result: Any, changed: list[str], how: Manner) -> None:
    """Print everything, the answers in the middle."""
    from rich.text import Text

    from sim.cli.answer_table import console_of, show_answers
    from sim.results.account import account, citation

    console = console_of(how)
    console.print(Text(result.title, style="bold"))
    if result.question:
        console.print(Text(result.question))
    console.print()
    console.print(grid(account(result)))
    show_answers(result, console)
    console.print()
    console.print(grid({
        "Files": listed(result), "To cite": [citation(result)], "Play again": [again(result)],
        "Changed since": [*changed, DAMAGED] if result.damage else changed or ["nothing: a rerun should be the same, byte for byte"],
    }))


def show_sweep(folder: Path, how: Manner) -> None:
    """A sweep: the same, and over what each outcome moved."""
    from rich.text import Text

    from sim.cli import sweep_table
    from sim.cli.answer_table import console_of
    from sim.experiments.sensitivity.enough import onward
    from sim.results.sweep import SweepResult
    from sim.results.sweep_account import account, citation, listed
    from sim.results.sweep_table import believed

    sweep = believed(SweepResult.load(folder))
    tell_maker(sweep, how)
    if how.json:
        click.echo(sweep_table.as_json(sweep, citation=citation(sweep), next="; ".join(onward(sweep))))
        return
    console = console_of(how)
    console.print(Text(sweep.title, style="bold"))
    if sweep.question:
        console.print(Text(sweep.question))
    console.print()
    console.print(grid(account(sweep)))
    sweep_table.show_found(sweep, console)
    console.print()
    console.print(grid({"Files": listed(sweep), "To cite": [citation(sweep)], "Next": onward(sweep)}))


def grid(lines: dict[str, list[str]]) -> Any:
    """Labels to the left, and what they label beside them."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for label, values in lines.items():
        for place, value in enumerate(values):
            table.add_row(Text("" if place else label, style="dim"), Text(value))
    return table


def listed(result: Any) -> list[str]:
    """The files with their sizes; figures, comparisons and whatever else was made of the data a line for each folder."""
    from sim.results.account import files, size
    from sim.results.values import counted

    every = files(result)
    made: dict[str, list[int]] = {}
    for name, count in every:
        if "/" in name and not name.startswith(DATA):
            made.setdefault(name.partition("/")[0], []).append(count)
    lines = [f"{name}  {size(count)}" for name, count in every if name.partition("/")[0] not in made]
    return lines + [f"{folder}/  {counted(len(counts), 'file')}, {size(sum(counts))}" for folder, counts in made.items()]


def again(result: Any) -> str:
    """The command that plays it again, and compares where there is something to compare with."""
    return f"sim rerun {quote(str(result.folder))}" + ("" if result.damage else " --check")


def as_json(result: Any, changed: list[str]) -> str:
    """The manifest with the answers, the files, the citation and what is not as it was."""
    from sim.cli import output
    from sim.cli.answer_table import plain
    from sim.results.account import citation, files

    more = {
        "folder": str(result.folder), "answers": [plain(answer) for answer in result.answers], "citation": citation(result),
        "files": [{"name": name, "bytes": count} for name, count in files(result)], "damaged": result.damage, "rerun": again(result),
        "changed": changed,
    }
    return output.as_json(result.manifest | more)
