"""Results on the terminal: what each is, when it was made and how large, and below it what it varied or in what it was altered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

GAP, INDENT = "  ", "    "
"""What stands after a name, and before what is said below it."""


def lines(rows: Sequence[dict[str, Any]], width: int) -> Iterator[str]:
    """The lines of all results, none longer than `width` if that can be."""
    for row in rows:
        told = f"{row['kind']} at {row['started'][11:16]}, {size_of(row)}" if row["kind"] else row["title"]
        whole = row["name"] + GAP + told
        yield from [whole] if len(whole) <= width else [row["name"], INDENT + told]
        for label, apart in (("varied", ", "), ("altered", "; ")):
            if row.get(label):
                yield INDENT + listed(f"{label}: ", row[label], apart, width - len(INDENT))


def size_of(row: dict[str, Any]) -> str:
    """How much was played, and of a sweep how far it is."""
    worlds = several(row["worlds"], "world")
    if "points" not in row:
        return worlds
    whole = f"{several(row['points'], 'point')} x {worlds}"
    return whole if row["done"] == row["points"] else f"{row['done']:,} of {whole}" if row["done"] else f"none yet of {whole}"


def several(count: int, what: str) -> str:
    """`1 world`, `1,000 worlds`."""
    return f"{count:,} {what}{'s' if count != 1 else ''}"


def listed(label: str, names: Sequence[str], apart: str, width: int) -> str:
    """As many names as there is room for, and how many more there are."""
    for shown in range(len(names), 0, -1):
        text = label + apart.join(names[:shown]) + (f" and {len(names) - shown} more" if shown < len(names) else "")
        if len(text) <= width:
            return text
    return text[: width - 1].rstrip() + "…"
