"""The `sim` command. Each command is a file of this package, listed in `COMMANDS` and imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

import sim
from sim.cli.options import shared_options
from sim.cli.output import finish_output, prepare_output, reader_left, silence
from sim.cli.speech import explain_failure

COMMANDS = {
    "run": "Play a scenario and answer its questions.",
    "sweep": "Play a scenario at many points: what does the answer depend on?",
    "check": "Find every fault in scenario files; put their expectations to the model.",
    "explain": "Say what a story tells, what a setting means, what a rule or a number is.",
    "list": "Show stories by theme, results, and the names of whatever there is.",
    "new": "Begin a story of your own: from a template, another story or a result.",
    "plot": "Draw the figures of a result again.",
    "report": "Write a report: one HTML file to hand over, with its pictures, doubts and sources.",
    "export": "Hand a result over: CSV, Excel, Parquet, Stata, NetCDF, or a zip that plays again.",
    "show": "Show a result: how it came about, answers, files, how to cite it.",
    "diff": "Say in what two stories or results differ.",
    "compare": "Set variants, results or sweeps side by side: differences with intervals, and over the months.",
    "sensitivity": "Say what an answer depends on: which lever moves it, which unknown parameter.",
    "backtest": "Score a story of the past against what was observed, beside naive forecasts.",
    "calibrate": "Fit parameters to a window of the past, and say what it taught.",
    "serve": "Serve a page with sliders to browsers on this machine alone.",
    "rerun": "Play a result again; with --check, compare it byte for byte.",
    "schema": "Print the JSON Schema of scenario files, and say how an editor uses it.",
    "completion": "Print the script by which a shell completes commands, stories and names.",
    "doctor": "Look whether everything is in place, and say what to do where it is not.",
}
"""Every command with its one line of help; the module is `sim.cli.<name>`, the command in it is `command`."""

EPILOG = """\b
FILE            a scenario file, or the name of a shipped scenario
RESULTS         a results folder, the beginning of its hash, or one of:
@last           the newest result, be it of a run or of a sweep
@SCENARIO       the newest of this story
@last:sweep     the newest sweep; so also @SCENARIO:sweep
@SCENARIO:run   the newest run of this story; so also @last:run

\b
Exit codes: 0 done; 1 failed while running; 2 wrong use; 3 scenario wrong;
4 finished, but some worlds failed; 5 an expectation or a comparison was not met;
130 stopped.
"""


class Commands(click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sim.cli.{name}").command
        return command

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        from sim.errors import alike

        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not context.resilient_parsing:
            near = alike(args[0], COMMANDS)
            context.fail(f"no such command `{args[0]}`." + (f" Did you mean `{near}`?" if near else ""))
        return super().resolve_command(context, args)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sim.__version__, prog_name="sim")
@shared_options
def command() -> None:
    """Simulate wedge strategy, coercion and hedging around the Korean peninsula.

    Start with: sim run thaad_lift
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code and never shows a traceback unless asked with -vv."""
    prepare_output()
    stdout = sys.stdout
    try:
        code: Any = command.main(args=arguments, prog_name="sim", standalone_mode=False)
        finish_output()
        return int(code or 0)
    except (Exception, KeyboardInterrupt, SystemExit) as error:
        if reader_left(error, stdout):
            silence(stdout)
            return 0
        if isinstance(error, SystemExit):
            raise
        return explain_failure(error, arguments if arguments is not None else sys.argv[1:])
