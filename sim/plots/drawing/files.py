"""Figures as files: PNG, SVG (the same bytes for the same input, readable by screen readers) or PDF, each put in place whole."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib

from sim.errors import unknown_name
from sim.plots.drawing.data import text
from sim.plots.drawing.picture import Picture
from sim.plots.drawing.style import DOTS_PER_INCH

FORMATS = ("png", "svg", "pdf")
"""What a figure can be saved as."""

QUICK = 2
"""How hard a PNG is compressed, 0 to 9: little time for somewhat larger files."""

SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "sim",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "text.hinting": "none",
    "path.simplify": True,
    "savefig.bbox": None,
}
"""Settings of matplotlib on which the bytes of a file depend."""


COURSE, LONG, PLACES = re.compile(r' d="[^"]*"'), re.compile(r"-?\d+\.\d{3,}"), 2
"""The course of a line in an SVG, and a number in it with more decimals than a hundredth of a point, which nobody sees."""


def save(picture: Picture, folder: Path, form: str, mark: str = "") -> Path:
    """Write a figure and, beside it, its numbers as CSV; the path of the figure. A `mark` in its name tells it from others of its kind."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{picture.story.kind}{mark}.{form}"
    put(target, content(picture, form))
    if picture.story.data.columns:
        put(target.with_suffix(".csv"), text(picture.story.data).encode())
    return target


def content(picture: Picture, form: str, letters: str = "path") -> bytes:
    """A figure as the bytes of a file; raises `UsageError` for an unknown format. Letters of an SVG are shapes, or with `none` text of a font."""
    if form not in FORMATS:
        raise unknown_name("a format of figures", form, FORMATS)
    kept = io.BytesIO()
    with matplotlib.rc_context(SETTINGS | {"svg.fonttype": letters}):
        rest: dict[str, Any] = {"pil_kwargs": {"compress_level": QUICK}} if form == "png" else {}
        picture.savefig(kept, format=form, dpi=DOTS_PER_INCH, facecolor=picture.theme.paper, metadata=_about(picture, form), **rest)
    return _spoken(kept.getvalue(), picture) if form == "svg" else kept.getvalue()


def put(target: Path, data: bytes) -> None:
    """Write under another name first, so that a file is there whole or not at all."""
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _about(picture: Picture, form: str) -> dict[str, str | None]:
    title, alternative = picture.story.headline, picture.story.alternative
    if form == "png":
        return {"Title": title, "Description": alternative, "Software": None}
    if form == "pdf":
        return {"Title": title, "Subject": alternative, "CreationDate": None, "Creator": None, "Producer": None}
    return {"Date": None, "Creator": None}


def _spoken(data: bytes, picture: Picture) -> bytes:
    """Give the drawing a role, a title and a description in words, and its lines no more decimals than can be seen."""
    kind = picture.story.kind
    names = f'role="img" aria-labelledby="{kind}-title {kind}-description"'
    words = f'<title id="{kind}-title">{escape(picture.story.headline)}</title>\n'
    words += f'<desc id="{kind}-description">{escape(picture.story.alternative)}</desc>\n'
    text = COURSE.sub(lambda course: LONG.sub(lambda found: f"{float(found[0]):.{PLACES}f}", course[0]), data.decode())
    before, opening, rest = text.partition("<svg ")
    inner, closing, body = rest.partition(">")
    return f"{before}{opening}{names} {inner}{closing}\n {words}{body.lstrip()}".encode()
