"""Puts what is exported in its place: written under a hidden name, then renamed; nothing half-written, nothing overwritten unasked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from sim.errors import UsageError
from sim.results.store import put_where_free, writing

ELSEWHERE = "make room or give another folder with --out; nothing was kept"


@contextmanager
def placed(target: Path, overwrite: bool = False) -> Iterator[Path]:
    """A hidden name beside `target` under which to make a file or a folder; it takes its own name when all is written.

    Raises `UsageError` where there is something of that name and `overwrite` is not said, `RunError` where nothing can be written.
    """
    if target.exists() and not overwrite:
        raise taken(target)
    hidden, aside = (target.with_name(f".{target.name}.{word}-{uuid4().hex}") for word in ("partial", "old"))
    made = [place for place in (target.parent, *target.parent.parents) if not place.exists()]
    try:
        with writing(target, ELSEWHERE):
            target.parent.mkdir(parents=True, exist_ok=True)
            yield hidden
            if overwrite and target.exists():
                target.rename(aside)
            try:
                put_where_free(hidden, target)
            except FileExistsError:
                raise taken(target) from None
    finally:
        remove(hidden)
        put_back(aside, target)
        for place in made:
            with suppress(OSError):
                place.rmdir()


def taken(target: Path) -> UsageError:
    """The error where there is something of that name."""
    return UsageError("this is there already, and is left as it is", where=str(target), remedy="give another folder with --out, or say --overwrite")


def put_back(aside: Path, target: Path) -> None:
    """What was there before comes back where nothing took its place, and goes where something did."""
    if aside.exists():
        if target.exists():
            remove(aside)
        else:
            aside.rename(target)


def remove(place: Path) -> None:
    """A file or a folder with all that is in it."""
    if place.is_dir():
        shutil.rmtree(place, ignore_errors=True)
        return
    with suppress(OSError):
        place.unlink()
