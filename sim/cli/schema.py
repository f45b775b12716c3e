"""`sim schema`: the JSON Schema of scenario files, by which an editor completes, explains and underlines."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from sim.cli.options import manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say

NAME = "scenario.schema.json"
MARK = '"description": "A scenario of sim"'
"""By this a file is known to be this schema, and may be written anew."""

EDITORS = """An editor with a YAML language server completes keys, explains them and underlines what is wrong
(VS Code: the extension YAML by Red Hat; Neovim, Emacs, Helix: yaml-language-server). It finds the schema by
the first line of a story:
  # yaml-language-server: $schema={place}
or, in VS Code for all stories of a folder, by this in .vscode/settings.json:
  {{"yaml.schemas": {{"{place}": "*.yaml"}}}}
`sim check` finds more than an editor can: sentences, dates, what is overruled."""


@click.command()
@click.option("--write", "path", type=click.Path(), metavar="PATH", help=f"Write it into this file, or as {NAME} into this folder.")
@shared_options
@click.pass_context
def command(context: click.Context, /, path: str | None) -> None:
    """Print the JSON Schema of scenario files, or write it; and say how an editor comes to use it."""
    how = manner(context)
    text = resources.files("sim.configs").joinpath(NAME).read_text(encoding="utf-8")
    if path is None:
        click.echo(text, nl=False)
        say(EDITORS.format(place=NAME) + f"\nWrite it beside your stories first: sim schema --write {NAME}", how)
        return
    target = write(Path(path), text)
    click.echo(as_json({"file": str(target)}) if how.json else str(target))
    say(EDITORS.format(place=target.as_posix()), how)


def write(path: Path, text: str) -> Path:
    """Write the schema and say where; raises `UsageError` where another file would be lost."""
    from sim.errors import UsageError
    from sim.results.store import write_text, writing

    target = path / NAME if path.is_dir() else path
    if target.exists() and (not target.is_file() or MARK not in target.read_text(encoding="utf-8", errors="replace")):
        raise UsageError(f"`{target}` is something else than this schema", where="--write", remedy=f"give another name, for example {NAME}")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder `{target.parent}`", where="--write", remedy="make it first")
    with writing(target, f"name a folder that can be written: sim schema --write FOLDER/{NAME}; or without --write into a file: sim schema > FILE"):
        write_text(target, text)
    return target
