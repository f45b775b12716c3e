"""`sim completion`: the script by which a shell completes commands, options, stories, results and names."""

from __future__ import annotations

import click

from sim.cli.options import manner, shared_options
from sim.cli.speech import say

INSTALL = {
    "bash": 'eval "$(sim completion bash)"     # this line in ~/.bashrc; bash 4.4 or later',
    "zsh": 'eval "$(sim completion zsh)"      # this line in ~/.zshrc, below compinit',
    "fish": "sim completion fish > ~/.config/fish/completions/sim.fish",
}
"""How each shell comes to read its script."""

BEFORE = {"bash": "COMP_WORDBREAKS=${COMP_WORDBREAKS//@}     # so that @last is one word\n"}
"""What a script needs besides what the library writes."""


@click.command()
@click.argument("shell", type=click.Choice(list(INSTALL)))
@shared_options
@click.pass_context
def command(context: click.Context, /, shell: str) -> None:
    """Print the completion script of SHELL."""
    click.echo(script(shell), nl=False)
    say(f"To use it: {INSTALL[shell]}", manner(context))


def script(shell: str) -> str:
    """The script of a shell with how to install it; a first line that the shell itself reads stays the first."""
    from click.shell_completion import ShellComplete, get_completion_class

    from sim.cli import command as program

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"{shell} is not known to this version of click")
    text = ShellComplete.source(kind(program, {}, "sim", "_SIM_COMPLETE"))
    first, _, rest = text.partition("\n")
    note = f"# Completion of sim. To use it: {INSTALL[shell]}\n{BEFORE.get(shell, '')}"
    return f"{first}\n{note}{rest}" if first.startswith("#compdef") else note + text
