"""docs/reference/commands.md: every command with its arguments and options, read off the commands themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module

import click
from shapes import page, table

from sim import cli

INTRODUCTION = """
In a checkout without an active environment, write `python3 dev.py` where this page writes `sim`. `sim COMMAND --help` says the same as
this page, `sim --version` which version it is. Answers go to standard output, talk to standard error; a job in a pipe prints no colour.

Where an `@` means a result, a first line (on standard error) says which was taken: its folder, and whether it is a run or a sweep. A command that
takes one kind alone, as `sim diff` takes runs, looks among that kind. A sweep in which no point is finished yet is no result for an `@`, but
for `sim sweep @last --resume`.
"""


def render() -> str:
    """The whole page."""
    shared = [parameter for parameter in cli.command.params if isinstance(parameter, click.Option) and not parameter.is_eager]
    parts = [INTRODUCTION, *what_stands_for_what(), "## With every command", options(shared)]
    for name in cli.COMMANDS:
        parts += section(name, {option.name for option in shared})
    return page("Commands", parts)


def what_stands_for_what() -> Iterator[str]:
    """The words of the usage lines and the exit codes, which `sim --help` ends with."""
    words, codes = (" ".join(part.split()) if "Exit" in part else part for part in cli.EPILOG.replace("\b\n", "").strip().split("\n\n"))
    rows = [re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in words.splitlines()]
    yield table(["in a usage line", "stands for"], [[f"`{word}`", meaning] for word, meaning in rows])
    found = [entry.strip(" .").split(" ", 1) for entry in codes.removeprefix("Exit codes:").split(";")]
    yield table(["exit code", "means"], [[f"`{code}`", meaning] for code, meaning in found])


def section(name: str, shared: set[str | None]) -> Iterator[str]:
    """One command: what it is for, how it is called, what it takes."""
    command: click.Command = import_module(f"sim.cli.{name}").command
    yield f"## sim {name}"
    context = click.Context(command, info_name=f"sim {name}")
    yield "```text\n" + " ".join(["sim", name, *command.collect_usage_pieces(context)]) + "\n```"
    yield from told(command.help or "")
    own = [option for option in command.params if isinstance(option, click.Option) and option.name not in shared]
    if own:
        yield options(own)


def told(text: str) -> Iterator[str]:
    """A help text as Markdown: paragraphs, and what click leaves as it stands (after `\\b`) in a box."""
    for block in inspect.cleandoc(text).split("\n\n"):
        yield "```text\n" + block.removeprefix("\b\n") + "\n```" if block.startswith("\b") else " ".join(block.split())


def options(found: list[click.Option]) -> str:
    """A table of options."""
    return table(["option", "what it does", "unless given"], [[written(option), meaning(option), default(option)] for option in found])


def written(option: click.Option) -> str:
    """An option as it is typed."""
    names = ", ".join(f"`{name}`" for name in sorted(option.opts, key=len))
    choices = "|".join(map(str, option.type.choices)) if isinstance(option.type, click.Choice) else ""
    value = "" if option.is_flag or option.count else f" `{choices or option.metavar or option.type.name.upper().split()[0]}`"
    return names + value


def meaning(option: click.Option) -> str:
    """What an option does; a default that its help names stands in a column of its own."""
    return re.sub(r"\s*\[default.*?\]", "", option.help or "").strip()


def default(option: click.Option) -> str:
    """What holds where the option is not given."""
    named = re.search(r"\[default[^:]*: (.*?)\]", option.help or "")
    if named:
        return named[1]
    return f"`{option.default}`" if option.show_default and option.default is not None else ""
