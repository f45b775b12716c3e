"""Which result is meant by RESULTS. Where an `@` means it, a first line says which was taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.cli.options import Manner
from sim.cli.speech import say


def taken(text: str, how: Manner, kind: str | None = None, root: Path | None = None, *, unplayed: bool = False) -> Path:
    """The folder that is meant, as `sim.results.find.find` has it; said where it stands for an `@`."""
    from sim.results.find import find, kind_of

    folder = find(text, kind, root, unplayed=unplayed)
    if text.startswith("@"):
        newest = find(text, kind, root, unplayed=True)
        over = "" if newest == folder else f"; {newest} is newer, but no point of that sweep is finished yet"
        say(f"{text} is {folder}, a {kind_of(folder)}{over}", how)
    return folder


def tell_maker(result: Any, how: Manner) -> None:
    """Warn of a result that another version of the program made."""
    from sim.results.manifest import made_by_another

    if said := made_by_another(result.manifest):
        say(f"warning: {result.folder} was {said}", how)


def read(text: str, how: Manner, kind: str | None = None) -> Any:
    """The result that is meant, read."""
    from sim.results import reading

    result = reading.read(taken(text, how, kind))
    tell_maker(result, how)
    return result


def in_its_place(text: str, how: Manner, kind: str | None = None) -> str:
    """The folder that an `@` stands for; any other word, which may be a story, as it was typed."""
    return str(taken(text, how, kind)) if text.startswith("@") else text
