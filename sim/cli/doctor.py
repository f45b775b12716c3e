"""`sim doctor`: whether everything is in place, a line for each thing, with what to do where it is not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from sim.cli.options import Manner, manner, shared_options
from sim.cli.output import as_json, takes_all
from sim.cli.speech import say

FAILED = 1
NARROW = 80
"""Columns below which tables lose a part."""

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}
WIDTH = len("extra docs")
"""As wide as most names of checks are."""


@click.command()
@shared_options
@click.pass_context
def command(context: click.Context, /) -> int:
    """Look whether everything is in place: Python, packages, tables, stories, a place for results, pictures, the terminal; and play.

    Exit code 1 where something fails. Nothing is written.
    """
    how = manner(context)
    found = []
    for check in every(how):
        found.append(check)
        if not how.json:
            click.echo(line(check, how), color=None if how.color == "auto" else how.color == "always")
    if how.json:
        click.echo(as_json([asdict(check) for check in found]))
    failed, odd = (sum(check.state == state for check in found) for state in ("fail", "warn"))
    say("Everything is in place" if not failed + odd else f"{failed} failed, {odd} to look at, {len(found) - failed - odd} in place", how)
    return FAILED if failed else 0


def every(how: Manner) -> Iterator[Any]:
    """Every check as it is made."""
    from sim.experiments.checkup import checkup

    yield from checkup()
    yield from terminal(how)


def terminal(how: Manner) -> Iterator[Any]:
    """What the terminal can show."""
    from sim.experiments.checkup import Check

    columns = shutil.get_terminal_size((NARROW, 0)).columns
    encoding = getattr(sys.stdout, "encoding", None) or "unknown"
    colour = how.color == "always" or (how.color == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
    said = f"{'a terminal' if sys.stdout.isatty() else 'a pipe or a file'}, {encoding}, {columns} columns, {'with' if colour else 'without'} colour"
    remedy = "" if takes_all(sys.stdout) else "signs such as ± are written otherwise; set PYTHONIOENCODING=utf-8"
    yield Check("terminal", "ok" if takes_all(sys.stdout) and columns >= NARROW else "warn", said,
                remedy or ("" if columns >= NARROW else f"make it {NARROW} columns wide or more"))


def line(check: Any, how: Manner) -> str:
    """One check: how it is, what was found, what to do."""
    plain = bool(os.environ.get("NO_COLOR")) and how.color != "always"
    state = f"{check.state:<4}" if plain else click.style(f"{check.state:<4}", fg=COLOURS[check.state])
    remedy = f"\n      = {check.remedy}" if check.remedy else ""
    return f"{state}  {check.name:<{WIDTH}}  {check.said}{remedy}"
