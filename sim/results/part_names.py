"""The names of the parts of a sweep: which points are there can be told without opening a file."""

from __future__ import annotations

import os
import re
from pathlib import Path

PARTS = "parts"
"""Where parts lie in the folder of a sweep."""

NAMED = re.compile(r"(\d+)-(\d+)")
"""What a part is called: its first and its last point."""


def part_name(points: range) -> str:
    """The name of the part that holds so many points."""
    return f"{points.start:06}-{points.stop - 1:06}"


def parts_of(folder: Path) -> dict[range, Path]:
    """The parts of a sweep that are there, in the order of their points."""
    place = folder / PARTS
    names = os.listdir(place) if place.is_dir() else []
    found = ((NAMED.fullmatch(name), place / name) for name in names)
    there = {range(int(named[1]), int(named[2]) + 1): part for named, part in found if named}
    return dict(sorted(there.items(), key=lambda item: item[0].start))


def points_in(folder: Path) -> int:
    """How many points of a sweep are there."""
    return sum(len(points) for points in parts_of(folder))
