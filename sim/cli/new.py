"""`sim new`: a story of one's own, from a template, another story or a result."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say
from sim.cli.taken import in_its_place

USUAL = "what_if"


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--from", "origin", metavar="FILE", shell_complete=completing.either,
              help="Copy this story with its comments; or, with RESULTS, a story as played.")
@click.option("--template", metavar="TEMPLATE", shell_complete=completing.templates,
              help=f"What to begin with; see: sim list templates.  [default: {USUAL}]")
@click.option("--force", is_flag=True, help="Write over a file of that name.")
@shared_options
@click.pass_context
def command(context: click.Context, /, name: str, origin: str | None, template: str | None, force: bool) -> None:
    """Write NAME.yaml: a story to be changed, with a note beside whatever it says.

    NAME may be a path; the folder must be there.
    """
    from sim.errors import UsageError
    from sim.results.store import write_text, writing
    from sim.scenario.begin import target

    how = manner(context)
    if origin and template:
        raise UsageError("--from and --template both say what to begin with", remedy="keep one of them")
    path = target(name, force)
    told, text = beginning(origin and in_its_place(origin, how, "run"), template or USUAL, path)
    with writing(path, f"name a folder that can be written: sim new FOLDER/{path.stem}; nothing was kept"):
        write_text(path, text)
    click.echo(as_json({"file": str(path), "from": told}) if how.json else str(path))
    typed = quote(str(path))
    say(f"Begun from {told}\nNext: open it, change a line, then: sim check {typed} · sim run {typed}", how)


def beginning(origin: str | None, template: str, path: Path) -> tuple[str, str]:
    """What a story begins from, in words, and its text."""
    from sim.scenario.begin import from_played, from_story, from_template

    if origin is None:
        return f"the template `{template}`", from_template(template, path)
    result = played(origin)
    if result is not None:
        told = f"{result.folder.parent.name}/{result.folder.name}"
        return f"the result {told}", from_played((result.folder / "scenario.yaml").read_text(encoding="utf-8"), told, path)
    from sim.scenario import load

    load(origin)
    return f"the story `{origin}`", from_story(origin, path)


def played(origin: str) -> Any:
    """The result that is meant, if one is."""
    from sim.experiments.meant import result_meant

    return result_meant(origin)
