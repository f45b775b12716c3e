"""`sim explain`: a story in plain English; a setting, a rule or a number with its meaning, its source and its place."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

import click

from sim.cli import completing
from sim.cli.options import Manner, manner, shared_options

WIDTH = 100
"""Columns of text where there is no terminal, and the most that are read with ease."""


@click.command()
@click.argument("what", required=False, metavar="[FILE]", shell_complete=completing.stories_or_things)
@click.argument("name", required=False, metavar="[NAME]", shell_complete=completing.things)
@click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", shell_complete=completing.settings,
              help="Change a setting of the file first.")
@click.option("--variant", metavar="NAME", shell_complete=completing.variants, help="The story, or the setting, as this variant plays it.")
@click.option("--order", is_flag=True, help="What happens in a month, first to last.")
@shared_options
@click.pass_context
def command(context: click.Context, /, what: str | None, name: str | None, **asked: Any) -> None:
    """Say in plain English what FILE tells, what NAME in it means and what wins, or what NAME is in the model.

    \b
    sim explain thaad_lift                                   the story, to be read aloud
    sim explain thaad_lift actors.beijing.pressure.culture   a setting: meaning, range, source, where, what wins
    sim explain trade_coercion                               a mechanism, parameter, quantity, instrument, ...
    sim explain --order                                      the order of play of a month
    """
    from sim.explain import explain
    from sim.explain.page import as_data, as_text

    how = manner(context)
    pages = explain(what, name, **asked)
    if how.json:
        from sim.cli.output import as_json

        click.echo(as_json({"asked": " ".join(word for word in (what, name) if word), "pages": [as_data(page) for page in pages]}))
        return
    columns = min(WIDTH, shutil.get_terminal_size((WIDTH, 0)).columns)
    click.echo("\n\n".join(as_text(page, columns, heading(how)) for page in pages))


def heading(how: Manner) -> Any:
    """How headings look: bold on a terminal that takes it."""
    plain = how.color == "never" or (how.color != "always" and (not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))))
    return str if plain else lambda words: click.style(words, bold=True)
