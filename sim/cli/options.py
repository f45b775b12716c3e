"""Options that every command takes, before or after its name, and the argument types that commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from sim.errors import UsageError

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass
class Manner:
    """How the command line speaks: as JSON, how much, in colour or not."""

    json: bool = False
    quiet: bool = False
    verbose: int = 0
    color: str = "auto"


def manner(context: click.Context) -> Manner:
    """The manner of this call, one for the whole line."""
    found: Manner = context.find_root().ensure_object(Manner)
    return found


def note(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """A callback that writes a shared option into the manner, wherever on the line it stands."""

    def write(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value:
            setattr(manner(context), name, value)

    return write


def shared_options(function: Function) -> Function:
    """`--json`, `-q`, `-v`, `--color` for a command."""
    for option in (
        click.option("--color", type=click.Choice(["auto", "always", "never"]), expose_value=False, callback=note("color"),
                     help="Colour on the terminal; NO_COLOR is respected."),
        click.option("-v", "--verbose", count=True, expose_value=False, callback=note("verbose"), help="Say more; -vv shows tracebacks."),
        click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=note("quiet"), help="Say nothing but the answer."),
        click.option("--json", is_flag=True, expose_value=False, callback=note("json"), help="Print the answer as JSON."),
    ):
        function = option(function)
    return function


class ScenarioFile(click.ParamType):
    """A scenario file or the name of a shipped scenario."""

    name = "FILE"

    def shell_complete(self, context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from sim.cli.completing import stories

        return stories(context, parameter, incomplete)


def pairs(given: tuple[str, ...], option: str, form: str) -> dict[str, str]:
    """`NAME=VALUE` options as a mapping; raises `UsageError` where there is no `=`."""
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise UsageError(f"`{text}` is not of the form {form}", where=option)
        if name.strip() in found:
            raise UsageError(f"`{name.strip()}` is given twice", where=option)
        found[name.strip()] = value.strip()
    return found
