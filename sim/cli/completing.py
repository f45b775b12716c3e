"""What a shell completes: stories, results, variants, settings, names. Each function answers for what has been typed so far."""

from __future__ import annotations

from collections.abc import Iterable
from glob import escape
from pathlib import Path

import click
from click.shell_completion import CompletionItem


def offered(names: Iterable[str], incomplete: str, otherwise: str = "") -> list[CompletionItem]:
    """The names that begin so; where none does, the shell's own files or folders if they are asked for.

    A shell that is told to complete files forgets the names, so that it is told one or the other.
    """
    found = [CompletionItem(name) for name in dict.fromkeys(names) if name.startswith(incomplete)]
    return found or ([CompletionItem(incomplete, type=otherwise)] if otherwise else [])


def story_names(incomplete: str) -> list[str]:
    """Stories by name, and the YAML files of the folder that is being typed."""
    from sim.scenario.catalogue import scenario_files

    folder = incomplete.rpartition("/")[0]
    files = sorted(Path(folder or ".").glob(f"{escape(incomplete.rpartition('/')[2])}*.yaml"))
    return [*scenario_files(), *(path.as_posix() if folder else path.name for path in files if path.is_file())]


def result_names() -> list[str]:
    """`@last`, the latest of each story, and every result by the name of its folder."""
    from sim.results.find import listing, results_root

    folders = listing(results_root())
    return ["@last", *sorted({f"@{folder.parent.name}" for folder in folders}), *(folder.name for folder in folders)] if folders else []


def stories(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A FILE."""
    return offered(story_names(incomplete), incomplete, "file")


def results(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """RESULTS."""
    return offered(result_names(), incomplete, "dir")


def either(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A FILE or RESULTS."""
    return offered([*story_names(incomplete), *result_names()], incomplete, "file")


def variants(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A variant of the story that stands before it on the line; of a line that is not whole yet, click has not told what is what."""
    from sim.scenario.catalogue import variants_of

    words = [context.params.get("file"), context.params.get("what"), *context.args]
    return offered((name for word in words if word for name in variants_of(str(word))), incomplete)


def settings(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The NAME of NAME=VALUE; nothing once there is a value."""
    from sim.scenario.sets import settable

    return offered((f"{name}=" for name in settable()), incomplete)


def casts(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The CAPITAL of CAPITAL=FILE.py:CLASS, then a Python file."""
    from sim.world.axes import CAPITALS

    capital, equals, file = incomplete.partition("=")
    files = [f"{capital}={path.as_posix()}:" for path in sorted(Path().glob(f"{escape(file)}*.py"))] if equals else []
    return offered(files or [f"{capital}=" for capital in CAPITALS], incomplete)


def things(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Whatever has a name in the model: a mechanism, parameter, quantity, instrument, driver, posture, event."""
    from sim.explain.names import named

    return offered(sorted({name for name, _ in named()}), incomplete)


def stories_or_things(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A FILE; where no story begins so, whatever does."""
    found = offered(story_names(incomplete), incomplete)
    return found or things(context, parameter, incomplete) or offered([], incomplete, "file")


def templates(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A template of `sim new`."""
    from sim.scenario.catalogue import templates as known

    return offered(known(), incomplete)


def figures(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A kind of figure."""
    from sim.plots import FIGURES, OF_A_SWEEP

    return offered(dict.fromkeys((*FIGURES, *OF_A_SWEEP)), incomplete)
