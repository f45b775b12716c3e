"""What the command line says beside its answer, on stderr, and what it says when something goes wrong."""

from __future__ import annotations

import contextlib
import sys
import traceback
from typing import Any

import click

from sim.cli.output import silence
from sim.errors import ScenarioError, SimError

STOPPED = 130


def say(line: str, manner: Any) -> None:
    """A line to the person at the terminal, unless they asked for quiet."""
    if not manner.quiet:
        click.echo(line, err=True)


def explain_failure(error: BaseException, arguments: list[str]) -> int:
    """Say in one clear line what went wrong and what to do; returns the exit code."""
    if asked_for_tracebacks(arguments) and not isinstance(error, click.ClickException):
        traceback.print_exception(error, file=sys.stderr)
    with contextlib.suppress(OSError):
        return explain(error)
    return 1


def explain(error: BaseException) -> int:
    """The line and the exit code for each kind of error."""
    if isinstance(error, KeyboardInterrupt | click.Abort):
        click.echo("stopped; nothing half-written was kept", err=True)
        return STOPPED
    if isinstance(error, click.ClickException):
        error.show(sys.stderr)
        return error.exit_code
    if isinstance(error, ScenarioError):
        from sim.cli.faults import as_text

        click.echo(as_text(error.faults), err=True)
        return error.exit_code
    if isinstance(error, SimError):
        place = f"{error.where}: " if error.where else ""
        click.echo(f"error: {place}{error.what}" + (f"\n  = {error.remedy}" if error.remedy else ""), err=True)
        return error.exit_code
    if isinstance(error, OSError):
        return explain_system(error)
    click.echo(f"error: {type(error).__name__}: {error}\n  = this is a fault of the program; -vv shows where", err=True)
    return 1


def explain_system(error: OSError) -> int:
    """What the system refused."""
    silence(sys.stdout)
    place = f"{error.filename}: " if error.filename else ""
    click.echo(f"error: {place}{error.strerror or error}", err=True)
    return 1


def asked_for_tracebacks(arguments: list[str]) -> bool:
    """Whether -v was given twice."""
    short = sum(text.count("v") for text in arguments if text.startswith("-v") and set(text[1:]) == {"v"})
    return short + arguments.count("--verbose") > 1
